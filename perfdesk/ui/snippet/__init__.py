"""常用语 on screen: choosing one for a cell, and letting its text follow the numbers or not."""
