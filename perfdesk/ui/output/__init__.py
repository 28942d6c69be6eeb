"""What leaves the window: preview, printer, PDF, Excel, mail."""
