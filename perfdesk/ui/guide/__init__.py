"""The user guide (使用手册), offline: written pages, and pages made from what the program itself goes by."""
