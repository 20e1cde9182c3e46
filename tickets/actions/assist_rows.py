"""The assisting crews of a ticket (协助班组) within a command: who is there, and who leaves when the work ends."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from tickets.actions.unit_of_work import UnitOfWork
from tickets.rules.words import WORKING_STATES
from tickets.store.rows import Ticket
from tickets.store.tables import assists

STANDS = assists.c.undone.is_(False)
_HERE = (
    select(assists)
    .where(assists.c.ticket_id == bindparam("ticket"), assists.c.left_at.is_(None), STANDS)
    .order_by(assists.c.id)
)


def assisting(unit: UnitOfWork, ticket_id: int) -> list[Row[Any]]:
    """Return the rows of the crews that assist at a ticket now."""
    return list(unit.connection.execute(_HERE, {"ticket": ticket_id}))


def send(unit: UnitOfWork, ticket_id: int, crew_id: int, at: datetime, arrived_at: datetime | None = None) -> int:
    """Write that a crew assists from `at` on, and return the row's id."""
    return unit.insert(
        assists, ticket_id, ticket_id=ticket_id, crew_id=crew_id, dispatched_at=at, arrived_at=arrived_at, left_at=None,
        undone=False,
    )  # fmt: skip


def leave(unit: UnitOfWork, row: Row[Any], at: datetime) -> None:
    """Write that a crew has left; at the earliest when it came."""
    left = max(at, row.arrived_at or row.dispatched_at)
    unit.update(assists, row.id, {"left_at": None}, {"left_at": left}, row.ticket_id)


def follow(unit: UnitOfWork, ticket: Ticket, at: datetime) -> None:
    """Let the crews leave that assist no longer: all when the work is over, else the one now responsible."""
    for row in assisting(unit, ticket.id):
        if ticket.state not in WORKING_STATES or row.crew_id == ticket.crew_id:
            leave(unit, row, at)


def carry_over(unit: UnitOfWork, ticket_id: int, main: Ticket, at: datetime) -> None:
    """Let the crews that assist at a ticket assist at the one that it is merged into."""
    there = {main.crew_id, *(row.crew_id for row in assisting(unit, main.id))}
    for row in assisting(unit, ticket_id):
        leave(unit, row, at)
        if row.crew_id not in there:
            send(unit, main.id, row.crew_id, row.dispatched_at, row.arrived_at)
