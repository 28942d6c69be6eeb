"""Makes sample.perfdesk from the published forms; run by ``./dev sample``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
PROJECT = FOLDER.parents[1]
PUBLISHED = PROJECT / "tests" / "files" / "seeds"

# In the order of the tree within a unit: the first is the one that the window opens with.
SOURCES = (
    FOLDER / "sichuan.json",
    PUBLISHED / "sichuan-department-2024.json",  # over the projects of 2024
    PUBLISHED / "sichuan-special-2024.json",
    PUBLISHED / "national-2025.json",
    PUBLISHED / "sichuan-2023.json",
    PUBLISHED / "qinghai-2024.json",
    PUBLISHED / "hunan-2022.json",
)
LIBRARY = FOLDER / "sample.perfdesk"


def main() -> int:
    """Make the library anew with the program's own commands; their exit code."""
    unfinished = LIBRARY.with_name(f"unfinished{LIBRARY.suffix}")
    unfinished.unlink(missing_ok=True)
    for command in (["new", str(unfinished)], ["import", str(unfinished), *map(str, SOURCES)]):
        code = subprocess.run(
            [sys.executable, "-m", "perfdesk", *command], cwd=PROJECT, check=False
        ).returncode
        if code:
            return code
    unfinished.replace(LIBRARY)
    print(f"示例库：{LIBRARY}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
