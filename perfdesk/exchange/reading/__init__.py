"""What comes into the program: JSON, the clipboard, prints to be verified; one format a module."""
