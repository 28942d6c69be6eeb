"""Editing a grid: ranges, ways through the cells, choices, pasted blocks."""
