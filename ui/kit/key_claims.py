"""A key of the desk stays one where a Linux desktop gives it to text fields as well."""

import shiboken6
from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_END_OF_LINE = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_E)


class KeyClaims(QObject):
    """Lets no field claim Ctrl+E, which exports. Where nothing else hears it, it goes to the end of the line."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._field: QWidget | None = None
        app.focusChanged.connect(self._follow)
        self._follow(None, app.focusWidget())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stop the claim, so that the key is looked for among the shortcuts first."""
        return (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.keyCombination() == _END_OF_LINE
        )

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._field is not None and shiboken6.isValid(self._field):  # a menu goes before the focus does
            self._field.removeEventFilter(self)
        self._field = new
        if new is not None:
            new.installEventFilter(self)


def keep_keys(app: QApplication) -> KeyClaims:
    """Return the application's keeper, making it at first."""
    return app.findChild(KeyClaims) or KeyClaims(app)
