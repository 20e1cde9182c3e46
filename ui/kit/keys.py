"""Keys of the window: shortcuts, what a press can be meant for, and keys that Linux desktops assign to fields, too."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

READ_SECONDS = 0.4  # for so long something must be visible before a press can be meant for it, not for what it replaced
LONG_AGO = float("-inf")  # a clock value before all others
_END_OF_LINE = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_E)


def on_key(
    scope: QWidget,
    key: str | Qt.Key,
    slot: Callable[..., object],
    *,
    within: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut,
    repeats: bool = True,
) -> QShortcut:
    """Call `slot` on a key in `scope` and its children; a key held down calls it again if it `repeats`."""
    shortcut = QShortcut(QKeySequence(key), scope)
    shortcut.setContext(within)
    shortcut.setAutoRepeat(repeats)
    shortcut.activated.connect(slot)
    return shortcut


class KeyClaims(QObject):
    """Keeps text fields from claiming Ctrl+E, which exports. Where no shortcut takes it, it moves to the line's end."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._follow)
        self._follow(None, app.focusWidget())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stop the claim, so that Qt looks for a shortcut first."""
        return (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.keyCombination() == _END_OF_LINE
        )

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """Filter the focused widget only. No widget is kept here: it would outlive its owner."""
        if old is not None and shiboken6.isValid(old):  # a menu is destroyed before the focus changes
            old.removeEventFilter(self)
        if new is not None:
            new.installEventFilter(self)


def keep_keys(app: QApplication) -> KeyClaims:
    """Return the application's filter; create it on the first call."""
    return app.findChild(KeyClaims) or KeyClaims(app)
