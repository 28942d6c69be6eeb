"""Find and replace (查找和替换) over the forms of a library."""
