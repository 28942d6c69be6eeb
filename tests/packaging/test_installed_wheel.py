"""The wheel, installed away from its source, passes its own self-test."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from shared.wheel import build_wheel


def test_a_built_wheel_passes_its_self_test(tmp_path: Path) -> None:
    wheel = build_wheel(tmp_path / "dist")
    # Unpacked, as pip does it for a wheel of Python files alone; the libraries are those of this environment.
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    done = subprocess.run(
        [sys.executable, "-m", "perfdesk", "--self-test", str(tmp_path / "自检.txt")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "（Python 软件包）" in done.stdout
    assert f"位置：{tmp_path / 'site'}" in done.stdout


def test_the_wheel_is_the_same_each_time(tmp_path: Path) -> None:
    first, second = (build_wheel(tmp_path / name) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()
