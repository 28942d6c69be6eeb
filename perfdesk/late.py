"""Loads modules when they are first used: those of the table here, which no first picture needs.

They are imported at the head of a module as all others are, so that readers, mypy and the architecture test
see every import; only running them waits. They are imported as modules (``from perfdesk.ui.tree import
new_record_dialog``): a name taken out of one would load it at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from threading import RLock
from types import ModuleType
from typing import Any

LATE = frozenset(
    {
        "perfdesk.exchange.files.legal_name",
        "perfdesk.exchange.files.name_pattern",
        "perfdesk.exchange.reading.clipboard_in",
        "perfdesk.exchange.reading.print_check",
        "perfdesk.exchange.writing.clipboard_out",
        "perfdesk.exchange.writing.excel_out",
        "perfdesk.exchange.writing.pdf",
        "perfdesk.exchange.writing.summary_out",
        "perfdesk.model.edit.carry_edit",
        "perfdesk.model.edit.conversion_edit",
        "perfdesk.model.edit.finding_edit",
        "perfdesk.model.edit.record_edit",
        "perfdesk.model.edit.snippet_edit",
        "perfdesk.model.edit.stock_edit",
        "perfdesk.model.edit.unit_edit",
        "perfdesk.model.kept.edit_history",
        "perfdesk.model.kept.text_search",
        "perfdesk.model.kept.used_indicator",
        "perfdesk.model.library.record_status",
        "perfdesk.model.library.transaction",
        "perfdesk.model.safety.backup",
        "perfdesk.model.snippet.snippet_fact",
        "perfdesk.model.snippet.snippet_loader",
        "perfdesk.model.snippet.snippet_writer",
        "perfdesk.model.stock.stock_loader",
        "perfdesk.model.stock.stock_writer",
        "perfdesk.model.store.copying",
        "perfdesk.model.store.edit_history_table",
        "perfdesk.model.store.text_table",
        "perfdesk.model.store.used_indicator_table",
        "perfdesk.sheet.editing.paste",
        "perfdesk.ui.attachment.attachment_dialog",
        "perfdesk.ui.attachment.attachment_work",
        "perfdesk.ui.backup.automatic_backup",
        "perfdesk.ui.backup.backup_dialog",
        "perfdesk.ui.carry.carry_operation",
        "perfdesk.ui.command.keys_dialog",
        "perfdesk.ui.command.palette_panel",
        "perfdesk.ui.find.find_panel",
        "perfdesk.ui.findings.findings_gate",
        "perfdesk.ui.guide.book",
        "perfdesk.ui.guide.check_part",
        "perfdesk.ui.guide.form_page",
        "perfdesk.ui.guide.guide_window",
        "perfdesk.ui.history.history_window",
        "perfdesk.ui.history.recycle_bin_dialog",
        "perfdesk.ui.library_file.import_file",
        "perfdesk.ui.library_file.rescue",
        "perfdesk.ui.library_file.start_window",
        "perfdesk.ui.output.batch_export",
        "perfdesk.ui.output.check_print_dialog",
        "perfdesk.ui.output.document_work",
        "perfdesk.ui.output.preview_window",
        "perfdesk.ui.output.printing",
        "perfdesk.ui.output.send",
        "perfdesk.ui.overview.overview_pane",
        "perfdesk.ui.snippet.snippet_dialog",
        "perfdesk.ui.stock.stock_pane",
        "perfdesk.ui.tree.convert_dialog",
        "perfdesk.ui.tree.deletion",
        "perfdesk.ui.tree.new_record_dialog",
        "perfdesk.ui.tree.new_unit_dialog",
        "perfdesk.ui.widget.message",
        "perfdesk.ui.window.about_dialog",
        "perfdesk.ui.window.leave_form",
        "perfdesk.ui.work.progress_dialog",
    }
)

_lock = RLock()  # one for all: two threads that load modules of each other would wait for ever
_loading: set[str] = set()


def install() -> None:
    """Let the modules of the table wait; before any of them is imported."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


def load(name: str) -> ModuleType:
    """Load a module now, whether it waits or not; raises what importing it raises."""
    module = import_module(name)
    if isinstance(module, _Late):
        with _lock:
            if isinstance(module, _Late) and name not in _loading:
                _load(module)
    return module


class _Late(ModuleType):
    """A module that has not been run yet."""

    def __getattr__(self, name: str) -> Any:
        """Asked for what is not there yet: load, unless Python itself looks for something special."""
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}", name=name, obj=self)
        load(self.__name__)
        # Amid its own loading, a module has only what it has come to.
        return ModuleType.__getattribute__(self, name)


class _Finder:
    """Stands before the other finders, and answers for the modules of the table without looking for them."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in LATE:
            return None
        return ModuleSpec(fullname, self)  # type: ignore[arg-type]  # all but the base, which loads typing

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Late(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Run nothing yet."""


def _load(module: _Late) -> None:
    name, before = module.__name__, dict(vars(module))
    spec = _real_spec(name)
    assert spec.loader is not None
    module.__spec__, module.__loader__, module.__file__ = spec, spec.loader, spec.origin
    _loading.add(name)
    try:
        spec.loader.exec_module(module)
    except BaseException:
        vars(module).clear()
        vars(module).update(before)
        raise
    finally:
        _loading.discard(name)
    module.__class__ = ModuleType  # type: ignore[assignment]  # what it is from now on


def _real_spec(name: str) -> ModuleSpec:
    folder = sys.modules[name.rpartition(".")[0]].__path__
    for finder in sys.meta_path:
        if not isinstance(finder, _Finder) and (spec := finder.find_spec(name, folder)) is not None:
            return spec
    raise ModuleNotFoundError(f"No module named {name!r}", name=name)
