"""The operations on a library, each one step of undo, one topic a file."""
