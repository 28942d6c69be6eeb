"""The library's SQLite file: schema, upgrades, lock and backup."""
