"""附件 on screen: the files kept with a project, added, opened, saved and removed."""
