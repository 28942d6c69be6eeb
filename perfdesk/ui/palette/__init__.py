"""The command palette (命令面板): every command by its name, run from the keyboard."""
