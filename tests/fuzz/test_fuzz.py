"""Whatever a stranger sends: no trace, no hang, no more memory than the bound."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.fuzz.run import KINDS

SEEDS: dict[str, list[int]] = tomllib.loads(
    Path(__file__).with_name("seeds.toml").read_text(encoding="utf-8")
)
IN_SUITE = 200
IN_SOAK, PARTS = 10_000, 10


def run(kind: str, first: int, count: int) -> None:
    """Feed inputs in a process of their own, so that its memory can be told and a crash is seen."""
    command = [sys.executable, "-W", "error", "-m", "tests.fuzz.run", kind, str(first), str(count)]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stderr == ""


@pytest.mark.parametrize("kind", KINDS)
def test_inputs_of_strangers(kind: str) -> None:
    run(kind, 0, IN_SUITE)


def test_inputs_that_once_were_faults() -> None:
    assert SEEDS.keys() <= KINDS.keys()
    for kind, seeds in SEEDS.items():
        for seed in seeds:
            run(kind, seed, 1)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("kind", KINDS)
def test_many_inputs_of_strangers(kind: str, part: int) -> None:
    size = IN_SOAK // PARTS
    run(kind, part * size, size)
