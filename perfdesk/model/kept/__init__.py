"""What a library keeps beside its records: edit history, recycle bin, outputs, attachments, preferences."""
