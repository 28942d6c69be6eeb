"""指标库 on screen: the indicators to choose from, and how they come onto the sheet."""
