"""备份 on screen: made beside the program, listed, looked into and brought back."""
