"""A page of a PDF as a picture for the screen or the printer."""

from __future__ import annotations

from PySide6.QtGui import QImage

from perfdesk.exchange.reading.preview import page_image


def page_picture(pdf: bytes, page: int, dpi: float) -> QImage:
    """The page (from 0) at ``dpi`` dots per inch."""
    width, height, stride, data = page_image(pdf, page, dpi)
    # A copy, since Qt would read Python's bytes after they are gone.
    return QImage(data, width, height, stride, QImage.Format.Format_RGB32).copy()
