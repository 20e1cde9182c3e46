"""The repaired tickets whose callers are to be rung back, or were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ScalarSelect, case, func, select, text

from tickets.rules.callbacks import CallbackPhase, callback_phase, tries_so_far
from tickets.rules.words import CallbackResult, CallKind
from tickets.store.rows import freeze
from tickets.store.tables import OPEN, calls, faults, journal, places, tickets
from tickets.store.unreadable import ReadableRows

SEPARATOR = " / "


@dataclass(frozen=True, slots=True)
class CallbackLine:
    """A repaired ticket: whom to ring, about what, and how often that was tried.

    `others` are the further numbers that called about it. `tried_at` is when the last try was recorded, `said` what
    was noted at it.
    """

    id: int
    number: str
    version: int
    resolved_at: datetime
    fault_name: str
    place: str | None
    address: str
    phone: str
    caller: str
    sensitive_user: bool
    resolution: str
    callback: CallbackResult | None
    callback_tries: int
    callback_again: datetime | None
    others: str | None = None
    tried_at: datetime | None = None
    said: str | None = None

    def phase(self, now: datetime) -> CallbackPhase:
        """Return what is to be done about its caller at an instant."""
        return callback_phase(self.callback, self.tries, self.callback_again, now)

    @property
    def tries(self) -> int:
        """How often nobody answered."""
        return tries_so_far(self.callback, self.callback_tries)

    def place_in_list(self, now: datetime) -> tuple[object, ...]:
        """Return a key that sorts the list: sensitive users first of those to be rung, then who waits longest."""
        phase = self.phase(now)
        if phase is CallbackPhase.LATER:
            return phase, False, self.callback_again, self.id
        return phase, not self.sensitive_user, self.resolved_at, self.id


def _of_last_try(column: Any) -> ScalarSelect[Any]:
    return (
        select(column)
        .where(journal.c.ticket_id == tickets.c.id, journal.c.action == "callback")
        .order_by(journal.c.id.desc())
        .limit(1)
        .correlate(tickets)
        .scalar_subquery()
    )


_NUMBERS = (
    select(calls.c.phone)
    .where(calls.c.ticket_id == tickets.c.id, calls.c.phone != tickets.c.phone, calls.c.phone != "")
    .where(calls.c.kind != CallKind.UNDONE)
    .group_by(calls.c.phone)
    .order_by(func.min(calls.c.id))
    .correlate(tickets)
    .subquery()
)
_WAS_CALLED = tickets.c.callback.is_not(None)
_REPAIRED = (
    select(
        tickets.c.id, tickets.c.number, tickets.c.version, tickets.c.resolved_at, faults.c.name.label("fault_name"),
        places.c.name.label("place"), tickets.c.address, tickets.c.phone, tickets.c.caller, tickets.c.sensitive_user,
        tickets.c.resolution, tickets.c.callback, tickets.c.callback_tries, tickets.c.callback_again,
        case((tickets.c.calls > 1, select(func.aggregate_strings(_NUMBERS.c.phone, SEPARATOR)).scalar_subquery()))
        .label("others"),
        case((_WAS_CALLED, _of_last_try(journal.c.at))).label("tried_at"),
        case((_WAS_CALLED, _of_last_try(journal.c.text))).label("said"),
    )
    .join(faults, faults.c.code == tickets.c.fault)
    .outerjoin(places, places.c.id == tickets.c.place_id)
    .where(text(f"tickets.{OPEN}"), text("tickets.state = 'resolved'"))
)  # fmt: skip


def callback_lines(connection: Connection, now: datetime) -> Sequence[CallbackLine]:
    """Return the repaired tickets that are not closed, in the order in which their callers are to be rung."""
    found = freeze(CallbackLine, connection.execute(_REPAIRED))
    return ReadableRows(sorted(found, key=lambda line: line.place_in_list(now)), found.broken)
