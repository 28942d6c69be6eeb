"""The ``[checks]`` of a definition file, and the words of ``lexicon.toml`` → what 审核 goes by."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from perfdesk.model.form.check_rule import CheckRule, Lexicon, PlausibleAmount, Typo
from perfdesk.model.form.definition import Block, Field, ScoringRule
from perfdesk.model.form.definition_file import BrokenForm, read_toml
from perfdesk.model.form.definition_reader import DefinitionProblem, Table

LEXICON_NAME = "lexicon.toml"

_ZERO = Decimal(0)


def read_checks(
    table: Table, fields: Sequence[Field], blocks: Sequence[Block], scoring: ScoringRule
) -> CheckRule:
    """Read the checks of a form; a form without the table has those that need no data."""
    execution = scoring.execution
    budget = next((block for block in blocks if execution and block.key == execution.block), None)
    columns = [column.key for column in budget.columns] if budget else []
    lines = [line.key for line in budget.lines] if budget else []
    keys = [field.key for field in fields]
    rule = CheckRule(
        initial=_existing(table, "initial", columns),
        reason=_existing(table, "reason", columns),
        execution_reason=_existing(table, "execution_reason", keys),
        parts=_all_existing(table, "parts", lines),
        levels=table.texts("levels"),
        cost_levels=table.texts("cost_levels"),
        conclusion=_existing(table, "conclusion", keys),
        narrative=_all_existing(table, "narrative", keys),
        signatures=_all_existing(table, "signatures", keys),
        imbalance=table.optional_number("imbalance", least=_ZERO),
        unspent=table.optional_number("unspent", least=_ZERO),
    )
    table.close()
    return rule


def load_lexicon(folder: Path) -> tuple[Lexicon, str]:
    """The words of a forms folder and a fingerprint of them; no words where it has no ``lexicon.toml``.

    Raises ``BrokenForm`` with every mistake found.
    """
    try:
        data, fingerprint = read_toml(folder / LEXICON_NAME, LEXICON_NAME)
    except BrokenForm as broken:
        if isinstance(broken.__cause__, FileNotFoundError):
            return Lexicon(), ""
        raise
    problems: list[DefinitionProblem] = []
    lexicon = Table(data, "", LEXICON_NAME, problems).whole_table(_lexicon)
    if problems:
        raise BrokenForm(problems)
    return lexicon, fingerprint


def _lexicon(table: Table) -> Lexicon:
    return Lexicon(
        typos=tuple(entry.whole_table(_typo) for entry in table.tables("typo")),
        groups=tuple(entry.whole_table(_words) for entry in table.tables("group")),
        counts=table.texts("counts"),
        score_words=table.texts("score_words"),
        grade_words=table.texts("grade_words"),
        year_before=table.texts("year_before"),
        year_after=table.texts("year_after"),
        kept_before=table.texts("kept_before"),
        kept_after=table.texts("kept_after"),
        unit_tails=tuple(entry.whole_table(_tail) for entry in table.tables("unit_tail")),
        amounts=dict(entry.whole_table(_amount) for entry in table.tables("amount")),
    )


def _typo(table: Table) -> Typo:
    typo = Typo(table.text("wrong"), table.text("right"), table.text("before", ""), table.texts("unless"))
    for word in typo.unless:
        if typo.wrong not in word:
            table.problem("unless", f"“{word}”里没有“{typo.wrong}”，请改正")
    return typo


def _words(table: Table) -> tuple[str, ...]:
    return table.texts("words")


def _tail(table: Table) -> tuple[str, str]:
    return table.text("wrong"), table.text("right")


def _amount(table: Table) -> tuple[str, PlausibleAmount]:
    return table.text("unit"), PlausibleAmount(table.optional_number("least"), table.optional_number("most"))


def _existing(table: Table, key: str, available: Sequence[str]) -> str:
    name = table.text(key, "")
    if name:
        _expect(table, key, name, available)
    return name


def _all_existing(table: Table, key: str, available: Sequence[str]) -> tuple[str, ...]:
    names = table.texts(key)
    for name in names:
        _expect(table, key, name, available)
    return names


def _expect(table: Table, key: str, name: str, available: Sequence[str]) -> None:
    if name not in available:
        table.problem(key, f"没有“{name}”这一项，可用的有：{'、'.join(available) or '（没有）'}")
