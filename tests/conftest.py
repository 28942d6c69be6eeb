"""What holds for every test: no window on the user's screen, no file in the user's folders."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.user_folders import user_environment

# The same values in every run: a failure that a colleague sees can be seen again.
settings.register_profile("perfdesk", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("perfdesk")

_WINDOW_TOOLS = ("Xvfb", "xdotool")


def pytest_configure() -> None:
    """Run Qt without a screen, unless the caller chose one."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with the reason, the tests that need a tool this machine lacks."""
    missing = [tool for tool in _WINDOW_TOOLS if shutil.which(tool) is None]
    if not missing:
        return
    skip = pytest.mark.skip(reason=f"needs {' and '.join(missing)}")
    for item in items:
        if item.get_closest_marker("window") is not None:
            item.add_marker(skip)


@pytest.fixture(scope="session", autouse=True)
def user_folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stand-ins for the folders where a system keeps a user's settings, data, logs and documents."""
    home = tmp_path_factory.mktemp("home")
    folders = user_environment(home) | {"XDG_DOCUMENTS_DIR": str(home / "documents")}
    for folder in folders.values():
        Path(folder).mkdir(exist_ok=True)
    os.environ |= folders
    return home
