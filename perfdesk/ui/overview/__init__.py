"""What stands in the middle while no project is open: how far a unit, a year or the library has come."""
