"""Keeps Ctrl+E a shortcut of the program although Linux desktops assign it to text fields, too."""

import shiboken6
from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_END_OF_LINE = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_E)


class KeyClaims(QObject):
    """Keeps text fields from claiming Ctrl+E, which exports. Where no shortcut takes it, it moves to the line's end."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._field: QWidget | None = None
        app.focusChanged.connect(self._follow)
        self._follow(None, app.focusWidget())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stop the claim, so that Qt looks for a shortcut first."""
        return (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.keyCombination() == _END_OF_LINE
        )

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._field is not None and shiboken6.isValid(self._field):  # a menu is destroyed before the focus changes
            self._field.removeEventFilter(self)
        self._field = new
        if new is not None:
            new.installEventFilter(self)


def keep_keys(app: QApplication) -> KeyClaims:
    """Return the application's filter; create it on the first call."""
    return app.findChild(KeyClaims) or KeyClaims(app)
