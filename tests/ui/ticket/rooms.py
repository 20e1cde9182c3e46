"""A window with one widget on a real database, operated by real keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.seats import SeatHand

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Room:
    """Every key goes to the focused widget, and all its effects have happened when the call returns."""

    def __init__(self, hands: SeatHand, qtbot: QtBot) -> None:
        self.hands = hands
        self.qtbot = qtbot
        self.window = QWidget()
        self._column = QVBoxLayout(self.window)
        qtbot.addWidget(self.window)

    def put(self, widget: QWidget) -> None:
        """Show a widget in the window and let it read."""
        self._column.addWidget(widget)
        self.window.resize(1294, 700)
        with self.qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        widget.setFocus()
        self.hands.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key."""
        self.qtbot.keyClick(self.focus, key, modifier)
        self.hands.settle()

    def press_all(self, letters: str) -> None:
        """Press the keys of these letters or digits, one after the other."""
        for letter in letters:
            self.press(Qt.Key(ord(letter.upper())))

    def type(self, text: str) -> None:
        """Type a text into the focused widget."""
        self.qtbot.keyClicks(self.focus, text)
        self.hands.settle()

    def minutes_pass(self, minutes: int) -> None:
        """Let time pass, and update the window."""
        self.hands.clock.advance(minutes=minutes)
        self.hands.session.tick.second.emit(self.hands.clock.now)

    @property
    def focus(self) -> QWidget:
        """The focused widget."""
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus: keys would be lost"
        return focus
