"""The result of one trial of the self-test, and running a trial so that nothing it meets ends the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from perfdesk.errors import PerfdeskError

_log = logging.getLogger(__name__)


class Grade(StrEnum):
    """How a trial went, as the page writes it."""

    GOOD = "正常"
    DOUBTFUL = "注意"
    FAILED = "失败"


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the page: what was tried, how it went, and in a sentence what was seen or is to be done."""

    name: str
    grade: Grade
    seen: str

    def as_json(self) -> dict[str, str]:
        """The result as plain data, for another process."""
        return {key: str(value) for key, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: dict[str, str]) -> Result:
        """The reverse of :meth:`as_json`; raises ``KeyError`` and ``ValueError`` for other data."""
        name, grade, seen = (data[field.name] for field in fields(cls))
        return cls(name, Grade(grade), seen)


class TrialFailed(Exception):
    """What a trial saw is not what it must be; the text is the sentence to write."""


Trial = Callable[[], str | Result]
"""Tries one thing: the sentence of what was seen, or a whole result; raises where it fails."""


def run_trials(trials: Iterator[tuple[str, Trial]]) -> list[Result]:
    """Each trial's result, in order. No exception of a trial leaves this function."""
    return [run_trial(name, trial) for name, trial in trials]


def run_trial(name: str, trial: Trial) -> Result:
    """The result of one trial; an exception is a failure, and a bug is logged with its trace."""
    try:
        seen = trial()
    except PerfdeskError as problem:
        return Result(name, Grade.FAILED, problem.message)
    except TrialFailed as failure:
        return Result(name, Grade.FAILED, str(failure))
    except Exception as error:
        _log.exception("self-test: %s", name)
        return Result(name, Grade.FAILED, f"程序出错：{type(error).__name__} {error}。经过已记入日志。")
    return seen if isinstance(seen, Result) else Result(name, Grade.GOOD, seen)
