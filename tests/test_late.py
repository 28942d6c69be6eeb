"""Late modules: run when first used, by whichever thread comes first, and again after a failure."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from types import ModuleType

import pytest

from perfdesk import late
from tests.support.library import small_library


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package in which the module ``stray.module`` waits."""
    folder = tmp_path / "stray"
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(late, "LATE", frozenset({"stray.module"}))
    yield folder
    for name in ("stray", "stray.module"):
        sys.modules.pop(name, None)


def imported() -> ModuleType:
    from stray import module  # type: ignore[import-not-found]  # made by the fixture

    return module  # type: ignore[no-any-return]


def test_a_module_is_run_when_it_is_first_used(package: Path) -> None:
    (package / "module.py").write_text("import sys\nsys.stray_ran = True\nvalue = 7\n")
    module = imported()
    assert module.__name__ == "stray.module"
    assert not hasattr(module, "__path__")
    assert not hasattr(sys, "stray_ran")
    assert module.value == 7
    assert type(module) is ModuleType
    assert module.__file__ == str(package / "module.py")
    assert imported() is module
    del sys.stray_ran  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        _ = module.other


def test_a_name_taken_out_of_it_loads_it_at_once(package: Path) -> None:
    (package / "module.py").write_text("value = 7\n")
    from stray.module import value  # type: ignore[import-not-found]

    assert value == 7


def test_a_module_that_fails_says_so_every_time(package: Path) -> None:
    (package / "module.py").write_text("half = 1\nraise ValueError('not now')\n")
    module = imported()
    for _ in range(2):
        with pytest.raises(ValueError, match="not now"):
            _ = module.half
    (package / "module.py").write_text("half, whole = 1, 2  # longer than before, so compiled anew\n")
    assert module.whole == 2


def test_a_module_that_is_gone_is_missed_when_it_is_used(package: Path) -> None:
    module = imported()
    with pytest.raises(ModuleNotFoundError, match=r"stray\.module"):
        _ = module.value


def test_two_threads_run_it_once_and_neither_sees_half_of_it(package: Path) -> None:
    (package / "module.py").write_text(
        "import sys, time\nsys.stray_runs = getattr(sys, 'stray_runs', 0) + 1\ntime.sleep(0.2)\nlast = 1\n"
    )
    module = imported()
    seen: list[int] = []
    threads = [Thread(target=lambda: seen.append(module.last)) for _ in range(3)]
    for thread in threads:
        thread.start()
        time.sleep(0.02)
    for thread in threads:
        thread.join()
    assert seen == [1, 1, 1]
    assert sys.stray_runs == 1  # type: ignore[attr-defined]
    del sys.stray_runs  # type: ignore[attr-defined]


FIRST_PICTURE = """
import sys
from types import ModuleType
from PySide6 import QtWidgets
from perfdesk import app, late

application = app.make_application()
window = app.open_window(sys.argv[1])
window.show()
window.greet()
application.processEvents()
imported = late.LATE & sys.modules.keys()
print(len(imported) > 30, sorted(name for name in imported if type(sys.modules[name]) is ModuleType))
print(sorted({"QStyle", "QWizard", "QCalendarWidget"} & vars(QtWidgets).keys()))
window.close()
"""


def test_the_first_picture_loads_none_of_them(tmp_path: Path) -> None:
    # In a process of its own: here, other tests have loaded everything.
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", FIRST_PICTURE, str(small_library(tmp_path))],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == [
        "True []",
        "[]",  # PySide loads a class when it is first asked for, and all widgets when asked for one Qt made
    ]
