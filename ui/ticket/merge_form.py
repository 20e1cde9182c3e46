"""Which other ticket is about the same fault."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QLineEdit

from tickets.actions import dispatch
from tickets.actions.command import Command
from tickets.errors import Refused
from tickets.rules.likeness import Call, likely
from tickets.rules.phones import normalise
from tickets.rules.words import WORKING_STATES, FaultGroup
from tickets.store.queries.board import BoardRow, open_tickets
from tickets.store.queries.callers import open_for_likeness
from tickets.store.queries.ticket_file import TicketFile
from ui.ticket.fields import PickList
from ui.ticket.form import Brief, Form

SHOWN_AT_MOST = 9


@dataclass(frozen=True, slots=True)
class Candidate:
    """A ticket that another may be merged into, with the reasons why it is likely; none when it is not."""

    id: int
    number: str
    words: str
    reasons: tuple[str, ...]

    @property
    def line(self) -> str:
        """What the list says."""
        return "  ".join((self.number, self.words, "、".join(self.reasons)))


class MergeForm(Form):
    """Likely tickets first; typing finds any other by number, place, address or fault."""

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief)
        self._candidates: tuple[Candidate, ...] | None = None
        self._shown: list[Candidate] = []
        self._wanted = QLineEdit()
        self._wanted.setPlaceholderText(self.tr("编号、地点或故障"))
        self._wanted.textChanged.connect(self._narrow)
        self._list = PickList([self.tr("正在找可能相同的工单…")])
        self._list.picked.connect(lambda _row: self.submitted.emit())
        self.add(self.tr("查找"), self._wanted)
        self.add(self.tr("并入"), self._list)
        self._first = self._list
        seat, file, now = brief.seat, brief.file, brief.now()
        seat.background.run(lambda: seat.desk.read(merge_candidates, file, now), self._on_read, self.fail, owner=self)

    def command(self) -> Command[Any]:
        """Return the merger. Raises Refused while no ticket is chosen."""
        row = self._list.currentRow()
        if not 0 <= row < len(self._shown):
            raise Refused(self.tr("请先选一张主单；也可以按编号、地点或故障查找。"))
        return dispatch.merge(self.ticket_id, self.version, self._shown[row].id)

    def _on_read(self, candidates: tuple[Candidate, ...]) -> None:
        self._candidates = candidates
        if not any(candidate.reasons for candidate in candidates) and self._list.hasFocus():
            self._wanted.setFocus()
        self._narrow()

    def _narrow(self) -> None:
        if self._candidates is None:
            return
        words = self._wanted.text().split()
        if words:
            found = [each for each in self._candidates if all(word in each.line for word in words)]
        else:
            found = [each for each in self._candidates if each.reasons]
        self._shown = found[:SHOWN_AT_MOST]
        self._list.show_lines([each.line for each in self._shown])
        if not self._shown:
            self._list.addItem(
                self.tr("没有符合的工单，请换个词。") if words else self.tr("没有明显相同的工单，请查找。")
            )


def merge_candidates(connection: Any, file: TicketFile, now: Any) -> tuple[Candidate, ...]:
    """Return every other ticket being worked on: likely ones first, with the reasons, then the newest."""
    ticket = file.ticket
    phone, other_phone = (*normalise(ticket.phone).holder, "", "")[:2]
    call = Call(
        ticket.place_id, file.town or "", ticket.zone, ticket.address, ticket.fault, FaultGroup(file.fault.group),
        phone, ticket.household_no, other_phone,
    )  # fmt: skip
    rows = {row.id: row for row in open_tickets(connection) if row.state in WORKING_STATES and row.id != ticket.id}
    others = [other for other in open_for_likeness(connection) if other.id in rows]
    alike = {other.id: likeness.reasons for other, likeness in likely(call, others, now, SHOWN_AT_MOST)}
    rest = sorted((row for row in rows.values() if row.id not in alike), key=lambda row: row.opened, reverse=True)
    return tuple(_candidate(row, alike.get(row.id, ())) for row in [*(rows[id_] for id_ in alike), *rest])


def _candidate(row: BoardRow, reasons: tuple[str, ...]) -> Candidate:
    where = " ".join(part for part in (row.place, row.address) if part)
    return Candidate(row.id, row.number, f"{row.fault_name}  {where}", reasons)
