"""Open tickets the call may be about, with reasons, each with a key of its own."""

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tickets.rules.likeness import in_words
from tickets.rules.words import State
from tickets.store.queries.board import BoardRow
from ui.intake.choice import Chosen
from ui.intake.likely_finder import LikelyTicket
from ui.kit.cards import Card
from ui.kit.keys import LONG_AGO, READ_SECONDS, on_key
from ui.kit.labels import Elided, Tone
from ui.kit.lines import LineList, ListedLine
from ui.kit.messages import announce
from ui.kit.wording import translate, unknown_place

KEYS = 5


def chosen_of(ticket: LikelyTicket) -> Chosen:
    """Return the ticket as a choice."""
    row = ticket.row
    return Chosen(row.id, row.number, f"{row.fault_name} · {_where(row)}")


def likely_line(ticket: LikelyTicket, place: int) -> ListedLine:
    """Return a likely ticket as the line at `place` (0 is the first)."""
    row = ticket.row
    held = translate("intake", "挂起") if row.held else ""
    crew = row.crew if row.state is not State.NEW else None
    facts = (row.state.label, held, row.priority.label, row.fault_name, _where(row), crew)
    return ListedLine(
        row.id,
        row.number,
        in_words(ticket.alike.score),
        (" · ".join(part for part in facts if part), "、".join(ticket.alike.reasons)),
        key=f"Ctrl+{place + 1}" if place < KEYS else "",
        thing=ticket,
        strong=True,
    )


class LikelyList(Card):
    """`chosen` carries the selected ticket or None, `opened` the id of a ticket to show.

    `again` is emitted when the key of the already selected ticket was pressed.
    """

    chosen = Signal(object)
    again = Signal()
    opened = Signal(int)

    def __init__(self, scope: QWidget, clock: Callable[[], float] = monotonic) -> None:
        """Handle the keys within `scope`. `clock` returns seconds, to recognise a ticket that is new at its place."""
        super().__init__(self.tr("可能是同一故障"))
        self._clock = clock
        self._since: list[tuple[int, float]] = []  # the ticket at each place, and when it replaced another there
        self._count = Elided(tone=Tone.QUIET)
        self.head.insertWidget(1, self._count, 100)
        self.list = LineList()
        self.list.setAccessibleName(self.tr("可能是同一故障的工单"))
        self.list.chosen.connect(lambda line: self.chosen.emit(chosen_of(line.thing) if line else None))
        self.list.opened.connect(lambda line: self.opened.emit(line.id))
        self.add((self.list, 1))
        self.show_tickets([], compared=False)
        for number in range(KEYS):
            on_key(scope, f"Ctrl+{number + 1}", partial(self._press, number))

    def show_tickets(self, tickets: Sequence[LikelyTicket], compared: bool) -> None:
        """Show the likely tickets; `compared` says whether place and fault were known."""
        self._take_time([ticket.row.id for ticket in tickets])
        self.list.apply([likely_line(ticket, place) for place, ticket in enumerate(tickets)])
        self._count.setText(self.tr("{n} 件").format(n=len(tickets)) if tickets else "")
        self.list.say_when_empty(
            self.tr("没有像是同一件事的工单，可以直接开单。")
            if compared
            else self.tr("填了地点和故障，这里列出像是同一件事的未办完工单，免得重复派人。")
        )

    def say_looking(self) -> None:
        """Show instead of an empty list that the comparison is running."""
        self.list.say_when_empty(self.tr("正在找像是同一件事的工单…"))

    def choose_ticket(self, ticket_id: int | None) -> None:
        """Mark a ticket, or none."""
        current = self.list.current()
        if (current.id if current else None) != ticket_id:
            self.list.choose(ticket_id)

    def _take_time(self, ids: Sequence[int]) -> None:
        """Store which tickets have just replaced another; one in a free place can't be confused."""
        before, now = self._since, self._clock()
        self._since = [
            (id_, LONG_AGO if place >= len(before) else before[place][1] if before[place][0] == id_ else now)
            for place, id_ in enumerate(ids)
        ]

    def _press(self, number: int) -> None:
        lines = self.list.lines
        if number >= len(lines):
            return
        if self._clock() - self._since[number][1] < READ_SECONDS:
            sentence = self.tr("刚换成另一张，请看过再按。")
            self._count.setText(sentence)
            announce(self, sentence)
            return
        current = self.list.current()
        if current is not None and current.id == lines[number].id:
            self.again.emit()
        else:
            self.list.choose(lines[number].id)


def _where(row: BoardRow) -> str:
    return row.place or row.address or unknown_place(row.said)
