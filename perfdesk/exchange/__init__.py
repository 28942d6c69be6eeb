"""Reading and writing other programs' formats, one format and direction a module."""
