"""The sheet language: what cells of a form.toml compute, how values share a cell; reading a form.toml."""
