"""The start page (开始): libraries used lately, and the ways to a new one."""
