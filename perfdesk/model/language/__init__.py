"""The sheet language: what cells of a form.toml can compute and how they write values; reading a form.toml."""
