"""Makes sample.perfdesk from sichuan.json; run by ``./dev sample``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
PROJECT = FOLDER.parents[1]
SOURCE = FOLDER / "sichuan.json"
LIBRARY = FOLDER / "sample.perfdesk"


def main() -> int:
    """Make the library anew with the program's own commands; their exit code."""
    unfinished = LIBRARY.with_name(f"unfinished{LIBRARY.suffix}")
    unfinished.unlink(missing_ok=True)
    for command in (["new", str(unfinished)], ["import", str(unfinished), str(SOURCE)]):
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
