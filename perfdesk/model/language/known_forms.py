"""The forms the program offers: every folder with a ``form.toml`` in the forms folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from perfdesk.model.form.check_loader import load_lexicon
from perfdesk.model.form.check_rule import NO_WORDS
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.definition_file import BrokenForm
from perfdesk.model.form.definition_reader import DefinitionProblem
from perfdesk.model.form.formula_loader import source_problems
from perfdesk.model.language.definition_loader import load_definition

FILE_NAME = "form.toml"


class KnownForms(Mapping[str, FormDefinition]):
    """The definitions of all folders by id, the program's own read when first asked for.

    Reading a definition takes as long as painting a frame, and a window needs one of them.
    ``problems`` says what is wrong with the users' own forms and words that were left out.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._files: dict[str, Path] = {}
        self._read: dict[str, FormDefinition] = {}
        self._own: set[str] = set()
        self._fitting: set[str] = set()
        self._lexicon, self._words_stamp = NO_WORDS, ""
        self.problems: tuple[DefinitionProblem, ...] = ()
        shipped: dict[str, Path] = {}
        for position, folder in enumerate(folders):
            self._learn(folder, own=position > 0)
            files = {file.parent.name: file for file in sorted(folder.glob(f"*/{FILE_NAME}"))}
            if position == 0:
                shipped = files
            if position > 0:
                files = self._sound(files)
                self._own |= files.keys()
            self._files |= files
        while self._leave_out_misfits(shipped):
            pass

    def _learn(self, folder: Path, own: bool) -> None:
        """Add the words of a folder; a user's file with mistakes is left out, as such a form is."""
        try:
            words, fingerprint = load_lexicon(folder)
        except BrokenForm as broken:
            if not own:
                raise
            self.problems += broken.problems
        else:
            self._lexicon, self._words_stamp = self._lexicon.joined(words), self._words_stamp + fingerprint

    def _sound(self, files: Mapping[str, Path]) -> dict[str, Path]:
        """The files without mistakes; a user's mistake must not keep the program from starting."""
        sound: dict[str, Path] = {}
        for key, file in files.items():
            try:
                load_definition(file)
            except BrokenForm as broken:
                self.problems += broken.problems
            else:
                sound[key] = file
        return sound

    def _leave_out_misfits(self, shipped: Mapping[str, Path]) -> bool:
        """Leave out users' forms at odds with the forms they read or are read by; whether there was any.

        In the place of a shipped form, that one is back. Shipped forms are only read for this where a
        user's form replaces one of them.
        """
        own = [key for key, file in self._files.items() if file != shipped.get(key)]
        replaced = [key for key in own if key in shipped]
        for reader in [*own, *(key for key in shipped if replaced and key not in own)]:
            form = self._definition(reader)
            problems = self._misfits(form)
            if not problems:
                continue
            out = {reader} if reader in own else set(_reads(form)) & set(replaced)
            if not out:
                continue
            self.problems += problems
            for key in out:
                del self._files[key], self._read[key]
                if key in shipped:
                    self._files[key] = shipped[key]
            return True
        return False

    def _misfits(self, form: FormDefinition) -> tuple[DefinitionProblem, ...]:
        """What is wrong with the formulas of a form over the project forms that it reads."""
        known = {name: self._definition(name) for name in _reads(form) if name in self._files}
        return tuple(source_problems(form, known))

    def _definition(self, key: str) -> FormDefinition:
        if key not in self._read:
            form = load_definition(self._files[key])
            self._read[key] = replace(
                form,
                checks=replace(form.checks, lexicon=self._lexicon),
                fingerprint=f"{form.fingerprint}{self._words_stamp}",
            )
        return self._read[key]

    def is_own(self, key: str) -> bool:
        """Whether the form of that id is a user's own, also where it replaces the program's."""
        return key in self._own

    def file_of(self, key: str) -> Path:
        """The file that the form of that id comes from."""
        return self._files[key]

    def __getitem__(self, key: str) -> FormDefinition:
        """The definition of that id; raises ``FormProblem`` where the program's own has mistakes.

        With a form that scores over projects, the forms of those are read, to see that they fit.
        """
        form = self._definition(key)
        if key not in self._fitting:
            problems = self._misfits(form)
            if problems:
                raise BrokenForm(problems)
            self._fitting.add(key)
        return form

    def __contains__(self, key: object) -> bool:
        return key in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def load_forms(folders: Iterable[Path]) -> KnownForms:
    """All definitions in the folders, by id, in the order of their folders' names.

    The first folder is the program's own; the others are users' own forms, and one of the same id
    takes the place of the program's. A folder that is not there holds no forms. All forms are
    checked by the words (``lexicon.toml``) of all folders; raises ``FormProblem`` for mistakes in the
    program's own.
    """
    return KnownForms(folders)


def _reads(form: FormDefinition) -> tuple[str, ...]:
    """The project forms that a form scores over."""
    return form.scoring.formulas.forms if form.scoring.formulas else ()
