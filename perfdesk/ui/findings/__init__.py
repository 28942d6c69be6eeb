"""审核 on screen: the panel of findings, and the question before something with errors is sent."""
