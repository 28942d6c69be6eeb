"""The library (填报库) while it is open: the one door for change, transactions, undo."""
