"""The board: every open ticket with its running clock, and the counts on the strip."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, select, text, true, union_all

from tickets.rules.instants import LAST
from tickets.rules.stages import MAIN_STAGES, described
from tickets.rules.subjects import Subject
from tickets.rules.triage import YES_OR_NO
from tickets.rules.words import Priority, Stage, State, Zone
from tickets.store.queries.assisting import ASSISTING
from tickets.store.queries.moment import one_statement
from tickets.store.queries.said import SAID_OF_PLACE
from tickets.store.rows import freeze
from tickets.store.subjects import of_ticket
from tickets.store.tables import OPEN, clocks, crews, faults, holds, places, staff, tickets


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One open ticket in the queue. Times are UTC.

    The clock is the one that falls due first (止水 runs beside 处置); its fields are None when none runs (待回访).
    `deadline` moves while the clock is held.
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


@dataclass(frozen=True, slots=True)
class StripCounts:
    """The strip's content: open tickets by main stage, overdue clocks, the next due, who is on duty."""

    by_stage: Mapping[Stage, int]
    waiting_callback: int
    held: int
    overdue: int
    next_due: "NextDue | None"
    on_duty: tuple[str, ...]


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
_BOARD = (
    select(
        tickets.c.id, tickets.c.number, tickets.c.version, tickets.c.state, tickets.c.held, tickets.c.priority,
        tickets.c.zone, tickets.c.fault, faults.c.name.label("fault_name"), places.c.name.label("place"),
        tickets.c.address, tickets.c.phone, tickets.c.crew_id, crews.c.name.label("crew"), tickets.c.calls,
        tickets.c.chases, tickets.c.supervised, tickets.c.opened, tickets.c.departed_at, tickets.c.isolated_at,
        clocks.c.stage, clocks.c.started, clocks.c.held_since, clocks.c.deadline, holds.c.reason.label("hold_reason"),
        tickets.c.reopenings, SAID_OF_PLACE.label("said"), tickets.c.households,
        *(tickets.c[name] for name in YES_OR_NO), ASSISTING.label("assisting"),
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
_TICKING = and_(text("stopped IS NULL"), clocks.c.held_since.is_(None))
_OVERDUE = select(func.count()).select_from(clocks).where(_TICKING, clocks.c.deadline < bindparam("now"))
_DUE = (
    select(
        clocks.c.deadline, clocks.c.subject_kind, clocks.c.subject_id, clocks.c.stage, places.c.name.label("place"),
        tickets.c.address,
    )
    .select_from(clocks.outerjoin(tickets, of_ticket(tickets.c.id)))
    .outerjoin(places, places.c.id == tickets.c.place_id)
    .where(_TICKING, clocks.c.deadline >= bindparam("now"), clocks.c.deadline <= LAST, clocks.c.stage.in_(Stage))
    .order_by(clocks.c.deadline, clocks.c.id)
    .limit(1)
    .subquery()
)  # fmt: skip
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
    callback, held, overdue, at, kind, id_, *due, _ = rows[0][len(MAIN_STAGES) :]
    names = tuple(name for *_, name in rows if name is not None)
    next_due = None if at is None else NextDue(at, Subject(kind, id_), *due)
    return StripCounts(by_stage, callback, held, overdue, next_due, names)


def _padded(ids: frozenset[int]) -> list[int]:
    """Return the ids, repeated up to a power of two: with so few lengths a server has a plan ready for each."""
    listed = sorted(ids)
    return listed + listed[-1:] * ((1 << (len(listed) - 1).bit_length()) - len(listed))
