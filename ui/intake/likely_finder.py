"""Finds open tickets that a call may be about, on a worker."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from tickets.errors import DeskError
from tickets.rules.clusters import FAMILY
from tickets.rules.likeness import THRESHOLD, Call, Likeness, OpenTicket, likely
from tickets.service import TicketService
from tickets.store.queries.board import BoardRow, board_rows
from tickets.store.queries.callers import open_for_likeness
from tickets.store.queries.clusters import ClusterLimits, cluster_limits, clusters_of
from ui.kit.wording import duration, translate
from ui.runtime.session import SessionContext
from ui.runtime.tick import single_shot

AFTER_MS = 150
AGAIN_MS = 1000  # the open tickets are read at most this often
PATIENCE_MS = 2000  # the longest wait before continuing without a result
NOBODY = Call()
Hit = tuple[OpenTicket, Likeness]


@dataclass(frozen=True, slots=True)
class LikelyTicket:
    """An open ticket with its likeness to the call and the reasons."""

    row: BoardRow
    alike: Likeness


@dataclass(frozen=True, slots=True)
class _Known:
    """What calls are compared with: the open tickets, and when many calls are a cluster."""

    tickets: list[OpenTicket]
    limits: ClusterLimits


@dataclass(frozen=True, slots=True)
class _Compared:
    known: _Known
    likely: list[LikelyTicket]


class LikelyFinder(QObject):
    """`ask` compares shortly after the last key, `stale` again because tickets have changed; `found` carries a list."""

    found = Signal(object)
    begun = Signal()  # the tickets found before don't belong to the present call

    def __init__(self, session: SessionContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._call = NOBODY
        self._known: _Known | None = None
        self._timer = single_shot(self, self._look)
        self._looking = False
        self._waiting: Callable[[], None] | None = None
        self._patience = single_shot(self, self._go_on, PATIENCE_MS)

    def ask(self, call: Call) -> None:
        """Find tickets like this call."""
        if call == self._call:
            return
        self._call = call
        if call == NOBODY:  # another call begins: no ticket of the last one may remain selectable
            self._timer.stop()
            self._looking = False
            self.found.emit([])
        else:
            self.begun.emit()
            self._timer.start(AFTER_MS)

    def stale(self) -> None:
        """Read the open tickets again before the next comparison, and compare if there is a call."""
        self._known = None
        if self._call != NOBODY and not self._timer.isActive():
            self._timer.start(AGAIN_MS)

    def settle(self, then: Callable[[], None]) -> None:
        """Call `then` once the last comparison is finished, or at the latest after PATIENCE_MS."""
        self._waiting = then
        if self._timer.isActive():
            self._timer.stop()
            self._look()
        if self._looking:
            self._patience.start()
        else:
            self._go_on()

    def _look(self) -> None:
        call, known, service = self._call, self._known, self._session.service
        self._looking = True
        failed = self._on_failed if self._waiting is not None else None
        self._session.background.latest(
            "intake.likely",
            lambda: _compare(service, call, known),
            lambda compared: self._on_compared(call, compared),
            failed,
            owner=self,
        )

    def _on_compared(self, call: Call, compared: _Compared) -> None:
        self._looking = False
        self._known = compared.known
        if call != self._call:  # the call has changed; the result for the new one comes soon
            return
        self.found.emit(compared.likely)
        self._go_on()

    def _on_failed(self, _error: DeskError) -> None:
        """Continue without a result; the next command reports what is wrong."""
        self._looking = False
        self._go_on()

    def _go_on(self) -> None:
        self._patience.stop()
        then, self._waiting = self._waiting, None
        if then is not None:
            then()


def _compare(service: TicketService, call: Call, known: _Known | None) -> _Compared:
    if known is None:
        known = _Known(service.read(open_for_likeness), service.read(cluster_limits))
    now = service.now()
    hits = likely(call, known.tickets, now)
    hits = _with_cluster(hits, call, known, now)
    rows = {row.id: row for row in service.read(board_rows, frozenset(ticket.id for ticket, _ in hits))} if hits else {}
    return _Compared(known, [LikelyTicket(rows[ticket.id], alike) for ticket, alike in hits if ticket.id in rows])


def _with_cluster(hits: list[Hit], call: Call, known: _Known, now: datetime) -> list[Hit]:
    """Return likely tickets with the main one of the cluster that the call would belong to first, and named so.

    It is as likely as before; one that was not is not chosen by itself.
    """
    in_family = call.town and call.group in FAMILY
    found = clusters_of(known.tickets, known.limits, now) if in_family else []
    cluster = next((one for one in found if one.town == call.town), None)
    if cluster is None:
        return hits
    within = duration(int(known.limits.within.total_seconds()))
    words = translate("intake", "集中来电：{time}内{town} {n} 人")
    why = words.format(time=within, town=cluster.town, n=cluster.callers)
    main = next(ticket for ticket in known.tickets if ticket.id == cluster.main)
    alike = next((alike for ticket, alike in hits if ticket.id == main.id), Likeness(THRESHOLD, ()))
    named = main, replace(alike, reasons=(why, *alike.reasons))
    return [named, *(hit for hit in hits if hit[0].id != main.id)]
