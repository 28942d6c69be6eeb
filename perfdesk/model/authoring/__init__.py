"""Forms under way: their mistakes, before the program takes them."""
