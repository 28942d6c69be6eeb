"""Where the program's files and the user's lie."""

from pathlib import Path

import pytest

from perfdesk import paths


def test_what_comes_with_the_program_is_there() -> None:
    assert (paths.resources() / "forms" / "sichuan-project-2024" / "form.toml").is_file()
    for folder in (paths.fonts_folder(), paths.icons_folder(), paths.samples_folder()):
        assert folder.is_dir()


def test_an_installed_program_has_its_resources_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "perfdesk" / "_resources").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "perfdesk" / "paths.py"))
    assert paths.resources() == tmp_path / "perfdesk" / "_resources"


def test_the_users_own_forms_come_after_the_programs() -> None:
    assert paths.forms_folders() == (paths.resources() / "forms", paths.user_data() / "forms")


def test_the_users_files_have_folders_of_their_own() -> None:
    own = {paths.settings_file(), paths.log_file(), paths.user_data()}
    assert len(own) == 3
    assert all("perfdesk" in path.parts for path in own)
    assert paths.documents().is_absolute()
