"""What every screen is made of: colours, icons, labels, tables, message boxes."""
