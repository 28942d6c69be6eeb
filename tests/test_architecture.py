"""The arrows and habits that docs/architecture.md states, kept by reading every module's imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from perfdesk import late

PROJECT = Path(__file__).parent.parent
PACKAGE = PROJECT / "perfdesk"
MODULES = sorted(path.relative_to(PROJECT).as_posix() for path in PACKAGE.rglob("*.py"))

# What each storey may import of perfdesk. A storey is a folder or a module directly under perfdesk/.
STOREYS: dict[str, set[str]] = {
    "__init__": {"late"},
    "late": set(),
    "errors": set(),
    "bounds": set(),
    "bounded_file": {"bounds", "errors"},
    "console": set(),
    "file_replacing": set(),
    "paths": {"errors"},
    "whole_file": {"errors", "file_replacing"},
    "settings": {"errors", "paths", "whole_file"},
    "log": {"errors", "paths"},
    "installation": set(),
    "garbage_collection": set(),
    "model": {"__init__", "errors", "bounds", "bounded_file", "whole_file"},
    "sheet": {"errors", "bounds", "paths", "model"},
    "exchange": {"__init__", "errors", "bounds", "bounded_file", "paths", "whole_file", "model", "sheet"},
    "ui": {
        "bounds",
        "__init__",
        "late",
        "errors",
        "installation",
        "paths",
        "whole_file",
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
        "cli",
        "console",
        "errors",
        "installation",
        "paths",
        "whole_file",
        "settings",
        "log",
        "model",
        "sheet",
        "exchange",
        "ui",
    },
    "cli": {"__init__", "console", "errors", "paths", "log", "model", "sheet", "exchange"},
    "__main__": {"app", "cli", "paths", "self_test"},
}

# The rooms of each storey, which are its folders; a room imports only rooms before it.
ROOMS: dict[str, tuple[str, ...]] = {
    "model": (
        "form",
        "value",
        "record",
        "scoring",
        "language",
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

# Who may import within a function, and why not at the head of the module with the table of late.py.
INDENTED = {
    "perfdesk/__main__.py": "a command runs where Qt is not installed, and the window without the commands",
    "perfdesk/self_test/command.py": "what needs Qt runs in a process of its own",
    "perfdesk/cli/": "a command loads what it needs when it runs; the list of commands loads none of it",
}
# Who may start a thread, and why not by ui/work/thread_task.py; whatever runs on them shows nothing.
THREADS = {
    "perfdesk/ui/work/thread_task.py": "the one class for work on a thread in the window",
    "perfdesk/model/store/soundness.py": "the model knows no Qt",
}
# Who may give a file another name, and why not by whole_file.py.
RENAMING = {
    "perfdesk/whole_file.py": "the one writer of whole files",
    "perfdesk/file_replacing.py": "for whole_file.py: the last step, patiently on Windows",
    "perfdesk/settings.py": "settings that cannot be read are put aside under another name, not written",
}

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


def imported_modules() -> dict[str, set[str]]:
    """The modules of perfdesk that each of them imports."""
    names = {
        module.removesuffix(".py").removesuffix("/__init__").replace("/", "."): module for module in MODULES
    }
    return {
        name: {
            found
            for imported in imports(module)
            for found in (imported, imported.rpartition(".")[0])
            if found in names and found != name
        }
        for name, module in names.items()
    }


def circles(arrows: dict[str, set[str]]) -> list[tuple[str, ...]]:
    """The groups of modules each of which imports, over others, every other one of its group."""
    reached: dict[str, set[str]] = {}
    for name in arrows:
        found, waiting = set[str](), list(arrows[name])
        while waiting:
            if (other := waiting.pop()) not in found:
                found.add(other)
                waiting += arrows[other]
        reached[name] = found
    groups = {
        tuple(sorted({name, *(other for other in reached[name] if name in reached[other])}))
        for name in arrows
        if name in reached[name]
    }
    return sorted(groups)


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


def test_a_circle_is_found_however_long() -> None:
    arrows = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": {"e"}, "e": set[str]()}
    assert circles(arrows) == [("a", "b", "c")]


def test_no_modules_import_one_another_in_a_circle() -> None:
    assert circles(imported_modules()) == []


def test_no_two_modules_of_a_storey_have_one_stem() -> None:
    places: dict[tuple[str, str], list[str]] = {}
    for module in MODULES:
        parts = module.removesuffix(".py").split("/")
        if len(parts) > 2 and parts[-1] != "__init__":
            places.setdefault((parts[1], parts[-1]), []).append(module)
    assert not [modules for modules in places.values() if len(modules) > 1]


def test_no_two_public_classes_of_a_storey_have_one_name() -> None:
    places: dict[tuple[str, str], list[str]] = {}
    for module in MODULES:
        for node in tree(module).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault((module.split("/")[1], node.name), []).append(module)
    assert not {name: modules for (_, name), modules in places.items() if len(modules) > 1}


@pytest.mark.parametrize("module", MODULES)
def test_packages_from_outside_stay_in_their_place(module: str) -> None:
    for name in imports(module):
        top = name.split(".")[0]
        if top == "sqlite3":
            assert module.startswith(SQLITE), f"{module} may not import sqlite3"
        elif top != "perfdesk" and top not in sys.stdlib_module_names:
            assert top in OUTSIDE, f"{module} imports {top}, which no room may"
            assert module.startswith(OUTSIDE[top]), f"{module} may not import {top}"


# Who may have the open file itself and its tables: a module of any other place goes through the library.
DATABASE = ("perfdesk/model/store/", "perfdesk/model/library/library.py")
TABLES = (*DATABASE, "perfdesk/model/kept/")
# Who begins a transaction: the two doors of a library, and what copies or makes files.
TRANSACTIONS = ("perfdesk/model/store/", "perfdesk/model/library/transaction_runner.py")


@pytest.mark.parametrize("module", MODULES)
def test_a_library_changes_through_its_doors_only(module: str) -> None:
    for name in imports(module):
        parts = name.split(".")
        if parts[:3] == ["perfdesk", "model", "store"]:
            assert parts[3] != "database" or module.startswith(DATABASE), f"{module} may not import {name}"
            is_table = parts[3].endswith("_table")
            assert not is_table or module.startswith(TABLES), f"{module} may not import {name}"
    begun = [
        node.lineno
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "transaction"
    ]
    assert not begun or module.startswith(TRANSACTIONS), f"{module}:{begun[0]} begins a transaction"


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


@pytest.mark.parametrize("module", MODULES)
def test_modules_are_imported_at_the_head(module: str) -> None:
    top = tree(module)
    typing = {
        node
        for block in top.body
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    within = [
        ast.unparse(node)
        for node in ast.walk(top)
        if (
            (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "perfdesk")
            or (isinstance(node, ast.Import) and any(one.name.startswith("perfdesk") for one in node.names))
        )
        and node.col_offset
        and node not in typing
    ]
    allowed = any(module == place or (place.endswith("/") and module.startswith(place)) for place in INDENTED)
    assert not within or allowed, f"{module}: {within}; name it in late.py if it is to wait"


def test_every_late_module_is_there() -> None:
    assert {name.replace(".", "/") + ".py" for name in late.LATE} <= set(MODULES)


THREADING = {"Thread", "QThread", "QThreadPool", "ThreadPoolExecutor", "QProgressDialog"}


@pytest.mark.parametrize("module", MODULES)
def test_threads_are_started_in_one_place(module: str) -> None:
    named = {name.rpartition(".")[2] for name in imports(module)} & THREADING
    assert not named or module in THREADS, f"{module}: use ThreadTask, or Progress to wait for one"


@pytest.mark.parametrize("module", MODULES)
def test_files_are_replaced_in_one_place(module: str) -> None:
    called = {
        ast.unparse(node)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (
            # str.replace has two arguments; models and tables, which are attributes, are no files.
            (
                node.func.attr in ("replace", "rename")
                and len(node.args) == 1
                and not ast.unparse(node.func.value).startswith("self.")
            )
            or ast.unparse(node.func) in ("os.replace", "os.rename", "shutil.move")
        )
    }
    assert not called or module in RENAMING, f"{module} renames by itself: {called}; use whole_file.replacing"


def _each(test: Callable[[str], None], place: str) -> None:
    """Run a test on a module, or on each module of a folder."""
    for module in MODULES:
        if module == place or (place.endswith("/") and module.startswith(place)):
            test(module)


def test_every_exception_is_still_needed() -> None:
    for exceptions, test in (
        (INDENTED, test_modules_are_imported_at_the_head),
        (THREADS, test_threads_are_started_in_one_place),
        (RENAMING, test_files_are_replaced_in_one_place),
    ):
        for module, reason in list(exceptions.items()):
            assert reason
            exceptions.pop(module)
            try:
                with pytest.raises(AssertionError):
                    _each(test, module)
            finally:
                exceptions[module] = reason
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
        if module.startswith(("perfdesk/model/", "perfdesk/sheet/", "perfdesk/exchange/", "perfdesk/cli/"))
    ]
    result = run_without_qt(f"from perfdesk import late\nfor name in {names!r}:\n    late.load(name)")
    assert result.returncode == 0, result.stderr


def test_the_tests_of_model_sheet_and_exchange_load_without_qt() -> None:
    result = run_without_qt(
        "import pytest\n"
        "sys.exit(pytest.main(['--collect-only', '-qq', '-p', 'no:cacheprovider',"
        " 'tests/model', 'tests/sheet', 'tests/exchange']))"
    )
    assert result.returncode in (0, 5), result.stdout + result.stderr  # 5: no tests yet
