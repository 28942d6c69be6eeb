"""Files as such: legal names, names by pattern, written whole, attachments in and out."""
