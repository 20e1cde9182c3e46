"""Searches the archive: a million tickets, by number, phone, place and words, page by page from the newest.

`look` and `tally` process one slice: a bounded number of candidates, so that they are never slow, and return where they
stopped. A screen processes slice after slice and can stop in between.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, desc, func, select, union_all

from tickets.rules.present_hold import PresentHold, present_hold
from tickets.rules.stages import MAIN_STAGES
from tickets.rules.ticket_texts import TicketTexts, text_fields
from tickets.rules.triage import YES_OR_NO
from tickets.rules.words import Outcome, Priority, Source, Stage, State, Zone
from tickets.store.queries.archive_filter import ArchiveFilter, PageKey, Plan, make_plan, take_part
from tickets.store.queries.assisting import ASSISTED
from tickets.store.queries.counted_stop import counted_stop
from tickets.store.queries.refused_hold import IS_REFUSED
from tickets.store.queries.said import SAID_OF_PLACE
from tickets.store.rows import freeze
from tickets.store.subjects import of_ticket
from tickets.store.tables import clocks, crews, faults, places, tickets
from tickets.store.unreadable import ReadableRows, broken_count, broken_since, leave_out
from tickets.store.unreadable_values import out_of_reach

__all__ = [
    "LISTED_STAGES", "ArchiveFilter", "ArchiveRow", "PageKey", "Slice", "StageTime", "Tally", "archive_rows", "look",
    "page_key", "tally",
]  # fmt: skip
PAGE = 200
COUNT_AT_MOST = 10_000
SLICE = 4_000  # candidates examined in one slice
TESTED = 1_000  # fewer where each needs a lookup in the text index


@dataclass(frozen=True, slots=True)
class StageTime:
    """The last round of a stage with its deadline, when it stopped and counts as stopped, and its present hold."""

    deadline: datetime
    stopped: datetime | None
    hold: PresentHold | None = None
    counted: datetime | None = None

    def due(self, now: datetime) -> datetime:
        """Return the deadline as it is at `now`."""
        return self.deadline if self.hold is None else self.hold.deadline(self.deadline, now)


@dataclass(frozen=True, slots=True)
class StageRow:
    """The last round of a stage of the ticket with this id."""

    id: int
    stage: Stage
    deadline: datetime
    stopped: datetime | None
    counted: datetime | None
    held_since: datetime | None
    held_until: datetime | None
    granted: bool
    refused: bool
    outcome: Outcome | None
    number: str  # the ticket's, to name it where other values can't be read


@dataclass(frozen=True, slots=True)
class ArchiveRow(TicketTexts):
    """One ticket in the archive's list. `stages` has the LISTED_STAGES that have begun and were not given up."""

    id: int
    number: str
    state: State
    priority: Priority
    zone: Zone
    fault_name: str
    place: str | None
    address: str
    phone: str
    caller: str
    crew: str | None
    calls: int
    opened: datetime
    resolved_at: datetime | None
    source: Source
    stages: Mapping[Stage, StageTime]
    households: int | None = None
    water_over_road: bool = False
    traffic_blocked: bool = False
    sensitive_user: bool = False
    danger_to_people: bool = False
    assisted: str | None = None  # the names of the crews that assisted
    said: str | None = ""  # what the first caller said, where nothing else is known about the place


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows found, and the key to continue after; None at the end."""

    rows: list[ArchiveRow]
    reached: PageKey | None


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of tickets in one slice, and the key to continue after; None at the end."""

    count: int
    reached: PageKey | None


_ROWS = (
    select(
        tickets.c.id, tickets.c.number, tickets.c.state, tickets.c.priority, tickets.c.zone,
        faults.c.name.label("fault_name"), places.c.name.label("place"), tickets.c.address, tickets.c.phone,
        tickets.c.caller, crews.c.name.label("crew"), tickets.c.calls, tickets.c.opened, tickets.c.resolved_at,
        tickets.c.source, SAID_OF_PLACE.label("said"), tickets.c.households, *(tickets.c[name] for name in YES_OR_NO),
        ASSISTED.label("assisted"),
        *(tickets.c[name] for name in text_fields(TicketTexts)),
    )
    .select_from(tickets)
    .outerjoin(faults, faults.c.code == tickets.c.fault)
    .outerjoin(places, places.c.id == tickets.c.place_id)
    .outerjoin(crews, crews.c.id == tickets.c.crew_id)
    .where(tickets.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(tickets.c.opened.desc(), tickets.c.id.desc())
)  # fmt: skip
LISTED_STAGES = MAIN_STAGES[1:]
_CLOCKS = (
    select(
        clocks.c.subject_id.label("id"), clocks.c.stage, clocks.c.deadline, clocks.c.stopped,
        counted_stop().label("counted"), clocks.c.held_since, clocks.c.held_until, clocks.c.granted, clocks.c.outcome,
        tickets.c.number, IS_REFUSED,
    )
    .join(tickets, of_ticket(tickets.c.id))
    .where(clocks.c.subject_id.in_(bindparam("ids", expanding=True)), clocks.c.stage.in_(LISTED_STAGES))
    .order_by(clocks.c.subject_id, clocks.c.stage, clocks.c.round)
)  # fmt: skip
# Found in no slice, because their search values are invalid. A server has no ticket without an instant.
_LOST = [select(tickets.c.id, tickets.c.number).where(each) for each in out_of_reach(tickets.c.opened)]
_OPENED_AT_NOTHING = tickets.c.opened.op("IS")(bindparam("nothing", None))  # as a value: for IS NULL no index is taken
_LOST_IN_FILE = [*_LOST, select(tickets.c.id, tickets.c.number).where(_OPENED_AT_NOTHING)]
_OUT_OF_REACH, _OUT_OF_REACH_IN_FILE = (union_all(*parts).limit(PAGE) for parts in (_LOST, _LOST_IN_FILE))


def page_key(row: ArchiveRow) -> PageKey:
    """Return the key after which the next page begins."""
    return row.opened, row.id


def look(connection: Connection, wanted: ArchiveFilter, after: PageKey | None = None, size: int = PAGE) -> Slice:
    """Return the next matching tickets of one slice of the archive, at most `size`, from the newest on.

    The first slice also reports every ticket whose opening instant is missing or out of bounds.
    """
    plan, before = make_plan(connection, wanted), broken_count()
    if after is None:
        is_file = connection.dialect.name == "sqlite"
        for row in connection.execute(_OUT_OF_REACH_IN_FILE if is_file else _OUT_OF_REACH):
            leave_out(ArchiveRow, row._asdict(), ["opened"])
    part = take_part(plan, after, _steps(plan) if plan.sieve or plan.tests else size)
    newest = part.found.order_by(desc("opened"), desc("id")).limit(size)
    keys = [(row.opened, row.id) for row in connection.execute(newest)]
    rows = ReadableRows(archive_rows(connection, [key for _, key in keys]), broken_since(before))
    return Slice(rows, keys[-1] if len(keys) == size else part.reached)  # whether or not the last one can be read


def tally(connection: Connection, wanted: ArchiveFilter, after: PageKey | None = None) -> Tally:
    """Return the number of matching tickets in the next slice of the archive."""
    plan = make_plan(connection, wanted)
    part = take_part(plan, after, _steps(plan))
    number = connection.execute(select(func.count()).select_from(part.found.subquery())).scalar_one()
    return Tally(number, part.reached)


def archive_rows(connection: Connection, ticket_ids: Sequence[int]) -> list[ArchiveRow]:
    """Return the rows of these tickets, the newest first."""
    if not ticket_ids:
        return []
    stages: dict[int, dict[Stage, StageTime]] = {key: {} for key in ticket_ids}
    for row in freeze(StageRow, connection.execute(_CLOCKS, {"ids": ticket_ids})):
        if row.outcome in (None, Outcome.DONE):
            stages[row.id][row.stage] = _stage_time(row)
        elif row.outcome is Outcome.UNFINISHED:
            stages[row.id][row.stage] = StageTime(row.deadline, None)
        else:
            stages[row.id].pop(row.stage, None)
    return freeze(ArchiveRow, connection.execute(_ROWS, {"ids": ticket_ids}), stages=lambda row: stages[row.id])


def _stage_time(row: StageRow) -> StageTime:
    hold = present_hold(row.held_since, row.held_until, granted=row.granted, refused=row.refused)
    return StageTime(row.deadline, row.stopped, hold, row.counted)


def _steps(plan: Plan) -> int:
    return min(SLICE, TESTED) if plan.looks_up else SLICE
