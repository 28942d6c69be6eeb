"""The print preview: the very PDF that is exported, on screen and to the printer."""
