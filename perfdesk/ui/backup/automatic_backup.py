"""Makes the backups of the open library, by itself and on request, beside the program."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from perfdesk.model.kept import clock
from perfdesk.model.safety.backup import Backup, BackupKind, Rule, backup_folder, backups, make_backup
from perfdesk.model.store.change import Changes
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.session import Session
from perfdesk.ui.work.thread_task import ThreadTask

# The window is painted and its file read through first.
_DELAY_MS = 4000

_log = logging.getLogger(__name__)


class AutomaticBackup(QObject):
    """Backs up on the first opening or change of a day, and on closing what was changed.

    ``made`` carries the :class:`Backup`, or ``None`` where nothing had changed since the last one;
    ``failed`` a sentence.
    """

    made = Signal(object)
    failed = Signal(str)

    def __init__(self, bridge: Bridge, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._session = session
        self._work: ThreadTask[Backup | None] | None = None
        self._day: date | None = None  # the last one that was backed up
        self._changed = False
        self._begun = False
        self._later = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._later.timeout.connect(self._back_up_today)
        bridge.changed.connect(self._follow)
        bridge.replaced.connect(self._opened)
        bridge.closing.connect(self._closing)

    @property
    def folder(self) -> Path:
        """Where the backups of the open library lie."""
        return backup_folder(self._bridge.library.path, self._session.settings.backup_folder)

    @property
    def rule(self) -> Rule:
        """Which automatic backups stay."""
        settings = self._session.settings
        return Rule(settings.backup_days, settings.backup_months)

    @property
    def running(self) -> bool:
        """Whether a backup is being made."""
        return self._work is not None and self._work.running

    def begin(self) -> None:
        """Make backups by itself from now on."""
        self._begun = True
        self._opened()

    def back_up(self, kind: BackupKind = BackupKind.MANUAL) -> None:
        """Begin a backup, unless one is being made."""
        if not self.running:
            self._start(kind)

    def _start(self, kind: BackupKind) -> None:
        library, folder, rule = self._bridge.library, self.folder, self.rule
        path, copy, before = library.path, library.copy_to, self._work

        def work() -> Backup | None:
            if before is not None:
                before.join()
            return make_backup(path, folder, kind, rule, copy)

        self._changed = False
        self._day = clock.now().date()
        self._work = ThreadTask(work, self)
        self._work.finished.connect(self._made)
        self._work.failed.connect(self._failed)
        self._work.start()

    def take_as_backed_up(self) -> None:
        """Make no backup on closing: there is one of what now is."""
        self._changed = False

    def wait(self) -> None:
        """Wait for the backup that is being made."""
        if self._work is not None:
            self._work.wait()

    def _automatic(self) -> bool:
        return self._begun and self._session.settings.backup_auto and not self._bridge.library.read_only

    def _opened(self) -> None:
        self._day, self._changed = None, False
        if self._automatic():
            self._later.start()

    def _follow(self, changes: Changes[Any]) -> None:
        if changes:
            self._changed = True
            if self._automatic() and not self._later.isActive() and self._day != clock.now().date():
                self._later.start()

    def _back_up_today(self) -> None:
        if not self._automatic():
            return
        if self.running:
            self._later.start()
            return
        self._day = clock.now().date()
        made = (backup for backup in backups(self.folder) if backup.kind is BackupKind.AUTOMATIC)
        newest = next(made, None)
        if newest is None or newest.at.date() != self._day:
            self.back_up(BackupKind.AUTOMATIC)

    def _closing(self) -> None:
        """Back up what was changed; the process stays until that is done, the window does not."""
        self._later.stop()
        if self._changed and self._automatic():
            self._start(BackupKind.AUTOMATIC)

    def _made(self, backup: Backup | None) -> None:
        self.made.emit(backup)

    def _failed(self, sentence: str) -> None:
        _log.warning("no backup: %s", sentence)
        self._changed = True
        self.failed.emit(sentence)
