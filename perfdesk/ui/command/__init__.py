"""Every command once: its text, tip, shortcut and place; the dialogs that list them."""
