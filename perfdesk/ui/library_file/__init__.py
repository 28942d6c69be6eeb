"""The library file behind the window: chosen, opened, imported into, rescued; the start page."""
