"""What a library remembers for all who open it."""

from __future__ import annotations

from pathlib import Path

from perfdesk.model.kept.preference import MailWords
from perfdesk.model.library.library import Library
from tests.support.library import FORMS, small_library, untouched


def test_words_are_kept_for_all_units_and_the_receiver_for_one(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    words = MailWords("cz@example.cn", "主题\ud86d", "")
    with Library.open(path, FORMS) as library:
        usual = library.preferences.mail_words("某局")
        assert usual.receiver == ""
        assert "{name}" in usual.subject
        library.preferences.store_mail_words("某局", words)
        assert library.undo_history.undo_name is None
    with Library.open(path, FORMS) as library:
        assert library.preferences.mail_words("某局") == MailWords("cz@example.cn", "主题\ufffd", "")
        assert library.preferences.mail_words("某站") == MailWords("", "主题\ufffd", "")


def test_a_library_that_is_only_read_keeps_none(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    with untouched(path), Library.open(path, FORMS, read_only=True) as library:
        library.preferences.store_mail_words("某局", MailWords("a@example.cn", "x", "y"))
        assert library.preferences.mail_words("某局").receiver == ""
