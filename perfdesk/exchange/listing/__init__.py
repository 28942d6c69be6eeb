"""What is known of records as text: JSON for other programs, lists for a terminal."""
