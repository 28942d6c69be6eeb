"""What leaves the program: PDF, Excel, JSON, mail, the clipboard; one format a module."""
