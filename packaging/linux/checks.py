"""Checks the .deb with the tools that distributions check packages with."""

from __future__ import annotations

from shared.project import APP_ID, BUILD, DIST, BuildProblem, version
from shared.tool import expect, run


def check_deb() -> None:
    """Run lintian, desktop-file-validate, appstreamcli on the .deb; raises ``BuildProblem`` if one minds."""
    expect("lintian", "desktop-file-validate", "appstreamcli")
    package = DIST / f"perfdesk_{version()}_amd64.deb"
    said = run(["lintian", "--allow-root", "--fail-on", "error,warning", package])
    entries = BUILD / f"deb/opt/apps/{APP_ID}/entries"
    said += run(["desktop-file-validate", entries / f"applications/{APP_ID}.desktop"])
    said += run(["appstreamcli", "validate", "--no-net", entries / f"metainfo/{APP_ID}.metainfo.xml"])
    if "E: " in said or "W: " in said:
        raise BuildProblem(said)
