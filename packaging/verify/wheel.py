"""Installs the wheel in a fresh environment, with the locked libraries, and runs its self-test there."""

from __future__ import annotations

import shutil
import sys

from shared.project import BUILD, DIST, PROJECT, BuildProblem, version
from shared.tool import run


def verify_wheel() -> None:
    """Install the wheel in dist/ as ``pip install`` does, and run it. Raises ``BuildProblem``."""
    wheel = DIST / f"perfdesk-{version()}-py3-none-any.whl"
    folder = BUILD / "venv"
    shutil.rmtree(folder, ignore_errors=True)
    run([sys.executable, "-m", "venv", folder])
    pip = [folder / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", PROJECT / "requirements.txt"])
    run([*pip, "--no-deps", wheel])
    report = run(
        [folder / "bin/perfdesk", "--self-test"], cwd=BUILD, environment={"QT_QPA_PLATFORM": "offscreen"}
    )
    if "Python 软件包" not in report or str(folder) not in report:
        raise BuildProblem(f"自检的不是刚装好的程序：\n{report}")
    shutil.rmtree(folder)
