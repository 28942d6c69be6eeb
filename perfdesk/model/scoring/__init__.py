"""Scores as pure functions of a record and its form; every score explains itself."""
