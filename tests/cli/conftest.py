"""Fixtures of the commands' tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdesk.cli.main import main
from perfdesk.model.library.library import Library
from tests.cli.sample import UNFINISHED, WORKING_FUNDS, Run, interchange
from tests.support.library import FORMS


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command; its exit code and what it wrote to standard output and standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "某局.perfdesk"
    Library.create(path, FORMS).close()
    return path


@pytest.fixture
def library(empty: Path, run: Run) -> Path:
    """A library with two records: a finished one of 2024 (1) and an unfinished one of 2025 (2)."""
    run("import", empty, interchange(empty.parent / "自评表.json", WORKING_FUNDS, UNFINISHED))
    return empty
