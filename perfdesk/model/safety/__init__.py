"""Backups (备份), and a damaged library recovered into a new one."""
