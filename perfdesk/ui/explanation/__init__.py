"""The explanation panel: how the cell under the cursor is filled, and why a score is what it is."""
