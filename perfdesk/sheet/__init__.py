"""A form and a record laid out as a grid, ready for any renderer."""
