"""Shows a widget as the one that gets the keys."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

_AT_MOST = 60_000  # milliseconds; on a busy machine 5 seconds were too few


def show_active(widget: QWidget, qtbot: QtBot) -> None:
    """Show a window and wait until it is the active one."""
    with qtbot.waitActive(widget, timeout=_AT_MOST):
        widget.show()
        widget.activateWindow()
