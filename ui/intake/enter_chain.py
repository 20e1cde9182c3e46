"""Lets Enter move the focus from field to field."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_plain_enter(event: QEvent) -> bool:
    """Return whether Enter was pressed without a modifier."""
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    return event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


class EnterChain(QObject):
    """Moves the focus along `stops` when Enter is pressed in one of them; hidden ones are skipped.

    `entered` carries the stop that was moved to; `ended` is emitted for Enter in the last one.
    """

    entered = Signal(object)
    ended = Signal()

    def __init__(self, stops: Sequence[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._stops = list(stops)

    def listen(self, *widgets: QWidget) -> None:
        """Handle Enter in these widgets, each a stop or inside one."""
        for widget in widgets:
            widget.installEventFilter(self)

    def leave(self, stop: QWidget) -> None:
        """Move on from `stop`."""
        for after in self._stops[self._stops.index(stop) + 1 :]:
            if after.isVisible() and after.isEnabled():
                after.setFocus(Qt.FocusReason.TabFocusReason)
                self.entered.emit(after)
                return
        self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move on at a plain Enter."""
        if not is_plain_enter(event):
            return False
        self.leave(self._stop_of(watched))
        return True

    def _stop_of(self, watched: QObject) -> QWidget:
        widget: QObject | None = watched
        while isinstance(widget, QWidget) and widget not in self._stops:
            widget = widget.parentWidget()
        assert isinstance(widget, QWidget), "only stops and what is in them are listened to"
        return widget
