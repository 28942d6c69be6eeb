"""The installer for Windows 10 and newer, built on Linux by NSIS around python.org's embeddable Python."""
