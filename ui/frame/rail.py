"""The rail: one button for each desk, with its key."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton

from tickets.rules.phones import shown_phone
from tickets.store.queries.incoming import WaitingCall
from ui.desks import Screen
from ui.kit.icons import icon
from ui.kit.keys import TAKE_CALL_KEY
from ui.kit.labels import Quiet, Tone, mark
from ui.kit.layouts import Stretch, in_column
from ui.kit.messages import announce
from ui.kit.plain_text import one_line, set_tip
from ui.kit.theme import body_font, tokens_now
from ui.kit.tokens import SMALL

_WIDTH, _HEIGHT = 72, 64  # pixels; eight buttons fit into the lowest screen
_NUMBERS_AT_MOST, _NUMBER_AT_MOST = 2, 24  # calls that ring below the buttons, and characters of each
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class _RailButton(QToolButton):
    """A button that passes the arrow keys to the rail: Qt would press its neighbour and open that desk."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass the arrow keys on; Enter presses, as Space does."""
        if event.key() in _ARROWS:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Rail(QFrame):
    """The column of desk buttons; `chosen` carries the name of the requested desk."""

    chosen = Signal(str)

    def __init__(self, screens: tuple[Screen, ...]) -> None:
        super().__init__()
        mark(self, "rail", True)
        self.setFixedWidth(_WIDTH)
        self._group = QButtonGroup(self)
        self._buttons = {screen.name: self._button(screen) for screen in screens}
        self._intake = screens[0]
        self._numbers = Quiet(tone=Tone.PLAIN, wrap=True)  # where nothing else is, so that nothing moves
        self._numbers.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._numbers.hide()
        in_column(*self._buttons.values(), self._numbers, Stretch(), holder=self, margins=(4, 8), spacing=4)

    def show_chosen(self, name: str) -> None:
        """Mark the open desk."""
        self._buttons[name].setChecked(True)

    def show_ringing(self, calls: Sequence[WaitingCall]) -> None:
        """Show on the intake desk's button that calls ring, with the key that takes one; none show the desk again.

        The numbers stand below the buttons.
        """
        screen = self._intake
        button = self._buttons[screen.name]
        words = self.tr("振铃 {n}").format(n=len(calls)) if calls else screen.label
        button.setText(f"{words}\n{TAKE_CALL_KEY if calls else screen.key}")
        button.setAccessibleName(f"{screen.label} {words}" if calls else screen.label)
        button.setAccessibleDescription(TAKE_CALL_KEY if calls else screen.key)
        numbers = [shown_phone(call.number) or self.tr("没有号码") for call in calls]
        set_tip(button, "\n".join(numbers))
        self._numbers.show_text(
            "\n\n".join(_wrapped(one_line(number, _NUMBER_AT_MOST)) for number in numbers[:_NUMBERS_AT_MOST])
        )
        mark(button, "ringing", bool(calls))
        button.setIcon(self._icon(button))
        if calls:
            announce(self, "，".join((button.accessibleName(), *numbers)))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colour scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for button in getattr(self, "_buttons", {}).values():
                button.setIcon(self._icon(button))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move up and down with the arrow keys; only Enter, Space and a desk's own key open it."""
        steps: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(event.key())
        buttons = list(self._buttons.values())
        places = [place for place, button in enumerate(buttons) if button.hasFocus()]
        if step is None or not places:
            super().keyPressEvent(event)
        else:
            buttons[max(0, min(places[0] + step, len(buttons) - 1))].setFocus(Qt.FocusReason.TabFocusReason)

    def _icon(self, button: QToolButton) -> QIcon:
        tokens = tokens_now()
        return icon(button.property("picture"), tokens, tokens.on_accent if button.property("ringing") else None)

    def _button(self, screen: Screen) -> QToolButton:
        button = _RailButton()
        button.setProperty("picture", screen.picture)
        button.setIcon(self._icon(button))
        button.setIconSize(QSize(24, 24))
        button.setText(f"{screen.label}\n{screen.key}")
        button.setFont(body_font(SMALL))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setFixedSize(_WIDTH - 8, _HEIGHT)
        button.setAccessibleName(screen.label)
        button.setAccessibleDescription(screen.key)
        self._group.addButton(button)
        button.clicked.connect(lambda: self.chosen.emit(screen.name))
        shortcut = QShortcut(QKeySequence(screen.key), self)
        shortcut.activated.connect(lambda: self.chosen.emit(screen.name))
        return button


def _wrapped(number: str) -> str:
    """Return a number on lines that the rail has room for: "138\n0635\n1234"."""
    return number.replace("-", "-\n").replace(" ", "\n")
