"""Shows a widget as the one that gets the keys."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def show_active(widget: QWidget, qtbot: QtBot) -> None:
    """Show a window and wait until it is the active one."""
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
