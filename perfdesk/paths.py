"""Where the program's own files and the user's lie."""

from __future__ import annotations

from pathlib import Path

import platformdirs

LIBRARY_SUFFIX = ".perfdesk"
"""How the name of a library ends."""

_PROGRAM = "perfdesk"


def resources() -> Path:
    """The folder of forms, fonts, icons and samples that come with the program."""
    package = Path(__file__).resolve().parent
    # Installed, the resources are inside the package; in a checkout they stand beside it.
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


def forms_folders() -> tuple[Path, ...]:
    """The folders of form definitions; a form in a later one replaces one of the same id."""
    return resources() / "forms", user_data() / "forms"


def indicators_folders() -> tuple[Path, ...]:
    """The folders of common indicators (指标库): the program's own, then the user's."""
    return resources() / "indicators", user_data() / "indicators"


def fonts_folder() -> Path:
    """The folder of the fonts that are printed with."""
    return resources() / "fonts"


def icons_folder() -> Path:
    """The folder of the program's icons."""
    return resources() / "icons"


def guide_folder() -> Path:
    """The folder of the user guide's pages."""
    return resources() / "guide"


def samples_folder() -> Path:
    """The folder of the sample library and its interchange file."""
    return resources() / "samples"


def user_data() -> Path:
    """The user's folder for data of this program; it need not exist."""
    return platformdirs.user_data_path(_PROGRAM, appauthor=False)


def documents() -> Path:
    """The user's folder for documents, where new libraries are offered to be kept."""
    return platformdirs.user_documents_path()


def settings_file() -> Path:
    """The file of the user's settings; it need not exist."""
    return platformdirs.user_config_path(_PROGRAM, appauthor=False) / "settings.json"


def log_file() -> Path:
    """The file of the log; it need not exist."""
    return platformdirs.user_log_path(_PROGRAM, appauthor=False) / "perfdesk.log"
