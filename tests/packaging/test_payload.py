"""What goes into every package: what is carried, how it is compiled, how it is listed."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import struct
import tomllib
from pathlib import Path

import pytest

from perfdesk import __version__
from shared import listing
from shared.icons import write_ico
from shared.licences import gather_licences
from shared.payload import Part, compile_all, finish, parts
from shared.project import BuildProblem, source_date, version
from shared.tool import expect, run
from tests.test_architecture import MODULES, imports

PROJECT = Path(__file__).parents[2]
PACKAGING = PROJECT / "packaging"


def test_what_is_carried_of_qt_is_what_the_program_imports() -> None:
    lists = tomllib.loads((PACKAGING / "shared/carried.toml").read_text(encoding="utf-8"))
    imported = {name.split(".")[1] for module in MODULES for name in imports(module) if "PySide6." in name}
    # The icons are SVG: Qt's plugin for them needs QtSvg, which no module names.
    assert imported | {"QtSvg"} == set(lists["linux"]["modules"]) == set(lists["windows"]["modules"])


def test_the_same_source_is_compiled_to_the_same_bytes_anywhere(tmp_path: Path) -> None:
    compiled = []
    for name in ("a", "另一处"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "module.py").write_text("def f():\n    return 1\n", encoding="utf-8")
        compile_all(folder)
        [file] = folder.rglob("*.pyc")
        compiled.append(file.read_bytes())
    assert compiled[0] == compiled[1]


def test_a_module_that_cannot_be_compiled_stops_the_package(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("def", encoding="utf-8")
    with pytest.raises(BuildProblem, match="不能编译"):
        compile_all(tmp_path)


def test_files_get_plain_permissions_and_the_packing_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name, mode in (("a", 0o600), ("b", 0o700)):
        (tmp_path / name).write_text("")
        (tmp_path / name).chmod(mode)
    (tmp_path / "c").symlink_to("a")
    finish(tmp_path)
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in "ab"] == [0o644, 0o755]
    assert {os.lstat(tmp_path / name).st_mtime for name in ("a", "b", "c", ".")} == {1_700_000_000}


def test_the_packing_date_is_that_of_the_last_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert source_date() > 1_700_000_000
    assert version() == __version__


def test_the_listing_can_be_checked_by_sha256sum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "DIST", tmp_path)
    (tmp_path / "b.whl").write_bytes(b"x" * 2_000_000)
    (tmp_path / "a.exe").write_bytes(b"")
    table = listing.write_listing()
    digest = hashlib.sha256(b"x" * 2_000_000).hexdigest()
    assert (tmp_path / "SHA256SUMS").read_text().splitlines()[1] == f"{digest}  b.whl"
    assert f"{digest}      2.0 MB  b.whl" in table
    assert listing.write_listing() == table, "the list does not list itself"


def test_sizes_of_parts(tmp_path: Path) -> None:
    for name, size in (("a/1", 10), ("a/2", 5), ("b", 7)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    assert parts(tmp_path) == [Part("a", 15), Part("b", 7)]
    assert "3.0 MB  a" in listing.parts_table("大小", [Part("a", 3_000_000), Part("b", 100_000)])
    assert "0.1 MB  其余" in listing.parts_table("大小", [Part("a", 3_000_000), Part("b", 100_000)])


def test_the_licences_of_the_program_its_font_and_its_libraries(tmp_path: Path) -> None:
    info = tmp_path / "site/some_library-1.0.dist-info/licenses"
    info.mkdir(parents=True)
    (info / "LICENSE").write_text("MIT", encoding="utf-8")
    (tmp_path / "python.txt").write_text("PSF", encoding="utf-8")
    gather_licences(tmp_path / "site", tmp_path / "out", [("Python", tmp_path / "python.txt")])
    found = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*")}
    assert {
        "README.txt",
        "perfdesk.txt",
        "LGPL-3.0.txt",
        "GPL-3.0.txt",
        "Noto-Serif-SC-OFL.txt",
        "some_library/LICENSE",
        "Python.txt",
    } <= found


@pytest.mark.skipif(shutil.which("rsvg-convert") is None, reason="needs librsvg2-bin")
def test_the_icon_for_windows_has_its_sizes(tmp_path: Path) -> None:
    write_ico(tmp_path / "icon.ico")
    data = (tmp_path / "icon.ico").read_bytes()
    _, kind, count = struct.unpack_from("<HHH", data)
    sides = [data[6 + 16 * n] or 256 for n in range(count)]
    assert (kind, sides) == (1, [16, 20, 24, 32, 40, 48, 64, 128, 256])
    length, start = struct.unpack_from("<II", data, 6 + 16 * (count - 1) + 8)
    assert data[start : start + 4] == b"\x89PNG"
    assert start + length == len(data)


def test_a_missing_program_and_a_failing_one_are_said() -> None:
    with pytest.raises(BuildProblem, match=r"缺少程序 makensis-x。请先执行：sudo apt-get install"):
        expect("makensis-x")
    with pytest.raises(BuildProblem, match="返回值 3") as problem:
        run(["sh", "-c", "echo 原因; exit 3"])
    assert "原因" in str(problem.value)


def test_no_registry_and_no_workplace_is_named_in_what_builds() -> None:
    for path in [*PACKAGING.rglob("*"), PROJECT / "dev"]:
        if path.is_file() and path.suffix not in (".pyc", ".ttf"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"pypi\.org/simple|deb\.debian|registry\.npm|/work/", text), path


def test_nothing_that_is_left_out_is_imported() -> None:
    lists = tomllib.loads((PACKAGING / "shared/carried.toml").read_text(encoding="utf-8"))
    left_out = [name.replace("/", ".") for name in lists["both"]["unused"]]
    for module in MODULES:
        assert not [name for name in imports(module) if name.startswith(tuple(left_out))], module
