"""A form and a record laid out as a grid: cells, texts, widths and heights."""
