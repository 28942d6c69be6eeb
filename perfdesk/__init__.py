"""perfdesk (绩效填报台): budget performance self-evaluation forms on the desktop."""

from perfdesk import late

__version__ = "0.1.0"

late.install()
