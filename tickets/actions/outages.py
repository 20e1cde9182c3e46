"""Outages, areas without water: announced with cause and expected end, and ended."""

from datetime import datetime

from sqlalchemy import select

from tickets.actions.command import action
from tickets.actions.fields import cleaned, household_count, required
from tickets.actions.save_row import save_row
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Refused
from tickets.rules.words import Role
from tickets.store.tables import outages

WRITERS = (Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)


@action("登记停水", *WRITERS)
def announce_outage(
    unit: UnitOfWork,
    area: str,
    cause: str,
    since: datetime,
    expected: datetime | None = None,
    households: int | None = None,
    planned: bool = False,
    place_id: int | None = None,
    ticket_id: int | None = None,
) -> int:
    """Record an area without water and return the outage's id."""
    if expected is not None and expected <= since:
        raise Refused("预计恢复时间要晚于停水时间，请核对后重填。")
    return unit.insert(
        outages,
        area=required("停水范围", area),
        cause=cleaned("停水原因", cause),
        since=since,
        expected=expected,
        households=household_count(households),
        planned=planned,
        place_id=place_id,
        ticket_id=ticket_id,
        until=None,
    )


@action("恢复供水", *WRITERS)
def end_outage(unit: UnitOfWork, outage_id: int) -> int:
    """Record that the water is back. Raises Refused when that was recorded before."""
    known = unit.connection.execute(select(outages.c.until).where(outages.c.id == outage_id)).one_or_none()
    if known is not None and known.until is not None:
        raise Refused("已经登记过恢复供水，不用再登记。")
    return save_row(unit, outages, outage_id, {"until": unit.now})
