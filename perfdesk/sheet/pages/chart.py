"""Pictures of a summary: bars, lines and texts in millimetres, drawn once for screen and paper."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from heapq import nsmallest
from typing import NamedTuple

from perfdesk.model.form.definition import CellStyle, Page
from perfdesk.model.overview.summary import Summary
from perfdesk.model.value.value import display_percent, display_score
from perfdesk.sheet.layout.metrics import advance_mm, baseline_mm, clipped, line_height_mm
from perfdesk.sheet.layout.summary_sheet import PAGE
from perfdesk.sheet.pages.drawing import Stroke, TextLine

BLUE = (0x3B, 0x78, 0xB8)
ORANGE = (0xD6, 0x8A, 0x2E)
GREY = (0xE4, 0xE8, 0xEC)

_TITLE = CellStyle(size_pt=12, bold=True)
_TEXT = CellStyle(size_pt=9)
_TITLE_MM = 11.0
_ROW_MM = 6.6
_BAR_MM = 4.2
_GAP_MM = 6.0
_LABEL_MM = 84.0
_VALUE_MM = 24.0
_LOW_RATE = Decimal("0.9")  # below it a project has to give its reasons
_LOW_SCORE = Decimal(80)  # below 良
_FULL = Decimal(100)
_ZERO = Decimal(0)
_EACH_UP_TO = 60  # projects that have a bar each
_LOWEST = 20


class ChartBar(NamedTuple):
    """A filled rectangle, from its top left; ``color`` is red, green, blue, each 0–255."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    color: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One page of pictures."""

    title: str
    page: Page
    bars: tuple[ChartBar, ...]
    strokes: tuple[Stroke, ...]
    texts: tuple[TextLine, ...]


class ChartRow(NamedTuple):
    """One bar of a chart: ``value`` is ``None`` where it is not known; ``low`` asks for attention."""

    label: str
    value: Decimal | None
    shown: str
    low: bool


class Chart(NamedTuple):
    """A bar chart; a bar of ``full`` takes the whole length. ``number_format`` is Excel's, for the values."""

    title: str
    items: Sequence[ChartRow]
    full: Decimal
    number_format: str


class _Known(NamedTuple):
    """A project, and its number where that is known."""

    name: str
    number: Decimal | None


class _Range(NamedTuple):
    """Numbers from ``least`` on and below ``below``."""

    label: str
    least: Decimal
    below: Decimal
    low: bool


_INFINITE = Decimal("Infinity")
_RATE_RANGES = (
    _Range("90% 及以上", _LOW_RATE, _INFINITE, low=False),
    _Range("80%—90%", Decimal("0.8"), _LOW_RATE, low=True),
    _Range("60%—80%", Decimal("0.6"), Decimal("0.8"), low=True),
    _Range("60% 以下", -_INFINITE, Decimal("0.6"), low=True),
)
_SCORE_RANGES = (
    _Range("90 分及以上", Decimal(90), _INFINITE, low=False),
    _Range("80—90 分", _LOW_SCORE, Decimal(90), low=False),
    _Range("60—80 分", Decimal(60), _LOW_SCORE, low=True),
    _Range("60 分以下", -_INFINITE, Decimal(60), low=True),
)


class ChartSheet(NamedTuple):
    """Charts that are a worksheet of their own in Excel, which draws them itself."""

    title: str
    page: Page
    charts: Sequence[Chart]


def summary_drawings(summary: Summary) -> tuple[Drawing, ...]:
    """Each project's execution rate and score, and where points are lost, on as many pages as it takes."""
    return tuple(_pages(summary.title, _charts(summary)))


def summary_chart_sheet(summary: Summary) -> ChartSheet:
    """The same charts for Excel."""
    return ChartSheet(f"图-{summary.title}", PAGE, _charts(summary))


def _charts(summary: Summary) -> list[Chart]:
    """Of more projects than anybody reads one by one: how many lie in each range, and the lowest."""
    rates = [_Known(row.name, row.rate) for row in summary.rows]
    scores = [_Known(row.name, row.total) for row in summary.rows]
    lost = summary.lost
    most = max(lost.values(), default=_ZERO)
    points = [
        ChartRow(part, max(points, _ZERO), f"{display_score(points)} 分", low=True)
        for part, points in lost.items()
    ]
    charts = [
        *_projects_charts(Chart("预算执行率", (), Decimal(1), "0.00%"), rates, _rate_item, _RATE_RANGES),
        *_projects_charts(Chart("得分", (), _FULL, "General"), scores, _score_item, _SCORE_RANGES),
        Chart("失分分布（各项目合计）", points if most > 0 else [], most, 'General" 分"'),
    ]
    return [chart for chart in charts if chart.items]


def _projects_charts(
    chart: Chart,
    projects: Sequence[_Known],
    item: Callable[[str, Decimal | None], ChartRow],
    ranges: Sequence[_Range],
) -> Iterator[Chart]:
    what = chart.title
    if len(projects) <= _EACH_UP_TO:
        items = [item(*project) for project in projects]
        yield chart._replace(title=f"各项目{what}", items=items)
        return
    measured = [(project, project.number) for project in projects if project.number is not None]
    numbers = sorted(number for _, number in measured)
    counts = [
        (of.label, bisect_left(numbers, of.below) - bisect_left(numbers, of.least), of.low) for of in ranges
    ]
    counts.append(("未知", len(projects) - len(measured), True))
    bars = [ChartRow(label, Decimal(count), f"{count} 个", low) for label, count, low in counts if count]
    all_told = Decimal(len(projects))
    yield Chart(f"各段{what}的项目数（共 {all_told} 个）", bars, all_told, 'General" 个"')
    lowest = nsmallest(_LOWEST, measured, key=lambda pair: pair[1])
    items = [item(*project) for project, _ in lowest]
    yield chart._replace(title=f"{what}最低的 {len(lowest)} 个项目", items=items)


def _rate_item(name: str, rate: Decimal | None) -> ChartRow:
    if rate is None:
        return ChartRow(name, None, "—", low=False)
    return ChartRow(name, rate, display_percent(rate, 2), low=rate < _LOW_RATE)


def _score_item(name: str, total: Decimal | None) -> ChartRow:
    if total is None:
        return ChartRow(name, None, "—", low=False)
    return ChartRow(name, total, display_score(total), low=total < _LOW_SCORE)


def _pages(title: str, charts: Iterable[Chart]) -> list[Drawing]:
    """The charts one below the other; one that a page has no room for goes on overleaf."""
    pages = [_Canvas(title)]
    for chart in charts:
        items, heading = list(chart.items), chart.title
        while items:
            room = pages[-1].rows_left
            if room < min(len(items), 2):
                pages.append(_Canvas(title))
                continue
            pages[-1].chart(heading, items[:room], chart.full)
            items, heading = items[room:], f"{chart.title}（续）"
    return [page.drawing() for page in pages]


class _Canvas:
    """One page while it is filled from its top."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._y = PAGE.top_mm
        self._bars: list[ChartBar] = []
        self._strokes: list[Stroke] = []
        self._texts: list[TextLine] = []

    @property
    def rows_left(self) -> int:
        """How many bars of a further chart the page has room for."""
        free = PAGE.height_mm - PAGE.bottom_mm - self._y - _TITLE_MM
        return max(int(free / _ROW_MM), 0)

    def chart(self, title: str, items: Sequence[ChartRow], full: Decimal) -> None:
        """Draw a chart below what is there."""
        left = PAGE.left_mm
        bars_from = left + _LABEL_MM
        length = PAGE.width_mm - PAGE.right_mm - _VALUE_MM - bars_from
        self._texts.append(TextLine(left, self._y + baseline_mm(_TITLE), title, _TITLE))
        top = self._y + _TITLE_MM - 2
        for at, item in enumerate(items):
            y = top + at * _ROW_MM
            baseline = y + (_ROW_MM - line_height_mm(_TEXT)) / 2 + baseline_mm(_TEXT)
            label = clipped(item.label, _LABEL_MM - 3, _TEXT)
            x = bars_from - 3 - advance_mm(label, _TEXT)
            self._texts.append(TextLine(x, baseline, label, _TEXT))
            bar_y = y + (_ROW_MM - _BAR_MM) / 2
            self._bars.append(ChartBar(bars_from, bar_y, length, _BAR_MM, GREY))
            share = float(min(max((item.value or Decimal(0)) / full, Decimal(0)), Decimal(1)))
            if share:
                color = ORANGE if item.low else BLUE
                self._bars.append(ChartBar(bars_from, bar_y, length * share, _BAR_MM, color))
            self._texts.append(TextLine(bars_from + length + 2, baseline, item.shown, _TEXT))
        end = top + len(items) * _ROW_MM
        self._strokes.append(Stroke(bars_from, top, bars_from, end))
        self._y = end + _GAP_MM

    def drawing(self) -> Drawing:
        """The page as it is."""
        return Drawing(self._title, PAGE, tuple(self._bars), tuple(self._strokes), tuple(self._texts))
