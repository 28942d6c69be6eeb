"""审核: what is wrong with a filled form, one topic a file."""
