"""The arrows and habits that docs/architecture.md states, kept by reading every module's imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PACKAGE = PROJECT / "perfdesk"
MODULES = sorted(path.relative_to(PROJECT).as_posix() for path in PACKAGE.rglob("*.py"))

# What each storey may import of perfdesk. A storey is a folder or a module directly under perfdesk/.
STOREYS: dict[str, set[str]] = {
    "__init__": set(),
    "errors": set(),
    "console": set(),
    "file_replacing": set(),
    "paths": {"errors"},
    "settings": {"errors", "file_replacing", "paths"},
    "log": {"errors", "paths"},
    "installation": set(),
    "garbage_collection": set(),
    "model": {"__init__", "errors", "file_replacing"},
    "sheet": {"errors", "paths", "model"},
    "exchange": {"__init__", "errors", "file_replacing", "paths", "model", "sheet"},
    "ui": {
        "__init__",
        "errors",
        "file_replacing",
        "installation",
        "paths",
        "settings",
        "log",
        "model",
        "sheet",
        "exchange",
    },
    "app": {
        "__init__",
        "errors",
        "garbage_collection",
        "installation",
        "paths",
        "settings",
        "log",
        "model",
        "sheet",
        "exchange",
        "ui",
    },
    "self_test": {
        "__init__",
        "app",
        "command_line",
        "console",
        "errors",
        "installation",
        "paths",
        "settings",
        "log",
        "model",
        "sheet",
        "exchange",
        "ui",
    },
    "command_line": {"errors"},
    "cli_options": {"__init__", "command_line", "errors", "paths"},
    "cli_record": {"errors", "model"},
    "cli_carry": {"cli_record", "errors", "model", "exchange"},
    "cli": {
        "cli_carry",
        "cli_options",
        "cli_record",
        "console",
        "errors",
        "paths",
        "settings",
        "log",
        "model",
        "sheet",
        "exchange",
    },
    "__main__": {"app", "cli", "cli_options", "paths", "self_test"},
}

# The rooms of each storey, which are its folders; a room imports only rooms before it.
ROOMS: dict[str, tuple[str, ...]] = {
    "model": (
        "form",
        "value",
        "record",
        "scoring",
        "checks",
        "stock",
        "snippet",
        "conversion",
        "summary",
        "store",
        "kept",
        "library",
        "edit",
        "safety",
        "overview",
        "authoring",
    ),
    "sheet": ("layout", "pages", "editing"),
    "exchange": ("files", "writing", "reading", "listing"),
    "ui": (
        "widget",
        "work",
        "command",
        "findings",
        "explanation",
        "guide",
        "library_file",
        "summary",
        "attachment",
        "output",
        "backup",
        "carry",
        "tree",
        "overview",
        "history",
        "find",
        "sheet_view",
        "snippet",
        "stock",
        "supplement",
        "window",
    ),
}

# Where each package from outside may be imported; everything else has the standard library only.
OUTSIDE = {
    "PySide6": ("perfdesk/ui/", "perfdesk/app.py", "perfdesk/self_test/window_trial.py"),
    "openpyxl": ("perfdesk/exchange/writing/excel_out.py", "perfdesk/exchange/writing/excel_chart.py"),
    "reportlab": ("perfdesk/exchange/writing/pdf.py",),
    "pypdfium2": ("perfdesk/exchange/reading/preview.py",),
    "simpleeval": ("perfdesk/model/form/expression.py",),
    "platformdirs": ("perfdesk/paths.py",),
}
SQLITE = ("perfdesk/model/store/", "perfdesk/self_test/machine.py")

MOST_LINES = 400
LONGER = {  # and why
    "perfdesk/model/form/definition.py": "the shape of a form, read top to bottom as one text; no behaviour",
}


def tree(module: str) -> ast.Module:
    return ast.parse((PROJECT / module).read_text(encoding="utf-8"))


def storey(dotted: str) -> str:
    """The storey of a dotted name under perfdesk; of a name in perfdesk itself, ``__init__``."""
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in STOREYS else "__init__"


def room(dotted: str) -> str | None:
    """The room of a dotted name under perfdesk, where it lies in one."""
    parts = dotted.split(".")
    return parts[2] if len(parts) > 2 and parts[2] in ROOMS.get(parts[1], ()) else None


def imports(module: str) -> Iterator[str]:
    """The dotted names that a module imports, anywhere in it and for types too."""
    package = module.removesuffix(".py").removesuffix("/__init__").split("/")
    if not module.endswith("/__init__.py"):
        package = package[:-1]
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                yield f"{base}.{alias.name}"


def test_every_storey_and_every_room_is_known() -> None:
    assert {module.split("/")[1].removesuffix(".py") for module in MODULES} <= set(STOREYS)
    for name, rooms in ROOMS.items():
        inside = [module.split("/")[2] for module in MODULES if module.split("/")[1] == name]
        assert set(inside) - {"__init__.py"} == set(rooms), "a module lies flat, or a folder is no room"


@pytest.mark.parametrize("module", MODULES)
def test_imports_follow_the_arrows(module: str) -> None:
    home = module.removesuffix(".py").replace("/", ".")
    for name in imports(module):
        if name.split(".")[0] != "perfdesk":
            continue
        if storey(name) != storey(home):
            assert storey(name) in STOREYS[storey(home)], f"{module} may not import {name}"
        elif (into := room(name)) and (own := room(home)):
            order = ROOMS[storey(home)]
            assert order.index(into) <= order.index(own), (
                f"{module} may not import {name}: {into} is above {own}"
            )


def test_no_two_modules_of_a_storey_have_one_stem() -> None:
    places: dict[tuple[str, str], list[str]] = {}
    for module in MODULES:
        parts = module.removesuffix(".py").split("/")
        if len(parts) > 2 and parts[-1] != "__init__":
            places.setdefault((parts[1], parts[-1]), []).append(module)
    assert not [modules for modules in places.values() if len(modules) > 1]


@pytest.mark.parametrize("module", MODULES)
def test_packages_from_outside_stay_in_their_place(module: str) -> None:
    for name in imports(module):
        top = name.split(".")[0]
        if top == "sqlite3":
            assert module.startswith(SQLITE), f"{module} may not import sqlite3"
        elif top != "perfdesk" and top not in sys.stdlib_module_names:
            assert top in OUTSIDE, f"{module} imports {top}, which no room may"
            assert module.startswith(OUTSIDE[top]), f"{module} may not import {top}"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_opens_with_a_docstring_and_stays_short(module: str) -> None:
    assert ast.get_docstring(tree(module)), f"{module} has no docstring"
    lines = len((PROJECT / module).read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES or module in LONGER, f"{module} has {lines} lines"


@pytest.mark.parametrize("module", MODULES)
def test_text_is_never_run_as_code(module: str) -> None:
    called = {
        node.func.id
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not called & {"eval", "exec", "compile", "__import__"}


def test_every_exception_is_still_needed() -> None:
    for module, reason in LONGER.items():
        assert reason
        assert len((PROJECT / module).read_text(encoding="utf-8").splitlines()) > MOST_LINES


WITHOUT_QT = """
import importlib, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, NoQt())
"""


def run_without_qt(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_QT + code],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_model_sheet_exchange_and_cli_import_without_qt() -> None:
    names = [
        module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for module in MODULES
        if module.startswith(("perfdesk/model/", "perfdesk/sheet/", "perfdesk/exchange/", "perfdesk/cli.py"))
    ]
    result = run_without_qt(f"for name in {names!r}:\n    importlib.import_module(name)")
    assert result.returncode == 0, result.stderr


def test_the_tests_of_model_sheet_and_exchange_load_without_qt() -> None:
    result = run_without_qt(
        "import pytest\n"
        "sys.exit(pytest.main(['--collect-only', '-qq', '-p', 'no:cacheprovider',"
        " 'tests/model', 'tests/sheet', 'tests/exchange']))"
    )
    assert result.returncode in (0, 5), result.stdout + result.stderr  # 5: no tests yet
