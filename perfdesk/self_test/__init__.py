"""Tries out the program where it is installed (自检), and writes a page of results for technical support."""
