"""What goes on from one start of the program to the next: the settings, and which library opens."""

from __future__ import annotations

import logging
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from perfdesk import paths
from perfdesk.errors import DamagedLibrary, LibraryProblem, PerfdeskError, system_reason
from perfdesk.model.form.definition import Forms
from perfdesk.model.library.library import Library
from perfdesk.settings import Settings, save_settings
from perfdesk.whole_file import replacing

_SAMPLE = "sample.perfdesk"
_FOLDER = "绩效填报台"
_FIRST_LIBRARY = "示例填报库.perfdesk"

_log = logging.getLogger(__name__)


class Session:
    """Opens libraries and remembers what the user had open.

    ``problem`` is a sentence about why the last library was not opened, ``""`` where it was; ``damaged`` is
    that library where its file is damaged.
    """

    def __init__(self, forms: Forms, settings: Settings) -> None:
        self.forms = forms
        self.settings = settings
        self.problem = ""
        self.damaged: Path | None = None

    def remember(self, **values: Any) -> None:
        """Keep settings by their names."""
        self.settings = replace(self.settings, **values)
        save_settings(self.settings)

    def open(self, path: Path) -> Library:
        """Open a library and remember it as the last one; raises ``LibraryProblem``."""
        return self._opened(Library.open(path.absolute(), self.forms, at_once=True))

    def create(self, path: Path) -> Library:
        """Make an empty library and remember it as the last one; raises ``LibraryProblem``."""
        return self._opened(Library.create(path.absolute(), self.forms))

    @property
    def export_folder(self) -> Path:
        """Where files went last; the documents where that is gone."""
        last = Path(self.settings.export_folder)
        return last if self.settings.export_folder and last.is_dir() else paths.documents()

    def forget(self, path: Path) -> None:
        """Offer a library no more."""
        self.settings = self.settings.without_library(path)
        save_settings(self.settings)

    def resume(self) -> Library | None:
        """The library to begin with where none is asked for: the last one opened.

        ``None`` on a first start, and where that cannot be opened any more; ``problem`` then says why.
        """
        if self.settings.last_library:
            last = Path(self.settings.last_library)
            try:
                return self.open(last)
            except Exception as error:
                # The next start shall not end here again; the library stays among the recent ones.
                self.remember(last_library="")
                if not isinstance(error, PerfdeskError):
                    raise
                self.problem = error.message
                if isinstance(error, DamagedLibrary):
                    self.damaged = last
        return None

    def sample(self) -> Library:
        """The user's copy of the sample, made where there is none yet.

        Raises ``LibraryProblem``.
        """
        path = self.sample_path()
        if path.exists():
            return self.open(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(path) as unfinished:
                shutil.copyfile(paths.samples_folder() / _SAMPLE, unfinished)
        except OSError as error:
            raise LibraryProblem(
                f"示例填报库不能复制到“{path.parent}”：{system_reason(error)}。请检查磁盘空间和文件夹权限后重试。"
            ) from error
        return self.open(path)

    def sample_path(self) -> Path:
        """Where the user's copy of the sample is, or goes: the documents, else the program's data."""
        for folder in (paths.documents() / _FOLDER, paths.user_data()):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                _log.warning("no folder %s: %s", folder, error)
            else:
                return folder / _FIRST_LIBRARY
        return paths.user_data() / _FIRST_LIBRARY

    def _opened(self, library: Library) -> Library:
        if self.settings.last_library != str(library.path):
            self.settings = replace(self.settings, last_record=0)
        self.settings = self.settings.with_library(library.path)
        save_settings(self.settings)
        return library
