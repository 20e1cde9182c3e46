"""The buttons for what can be done now: a big one for the next step, small ones for the others, with keys."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from tickets.rules.undoing import PastStep
from tickets.rules.words import WORKING_STATES
from tickets.store.queries.ticket_file import TicketFile
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.keys import LONG_AGO, READ_SECONDS, on_key
from ui.kit.layouts import in_column, in_row
from ui.kit.plain_text import one_line, set_tip
from ui.kit.tokens import INSIDE
from ui.ticket.ticket_actions import BY_MOVE, DECIDE, TICKET_ACTIONS, UNDO_ACTION, TicketAction, legal_actions

_COLUMNS = 4
_SHORT = 2  # characters of a label that fits into one column
_NAME = 6  # characters
_REST = 248  # pixels: three columns in the narrowest panel
_WAYS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
PRINT_KEY, OUTAGE_KEY = "P", "Alt+W"


class NextStep(StepButton):
    """The big button. Enter presses it, but a key held down does not repeat the press.

    Enter just after the button got its focus or another step was meant for what was there before: it is `unread`.
    """

    unread = Signal()

    clock: Callable[[], float] = staticmethod(monotonic)  # returns seconds
    _came = LONG_AGO

    def set_step(self, text: str, key: str = "") -> None:
        """Set another text and key."""
        if text != self.text():
            self._came = self.clock()
        super().set_step(text, key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note when it got the focus."""
        super().focusInEvent(event)
        self._came = self.clock()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press once for each Enter."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat() and self.clock() - self._came >= READ_SECONDS:
            self.click()
        elif not event.isAutoRepeat():
            self.unread.emit()


class Steps(QWidget):
    """Handles the key of every action within `scope`; an illegal one is answered by a sentence.

    Buttons take no focus by a click, so that the next key goes where the last one went. The arrow keys move between the
    buttons and never leave them: what follows in the window may be another desk, whose keys act on another ticket.
    """

    wanted = Signal(object, bool)  # a TicketAction, and whether its true time is asked for
    print_wanted = Signal()
    outage_wanted = Signal()

    def __init__(self, scope: QWidget) -> None:
        super().__init__()
        self._next: TicketAction | None = None
        self._end = (0, 0)  # the row and the column after the small buttons
        self.big = NextStep(handles_key=False)
        self._late = KeyButton(self.tr("补录"), handles_key=False, on_click=lambda: self._want_next(late=True))
        set_tip(self._late, self.tr("这一步早先已经做了：填真实时间"))
        self._others = {action: self._button(action) for action in TICKET_ACTIONS if action is not DECIDE}
        self._print = KeyButton(self.tr("打印"), PRINT_KEY, handles_key=False, on_click=self.print_wanted)
        # Its key works at any time; the button is offered once the water was stopped.
        self._outage = KeyButton(
            self.tr("登记停水范围"), OUTAGE_KEY, handles_key=False, on_click=self.outage_wanted
        )  # fmt: skip
        self._outage.hide()
        self._undo = self._others[UNDO_ACTION]
        for button in (self.big, self._late, self._outage, self._print):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for button in self._in_order:
            button.installEventFilter(self)
        self.big.clicked.connect(lambda: self._want_next(late=False))
        self._listen(scope)
        self._lay_out()

    def show_file(self, file: TicketFile) -> None:
        """Show what can be done to this ticket now."""
        self._next = BY_MOVE[file.next_move] if file.next_move else None
        self.big.setVisible(self._next is not None)
        late = self._next is not None and self._next.timed
        self._late.setVisible(late)
        if self._next is not None:
            self.big.set_step(self._next.label, self._next.key)
            self._late.set_step(self.tr("补录"), f"Shift+{self._next.key}")
        legal = [action for action in legal_actions(file) if action is not self._next]
        stopped = file.ticket.isolated_at is not None and file.ticket.state in WORKING_STATES
        self._outage.setVisible(stopped)
        offered = [self._outage] if stopped else []
        self._place([*(self._others[action] for action in legal), *offered, self._print])
        for action, button in self._others.items():
            if action is not UNDO_ACTION:
                button.setVisible(action in legal)
        if self._next is None:
            self.fold(False)

    def show_last(self, step: PastStep | None, now: datetime) -> None:
        """Offer to take the last step back; None offers nothing."""
        self._undo.setVisible(step is not None)
        if step is not None:
            words = self.tr("撤销{what} · {who}")
            self._undo.set_step(words.format(what=step.label, who=one_line(step.staff, _NAME)), UNDO_ACTION.key)
            set_tip(self._undo, self.tr("撤销上一步：{told}").format(told=step.told(now)))
            self._place_undo()

    def fold(self, folded: bool) -> None:
        """Leave only the next step, if there is one, in sight; the keys of the others work on."""
        folded = folded and self._next is not None
        focus = QApplication.focusWidget()
        if folded and focus is not None and self._small.isAncestorOf(focus):
            self.focus()
        self._small.setVisible(not folded)

    def focus(self) -> None:
        """Focus the next step."""
        (self.big if self._next is not None else self._print).setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move to the button before or after on an arrow key; stop at the first and the last one."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.key() not in _WAYS:
            return super().eventFilter(watched, event)
        shown = [button for button in self._in_order if button.isVisible()]
        places = [place for place, button in enumerate(shown) if button is watched]
        if places:
            place = places[0] + _WAYS[event.key()]
            shown[max(0, min(place, len(shown) - 1))].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @property
    def _in_order(self) -> list[KeyButton]:
        others = [button for button in self._others.values() if button is not self._undo]
        return [self.big, self._late, *others, self._outage, self._print, self._undo]

    def _want_next(self, *, late: bool) -> None:
        if self._next is not None:
            self.wanted.emit(self._next, late)

    def _button(self, action: TicketAction) -> KeyButton:
        button = KeyButton(action.label, action.key, handles_key=False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.wanted.emit(action, False))
        return button

    def _listen(self, scope: QWidget) -> None:
        for action in TICKET_ACTIONS:
            on_key(scope, action.key, partial(self.wanted.emit, action, False), repeats=False)
            if action.timed:
                on_key(scope, f"Shift+{action.key}", partial(self.wanted.emit, action, True), repeats=False)
        on_key(scope, PRINT_KEY, self.print_wanted.emit, repeats=False)
        on_key(scope, OUTAGE_KEY, self.outage_wanted.emit, repeats=False)

    def _place(self, buttons: list[KeyButton]) -> None:
        """Place the buttons, and the wide one for undo after them."""
        place = 0
        for button in buttons:
            across = 2 if len(button.text()) > _SHORT else 1
            place += max(0, place % _COLUMNS + across - _COLUMNS)  # to the next line if there is no room in this one
            self._grid.addWidget(button, place // _COLUMNS, place % _COLUMNS, 1, across)
            place += across
        self._end = divmod(place, _COLUMNS)
        self._place_undo()

    def _place_undo(self) -> None:
        """Place the wide button in the rest of the last row where it fits: the panel must not grow for it."""
        row, used = self._end
        if used != 1 or self._undo.sizeHint().width() > _REST:
            row, used = row + (used > 0), 0
        self._grid.addWidget(self._undo, row, used, 1, _COLUMNS - used)

    def _lay_out(self) -> None:
        top = in_row((self.big, 1), self._late, spacing=INSIDE)
        self._small = QWidget()
        self._grid = QGridLayout(self._small)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        for place in range(_COLUMNS):
            self._grid.setColumnStretch(place, 1)
        self._place(self._in_order[2:-1])
        for button in self._others.values():
            button.hide()
        in_column(top, self._small, holder=self, spacing=INSIDE)
