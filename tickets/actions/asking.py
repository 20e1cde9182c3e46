"""Writes and reads the requests for consent of one ticket."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from tickets.actions.unit_of_work import UnitOfWork
from tickets.rules.hold_requests import EarlierHolds, earlier_holds
from tickets.rules.words import ConsentKind, ConsentState
from tickets.store.tables import consents

_OPEN = (ConsentState.ASKED, ConsentState.REFUSED)
_STANDING = (ConsentState.ASKED, ConsentState.REFUSED, ConsentState.GRANTED)
_OF_TICKET = (
    select(consents)
    .where(consents.c.ticket_id == bindparam("id"), consents.c.state.in_(_STANDING))
    .order_by(consents.c.id)
)


def ask(
    unit: UnitOfWork, ticket_id: int, kind: ConsentKind, reason: str, *, clock_id: int | None = None,
    grace: datetime | None = None, before: Mapping[str, Any] | None = None,
) -> int:  # fmt: skip
    """Write a request for consent by the author and return its id; `before` is the rating before a re-rating."""
    return unit.insert(
        consents, ticket_id, ticket_id=ticket_id, clock_id=clock_id, kind=kind, state=ConsentState.ASKED,
        asked_at=unit.now, asked_by=unit.who.staff_id, reason=reason, step=unit.action, grace=grace, note="",
        before=before,
    )  # fmt: skip


def holds_before(unit: UnitOfWork, ticket_id: int) -> EarlierHolds:
    """Return what the earlier requests for a hold of a ticket mean for the next one."""
    return earlier_holds([row.state for row in reversed(_requests(unit, ticket_id)) if row.kind is ConsentKind.HOLD])


def asked_by_author(unit: UnitOfWork, ticket_id: int, kind: ConsentKind, clock_id: int) -> bool:
    """Return whether the author has asked for this consent about a clock and did not get it."""
    requests = [row for row in _requests(unit, ticket_id) if row.kind is kind and row.clock_id == clock_id]
    return any(row.state in _OPEN and row.asked_by == unit.who.staff_id for row in requests)


def withdraw(unit: UnitOfWork, ticket_id: int, *kinds: ConsentKind, clock_id: int | None = None) -> None:
    """Withdraw the requests of these kinds that nobody has decided; with `clock_id` only those about that clock."""
    for row in _requests(unit, ticket_id):
        if row.kind in kinds and row.state is ConsentState.ASKED and clock_id in (None, row.clock_id):
            unit.update(consents, row.id, {"state": row.state}, {"state": ConsentState.WITHDRAWN}, ticket_id)


def _requests(unit: UnitOfWork, ticket_id: int) -> list[Any]:
    return list(unit.connection.execute(_OF_TICKET, {"id": ticket_id}).all())
