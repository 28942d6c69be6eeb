"""PDF as LibreOffice prints a workbook, to compare with or to show."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path


def print_workbook(
    soffice: str, workbook: Path, folder: Path, environment: Mapping[str, str] | None = None
) -> Path:
    """The PDF of a workbook, written into ``folder``; ``soffice`` is LibreOffice's program.

    Raises ``subprocess.CalledProcessError`` where it fails.
    """
    # A profile of its own: neither the user's nor one that another conversion has locked.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    subprocess.run([soffice, *options], env=environment, check=True, capture_output=True)
    return folder / f"{workbook.stem}.pdf"
