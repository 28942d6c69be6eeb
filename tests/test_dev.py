"""``./dev`` and what it installs: it says what is missing, and the second time it costs nothing."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")
LINT = ["-m ruff check .", "-m ruff format --check .", "-m mypy"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="./dev is a shell script for Linux")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose environment is already set up, its Python recording how it is called."""
    for name in ("dev", "perfdesk", "resources", *LOCKS):
        (tmp_path / name).symlink_to(PROJECT / name)
    (tmp_path / "dev").unlink()
    (tmp_path / "dev").write_bytes((PROJECT / "dev").read_bytes())
    (tmp_path / "dev").chmod(0o755)
    script(tmp_path / ".venv/bin/python", f'echo "$@" >>"{tmp_path}/calls"\nexec "{sys.executable}" "$@"')
    for lock in LOCKS:
        digest = hashlib.sha256((PROJECT / lock).read_bytes()).hexdigest()
        (tmp_path / ".venv" / f"installed-{lock.removesuffix('.txt')}").write_text(f"{digest}  -\n")
    script(tmp_path / "system/dpkg-query", 'for name; do echo "installed $name"; done')
    script(tmp_path / "system/apt-get", "echo apt-get was called >&2; exit 9")
    return tmp_path


def script(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def dev(checkout: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [str(checkout / "dev"), *arguments],
        env=inherited | {"PATH": f"{checkout}/system:{os.environ['PATH']}"} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )


def calls(checkout: Path) -> list[str]:
    file = checkout / "calls"
    return file.read_text().splitlines() if file.exists() else []


def test_help_names_every_command(checkout: Path) -> None:
    told = dev(checkout, "help")
    commands = re.findall(r"^  ([a-z]+)", told.stdout, re.MULTILINE)
    assert told.returncode == 0
    assert commands == ["run", "test", "lint", "bench", "soak", "package", "screenshots", "sample", "help"]
    for command in commands:
        assert re.search(rf"^    {command}[) ]", (checkout / "dev").read_text(), re.MULTILINE)
    assert dev(checkout).stdout == told.stdout


def test_an_unknown_command_is_refused_with_the_help(checkout: Path) -> None:
    told = dev(checkout, "tset")
    assert told.returncode == 2
    assert "没有这个命令：tset" in told.stderr
    assert "用法" in told.stderr


def test_nothing_is_set_up_twice(checkout: Path) -> None:
    script(checkout / ".venv/bin/python", f'echo "$@" >>"{checkout}/calls"')
    assert dev(checkout, "lint").returncode == 0
    assert calls(checkout) == LINT


def test_another_lock_is_installed_with_its_hashes(checkout: Path) -> None:
    script(checkout / ".venv/bin/python", f'echo "$@" >>"{checkout}/calls"')
    (checkout / "requirements-dev.txt").unlink()
    (checkout / "requirements-dev.txt").write_text("changed\n")
    dev(checkout, "lint")
    dev(checkout, "lint")
    installs = [call for call in calls(checkout) if "install" in call]
    assert len(installs) == 1
    assert "--require-hashes -r requirements-dev.txt" in installs[0]


def test_a_failed_install_is_tried_again(checkout: Path) -> None:
    script(checkout / ".venv/bin/python", 'case "$*" in *install*) exit 1;; esac')
    (checkout / ".venv/installed-requirements-dev").unlink()
    assert dev(checkout, "lint").returncode == 1
    assert not (checkout / ".venv/installed-requirements-dev").exists()


def test_without_root_the_one_line_to_type_is_told(checkout: Path) -> None:
    script(checkout / "system/id", "echo 1000")
    script(checkout / "system/dpkg-query", "echo installed libgl1; echo installed libglib2.0-0t64")
    told = dev(checkout, "run", DISPLAY=":0")
    assert told.returncode == 2
    [line] = [line for line in told.stderr.splitlines() if line.startswith("sudo ")]
    assert line.startswith("sudo apt-get update && sudo apt-get install -y libegl1 libdbus-1-3 ")
    assert not calls(checkout)


def test_without_root_and_python3_venv_it_is_part_of_that_line(checkout: Path) -> None:
    script(checkout / "system/id", "echo 1000")
    for name in ("python3.11", "python3.12", "python3.13", "python3"):
        script(checkout / "system" / name, 'case "$*" in *ensurepip*) exit 1;; esac')
    (checkout / ".venv/bin/python").unlink()
    (checkout / ".venv/installed-requirements").unlink()
    told = dev(checkout, "run")
    assert told.returncode == 2
    assert told.stderr.splitlines()[-1].endswith("sudo apt-get install -y python3 python3-venv")


def test_as_root_packages_are_installed_and_their_list_fetched_where_too_old(checkout: Path) -> None:
    record = f'echo "$@" >>"{checkout}/calls"'
    script(checkout / ".venv/bin/python", record)
    script(checkout / "system/id", "echo 0")
    script(checkout / "system/dpkg-query", "exit 1")
    fails = f'[ "$1" = update ] || [ -e "{checkout}/list" ]'
    script(checkout / "system/apt-get", f"{record}\n{fails}")
    (checkout / "list").touch()
    assert dev(checkout, "test").returncode == 0
    install, *checks = calls(checkout)
    assert install.startswith("install -qq -y --no-install-recommends libegl1 ")
    assert install.endswith(" libcups2 xvfb xauth xdotool poppler-utils")
    assert checks == [*LINT, "-m pytest -n auto"]

    (checkout / "list").unlink()
    (checkout / "calls").unlink()
    assert dev(checkout, "test").returncode != 0
    assert [call.split()[0] for call in calls(checkout)] == ["install", "update", "install"]


def test_run_without_a_display_does_the_main_job_and_says_where_the_files_are(checkout: Path) -> None:
    told = dev(checkout, "run")
    assert told.returncode == 0, told.stderr
    assert "没有检测到显示器" in told.stderr
    [pdf] = re.findall(r"^/.*\.pdf$", told.stdout, re.MULTILINE)
    [workbook] = re.findall(r"^/.*\.xlsx$", told.stdout, re.MULTILINE)
    assert Path(pdf).read_bytes().startswith(b"%PDF-")
    assert zipfile.is_zipfile(workbook)
    assert dev(checkout, "run").stdout == told.stdout


def test_run_opens_a_copy_of_the_sample_and_keeps_what_was_typed_into_it(checkout: Path) -> None:
    script(checkout / ".venv/bin/python", f'echo "$@" >>"{checkout}/calls"')
    copy = checkout / "build/sample.perfdesk"
    assert dev(checkout, "run", DISPLAY=":0").returncode == 0
    assert copy.read_bytes() == (PROJECT / "resources/samples/sample.perfdesk").read_bytes()
    copy.write_bytes(b"edited")
    assert dev(checkout, "run", WAYLAND_DISPLAY="wayland-0").returncode == 0
    assert copy.read_bytes() == b"edited"
    assert calls(checkout) == ["-m perfdesk build/sample.perfdesk"] * 2


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([\w.]+) \\$", (PROJECT / lock).read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_by_hash_and_names_no_place(lock: str) -> None:
    text = (PROJECT / lock).read_text()
    requirements = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(pins(lock)) == len(requirements)
    assert text.count("--hash=sha256:") >= len(requirements)
    assert "//" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_the_locks_agree_with_each_other_and_with_the_project() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    wanted = {re.split("[=~<>]", item)[0].lower() for item in project["dependencies"]}
    run, dev_lock = pins("requirements.txt"), pins("requirements-dev.txt")
    assert wanted <= set(run)
    assert run.items() <= dev_lock.items()
    assert {re.split("[=~<>]", item)[0] for item in project["optional-dependencies"]["dev"]} <= set(dev_lock)
    assert run["pyside6-essentials"] == "6.9.3"


def test_a_wheel_holds_the_package_and_its_resources(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=PROJECT,
        capture_output=True,
        check=True,
    )
    [wheel] = tmp_path.glob("perfdesk-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in [*(PROJECT / "perfdesk").rglob("*"), *(PROJECT / "resources").rglob("*")]:
        if path.suffix in (".py", ".sql", ".toml", ".ttf", ".svg", ".perfdesk", ".html", ".txt"):
            inside = path.relative_to(PROJECT).as_posix()
            assert re.sub("^resources/", "perfdesk/_resources/", inside) in names
