"""Who else has which ticket open, and the line about it on the ticket panel."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tickets.editing import Editing
from tickets.rules.instants import seconds_between
from tickets.store.queries.editing import Lease
from ui.kit.labels import Tone, Words
from ui.kit.messages import announce
from ui.kit.wording import duration, translate
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext


class Others(QObject):
    """The leases of the other windows, read together. `changed` carries the tickets whose leases changed."""

    changed = Signal(object)  # frozenset of ids

    def __init__(self, session: SessionContext, editing: Editing, view: QWidget) -> None:
        """Keep them current while `view` is visible."""
        super().__init__(view)
        self._leases: tuple[Lease, ...] = ()
        self._by_ticket: dict[int, tuple[Lease, ...]] = {}
        session.tick.second.connect(self._on_second)
        LiveQuery(
            session, f"others {id(self)}", editing.others, self._take, self, tables=frozenset({"editing"}), view=view
        ).refresh()  # fmt: skip

    def at(self, ticket_id: int) -> tuple[Lease, ...]:
        """Return who else has this ticket open, the earliest first."""
        return self._by_ticket.get(ticket_id, ())

    def _take(self, leases: tuple[Lease, ...]) -> None:
        before, self._leases = self._by_ticket, leases
        self._by_ticket = _by_ticket(leases)
        tickets = before.keys() | self._by_ticket.keys()
        different = frozenset(key for key in tickets if before.get(key) != self._by_ticket.get(key))
        if different:
            self.changed.emit(different)

    def _on_second(self, now: datetime) -> None:
        """Remove expired leases."""
        if any(lease.until <= now for lease in self._leases):
            self._take(tuple(lease for lease in self._leases if lease.until > now))


class OthersLine(Words):
    """Shows who else is working on the ticket: quietly, or as a warning while the user's own form is open."""

    def __init__(self) -> None:
        super().__init__(tone=Tone.QUIET, wrap=True)
        self._who: frozenset[tuple[str, str, str]] = frozenset()
        self.hide()

    def show_leases(self, leases: Sequence[Lease], now: datetime, *, too: bool) -> None:
        """Show these leases at `now`; `too` says that the user's own form is open."""
        self.set_tone(Tone.WARNING if too else Tone.QUIET)
        self.show_text("\n".join(lease_text(lease, now, too=too) for lease in leases))
        self.setAccessibleName(self.text())
        who = frozenset((lease.staff, lease.seat, lease.doing) for lease in leases)
        if who - self._who:
            announce(self, self.text())
        self._who = who


def lease_text(lease: Lease, now: datetime, *, too: bool = False) -> str:
    """Return a lease as text: "李四（2 号席）正在办理：派单 · 已 40 秒"."""
    words = (
        translate("others", "注意：{staff}（{seat}）也在办理：{doing} · 已 {time}")
        if too
        else translate("others", "{staff}（{seat}）正在办理：{doing} · 已 {time}")
    )
    time = duration(max(0, seconds_between(lease.since, now)))
    return words.format(staff=lease.staff, seat=lease.seat, doing=lease.doing, time=time)


def _by_ticket(leases: Sequence[Lease]) -> dict[int, tuple[Lease, ...]]:
    found: dict[int, tuple[Lease, ...]] = {}
    for lease in leases:
        found[lease.ticket_id] = (*found.get(lease.ticket_id, ()), lease)
    return found
