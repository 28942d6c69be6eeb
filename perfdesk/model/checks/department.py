"""部门整体: numbers missing or put in place of the projects', points that contradict one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfdesk.model.checks.finding import Finding, Fix, Severity
from perfdesk.model.checks.subject import Subject, same
from perfdesk.model.form.definition import Block, Formula, FormulaRule
from perfdesk.model.form.known_keys import INPUT_VALUE, LINE_NAME, MANUAL_SCORE, REASON
from perfdesk.model.form.path import Path
from perfdesk.model.scoring.score import InputValue, Outcome, Score
from perfdesk.model.value.folding import without_blanks
from perfdesk.model.value.value import display_score, is_blank, is_spreadsheet_error

_ZERO = Decimal(0)
_PRINTED_POINTS = re.compile(r"(?P<name>[^（(]+)[（(](?P<points>[0-9]+(?:\.[0-9]+)?)分[）)]")


def inputs(subject: Subject) -> Iterator[Finding]:
    """Inputs that a waiting line asks for, that are no numbers, or that differ from the projects'."""
    rule = subject.definition.scoring.formulas
    if rule is None:
        return
    block = subject.definition.block(rule.inputs_block)
    wanted = _wanted(subject, rule)
    optional = {item.line for item in rule.inputs if item.optional}
    rows = subject.record.rows(block.key)
    for index, item in enumerate(subject.scores.inputs[block.key]):
        typed = rows[index][INPUT_VALUE]
        at = Path(block.key, index, INPUT_VALUE)
        if typed and item.typed is None and not is_blank(typed):
            if not is_spreadsheet_error(typed):  # units.cells tells of those
                yield _error(subject, "units.input-unreadable", at, item.problem)
        elif item.value is None and item.key in wanted and item.key not in optional:
            yield _error(subject, "completeness.input", at, item.problem)
        elif item.typed is not None and item.from_projects:
            yield from _instead(subject, block, index, item)


def _wanted(subject: Subject, rule: FormulaRule) -> frozenset[str]:
    """The inputs of the lines that have no score for want of them."""
    return frozenset(
        name
        for _, formula, score in _lines(subject, rule)
        if score.outcome is Outcome.WAITING
        for name in formula.value.names
    )


def _lines(subject: Subject, rule: FormulaRule) -> Iterator[tuple[int, Formula, Score]]:
    """The lines that score, with their place in the block."""
    formulas = {formula.line: formula for formula in rule.formulas}
    block = subject.definition.block(rule.block)
    for index, (line, score) in enumerate(
        zip(block.lines, subject.scores.indicators[rule.block], strict=True)
    ):
        if line.key in formulas:
            yield index, formulas[line.key], score


def _instead(subject: Subject, block: Block, index: int, item: InputValue) -> Iterator[Finding]:
    """A number typed in place of the one that the projects give."""
    assert item.typed is not None
    reason = block.column(REASON).label
    given, at = item.summed, Path(block.key, index, INPUT_VALUE)
    message = f"“{item.label}”改填为 {display_score(item.typed)}{item.unit}"
    fix = None
    if given is not None:
        message += f"，本单位各项目自评表合计为 {display_score(given)}{item.unit}"
        fix = Fix(f"改用项目取数 {display_score(given)}", ((at, ""), (Path(block.key, index, REASON), "")))
    if is_blank(subject.record.rows(block.key)[index][REASON]):
        yield Finding(
            "completeness.input-reason",
            Severity.ERROR,
            subject.record.id,
            Path(block.key, index, REASON),
            f"{message}，没有写{reason}。请写明{reason}，或清空改填的数。",
            fix,
        )
    elif given is not None and not same(given, item.typed):
        yield Finding(
            "across.input-differs",
            Severity.NOTICE,
            subject.record.id,
            at,
            f"{message}，两者不一致。请核对部门表和各项目自评表。",
            fix,
        )


def scores(subject: Subject) -> Iterator[Finding]:
    """Lines without a score although nothing is missing, and manual scores beyond their points."""
    rule = subject.definition.scoring.formulas
    if rule is None:
        return
    block = subject.definition.block(rule.block)
    known = {item.key for item in subject.scores.inputs[rule.inputs_block] if item.value is not None}
    rows = subject.record.rows(block.key)
    for index, formula, score in _lines(subject, rule):
        at = Path(block.key, index, MANUAL_SCORE)
        name = f"“{rows[index][LINE_NAME].strip() or block.lines[index].name}”"
        full = "" if formula.weight is None else display_score(formula.weight)
        if score.outcome is Outcome.WAITING and formula.value.names <= known:
            message = f"{name}还没有得分。{score.explanation.steps[-1]}"
            yield _error(subject, "completeness.score", at, message)
        elif score.manual is None or formula.weight is None:
            continue
        elif score.manual > formula.weight:
            message = (
                f"{name}的得分 {display_score(score.manual)} 高于分值 {full}，请改为不超过 {full} 的分数。"
            )
            yield _error(
                subject, "arithmetic.score-above-weight", at, message, Fix(f"改为 {full}", ((at, full),))
            )
        elif score.manual < 0:
            message = f"{name}的得分 {display_score(score.manual)} 是负数，请改为 0～{full} 之间的分数。"
            yield _error(subject, "arithmetic.score-below-zero", at, message)
        elif score.computed is not None and score.manual > score.computed:
            missed = score.manual == formula.weight
            yield Finding(
                "logic.full-score-missed" if missed else "logic.above-computed",
                Severity.WARNING if missed else Severity.NOTICE,
                subject.record.id,
                at,
                f"{name}手工评 {display_score(score.manual)} 分，高于按评分说明计算的 "
                f"{display_score(score.computed)} 分。{'请改正，或说明理由' if missed else '请核对'}。",
                Fix(f"改为 {display_score(score.computed)}", ((at, ""),)),
            )


def printed_points(subject: Subject) -> Iterator[Finding]:
    """Points that the official form prints for a group of lines and that those do not add up to."""
    rule = subject.definition.scoring.formulas
    if rule is None:
        return
    weights = {formula.line: formula.weight or _ZERO for formula in rule.formulas}
    order = {line.key: index for index, line in enumerate(subject.definition.block(rule.block).lines)}
    wrong, places = [], []
    for label, lines in _groups(subject, rule).items():
        match = _PRINTED_POINTS.fullmatch(without_blanks(label))
        added = sum((weights.get(line, _ZERO) for line in lines), _ZERO)
        if match is not None and Decimal(match["points"]) != added:
            wrong.append(f"{match['name']}印 {match['points']} 分，各行合计 {display_score(added)} 分")
            places.append(min(order[line] for line in lines))
    if wrong:
        yield Finding(
            "arithmetic.printed-points",
            Severity.NOTICE,
            subject.record.id,
            Path(rule.block, places[0], MANUAL_SCORE),
            f"表上印的分值与各行分值不符：{'；'.join(wrong)}。这是表式本身印错，得分按各行分值计算；"
            "报送前请与财政部门核对。",
        )


def _groups(subject: Subject, rule: FormulaRule) -> dict[str, tuple[str, ...]]:
    """The lines that each label beside them stands for, from the top of the form to its end."""
    block = subject.definition.block(rule.block)
    texts = {line.key: line.texts for line in block.lines}
    groups: dict[str, dict[str, None]] = {}
    for section in subject.definition.sheet.sections:
        for row in section.rows:
            if row.repeat != rule.block:
                continue
            lines = row.lines or tuple(texts)
            if section.aside is not None:
                groups.setdefault(section.aside.text, {}).update(dict.fromkeys(lines))
            for key in filter(None, (cell.printed for cell in row.cells)):
                for line in lines:
                    groups.setdefault(texts[line].get(key, ""), {})[line] = None
    return {label: tuple(lines) for label, lines in groups.items()}


def _error(subject: Subject, code: str, at: Path, message: str, fix: Fix | None = None) -> Finding:
    return Finding(code, Severity.ERROR, subject.record.id, at, message, fix)
