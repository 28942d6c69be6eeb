"""The official form on screen, typed into in place."""
