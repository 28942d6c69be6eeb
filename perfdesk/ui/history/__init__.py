"""修改记录 on screen: what was done to a project, and the way back."""
