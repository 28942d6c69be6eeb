"""指标库: indicators to choose from, read from files."""
