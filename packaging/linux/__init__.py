"""The packages for Linux x86_64, a folder to unpack and a .deb, around a Python built for old systems."""
