"""Many records together: the summary (汇总) and how far they have come."""
