"""The form language: what an official form is, and how a form.toml becomes one."""
