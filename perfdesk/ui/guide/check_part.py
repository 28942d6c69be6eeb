"""What 审核 can find, as the guide tells of it: checks.toml, one entry for each code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from perfdesk.model.checks.finding import Severity
from perfdesk.ui.guide.markup import anchor, table, text

FILE_NAME = "checks.toml"
PAGE = "checks"
"""The page that lists all checks; each code is a place in it."""


class Check(NamedTuple):
    """One kind of finding: what it means, what to do, and what it goes by."""

    code: str
    severity: Severity
    name: str
    means: str
    remedy: str
    source: str

    @property
    def topic(self) -> str:
        """The part of the code before the dot."""
        return self.code.partition(".")[0]


def load(folder: Path) -> tuple[Check, ...]:
    """The checks in the order of the file."""
    with (folder / FILE_NAME).open("rb") as stream:
        written = tomllib.load(stream)["check"]
    return tuple(Check(**{**item, "severity": Severity[item["severity"]]}) for item in written)


def topic(checks: Iterable[Check], name: str) -> str:
    """The checks of one topic, one after the other."""
    return "".join(_entry(check) for check in checks if check.topic == name)


def listing(checks: Iterable[Check]) -> str:
    """All checks in a table, each with a link to its place."""
    rows = [
        (f"<a href='{PAGE}#{check.code}'>{text(check.name)}</a>", text(check.severity)) for check in checks
    ]
    return table(("问题", "级别"), rows, (78, 22))


def _entry(check: Check) -> str:
    lines = (
        f"<h3>{anchor(check.code)}{text(check.name)}　<small>{text(check.severity)}</small></h3>",
        f"<p>{text(check.means)}</p>",
        f"<p><b>{'怎么办：'}</b>{text(check.remedy)}</p>",
        f"<p><b>{'依据：'}</b>{text(check.source)}　<small>{text(check.code)}</small></p>",
    )
    return "".join(lines)
