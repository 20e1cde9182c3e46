"""The board: every open ticket with its running clock, and the counts on the strip."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    text,
    true,
    type_coerce,
    union_all,
)

from tickets.rules.instants import LAST
from tickets.rules.present_hold import PresentHold, present_hold
from tickets.rules.stages import MAIN_STAGES, described
from tickets.rules.subjects import Subject
from tickets.rules.triage import YES_OR_NO
from tickets.rules.words import ConsentKind, ConsentState, Move, Priority, Stage, State, Zone
from tickets.store.queries.assisting import ASSISTING
from tickets.store.queries.moment import one_statement
from tickets.store.queries.refused_hold import IS_REFUSED
from tickets.store.queries.said import SAID_OF_PLACE
from tickets.store.rows import freeze
from tickets.store.subjects import of_ticket
from tickets.store.tables import OPEN, clocks, consents, crews, faults, holds, places, staff, tickets
from tickets.store.types import UtcTime


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One open ticket in the queue. Times are UTC.

    The clock is the one that falls due first (止水 runs beside 处置); its fields are None when none runs (待回访).
    `deadline` is as it was when the present hold began. `rating_asked` is the step that asked for consent to the
    rating, while that waits: until then a stricter limit counts.
    """

    id: int
    number: str
    version: int
    state: State
    held: bool
    priority: Priority
    zone: Zone
    fault: str
    fault_name: str
    place: str | None
    address: str
    phone: str
    crew_id: int | None
    crew: str | None
    calls: int
    chases: int
    supervised: bool
    opened: datetime
    departed_at: datetime | None
    isolated_at: datetime | None
    stage: Stage | None
    started: datetime | None
    held_since: datetime | None
    deadline: datetime | None
    hold_reason: str | None
    reopenings: int
    households: int | None = None
    water_over_road: bool = False
    traffic_blocked: bool = False
    sensitive_user: bool = False
    danger_to_people: bool = False
    assisting: str | None = None  # the names of the crews that assist now
    said: str | None = ""  # what the first caller said, where nothing else is known about the place
    held_until: datetime | None = None
    granted: bool | None = False
    refused: bool | None = False
    rating_asked: str | None = None
    caller: str = ""

    @property
    def hold(self) -> PresentHold | None:
        """The present hold of the clock."""
        return present_hold(self.held_since, self.held_until, granted=self.granted, refused=self.refused)

    def due(self, now: datetime) -> datetime | None:
        """Return the deadline as it is at `now`."""
        hold = self.hold
        return self.deadline if hold is None or self.deadline is None else hold.deadline(self.deadline, now)

    def stands_still(self, now: datetime) -> bool:
        """Return whether a hold is in effect."""
        return self.hold is not None and self.hold.in_effect(now)

    def is_overdue(self, now: datetime) -> bool:
        """Return whether the clock is past its deadline; during a hold, whether it was before the hold began."""
        if self.deadline is None:
            return False
        return self.deadline < now if self.hold is None else self.hold.is_late(self.deadline, now)


@dataclass(frozen=True, slots=True)
class StripCounts:
    """The strip's content: open tickets by main stage, overdue clocks, the next due, who is on duty.

    `asked` is the number of requests that wait for a supervisor's consent.
    """

    by_stage: Mapping[Stage, int]
    waiting_callback: int
    held: int
    overdue: int
    next_due: "NextDue | None"
    on_duty: tuple[str, ...]
    asked: int = 0


@dataclass(frozen=True, slots=True)
class NextDue:
    """The clock that falls due next; place and address are those of a ticket."""

    at: datetime
    subject: Subject
    stage: Stage
    place: str | None
    address: str | None


_OTHERS = clocks.alias("others")
_FIRST_DUE = (
    select(_OTHERS.c.id)
    .where(of_ticket(tickets.c.id, _OTHERS), text("others.stopped IS NULL"))
    .order_by(_OTHERS.c.deadline, _OTHERS.c.id)
    .limit(1)
    .correlate(tickets)
    .scalar_subquery()
)
_RUNNING = clocks.c.id == _FIRST_DUE
_STANDING_STILL = and_(tickets.c.held, holds.c.clock_id == clocks.c.id, holds.c.until.is_(None))
_RERATE = str(Move.RERATE)  # older requests count as this
_RATING_ASKED = (
    select(func.coalesce(consents.c.step, _RERATE))
    .where(
        consents.c.ticket_id == tickets.c.id,
        consents.c.kind == ConsentKind.RERATE,
        consents.c.state == ConsentState.ASKED,
    )
    .order_by(consents.c.id)
    .limit(1)
    .correlate(tickets)
    .scalar_subquery()
)
_BOARD = (
    select(
        tickets.c.id, tickets.c.number, tickets.c.version, tickets.c.state, tickets.c.held, tickets.c.priority,
        tickets.c.zone, tickets.c.fault, faults.c.name.label("fault_name"), places.c.name.label("place"),
        tickets.c.address, tickets.c.phone, tickets.c.crew_id, crews.c.name.label("crew"), tickets.c.calls,
        tickets.c.chases, tickets.c.supervised, tickets.c.opened, tickets.c.departed_at, tickets.c.isolated_at,
        clocks.c.stage, clocks.c.started, clocks.c.held_since, clocks.c.deadline, holds.c.reason.label("hold_reason"),
        tickets.c.reopenings, SAID_OF_PLACE.label("said"), clocks.c.held_until, clocks.c.granted, tickets.c.households,
        *(tickets.c[name] for name in YES_OR_NO), ASSISTING.label("assisting"), IS_REFUSED,
        _RATING_ASKED.label("rating_asked"), tickets.c.caller,
    )
    .select_from(tickets)
    .outerjoin(faults, faults.c.code == tickets.c.fault)
    .outerjoin(clocks, _RUNNING)
    .outerjoin(places, places.c.id == tickets.c.place_id)
    .outerjoin(crews, crews.c.id == tickets.c.crew_id)
    .outerjoin(holds, _STANDING_STILL)
)  # fmt: skip
# The ranges between the known states, each a range of the index: finding other states is fast in a million rows.
_STATES = sorted(map(str, State))
_GAPS = [f"tickets.state < '{_STATES[0]}'", f"tickets.state > '{_STATES[-1]}'"]
_GAPS += [f"tickets.state > '{low}' AND tickets.state < '{high}'" for low, high in pairwise(_STATES)]
OF_UNKNOWN_STATE = text(f"({' OR '.join(_GAPS)})")
_THESE = tickets.c.id.in_(bindparam("ids", expanding=True))
_OPEN_BOARD = _BOARD.where(text(f"tickets.{OPEN}"))
_SOME_OF_BOARD = _OPEN_BOARD.where(_THESE)
# A ticket with an unknown state may be open. A server accepts no such state.
_FILE_BOARD = union_all(_OPEN_BOARD, _BOARD.where(OF_UNKNOWN_STATE))
_SOME_OF_FILE_BOARD = union_all(_SOME_OF_BOARD, _BOARD.where(_THESE, OF_UNKNOWN_STATE))
# The rules of tickets/rules/present_hold.py in SQL.
_NOW = bindparam("now", type_=UtcTime)
_UNSTOPPED = text("stopped IS NULL")
_NOT_HELD = clocks.c.held_since.is_(None)
_HOLD_IS_OVER = clocks.c.held_until <= _NOW
_DEADLINE, _SINCE, _UNTIL = (
    type_coerce(column, BigInteger) for column in (clocks.c.deadline, clocks.c.held_since, clocks.c.held_until)
)
_AFTER_HOLD = type_coerce(_DEADLINE + case((clocks.c.granted, _UNTIL - _SINCE), else_=0), UtcTime)
_IS_LATE = or_(
    _NOT_HELD,
    and_(_HOLD_IS_OVER, _AFTER_HOLD < _NOW),
    and_(clocks.c.deadline < clocks.c.held_since, or_(clocks.c.held_until.is_(None), clocks.c.held_until > _NOW)),
)
_OVERDUE = select(func.count()).select_from(clocks).where(_UNSTOPPED, clocks.c.deadline < _NOW, _IS_LATE)


def _first_due(deadline: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Select[Any]:
    first = (
        select(deadline.label("deadline"), clocks.c.id)
        .where(_UNSTOPPED, deadline >= _NOW, deadline <= LAST, clocks.c.stage.in_(Stage), *conditions)
        .order_by(deadline, clocks.c.id)
        .limit(1)
        .subquery()
    )
    return select(first)


# Clocks that were held are apart: for the others an index has the order.
_FIRST = union_all(_first_due(clocks.c.deadline, _NOT_HELD), _first_due(_AFTER_HOLD, _HOLD_IS_OVER)).subquery()
_DUE = (
    select(
        _FIRST.c.deadline, clocks.c.subject_kind, clocks.c.subject_id, clocks.c.stage, places.c.name.label("place"),
        tickets.c.address,
    )
    .select_from(_FIRST.join(clocks, clocks.c.id == _FIRST.c.id).outerjoin(tickets, of_ticket(tickets.c.id)))
    .outerjoin(places, places.c.id == tickets.c.place_id)
    .order_by(_FIRST.c.deadline, clocks.c.id)
    .limit(1)
    .subquery()
)  # fmt: skip
_ASKED = select(func.count()).select_from(consents).where(text("consents.state = 'asked'"))
_COUNTS = (
    select(
        *(
            func.count().filter(condition)
            for condition in (
                *(tickets.c.state.in_(described(stage).states) for stage in MAIN_STAGES),
                tickets.c.state == State.RESOLVED,
                tickets.c.held,
            )
        ),
        _OVERDUE.scalar_subquery(),
        _ASKED.scalar_subquery(),
    )
    .where(text(OPEN))
    .subquery()
)
_STRIP = (  # the counts are joined to each name, so that all are from one snapshot
    select(_COUNTS, _DUE, staff.c.name)
    .select_from(_COUNTS.outerjoin(_DUE, true()).outerjoin(staff, and_(staff.c.on_duty, staff.c.active)))
    .order_by(staff.c.id)
)


@one_statement
def open_tickets(connection: Connection) -> list[BoardRow]:
    """Return every open ticket, in no particular order."""
    whole = _FILE_BOARD if connection.dialect.name == "sqlite" else _OPEN_BOARD
    return freeze(BoardRow, connection.execute(whole))


@one_statement
def board_rows(connection: Connection, ticket_ids: frozenset[int]) -> list[BoardRow]:
    """Return the rows of those of these tickets that are still open."""
    some = _SOME_OF_FILE_BOARD if connection.dialect.name == "sqlite" else _SOME_OF_BOARD
    return freeze(BoardRow, connection.execute(some, {"ids": _padded(ticket_ids)})) if ticket_ids else []


@one_statement
def strip(connection: Connection, now: datetime) -> StripCounts:
    """Return the strip's content."""
    rows: Any = connection.execute(_STRIP, {"now": now}).all()
    by_stage = dict(zip(MAIN_STAGES, rows[0], strict=False))
    callback, held, overdue, asked, at, kind, id_, *due, _ = rows[0][len(MAIN_STAGES) :]
    names = tuple(name for *_, name in rows if name is not None)
    next_due = None if at is None else NextDue(at, Subject(kind, id_), *due)
    return StripCounts(by_stage, callback, held, overdue, next_due, names, asked)


def _padded(ids: frozenset[int]) -> list[int]:
    """Return the ids, repeated up to a power of two: with so few lengths a server has a plan ready for each."""
    listed = sorted(ids)
    return listed + listed[-1:] * ((1 << (len(listed) - 1).bit_length()) - len(listed))
