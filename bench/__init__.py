"""Compare perfdesk with the barest program that does the same work, measured side by side."""
