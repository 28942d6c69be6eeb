"""Every score of records as a text to read: the rule, the numbers put in, and the clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfdesk.exchange.listing.score_report import ScoredRecord
from perfdesk.exchange.listing.terminal_text import indented, one_line, section
from perfdesk.model.form.definition import Block
from perfdesk.model.form.known_keys import NAME_FIELD, UNIT_FIELD
from perfdesk.model.record.levels import row_name
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.score import Explanation, Outcome, Rate, Score, Total
from perfdesk.model.value.value import display_percent, display_score


def score_explanations(scored: Iterable[ScoredRecord]) -> str:
    """A paragraph a record: its heading, its budget lines, its indicators and its total.

    Rows that hold nothing are left out, as are the parts that the form does not score.
    """
    return "\n\n".join(section(_heading(item), _lines(item)) for item in scored)


def _heading(item: ScoredRecord) -> str:
    fields = item.record.fields
    unit, name = fields.get(UNIT_FIELD, ""), fields.get(NAME_FIELD, "") or item.definition.title
    place = f"{unit}，" if unit else ""
    return f"编号 {item.record.id} {one_line(name)}（{place}{item.record.year}年度）"


def _lines(item: ScoredRecord) -> Iterator[str]:
    yield from _execution(item)
    scores = item.scores
    for block in item.definition.blocks:
        of_rows = zip(item.record.rows(block.key), scores.indicators.get(block.key, ()), strict=False)
        for number, (row, score) in enumerate(of_rows, start=1):
            if score.outcome is not Outcome.BLANK:
                yield from _explained(_row_name(block, row, number), _points(score), score.explanation)
    if scores.total is not None:
        yield from _explained("合计", _total(scores.total), scores.total.explanation)
    if not scores.rates and not scores.indicators and scores.total is None:
        yield "这张表不计分。"


def _execution(item: ScoredRecord) -> Iterator[str]:
    """The rate of each budget line that has one, and the score of the form's own."""
    rule, scores = item.definition.scoring.execution, item.scores
    if rule is None:
        return
    block = item.definition.block(rule.block)
    for number, (row, rate) in enumerate(
        zip(item.record.rows(block.key), scores.rates[block.key], strict=True), start=1
    ):
        if rate.value is None and row.line != rule.line:
            continue
        name = f"{_row_name(block, row, number)}预算执行率"
        yield from _explained(name, _percent(rate, rule.rate_display_decimals), rate.explanation)
    if scores.execution is not None:
        yield from _explained("预算执行得分", _points(scores.execution), scores.execution.explanation)


def _explained(name: str, value: str, explanation: Explanation) -> Iterator[str]:
    yield f"{name}：{value}"
    yield from indented(explanation.text.splitlines())


def _row_name(block: Block, row: Row, number: int) -> str:
    """What people call a row: its third level, its second, or its line in the form."""
    line = next((line.name for line in block.lines if line.key == row.line), "")
    name = row_name(row) or line
    return one_line(name) or f"{block.label}第 {number} 行"


def _points(score: Score) -> str:
    if score.value is None:
        return "待评分"
    full = "" if score.weight is None else f"（满分 {display_score(score.weight)}）"
    typed = "，人工评分" if score.outcome is Outcome.MANUAL else ""
    return f"{display_score(score.value)} 分{full}{typed}"


def _percent(rate: Rate, decimals: int) -> str:
    return "算不出" if rate.value is None else display_percent(rate.value, decimals)


def _total(total: Total) -> str:
    if total.value is None:
        return f"还算不出，已有 {display_score(total.so_far)} 分"
    return f"{display_score(total.value)} 分{f'，等级 {total.grade}' if total.grade else ''}"
