"""Explains a cell in passages of Chinese text with links to other cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from perfdesk.model.form.definition import Field, FormDefinition, ValueKind
from perfdesk.model.form.known_keys import ACTUAL, LEVEL3, MANUAL_SCORE, TARGET
from perfdesk.model.form.path import Path
from perfdesk.model.language.registry import asked_paths, explained
from perfdesk.model.record.levels import row_name
from perfdesk.model.record.pending import pending
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.score import Explanation, Outcome, Score, Scores
from perfdesk.model.snippet.snippet import follows, template_of
from perfdesk.model.value.folding import folded_name
from perfdesk.model.value.value import display_score
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin
from perfdesk.ui.explanation.gap import gaps


class Role(Enum):
    """What a passage is, and so how it looks."""

    TITLE = auto()
    PLACE = auto()  # where in the form the cell stands
    VALUE = auto()
    HEADING = auto()
    TEXT = auto()
    STEP = auto()
    CLAUSE = auto()
    PROBLEM = auto()
    CARRIED = auto()
    GAP = auto()  # something missing, with a link to where it goes


class PassageAction(Enum):
    """What a click on a passage asks for: about a text and the snippet (常用语) in it, or about a score."""

    INSERT = "insert"
    STOP = "stop"
    RESUME = "resume"
    SAVE = "save"  # as a text of the user's own
    FULL_MARKS = "full"
    ADD_INDICATOR = "stock"  # to the user's own indicators, 指标库


class Passage(NamedTuple):
    """One paragraph; ``link`` is the cell that a click on it goes to, or does the ``action`` to."""

    role: Role
    text: str
    link: Path | None = None
    action: PassageAction | None = None


@dataclass(frozen=True, slots=True)
class ExplainedRecord:
    """What is explained: a record on its form with its scores, as shown at this moment.

    ``has_snippets`` says of a path whether snippets can be inserted there.
    """

    definition: FormDefinition
    record: Record
    scores: Scores
    has_snippets: Callable[[Path], bool] = lambda path: False


def passages(subject: ExplainedRecord, cell: Cell | None) -> tuple[Passage, ...]:
    """What there is to say about ``cell``, or about the whole form where it is ``None``."""
    if cell is None or (cell.kind is CellKind.LABEL and not cell.paths):
        return tuple(_form(subject))
    if cell.kind in (CellKind.COMPUTED, CellKind.SCORE):
        return tuple(_computed(subject, cell))
    return tuple(_input(subject, cell))


def _form(subject: ExplainedRecord) -> list[Passage]:
    definition = subject.definition
    return [
        Passage(Role.TITLE, definition.title),
        Passage(Role.PLACE, f"{subject.record.year}年度"),
        Passage(Role.TEXT, "单击一格即可键入；这里说明这一格怎样填、分数怎样得出。"),
        *_missing(subject),
        Passage(Role.HEADING, "表格来源"),
        Passage(Role.CLAUSE, definition.source),
    ]


def _input(subject: ExplainedRecord, cell: Cell) -> list[Passage]:
    # A level (一级指标) that spans rows is one value for all of them: explained once.
    asked = asked_paths(cell.codec, cell.paths)
    paths = tuple({(path.block, path.key): path for path in reversed(asked)}.values())[::-1]
    fields = [subject.definition.field_at(path) for path in paths]
    parts = [Passage(Role.TITLE, "－".join(field.label for field in fields))]
    parts += _place(subject, cell.paths[0])
    parts += _carried(subject, cell)
    for path, field in zip(paths, fields, strict=True):
        parts += _asked(field, subject.record.get(path), several=len(fields) > 1)
    if cell.origin is Origin.UNREADABLE:
        parts.append(Passage(Role.PROBLEM, f"这里要填数字，没有看懂“{cell.text}”。"))
    if len(cell.paths) == 1 and subject.has_snippets(cell.paths[0]):
        parts += _snippet(subject.record, cell.paths[0])
    if cell.paths[0].key == LEVEL3 and subject.record.get(cell.paths[0]).strip():
        parts.append(Passage(Role.GAP, "加入指标库", cell.paths[0], PassageAction.ADD_INDICATOR))
    explanation = subject.scores.explanation_at(cell.paths[0])
    if explanation is not None:
        parts.append(Passage(Role.HEADING, "与这一格有关的得分"))
        parts += _explained(explanation)
        parts += _full_marks(subject, cell.paths[0])
    return parts


def _full_marks(subject: ExplainedRecord, path: Path) -> list[Passage]:
    """The offer of full marks for a 定性 indicator whose actual value is its target."""
    scores = subject.scores.indicators.get(path.block)
    if scores is None or path.index is None:
        return []
    score, row = scores[path.index], subject.record.rows(path.block)[path.index]
    actual = folded_name(row[ACTUAL])
    if score.outcome is not Outcome.WAITING or score.weight is None or not actual:
        return []
    if actual != folded_name(row[TARGET]):
        return []
    points = display_score(score.weight)
    return [
        Passage(Role.TEXT, "完成值与指标值相同，可以给满分。"),
        Passage(
            Role.GAP,
            f"填满分 {points} 分",
            Path(path.block, path.index, MANUAL_SCORE),
            PassageAction.FULL_MARKS,
        ),
    ]


def _carried(subject: ExplainedRecord, cell: Cell) -> list[Passage]:
    """That what the cell shows was carried and waits, with the sign that the sheet shows for it."""
    years = {value.year for value in pending(subject.record) if value.path in cell.paths}
    text = "◣ 由{year}年度结转，待确认。核对无误的按 Ctrl+K 确认；改动后即为已确认。"
    return [Passage(Role.CARRIED, text.format(year=year)) for year in sorted(years)]


def _asked(field: Field, text: str, *, several: bool) -> list[Passage]:
    parts = []
    if field.hint:
        parts.append(Passage(Role.TEXT, f"{field.label}：{field.hint}" if several else field.hint))
    if field.kind is ValueKind.MONEY and not field.hint:
        parts.append(Passage(Role.TEXT, "填金额。"))
    if field.limit is not None:
        count = len(text)
        within = f"已写 {count} 字，不超过 {field.limit} 字。"
        over = f"已写 {count} 字，超过了 {field.limit} 字的限制，请精简。"
        parts.append(Passage(Role.PROBLEM, over) if count > field.limit else Passage(Role.TEXT, within))
    if field.choices:
        parts.append(Passage(Role.TEXT, "按 Alt+↓ 从列表中选择，也可以直接键入。"))
    if field.required and not text.strip():
        parts.append(Passage(Role.PROBLEM, "此项必填。"))
    return parts


def _snippet(record: Record, path: Path) -> list[Passage]:
    """Whether the text at a path follows the numbers, and what can be done about that."""
    parts = [Passage(Role.HEADING, "常用语")]
    if follows(record, path.key):
        parts.append(Passage(Role.TEXT, "这段文字随表中的数字更新，动手修改后不再更新。"))
        parts.append(Passage(Role.GAP, "停止更新", path, PassageAction.STOP))
    elif template_of(record, path.key) is not None:
        parts.append(Passage(Role.TEXT, "这段文字由常用语填入，现在不随数字更新。"))
        parts.append(Passage(Role.GAP, "按现在的数字重新填写，恢复更新", path, PassageAction.RESUME))
    parts.append(Passage(Role.GAP, "插入常用语…（F4）", path, PassageAction.INSERT))
    if record.get(path).strip():
        parts.append(Passage(Role.GAP, "把这段文字存为常用语", path, PassageAction.SAVE))
    return parts


def _computed(subject: ExplainedRecord, cell: Cell) -> list[Passage]:
    found = explained(subject.definition, subject.record, subject.scores, cell.source)
    if found is None:
        return [
            Passage(Role.TITLE, cell.text),
            Passage(Role.TEXT, "此格由程序填写，不需要键入。"),
        ]
    label = subject.definition.field_at(cell.paths[-1]).label if cell.paths else ""
    parts = [Passage(Role.TITLE, label or found.title)]
    if cell.paths:
        parts += _place(subject, cell.paths[0])
    if found.score is not None:
        parts += _points(found.score, waiting_text(subject.record, cell))
    elif found.value or cell.text:
        parts.append(Passage(Role.VALUE, found.value or cell.text))
    parts += _explained(found.explanation)
    if cell.kind is CellKind.SCORE and found.score is not None:
        parts += _full_marks(subject, cell.paths[0])
        parts += _manual(subject, cell, found.score)
    return parts + _missing(subject) if found.whole else parts


def waiting_text(record: Record, cell: Cell) -> str:
    """What stands in place of a missing score: 待评 where a person is to give it, else 待填."""
    path = cell.paths[0] if cell.kind is CellKind.SCORE and cell.paths else None
    if path is None or path.index is None or not record.rows(path.block)[path.index][ACTUAL].strip():
        return "待填"
    return "待评"


def _points(score: Score, waiting: str) -> list[Passage]:
    if score.value is None:
        shown = waiting
    else:
        shown = f"{display_score(score.value)} 分"
    if score.weight is not None:
        shown += f"（满分 {display_score(score.weight)} 分）"
    return [Passage(Role.VALUE, shown)]


def _explained(explanation: Explanation) -> list[Passage]:
    parts = [Passage(Role.TEXT, explanation.rule)]
    parts += [Passage(Role.STEP, step) for step in explanation.steps]
    if explanation.clause:
        parts += [
            Passage(Role.HEADING, "依据"),
            Passage(Role.CLAUSE, explanation.clause),
        ]
    return parts


def _manual(subject: ExplainedRecord, cell: Cell, score: Score) -> list[Passage]:
    if score.outcome is Outcome.MANUAL:
        advice = "这是手工评分，按 Delete 键恢复计算值。"
        if score.computed is not None:
            computed = display_score(score.computed)
            advice = f"这是手工评分，计算得分为 {computed} 分；按 Delete 键恢复计算值。"
    elif score.outcome is Outcome.BLANK:
        return []
    else:
        advice = "在此格键入分数即为手工评分，低于权重时须写明原因。"
    return [Passage(Role.HEADING, "手工评分"), Passage(Role.TEXT, advice)]


def _missing(subject: ExplainedRecord) -> list[Passage]:
    found = gaps(subject.definition, subject.record, subject.scores)
    if not found:
        return []
    heading = Passage(Role.HEADING, f"还缺 {len(found)} 处（单击可跳到该格）")
    return [heading, *(Passage(Role.GAP, gap.text, gap.path) for gap in found)]


def _place(subject: ExplainedRecord, path: Path) -> list[Passage]:
    if path.index is None:
        return []
    block = subject.definition.block(path.block)
    row = subject.record.rows(path.block)[path.index]
    if block.lines:
        name = next((line.name for line in block.lines if line.key == row.line), "")
    else:
        name = row_name(row)
    where = f"{block.label}第 {path.index + 1} 行"
    return [Passage(Role.PLACE, f"{where}　{name}" if name else where)]
