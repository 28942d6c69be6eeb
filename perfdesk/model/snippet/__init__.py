"""常用语: texts with numbers of the form in them."""
