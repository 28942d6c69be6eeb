"""The program without its window: a command line whose every command does its work and ends."""
