"""What typed text means: numbers with their units, dates, targets."""
