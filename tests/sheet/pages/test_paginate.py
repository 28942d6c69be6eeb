"""Rows that grow, and forms that flow over pages."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from perfdesk.model.form.definition import Align, CellStyle, Orientation, Page, VerticalAlign
from perfdesk.model.form.path import Path, field_path
from perfdesk.sheet.layout.metrics import line_height_mm, text_height_mm
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin, Sheet, SheetRow
from perfdesk.sheet.pages.paginate import PageLayout, paginate
from perfdesk.sheet.pages.placement import PlacedCell

A4 = Page(Orientation.PORTRAIT, top_mm=20, right_mm=15, bottom_mm=17, left_mm=15)
ROOM_MM = 297 - 20 - 17
STYLE = CellStyle(size_pt=10, padding_mm=1, align=Align.LEFT)
LINE_MM = line_height_mm(STYLE)


def label(row: int, column: int, text: str, down: int = 1) -> Cell:
    return Cell(row, column, down, 1, text, text, STYLE, CellKind.LABEL, Origin.PRINTED)


def typed(row: int, column: int, text: str, down: int = 1, paths: Sequence[Path] = ()) -> Cell:
    at = tuple(paths) or (field_path(f"r{row}c{column}"),)
    return Cell(row, column, down, 1, text, text, STYLE, CellKind.INPUT, Origin.TYPED, at)


def sheet(rows: Sequence[SheetRow], *cells: Cell, widths: tuple[float, ...] = (20, 60, 60)) -> Sheet:
    return Sheet("测试项目", A4, widths, tuple(rows), cells)


def rows(count: int, height: float = 10, section: int = 0) -> list[SheetRow]:
    return [SheetRow(height, section) for _ in range(count)]


def texts(page: PageLayout) -> list[str]:
    """The lines of every cell on a page that shows any, joined."""
    return ["".join(placed.lines) for placed in page.cells if any(placed.lines)]


def indicator_form(count: int, height: float = 10) -> Sheet:
    """A title, a table of ``count`` indicators with an aside, a heading and two levels, and signatures."""
    table = [SheetRow(height, 1, heading=True), *rows(count, height, section=1)]
    cells = [label(1, 0, "绩效指标", down=count + 1), label(1, 1, "一级指标"), label(1, 2, "三级指标")]
    half = count // 2
    for first, size, name in ((0, half, "产出指标"), (half, count - half, "效益指标")):
        paths = [Path("indicators", first + index, "level1") for index in range(size)]
        cells.append(typed(2 + first, 1, name, size, paths))
    cells += [typed(2 + index, 2, f"第{index}项") for index in range(count)]
    return sheet(
        [SheetRow(14, 0), *table, SheetRow(12, 2, keep=True)],
        label(0, 0, "自评表"),
        *cells,
        typed(count + 2, 0, "项目负责人："),
    )


class TestOnePage:
    def test_a_form_that_fits_is_one_page_without_a_number(self) -> None:
        (page,) = paginate(indicator_form(20))
        assert page.footer == ""
        assert all(placed.starts and placed.ends for placed in page.cells)

    def test_a_form_that_just_fits_is_one_page(self) -> None:
        assert len(paginate(sheet(rows(26), typed(25, 0, "末")))) == 1
        assert len(paginate(sheet([*rows(26), SheetRow(0.5, 0)], typed(26, 0, "末")))) == 2

    def test_cells_stand_edge_to_edge_below_the_top_margin(self) -> None:
        (page,) = paginate(sheet(rows(2), typed(0, 0, "甲"), typed(0, 1, "乙"), typed(1, 0, "丙")))
        first, second, third = page.cells
        assert (first.y_mm, third.y_mm) == (20, 30)
        assert second.x_mm == first.x_mm + first.width_mm

    def test_a_narrow_table_stands_in_the_middle(self) -> None:
        (page,) = paginate(sheet(rows(1), typed(0, 0, "甲"), typed(0, 1, "乙"), widths=(40, 60)))
        assert page.cells[0].x_mm == 55

    @pytest.mark.parametrize(
        ("vertical", "above"),
        [
            (VerticalAlign.TOP, 0.5),
            (VerticalAlign.MIDDLE, (30 - LINE_MM) / 2),
            (VerticalAlign.BOTTOM, 29.5 - LINE_MM),
        ],
    )
    def test_text_stands_where_its_style_says(self, vertical: VerticalAlign, above: float) -> None:
        cell = typed(0, 0, "甲")._replace(style=STYLE._replace(vertical=vertical))
        (page,) = paginate(sheet(rows(1, 30), cell))
        assert page.cells[0].text_top_mm == pytest.approx(20 + above)


class TestFlow:
    def test_every_page_has_its_number(self) -> None:
        assert [page.footer for page in paginate(indicator_form(40))] == [
            "第 1 页 共 2 页",
            "第 2 页 共 2 页",
        ]

    def test_heading_and_labels_are_repeated_and_typed_texts_are_not(self) -> None:
        first, second = paginate(indicator_form(40))
        assert texts(second)[:4] == ["绩效指标", "一级指标", "三级指标", "效益指标"]
        shown = [text for page in (first, second) for text in texts(page) if text.startswith("第")]
        assert shown == [f"第{index}项" for index in range(40)]

    def test_a_cut_cell_knows_which_edges_are_its_own(self) -> None:
        asides = [
            page.cells[position] for page, position in zip(paginate(indicator_form(40)), (1, 0), strict=True)
        ]
        assert [(aside.starts, aside.ends) for aside in asides] == [(True, False), (False, True)]
        assert [aside.cell.text for aside in asides] == ["绩效指标", "绩效指标"]

    def test_the_next_section_does_not_repeat_the_heading_of_the_last(self) -> None:
        form = indicator_form(23)  # the table ends where the page does
        rest = [typed(len(form.rows) + index, 0, f"下{index}") for index in range(3)]
        form = replace(form, rows=(*form.rows[:-1], *rows(4, section=3)), cells=(*form.cells, *rest))
        assert texts(paginate(form)[1])[0] == "下0" or texts(paginate(form)[1])[0] == "项目负责人："
        assert "一级指标" not in texts(paginate(form)[1])

    def test_the_signatures_take_the_last_row_of_the_table_with_them(self) -> None:
        form = indicator_form(23)  # 14 + 24 × 10 = 254 of 260 mm: only the signatures do not fit
        first, second = paginate(form)
        assert "第21项" in texts(first)
        assert texts(second) == ["绩效指标", "一级指标", "三级指标", "效益指标", "第22项", "项目负责人："]

    def test_a_heading_is_not_left_alone_at_the_foot_of_a_page(self) -> None:
        table = [SheetRow(10, 1, heading=True), *rows(5, section=1)]
        cells = [label(25, 0, "一级指标"), *(typed(26 + index, 0, f"第{index}项") for index in range(5))]
        first, second = paginate(sheet([*rows(25), *table], typed(0, 0, "首"), *cells))
        assert texts(first) == ["首"]
        assert texts(second)[:2] == ["一级指标", "第0项"]

    def test_a_cut_label_has_room_in_each_part(self) -> None:
        name = "社会效益和可持续影响以及服务对象满意度指标"
        paths = [Path("indicators", index, "level1") for index in range(4)]
        cells = [typed(23, 0, name, 4, paths), *(typed(23 + row, 1, f"第{row}项") for row in range(4))]
        pages = paginate(sheet(rows(27), *cells))
        parts = [page.cells[0] for page in pages]
        assert ["".join(part.lines) for part in parts] == [name, name]
        assert all(part.height_mm >= text_height_mm(len(part.lines), STYLE) for part in parts)

    def test_a_text_typed_once_over_rows_that_are_cut_goes_on(self) -> None:
        reason = "\n".join(f"原因{index}" for index in range(30))
        cells = [typed(20, 1, reason, down=15), *(typed(20 + row, 0, f"{row}") for row in range(15))]
        parts = [
            placed
            for page in paginate(sheet(rows(35), *cells))
            for placed in page.cells
            if placed.cell.column
        ]
        assert len(parts) == 2
        assert "\n".join(line for part in parts for line in part.lines) == reason
        assert parts[1].text_top_mm == pytest.approx(parts[1].y_mm + 0.5)

    def test_a_row_higher_than_a_page_is_cut_between_its_lines(self) -> None:
        lines = [f"第{index}行" for index in range(130)]
        form = sheet(
            rows(3), typed(0, 0, "首"), label(1, 0, "结论"), typed(1, 1, "\n".join(lines)), typed(2, 0, "末")
        )
        pages = paginate(form)
        parts = [placed for page in pages for placed in page.cells if placed.cell.column]
        assert [line for part in parts for line in part.lines] == lines
        assert texts(pages[0])[0] == "首"
        assert texts(pages[-1])[-1] == "末"
        assert sum("结论" in texts(page) for page in pages) == len(pages) == 3

    def test_a_cut_row_leaves_lines_for_the_page_of_the_signatures(self) -> None:
        per_page = int((ROOM_MM - 1) / LINE_MM)
        text = "\n".join("行" for _ in range(2 * per_page))
        pages = paginate(
            sheet([*rows(1), SheetRow(12, 1, keep=True)], typed(0, 1, text), typed(1, 0, "负责人"))
        )
        assert [len(page.cells[0].lines) for page in pages] == [per_page, per_page - 2, 2]
        assert texts(pages[-1])[-1] == "负责人"


def bottom(placed: PlacedCell) -> float:
    return placed.y_mm + placed.height_mm


def random_form(chance: Random) -> Sheet:
    """A form of several sections with headings, asides, merged and long cells."""
    all_rows: list[SheetRow] = []
    cells: list[Cell] = []
    for section in range(chance.randint(1, 3)):
        first, count = len(all_rows), chance.randint(2, 30)
        all_rows += [SheetRow(chance.uniform(5, 20), section, heading=index == 0) for index in range(count)]
        cells.append(label(first, 0, "绩效指标（九十分）", down=count))
        cells += [label(first, 1, "二级指标"), label(first, 2, "三级指标")]
        row = first + 1
        while row < first + count:
            down = min(chance.randint(1, 6), first + count - row)
            cells.append(typed(row, 1, "效" * chance.choice([0, 20, chance.randint(0, 2500)]), down))
            cells += [typed(row + index, 2, "项" * chance.randint(0, 60)) for index in range(down)]
            row += down
    all_rows.append(SheetRow(12, 9, keep=True))
    return sheet(all_rows, *cells, typed(len(all_rows) - 1, 0, "负责"))


@pytest.mark.parametrize("seed", range(60))
def test_no_form_loses_text_or_leaves_its_page(seed: int) -> None:
    form = random_form(Random(seed))
    pages = paginate(form)
    shown: defaultdict[Cell, list[str]] = defaultdict(list)
    for page in pages:
        kept = [placed for placed in page.cells if placed.cell.row == len(form.rows) - 1]
        assert not kept or len(page.cells) > 1
        for placed in page.cells:
            assert placed.y_mm >= A4.top_mm
            assert bottom(placed) <= 297 - A4.bottom_mm + 0.1
            assert len(placed.lines) * LINE_MM <= placed.height_mm + 0.1
            if placed.cell.kind is CellKind.INPUT:
                shown[placed.cell] += placed.lines
            else:
                assert "".join(placed.lines) == placed.cell.text
    for cell in form.cells:
        if cell.kind is CellKind.INPUT:
            assert "".join(shown[cell]) == cell.text


def test_a_section_of_headings_alone_heads_the_sections_below_it() -> None:
    head = [SheetRow(10, 1, heading=True), SheetRow(10, 1, heading=True)]
    form = sheet(
        [SheetRow(14, 0), *head, *rows(20, section=2), *rows(20, section=3), SheetRow(12, 4, keep=True)],
        label(0, 0, "自评表"),
        label(1, 0, "评分说明", down=2),
        label(1, 1, "绩效指标"),
        label(2, 1, "三级指标"),
        *(typed(3 + index, 1, f"第{index}项") for index in range(40)),
        typed(43, 1, "项目负责人："),
    )
    first, second = paginate(form)
    heading = ["评分说明", "绩效指标", "三级指标"]
    assert texts(first)[:4] == ["自评表", *heading]
    assert texts(second)[:3] == heading
    assert sorted(text for page in (first, second) for text in texts(page) if text.endswith("项")) == sorted(
        f"第{index}项" for index in range(40)
    )


class TestRowsHigherThanAPage:
    """Nothing goes on without end: neither a label that no page has room for, nor paper without room."""

    @pytest.mark.parametrize("down", [1, 3])
    def test_a_label_that_no_page_has_room_for_is_printed_once(self, down: int) -> None:
        long = "汉" * 3000
        pages = paginate(sheet(rows(5), label(0, 0, long, down), typed(4, 1, "末")))
        parts = [placed for page in pages for placed in page.cells if placed.cell.text == long]
        assert "".join(line for part in parts for line in part.lines) == long
        assert 3 < len(pages) < 20
        assert parts[1].text_top_mm == pytest.approx(parts[1].y_mm + 0.5)

    def test_headings_that_no_page_has_room_for_end_too(self) -> None:
        heading = SheetRow(10, 0, heading=True)
        pages = paginate(sheet([heading, *rows(3)], label(0, 0, "汉" * 3000), typed(3, 1, "末")))
        assert len(pages) < 20
        assert texts(pages[-1])[-1] == "末"

    @pytest.mark.parametrize("room", [-50, 0, 1, 5])
    def test_paper_that_is_all_margins_ends(self, room: float) -> None:
        page = replace(A4, top_mm=297 - room, bottom_mm=0)
        long = typed(0, 1, "汉" * 500, down=2)
        made = replace(sheet(rows(5), label(0, 0, "汉" * 500, 3), long, typed(4, 1, "末")), page=page)
        assert len(paginate(made)) < 500

    def test_no_text_is_lost_or_printed_twice_however_high_it_is(self) -> None:
        for seed in range(150):
            random = Random(f"high {seed}")
            count = random.randint(1, 12)
            cells = []
            for column in range(3):
                row = 0
                while row < count:
                    down = random.randint(1, count - row)
                    text = "汉" * random.choice((0, 1, 50, 1000, 4000))
                    make = random.choice((label, typed))
                    cells.append(make(row, column, text, down))
                    row += down
            heights = [SheetRow(random.choice((1, 7, 50, 300, 900)), 0) for _ in range(count)]
            top = random.choice((0, 20, 200, 280))
            made = replace(sheet(heights, *cells), page=replace(A4, top_mm=top))
            pages = paginate(made)
            for cell in made.cells:
                parts = [placed for page in pages for placed in page.cells if placed.cell is cell]
                printed = "".join(line for part in parts for line in part.lines)
                if cell.kind is CellKind.INPUT:
                    assert printed == cell.text, seed
                elif cell.text:
                    assert printed == cell.text * (len(printed) // len(cell.text)) != "", seed
