"""Protects text being composed with a Chinese input method: keys act on it only, and it is never lost."""

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QMouseEvent, QMoveEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from ui.kit.wording import translate
from ui.runtime.tick import single_shot

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
_EDITS = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ENDINGS = (QEvent.Type.FocusAboutToChange, QEvent.Type.Close)  # the focus moves; the window closes
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class Composing(QObject):
    """Follows the composition in the focused field. There is one for the application (see `guard_composing`).

    `refused` is emitted with the field when a key or a button press was blocked.
    """

    refused = Signal(object)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._watched_field: QWidget | None = None
        self._field: QWidget | None = None
        self._text = ""
        self._replaced = ""  # the selection that the composition replaced
        self._placeholder = ""
        self._moved = single_shot(self, self._update_position)
        app.focusChanged.connect(self._on_focus)
        self._watch_field(app.focusWidget())

    @property
    def field(self) -> QWidget | None:
        """The field in which text is being composed, or None."""
        return self._field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the composition; block keys and presses that would do something else meanwhile."""
        if isinstance(event, QInputMethodEvent):
            if watched is self._watched_field:
                self._follow(event)
            return False
        if self._field is None:
            return False
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if kind in _PRESSES and isinstance(event, QMouseEvent):
            return self._on_press(watched, event)
        if kind in _ENDINGS:
            self.commit()
        if (
            kind == QEvent.Type.Move
            and isinstance(watched, QWidget)
            and watched is not self._field  # else each update would cause the next
            and watched.isAncestorOf(self._field)
        ):
            self._moved.start()
        return False

    def commit(self) -> None:
        """End the composition and keep its text.

        QInputMethod.commit can't be used: under fcitx5 it discards the text.
        """
        if self._field is not None and shiboken6.isValid(self._field):  # the focus also leaves a field being destroyed
            event = QInputMethodEvent()
            event.setCommitString(self._text)
            QCoreApplication.sendEvent(self._field, event)
            QGuiApplication.inputMethod().reset()

    def _update_position(self) -> None:
        """Update the position of the candidate window when the field's parent has moved; Qt doesn't."""
        if self._field is not None:
            QCoreApplication.sendEvent(self._field, QMoveEvent(self._field.pos(), self._field.pos()))

    def _cancel(self) -> None:
        QGuiApplication.inputMethod().reset()
        if self._field is not None:
            QCoreApplication.sendEvent(self._field, QInputMethodEvent())

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._watch_field(new)

    def _watch_field(self, widget: QWidget | None) -> None:
        if self._watched_field is not None and shiboken6.isValid(self._watched_field):  # else `destroyed` is emitted
            self._watched_field.removeEventFilter(self)
            self._watched_field.destroyed.disconnect(self._on_destroyed)
            self._end()
        self._watched_field = widget if widget is not None and _takes_text(widget) else None
        if self._watched_field is not None:
            self._watched_field.installEventFilter(self)
            self._watched_field.destroyed.connect(self._on_destroyed)

    def _on_destroyed(self) -> None:
        self._watched_field = self._field = None
        self._app.removeEventFilter(self)

    def _follow(self, event: QInputMethodEvent) -> None:
        """Update the state of the composition. Called before the field handles the event."""
        text = event.preeditString()
        if text and self._field is None:
            self._begin()
        elif not text and self._field is not None:
            if not event.commitString() and self._replaced:  # aborted: restore the replaced selection
                event.setCommitString(self._replaced)
            self._end()
        self._text = text

    def _begin(self) -> None:
        field = self._field = self._watched_field
        self._replaced = _selection(field)
        if isinstance(field, QPlainTextEdit):  # Qt paints the placeholder under the composition
            self._placeholder = field.placeholderText()
            field.setPlaceholderText("")
        if isinstance(field, QLineEdit) and field.completer() is not None:
            popup = field.completer().popup()
            if popup is not None:
                popup.hide()
        self._app.installEventFilter(self)

    def _end(self) -> None:
        field = self._field
        if field is None:
            return
        self._app.removeEventFilter(self)
        self._field, self._replaced = None, ""
        if isinstance(field, QPlainTextEdit):
            field.setPlaceholderText(self._placeholder)

    def _on_key(self, event: QKeyEvent) -> bool:
        """Block a key that the input method did not take, unless it edits or ends the composition."""
        key, held = event.key(), bool(event.modifiers() & _COMMANDS)
        if key in _MODIFIERS:
            return False
        if not held and (key in _EDITS or (event.text().isprintable() and event.text())):
            self.commit()  # the input method would have taken a letter, so it has ended
            return False
        if not held and key == Qt.Key.Key_Escape:
            self._cancel()
        elif not held and key in _ENTERS:
            self.commit()
        elif self._field is not None:
            self.refused.emit(self._field)
        return True

    def _on_press(self, watched: QObject, event: QMouseEvent) -> bool:
        pressed = _pressed(watched, event)
        if pressed is None or self._field is None:
            return False
        if isinstance(pressed, QAbstractButton) and not self._field.isAncestorOf(pressed):
            self.refused.emit(self._field)
            return True
        self.commit()
        return False


def guard_composing(app: QApplication) -> Composing:
    """Return the application's guard; create it on the first call."""
    return app.findChild(Composing) or Composing(app)


def refusal() -> str:
    """Return the sentence shown when a key or a button press was blocked."""
    words = "正在打字，这一下没有算数。请先选好字（空格或数字），再按一次。"
    return translate("composing", words)


def is_composed_in(widget: QWidget) -> bool:
    """Return whether text is being composed in this field, so that its text() is incomplete."""
    app = QApplication.instance()
    guard = None if app is None else app.findChild(Composing)
    return guard is not None and guard.field is widget


def _takes_text(widget: QWidget) -> bool:
    return widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def _selection(field: QWidget | None) -> str:
    if isinstance(field, QLineEdit):
        return field.selectedText()
    if isinstance(field, QPlainTextEdit):
        return field.textCursor().selection().toPlainText()
    return ""


def _pressed(watched: QObject, event: QMouseEvent) -> QWidget | None:
    """Return the pressed widget. The window gets the press before the focus moves."""
    if isinstance(watched, QWidget):
        return watched
    window = next((each for each in QApplication.topLevelWidgets() if each.windowHandle() is watched), None)
    return None if window is None else window.childAt(event.position().toPoint()) or window
