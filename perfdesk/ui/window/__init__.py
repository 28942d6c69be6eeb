"""The main window: its panes, and the commands wired to them."""
