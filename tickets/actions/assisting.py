"""Assisting crews (协助班组): a ticket has one responsible crew, and any number of others that help it.

Every action takes `at`, the true time of a step entered late (补录); None means now.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from tickets.actions.assist_rows import STANDS, assisting, leave, send
from tickets.actions.command import action
from tickets.actions.dispatch import crew_name
from tickets.actions.ticket_edit import TicketEdit, open_edit
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Refused
from tickets.rules.instants import in_words
from tickets.rules.moves import why_no_assist
from tickets.rules.words import Role
from tickets.store.tables import assists, crews

DESK = (Role.DISPATCHER, Role.SUPERVISOR)
_ASSIST = (
    select(assists, crews.c.name.label("crew"))
    .join(crews, crews.c.id == assists.c.crew_id)
    .where(assists.c.id == bindparam("id"), STANDS)
)


@action("协助", *DESK)
def assist(unit: UnitOfWork, ticket_id: int, version: int | None, crew_id: int, at: datetime | None = None) -> int:
    """Send a further crew to a ticket that has a responsible one; return the id of the assist."""
    edit = open_edit(unit, ticket_id, version)
    sentence = why_no_assist(edit.before.state)
    if sentence is not None:
        raise Refused(sentence)
    unit.text = crew_name(unit, crew_id)
    if crew_id == edit.before.crew_id:
        raise Refused(f"{unit.text}就是责任班组，请选别的班组协助。")
    present = next((row for row in assisting(unit, ticket_id) if row.crew_id == crew_id), None)
    if present is not None:
        since = in_words(present.dispatched_at, unit.now)
        raise Refused(f"{unit.text}已经在协助（{since} 派出），不用再派。")
    when = unit.moment(at, edit.before.dispatched_at or edit.before.opened, "派单")
    edit.save()
    return send(unit, ticket_id, crew_id, when)


@action("协助到场", *DESK)
def assist_arrived(unit: UnitOfWork, assist_id: int, at: datetime | None = None) -> int:
    """Record that an assisting crew is on site; return the ticket's id."""
    row, edit = _open_assist(unit, assist_id)
    if row.arrived_at is not None:
        raise Refused(f"{row.crew}已经登记到场（{in_words(row.arrived_at, unit.now)}），不用再登记。")
    when = unit.moment(at, row.dispatched_at, "派出协助")
    unit.update(assists, row.id, {"arrived_at": None}, {"arrived_at": when}, row.ticket_id)
    return edit.save()


@action("协助离开", *DESK)
def assist_left(unit: UnitOfWork, assist_id: int, at: datetime | None = None) -> int:
    """Record that an assisting crew has left, on site or not; return the ticket's id."""
    row, edit = _open_assist(unit, assist_id)
    leave(unit, row, unit.moment(at, row.arrived_at or row.dispatched_at, "协助到场" if row.arrived_at else "派出协助"))
    return edit.save()


def _open_assist(unit: UnitOfWork, assist_id: int) -> tuple[Row[Any], TicketEdit]:
    """Return an assist that has not ended, with its ticket. Raises Refused, with the crew and the time."""
    found = unit.connection.execute(_ASSIST, {"id": assist_id}).one_or_none()
    if found is None:
        raise Refused("没有这次协助，可能刚被撤销，请看一眼现状再办。")
    edit = open_edit(unit, found.ticket_id, None)  # from here on the row can't change
    row = unit.connection.execute(_ASSIST, {"id": assist_id}).one()
    if row.left_at is not None:
        raise Refused(f"{row.crew}已经离开（{in_words(row.left_at, unit.now)}），不用再登记。")
    unit.text = row.crew
    return row, edit
