"""A window with one widget on a real database, operated by real keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.seats import SeatHand
from ui.ticket.form import Form
from ui.ticket.ticket_panel import TicketPanel

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

    def type(self, text: str, *keys: Qt.Key) -> None:
        """Type a text into the focused widget, then press keys."""
        self.qtbot.keyClicks(self.focus, text)
        self.hands.settle()
        for key in keys:
            self.press(key)

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


class PanelRoom(Room):
    """A window with a ticket panel."""

    def __init__(self, hands: SeatHand, qtbot: QtBot) -> None:
        super().__init__(hands, qtbot)
        self.panel = TicketPanel(hands.session, self.window)
        self.panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.put(self.panel)

    def show(self, ticket: int, keys: str = "") -> None:
        """Show a ticket on the panel, then press the keys of these letters."""
        self.panel.show_ticket(ticket)
        self.hands.settle()
        self.press_all(keys)

    @property
    def sentence(self) -> str:
        """The message about the last action."""
        return self.panel.bench.sentence

    @property
    def form(self) -> Form:
        """The open form."""
        assert self.panel.bench.form is not None
        return self.panel.bench.form

    def fields(self) -> list[QLineEdit]:
        """The fields of the open form that can be seen."""
        return [field for field in self.form.findChildren(QLineEdit) if field.isVisible()]
