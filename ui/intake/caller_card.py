"""The card about the caller: earlier calls of this number, with what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tickets.rules.words import OPEN_STATES, State
from tickets.store.queries.callers import EARLIER_AT_MOST, EarlierCall
from ui.intake.choice import Chosen
from ui.intake.lines import LineList, ListedLine
from ui.kit.buttons import KeyButton
from ui.kit.cards import Card
from ui.kit.labels import Elided, Tone
from ui.kit.theme import body_font
from ui.kit.tokens import SMALL
from ui.kit.wording import moment, translate

_LIST_AT_LEAST, _LIST_AT_MOST = 56, 140  # pixels


@dataclass(frozen=True, slots=True)
class Usual:
    """The caller's data from earlier calls of a number: of each the latest that isn't empty."""

    caller: str = ""
    household_no: str = ""
    place_id: int | None = None
    place: str = ""
    address: str = ""


def usual(calls: Sequence[EarlierCall]) -> Usual:
    """Return the caller's data from earlier calls, the newest first."""
    placed = next((call for call in calls if call.place_id is not None), None)
    return Usual(
        next((call.caller for call in calls if call.caller), ""),
        next((call.household_no for call in calls if call.household_no), ""),
        placed.place_id if placed else None,
        (placed.place or "") if placed else "",
        next((call.address for call in calls if call.address), ""),
    )


def open_ticket(call: EarlierCall) -> Chosen | None:
    """Return the ticket of a call if it is still open."""
    if call.ticket_id is None or call.number is None or call.state not in OPEN_STATES:
        return None
    about = " · ".join(part for part in (call.fault_name, call.place or call.address) if part)
    return Chosen(call.ticket_id, call.number, about)


def only_open_ticket(calls: Sequence[EarlierCall]) -> Chosen | None:
    """Return the open ticket of these calls if there is exactly one."""
    tickets = {chosen.id: chosen for call in calls if (chosen := open_ticket(call)) is not None}
    return next(iter(tickets.values())) if len(tickets) == 1 else None


def call_line(call: EarlierCall, now: datetime, *, numbered: bool = True) -> ListedLine:
    """Return a call as a line of a list, with its ticket's number if `numbered`."""
    number = call.number if numbered else ""
    ticket = " · ".join(part for part in (number, call.fault_name, call.place or call.address) if part)
    said = translate("intake", "告知：{words}").format(words=call.resolution) if call.state is State.SETTLED else ""
    below = tuple(part for part in (ticket, call.words, said) if part)
    title = f"{moment(call.at, now)} {call.kind.label}"
    note = call.state.label if call.state else translate("intake", "未开单")
    return ListedLine(call.id, title, note, below, thing=call, strong=numbered and call.state in OPEN_STATES)


class CallerCard(Card):
    """`chosen` carries the open ticket of the selected call or None, `opened` the id of a ticket to show."""

    chosen = Signal(object)
    opened = Signal(int)
    reuse_wanted = Signal(object)  # Usual

    def __init__(self, scope: QWidget, now: datetime) -> None:
        super().__init__(self.tr("来电人"))
        self._calls: Sequence[EarlierCall] = ()
        self._summary = Elided(tone=Tone.QUIET)
        self._summary.setFont(body_font(SMALL))
        self.head.insertWidget(1, self._summary, 100)
        self.reuse = KeyButton(self.tr("沿用资料"), "Alt+U", scope=scope)
        self.reuse.clicked.connect(lambda: self.reuse_wanted.emit(usual(self._calls)))
        self.head.addWidget(self.reuse)
        self.list = LineList()
        self.list.setAccessibleName(self.tr("这个号码的来电"))
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.add(self.list)
        self.show_calls(False, [], now)

    def show_calls(self, known: bool, calls: Sequence[EarlierCall], now: datetime) -> None:
        """Show the earlier calls of a number, those about open tickets first; `known` is false without a number."""
        self._calls = calls
        ordered = sorted(calls, key=lambda call: open_ticket(call) is None)
        self.list.apply([call_line(call, now) for call in ordered])
        self.list.say_when_empty(
            self.tr("这个号码第一次来电。") if known else self.tr("填了号码，这里显示以前的来电和没办完的工单。")
        )
        height = self.list.wanted_height() if calls else _LIST_AT_LEAST
        self.list.setFixedHeight(min(max(height, _LIST_AT_LEAST), _LIST_AT_MOST))
        self._summary.setText(self._count(calls) if known else "")
        self.reuse.setVisible(usual(calls) != Usual())

    def show_reading(self, known: bool, now: datetime) -> None:
        """Clear the list while the calls of another number are read; `known` says whether there is one."""
        if not known:
            self.show_calls(False, [], now)
            return
        self._calls = ()
        self.list.apply([])
        self.list.say_when_empty(self.tr("正在读取这个号码的来电…"))
        self._summary.setText("")
        self.reuse.hide()

    def choose_ticket(self, ticket_id: int | None) -> None:
        """Mark the call of a ticket, or none."""
        current = self.list.current()
        if current is None or current.thing.ticket_id != ticket_id or ticket_id is None:
            call = next((call for call in self._calls if ticket_id is not None and call.ticket_id == ticket_id), None)
            self.list.choose(call.id if call else None)

    def _count(self, calls: Sequence[EarlierCall]) -> str:
        if not calls:
            return ""
        tickets = {call.ticket_id for call in calls if open_ticket(call) is not None}
        number = f"{EARLIER_AT_MOST}+" if len(calls) >= EARLIER_AT_MOST else str(len(calls))
        return self.tr("{calls} 次 · 未完 {open}").format(calls=number, open=len(tickets))

    def _on_chosen(self, line: ListedLine | None) -> None:
        self.chosen.emit(open_ticket(line.thing) if line is not None else None)

    def _on_opened(self, line: ListedLine) -> None:
        if line.thing.ticket_id is not None:
            self.opened.emit(line.thing.ticket_id)
