"""A sheet on paper: its pages, and what is drawn on them."""
