"""Pages as pictures."""

from collections import Counter
from dataclasses import replace

import pytest

from perfdesk.exchange.reading.preview import page_image, page_sizes_mm
from perfdesk.exchange.writing.pdf import pdf_bytes
from perfdesk.model.form.definition import CellStyle, Orientation, Page
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin, Sheet, SheetRow

A4 = Page(Orientation.PORTRAIT, 10, 10, 10, 10)


def black_square() -> Sheet:
    """A sheet whose one cell is 40 mm × 30 mm, 85 mm from the left and 10 mm from the top."""
    cell = Cell(0, 0, 1, 1, "", "", CellStyle(), CellKind.LABEL, Origin.PRINTED)
    return Sheet("方框", A4, (40,), (SheetRow(30, 0),), (cell,))


def test_the_pages_are_counted() -> None:
    assert len(page_sizes_mm(pdf_bytes([black_square()] * 3))) == 3


def test_sizes_are_in_millimetres() -> None:
    lying = replace(black_square(), page=replace(A4, orientation=Orientation.LANDSCAPE))
    standing, turned = page_sizes_mm(pdf_bytes([black_square(), lying]))
    assert standing == pytest.approx((210, 297), abs=0.1)
    assert turned == pytest.approx((297, 210), abs=0.1)


def test_a_page_is_as_large_as_its_resolution_says() -> None:
    image = page_image(pdf_bytes([black_square()]), 0, 254)  # 10 pixels a millimetre
    assert (image.width, image.height) == pytest.approx((2100, 2970), abs=1)
    assert len(image.pixels) == image.stride * image.height


def test_what_is_drawn_is_where_it_should_be_and_the_rest_is_white() -> None:
    image = page_image(pdf_bytes([black_square()]), 0, 254)
    middle = 250 * image.stride
    row = image.pixels[middle : middle + 4 * image.width]
    dark = [x for x in range(image.width) if sum(row[4 * x : 4 * x + 3]) < 384]
    assert [round(x / 10) for x in (dark[0], dark[-1])] == [85, 125]
    assert len(dark) <= 6
    assert Counter(row[4 * x : 4 * x + 3] for x in range(image.width)).most_common(1)[0][0] == b"\xff\xff\xff"


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError):
        page_image(pdf_bytes([black_square()]), 1, 72)
