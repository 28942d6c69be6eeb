"""The operations on a library that people know by name, one topic a file."""
