"""Installs the packages in dist/ as users would, tries them out there, and removes them again."""
