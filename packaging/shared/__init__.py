"""What every package shares: the program with its libraries, their licences, icons, the listing."""
