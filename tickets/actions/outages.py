"""Outages, areas without water: announced with cause and expected end, changed, and ended; or withdrawn.

How well expected ends are kept is judged by `first_expected`, the earliest that callers were told: an extension does
not change it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from tickets.actions.command import action
from tickets.actions.fields import cleaned, household_count, required
from tickets.actions.save_row import Seen, refuse_unless_as_seen
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Conflict, Refused
from tickets.rules.instants import in_words, plus
from tickets.rules.outages import moved_promise
from tickets.rules.words import Role
from tickets.store.tables import outages, places

WRITERS = (Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
AHEAD_AT_MOST = 366 * 86_400  # seconds


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
    """Record an area without water from `since` on and return the outage's id.

    Only a planned outage begins in the future. Callers from the place are told of it, and those who name the area.
    """
    if since > unit.now and not planned:
        raise Refused("停水时间在将来：是计划停水请选“计划”，否则请核对后重填。")
    _check_year(unit, since)
    _check_expected(unit, expected, since)
    _check_place(unit, place_id)
    return unit.insert(
        outages,
        **_told(area, cause, households),
        since=since,
        expected=expected,
        first_expected=expected,
        planned=planned,
        place_id=place_id,
        ticket_id=ticket_id,
        until=None,
        withdrawn=False,
    )


@action("更改停水", *WRITERS)
def change_outage(
    unit: UnitOfWork,
    outage_id: int,
    area: str,
    cause: str,
    expected: datetime | None = None,
    households: int | None = None,
    place_id: int | None = None,
    *,
    since: datetime | None = None,
    seen: Seen | None = None,
) -> int:
    """Change an outage that lasts or is planned and return its id. A later expected end is an extension.

    `since` None keeps the beginning; it may be moved until it is reached, and what was promised moves with it. Raises
    Conflict when the outage differs from what the screen showed.
    """
    known = _lasting(unit, outage_id, seen)
    begins = known.since if since is None else since
    if begins != known.since:
        _check_move(unit, known.since, begins)
    if expected != known.expected or begins != known.since:
        _check_expected(unit, expected, begins)
    if place_id != known.place_id:
        _check_place(unit, place_id)
    promised = moved_promise(known.first_expected, known.since, begins)
    first = min((at for at in (promised, expected) if at is not None), default=None)
    values = {
        "since": begins,
        "expected": expected,
        "first_expected": first,
        "place_id": place_id,
        **_told(area, cause, households),
    }
    unit.update(outages, outage_id, dict(known._mapping), values)
    return outage_id


@action("恢复供水", *WRITERS)
def end_outage(unit: UnitOfWork, outage_id: int, at: datetime | None = None) -> int:
    """Record since when the water is back (`at` None means now) and return the outage's id.

    Raises Refused when that was recorded before, for a time in the future, and for one before the outage.
    """
    known = _lasting(unit, outage_id, None)
    if known.since > unit.now:
        raise Refused("这次停水还没有开始。不停了请撤下，改期请改停水时间。")
    unit.update(outages, outage_id, {"until": None}, {"until": unit.moment(at, known.since, "停水时间")})
    return outage_id


@action("撤下停水", *WRITERS)
def withdraw_outage(unit: UnitOfWork, outage_id: int, *, seen: Seen | None = None) -> int:
    """Withdraw an outage that was called off before it began, and return its id.

    One that has begun counts: only a supervisor withdraws it, because it was entered by mistake.
    """
    known = _lasting(unit, outage_id, seen)
    if known.since <= unit.now and not unit.author_is(Role.SUPERVISOR):
        raise Refused("已经开始的停水不能撤下：来水了请登记恢复供水，登错了请值班长来撤下。")
    unit.update(outages, outage_id, {"withdrawn": False}, {"withdrawn": True})
    return outage_id


def _check_year(unit: UnitOfWork, since: datetime) -> None:
    if since > plus(unit.now, AHEAD_AT_MOST):
        raise Refused("停水时间在一年以后，请核对年份后重填。")


def _check_move(unit: UnitOfWork, planned: datetime, since: datetime) -> None:
    if planned <= unit.now:
        begun = in_words(planned, unit.now)
        raise Refused(f"停水已经从{begun}开始，停水时间不能再改。登错了的请值班长撤下，重新登记。")
    if since <= unit.now:
        raise Refused("改期后的停水时间已经过了，请填以后的时间。已经提前停了的，请撤下后照实登记。")
    _check_year(unit, since)


def _check_expected(unit: UnitOfWork, expected: datetime | None, since: datetime) -> None:
    if expected is not None and expected <= since:
        raise Refused("预计恢复时间要晚于停水时间，请核对后重填。")
    if expected is not None and expected <= unit.now:
        raise Refused(f"预计恢复时间{in_words(expected, unit.now)}已经过了，请填以后的时间，或先不填。")


def _check_place(unit: UnitOfWork, place_id: int | None) -> None:
    if place_id is None:
        return
    if unit.connection.execute(select(places.c.active).where(places.c.id == place_id)).scalar() is not True:
        raise Refused("这个地点在地址库里已停用，或不在了。请另选一处，或不选地点，只写停水范围。")


def _told(area: str, cause: str, households: int | None) -> dict[str, Any]:
    return {
        "area": required("停水范围", area),
        "cause": cleaned("停水原因", cause),
        "households": household_count(households),
    }


def _lasting(unit: UnitOfWork, outage_id: int, seen: Seen | None) -> Row[Any]:
    """Lock an outage that has not ended and return it. Raises Refused otherwise, Conflict if it is not as `seen`."""
    wanted = select(outages).where(outages.c.id == outage_id).with_for_update()
    known = unit.connection.execute(wanted).one_or_none()
    if known is None or known.withdrawn:
        raise Refused("这次停水已经不在了或已撤下，请另选一条。")
    if known.until is not None:
        sentence = f"已经登记过恢复供水（{in_words(known.until, unit.now)}），不用再登记。"
        raise Refused(sentence) if seen is None else Conflict(sentence)
    refuse_unless_as_seen(unit, outages, outage_id, seen)
    return known
