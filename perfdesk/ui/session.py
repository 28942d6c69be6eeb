"""What goes on from one start of the program to the next: the settings, and which library opens."""

from __future__ import annotations

import logging
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from perfdesk import paths
from perfdesk.errors import LibraryProblem, PerfdeskError
from perfdesk.model.definition import Forms
from perfdesk.model.library import Library
from perfdesk.settings import Settings, save_settings

_SAMPLE = "sample.perfdesk"
_FOLDER = "绩效填报台"
_FIRST_LIBRARY = "示例填报库.perfdesk"

_log = logging.getLogger(__name__)


class Session:
    """Opens libraries and remembers what the user had open.

    ``told`` is a sentence about why the last library was not opened, ``""`` where it was.
    """

    def __init__(self, forms: Forms, settings: Settings) -> None:
        self.forms = forms
        self.settings = settings
        self.told = ""

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

    def forget(self, path: Path) -> None:
        """Offer a library no more."""
        self.settings = self.settings.without_library(path)
        save_settings(self.settings)

    def resume(self) -> Library:
        """The library to begin with where none is asked for: the last one opened.

        On a first start, or where that cannot be opened any more, it is the user's copy of the sample.
        Raises ``LibraryProblem`` where not even that can be opened.
        """
        if self.settings.last_library:
            try:
                return self.open(Path(self.settings.last_library))
            except PerfdeskError as problem:
                self.told = problem.message
        return self._first_library()

    def _first_library(self) -> Library:
        """The user's copy of the sample; an empty library where there is no sample to copy."""
        folder = self._first_folder()
        path = folder / _FIRST_LIBRARY
        if path.exists():
            return self.open(path)
        sample = paths.samples_folder() / _SAMPLE
        if not sample.is_file():
            return self.create(path)
        unfinished = path.with_suffix(".tmp")
        try:
            shutil.copyfile(sample, unfinished)
            unfinished.replace(path)
        except OSError as error:
            raise LibraryProblem(
                f"示例填报库不能复制到“{folder}”：{error.strerror}。请检查磁盘空间和文件夹权限后重新启动。"
            ) from error
        return self.open(path)

    def _first_folder(self) -> Path:
        """The user's documents, or the program's data folder where those cannot be written."""
        wanted = (paths.documents() / _FOLDER, paths.user_data())
        for folder in wanted:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                _log.warning("no folder %s: %s", folder, error)
            else:
                return folder
        raise LibraryProblem(f"文件夹“{wanted[0]}”不能建立。请检查它的权限后重新启动。")

    def _opened(self, library: Library) -> Library:
        if self.settings.last_library != str(library.path):
            self.settings = replace(self.settings, last_record=0)
        self.settings = self.settings.with_library(library.path)
        save_settings(self.settings)
        return library
