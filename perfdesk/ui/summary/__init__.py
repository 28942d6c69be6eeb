"""The summary of a unit or a year on screen: a sortable table, and the pictures that are printed."""
