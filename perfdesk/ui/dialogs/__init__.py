"""Dialogs: a question each."""
