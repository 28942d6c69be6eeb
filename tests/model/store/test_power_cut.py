"""A power cut right after an edit was acknowledged: what the disk has by then holds the edit.

A library is loaded before all others in which a file that was deleted is only gone once its folder was
synced, as on a real disk; the process then ends at once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from tests.kill.harness import PROJECT
from tests.support.library import FORMS, small_library

DISK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char deleted[64][4096];
static int count;

int unlink(const char *path) {
    if (strstr(path, "-journal") == NULL || count == 64)
        return ((int (*)(const char *)) dlsym(RTLD_NEXT, "unlink"))(path);
    strncpy(deleted[count++], path, 4095);
    return 0;
}

static int synced(int descriptor, const char *name) {
    struct stat status;
    int (*unlinked)(const char *) = (int (*)(const char *)) dlsym(RTLD_NEXT, "unlink");
    if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode))
        while (count > 0)
            unlinked(deleted[--count]);
    return ((int (*)(int)) dlsym(RTLD_NEXT, name))(descriptor);
}

int fsync(int descriptor) { return synced(descriptor, "fsync"); }
int fdatasync(int descriptor) { return synced(descriptor, "fdatasync"); }
"""

CLERK = """
import os, sys
from pathlib import Path
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from tests.support.library import FORMS
library = Library.open(Path(sys.argv[1]), FORMS)
if sys.argv[2] != "EXTRA":
    library._database.connection.execute(f"PRAGMA synchronous = {sys.argv[2]}")
record_edit.set_values(library, 1, {field_path("goal"): "断电之前"})
os._exit(0)
"""


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library to load first."""
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("no C compiler")
    folder = tmp_path_factory.mktemp("disk")
    (folder / "disk.c").write_text(DISK)
    command = [compiler, "-shared", "-fPIC", "-o", str(folder / "disk.so"), str(folder / "disk.c"), "-ldl"]
    subprocess.run(command, check=True)
    return folder / "disk.so"


@pytest.mark.parametrize(("synchronous", "there"), [("EXTRA", True), ("FULL", False)])
def test_an_acknowledged_edit_is_there_after_a_power_cut(
    tmp_path: Path, disk: Path, synchronous: str, there: bool
) -> None:
    path = small_library(tmp_path)
    subprocess.run(
        [sys.executable, "-c", CLERK, path, synchronous],
        check=True,
        cwd=PROJECT,
        env={**os.environ, "LD_PRELOAD": str(disk)},
    )
    with Library.open(path, FORMS) as library:
        assert (library.record(1).get(field_path("goal")) == "断电之前") is there
