"""What a PDF holds: its pages as pictures, for the print preview and for printers, and its keywords.

PDFium forbids two threads at once: call these functions from one thread only.
"""

from __future__ import annotations

from typing import Any, NamedTuple

_POINTS_PER_INCH = 72
_MM_PER_POINT = 25.4 / _POINTS_PER_INCH


class PageImage(NamedTuple):
    """A picture: rows of ``stride`` bytes, four bytes a pixel: blue, green, red, unused."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_sizes_mm(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page, in millimetres."""
    with _opened(pdf) as document:
        sizes = [document.get_page_size(page) for page in range(len(document))]
        return tuple((width * _MM_PER_POINT, height * _MM_PER_POINT) for width, height in sizes)


def page_image(pdf: bytes, page: int, dpi: float) -> PageImage:
    """A page, counted from 0, on white; raises ``IndexError`` where there is no such page."""
    with _opened(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(page)
        bitmap = document[page].render(scale=dpi / _POINTS_PER_INCH, prefer_bgrx=True)
        return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def keywords_of(pdf: bytes) -> str:
    """The keywords in a PDF's properties; raises ``ValueError`` where it is no PDF."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        with _opened(pdf) as document:
            return str(document.get_metadata_value("Keywords"))
    except pypdfium2.PdfiumError as error:
        raise ValueError("no PDF") from error


def _opened(pdf: bytes) -> Any:
    # Not at the top: the window opens sooner without it.
    import pypdfium2

    return pypdfium2.PdfDocument(pdf)
