"""Keys of the window: shortcuts, what a press can be meant for, and keys that Linux desktops assign to fields, too."""

import sys
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

READ_SECONDS = 0.4  # for so long something must be visible before a press can be meant for it, not for what it replaced
LONG_AGO = float("-inf")  # a clock value before all others
_END_OF_LINE = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_E)
_UNDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Z)
_SHIFT = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Z)


TAKE_CALL_KEY = "Alt+I"  # takes the call that rings, on every desk
DIAL_KEY = "Alt+O"  # dials the number that is shown, or copies it


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
    """Says whose a key is: the window's, whose shortcuts take it, or that of the field or the open menu.

    Ctrl+E exports. Ctrl+Z and Ctrl+Shift+Z are a field's own only while it has something to undo or to redo. While a
    menu or another list that pops up is open, every key is meant for it and none for the window below. A letter with
    Alt belongs to a button; where the button is not shown it does nothing: a field would type the letter.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._follow)
        self._follow(None, app.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim a key for what pops up; stop a field's claim, so that Qt looks for a shortcut first.

        Stop a letter with Alt that no shortcut has taken.
        """
        popup = QApplication.activePopupWidget()
        if popup is not None and event.type() == QEvent.Type.FocusOut:  # it has just opened; keys go there from now on
            popup.installEventFilter(self)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return _is_letter_of_button(event) and _takes_text(watched)
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if popup is not None:
            event.accept()
            return False
        key = event.keyCombination()
        return key == _END_OF_LINE or (key in (_UNDO, _REDO) and not _has_own(watched, redo=key == _REDO))

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """Filter the focused widget only. No widget is kept here: it would outlive its owner."""
        if old is not None and shiboken6.isValid(old):  # a menu is destroyed before the focus changes
            old.removeEventFilter(self)
        if new is not None:
            new.installEventFilter(self)


def _is_letter_of_button(event: QKeyEvent) -> bool:
    """Return whether a letter or digit was pressed with Alt alone; on macOS such a key types a character."""
    alone = event.modifiers() & ~_SHIFT == Qt.KeyboardModifier.AltModifier
    return sys.platform != "darwin" and alone and bool(event.text()) and event.text().isprintable()


def _takes_text(field: QObject) -> bool:
    return isinstance(field, QWidget) and field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def _has_own(field: QObject, *, redo: bool) -> bool:
    """Return whether a text field has something of its own to undo or redo."""
    edit = field.document() if isinstance(field, QPlainTextEdit) else field
    if not isinstance(edit, QTextDocument | QLineEdit):
        return False
    return edit.isRedoAvailable() if redo else edit.isUndoAvailable()


def keep_keys(app: QApplication) -> KeyClaims:
    """Return the application's filter; create it on the first call."""
    return app.findChild(KeyClaims) or KeyClaims(app)
