"""The form to merge a ticket into another about the same fault."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit

from tickets.actions import dispatch
from tickets.actions.command import Command
from tickets.errors import FieldError, NotYet
from tickets.rules.likeness import Call, Likeness, in_words, is_very_likely, likely
from tickets.rules.phones import normalise, shown_phone
from tickets.rules.words import WORKING_STATES, FaultGroup
from tickets.store.queries.board import BoardRow, open_tickets
from tickets.store.queries.callers import open_for_likeness
from tickets.store.queries.consents import ClockChange
from tickets.store.queries.merging import MergeOutcome, merge_outcome
from tickets.store.queries.ticket_file import TicketFile, ticket_file
from ui.kit.keys import LONG_AGO, READ_SECONDS, on_key
from ui.kit.labels import Quiet, Words
from ui.kit.wording import moment, place_and_address, short_number
from ui.ticket.facts import where
from ui.ticket.fields import PickList
from ui.ticket.form import Brief, Form
from ui.ticket.merge_words import crew_warning, deadline_warning, kept_rating_warning

SHOWN_AT_MOST = 9
_IN_SIGHT = 4  # candidates, with their addresses elided; the selected one has its whole address below


@dataclass(frozen=True, slots=True)
class Candidate:
    """A ticket to merge into; its likeness (0 to 1) with the reasons, if it is likely."""

    id: int
    number: str
    words: str
    where: str
    reasons: tuple[str, ...]
    score: float = 0.0
    short: str = ""  # the number, without the day if that is today
    called: str = ""  # when
    caller: str = ""  # the caller's number, or name

    @property
    def line(self) -> str:
        """The text in the list, on two lines."""
        first = " · ".join(part for part in (f"{self.short or self.number}  {self.words}", self.caller) if part)
        second = " · ".join(part for part in (self.called, self.where) if part)
        return "\n".join(part for part in (first, second) if part)

    @property
    def rated(self) -> str:
        """How likely it is the same, and why; "" where it isn't."""
        return f"{in_words(self.score)}：{'、'.join(self.reasons)}" if self.reasons else ""


@dataclass(frozen=True, slots=True)
class MainTicket:
    """A ticket to merge into, with what the merger makes of it; `back` are the changes of a merger the other way."""

    file: TicketFile
    outcome: MergeOutcome
    back: tuple[ClockChange, ...]


class MergeForm(Form):
    """Likely tickets first; typing finds any other by number, place, address or fault.

    None is selected in advance, except one rated 很可能. A ticket that isn't likely needs a reason.
    """

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief)
        self._candidates: tuple[Candidate, ...] | None = None
        self._came = LONG_AGO
        self.is_read: Callable[[], bool] = lambda: monotonic() - self._came >= READ_SECONDS
        self._shown: list[Candidate] = []
        self._main: MainTicket | None = None  # the selected ticket, once it has been read
        self._wanted, self._reason = QLineEdit(), QLineEdit()
        self._wanted.setPlaceholderText(self.tr("编号、地点或故障"))
        self._wanted.textChanged.connect(self._narrow)
        on_key(self._wanted, Qt.Key.Key_Down, partial(self._go_to_list, 0), within=Qt.ShortcutContext.WidgetShortcut)
        self._list = PickList([self.tr("正在找可能相同的工单…")], at_least=_IN_SIGHT, digits_on_focus=True)
        self._list.picked.connect(lambda _row: self._reason.setFocus())
        self._list.itemSelectionChanged.connect(self._show_outcome)
        self._this, self._becomes = Quiet(where(brief.file), wrap=True), Words(wrap=True)
        self._title.setText(self.tr("{number} 结束，来电并到另一张").format(number=brief.file.ticket.number))
        self._column.insertWidget(1, self._this)
        self.tighten()
        self._show_outcome()
        self.add(self.tr("查找"), self._wanted)
        self.add_wide(self.tr("并入"), self._list)
        self.add(self.tr("原因"), self._reason)
        self._column.insertWidget(self._column.indexOf(self.fields) + 1, self._becomes)  # across the whole form
        self._first = self._list
        self._named["number"] = self._wanted
        session, file, now = brief.session, brief.file, brief.now()
        session.background.run(
            lambda: session.service.read(merge_candidates, file, now), self._on_read, self.fail, owner=self
        )

    def command(self) -> Command[Any]:
        """Return the merger. Raises Refused while no ticket is selected, or a reason is missing."""
        if self._candidates is None:
            raise NotYet(self.tr("正在找可能相同的工单，找到以后再按。"))
        chosen = self._chosen()
        if chosen is None:
            if len(self._shown) == 1:
                self._list.setCurrentRow(0)
                raise NotYet(self.tr("只找到这一张：看清地址，再按 Enter 并入。"))
            if self._shown and self._wanted.hasFocus():
                self._go_to_list(-1)
                raise NotYet(self.tr("请先选一张主单：按它前面的数字，或 ↑↓。"))
            field = self.tr("并入") if self._shown else self.tr("查找")
            raise FieldError(field, self.tr("请先选一张主单；也可以按编号、地点或故障查找。"))
        typed = self._reason.text().strip()
        if typed.isdecimal():  # the rest of a number whose first digit has selected a line
            self._reason.clear()
            self._wanted.setText(typed)
            raise FieldError("number", self.tr("没有并单：原因里只有数字，已移到“查找”里。请看清主单，并写明原因。"))
        reason = typed or "、".join(chosen.reasons)
        if not reason:
            raise FieldError(self.tr("原因"), self.tr("看不出这两张是同一件事，请写明并单原因。"))
        # the lines have just changed: Enter can't be meant for them
        if not self.is_read():
            raise NotYet(self.tr("可能相同的工单刚刚找到：看清主单，再按 Enter 并入。"))
        return dispatch.merge(self.ticket_id, self.version, chosen.id, reason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write out the selected ticket's address where another width elides it."""
        super().resizeEvent(event)
        self._show_outcome()

    def warning(self, at: datetime | None) -> str:
        """Return what the merger counts as until a supervisor consents, also to the rating of the kept ticket."""
        file, main, now = self.brief.file, self._main, self.brief.now()
        if main is None:
            return super().warning(at)
        rating = kept_rating_warning(file, main.file, main.outcome, self.brief.choices.limits, now)
        due = deadline_warning(main.outcome, main.back, main.file, now)
        crew = crew_warning(file, main.file)
        return "\n".join(part for part in (super().warning(at), crew, due, rating) if part)

    def _chosen(self) -> Candidate | None:
        row = self._list.picked_row
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _show_outcome(self) -> None:
        chosen = self._chosen()
        self._read_main(chosen)
        self._reason.setPlaceholderText(self._about_reason(chosen))
        if chosen is None:
            how = self.tr("按 ↓ 到列表，再按数字选。") if self._shown and self._wanted.text() else ""
            self._becomes.setText(self.tr("还没有选主单。") + how)
            return
        whole = self.tr("（{where}）").format(where=chosen.where) if self._list.elides(chosen.line) else ""
        said = self.tr("来电并到 {main}{whole}。").format(main=chosen.number, whole=whole)
        self._becomes.setText(
            f"{chosen.rated}。{said}" if chosen.rated else said + self.tr("看不出是一件事，要写原因。")
        )

    def _about_reason(self, chosen: Candidate | None) -> str:
        """Return whether a reason has to be written for the selected ticket."""
        if chosen is None:
            return ""
        return self.tr("不写就记上面的理由") if chosen.reasons else self.tr("必填：为什么是一件事")

    def _go_to_list(self, row: int) -> None:
        """Focus the lines that were found, where digits select one; select a line, or none for -1."""
        if self._shown:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)  # makes the first line current
            self._list.setCurrentRow(row)

    def _read_main(self, chosen: Candidate | None) -> None:
        """Read the selected ticket, on whose rating the consent depends."""
        if self._main is not None and chosen is not None and self._main.file.ticket.id == chosen.id:
            return
        self._main = None
        self.tick()
        if chosen is not None:
            session = self.brief.session
            session.read(f"kept ticket {id(self)}", read_main, self._on_main, self.ticket_id, chosen.id, session.now())

    def _on_main(self, main: MainTicket | None) -> None:
        chosen = self._chosen()
        if main is not None and chosen is not None and chosen.id == main.file.ticket.id:
            self._main = main
            self.tick()

    def _on_read(self, candidates: tuple[Candidate, ...]) -> None:
        self._candidates, self._came = candidates, monotonic()
        if not any(candidate.reasons for candidate in candidates) and self._list.hasFocus():
            self._wanted.setFocus()
        self._narrow()

    def _narrow(self) -> None:
        if self._candidates is None:
            return
        words = self._wanted.text().split()
        if words:
            found = [each for each in self._candidates if all(word in f"{each.number} {each.line}" for word in words)]
        else:
            found = [each for each in self._candidates if each.reasons]
        self._shown = found[:SHOWN_AT_MOST]
        certain = bool(self._shown) and not words and is_very_likely(self._shown[0].score)
        self._list.show_lines([each.line for each in self._shown], 0 if certain else -1)
        self._show_outcome()
        if not self._shown:
            self._list.addItem(
                self.tr("没有符合的工单，请换个词。") if words else self.tr("没有明显相同的工单，请查找。")
            )


def read_main(connection: Any, this_id: int, main_id: int, now: datetime) -> MainTicket | None:
    """Return a ticket to merge into; None when there is none."""
    file = ticket_file(connection, main_id, now)
    if file is None:
        return None
    there, back = (merge_outcome(connection, *pair, now) for pair in ((this_id, main_id), (main_id, this_id)))
    return MainTicket(file, there, back.changes)


def merge_candidates(connection: Any, file: TicketFile, now: datetime) -> tuple[Candidate, ...]:
    """Return every other ticket in work: likely ones first, with the reasons, then the newest."""
    ticket = file.ticket
    phones = normalise(ticket.phone).holder
    call = Call(
        ticket.place_id, file.town or "", ticket.zone, ticket.address, ticket.fault, FaultGroup(file.fault.fault_group),
        phones[0] if phones else "", ticket.household_no, phones[1:],
    )  # fmt: skip
    rows = {row.id: row for row in open_tickets(connection) if row.state in WORKING_STATES and row.id != ticket.id}
    others = [other for other in open_for_likeness(connection) if other.id in rows]
    alike = {other.id: likeness for other, likeness in likely(call, others, now, SHOWN_AT_MOST)}
    rest = sorted((row for row in rows.values() if row.id not in alike), key=lambda row: row.opened, reverse=True)
    return tuple(_candidate(row, alike.get(row.id), now) for row in [*(rows[id_] for id_ in alike), *rest])


def _candidate(row: BoardRow, alike: Likeness | None, now: datetime) -> Candidate:
    where = place_and_address(row.place, row.address, row.said)
    reasons, score = (alike.reasons, alike.score) if alike else ((), 0.0)
    short, caller = short_number(row.number, now), shown_phone(row.phone) or row.caller
    return Candidate(row.id, row.number, row.fault_name, where, reasons, score, short, moment(row.opened, now), caller)
