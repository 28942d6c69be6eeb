"""The official form on screen, typed into in place."""

from perfdesk.ui.sheet_view.view import SheetView

__all__ = ["SheetView"]
