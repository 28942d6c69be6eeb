"""结转下年: choosing last year's projects, seeing what changes, and carrying them."""
