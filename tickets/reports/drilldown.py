"""The tickets behind a figure, page by page: clocks with the worst first, tickets with the newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Result,
    Row,
    Select,
    Subquery,
    and_,
    case,
    func,
    or_,
    select,
    tuple_,
    type_coerce,
)
from sqlalchemy.types import BigInteger

from tickets.reports.answering import tickets_of
from tickets.reports.changed_verdicts import ChangedVerdict, changed_verdicts
from tickets.reports.charges import CHARGED, charged, is_by_crew
from tickets.reports.clock_measures import ELAPSED, clock_conditions
from tickets.reports.figures import ANSWERING, CLOCK_FIGURES, OUTAGE_FIGURES, TAKEN, Figure
from tickets.reports.outage_measures import tickets_of_outages
from tickets.reports.report_filters import assisted_in, narrowed_clocks, opened_in, seconds
from tickets.reports.scope import Scope
from tickets.reports.verdicts import RECORDED_DEADLINE, RECORDED_STOP
from tickets.reports.whole_way import WAY, resolved_in
from tickets.reports.work_measures import COUNTED, repeats
from tickets.rules.rounds import UNMET
from tickets.rules.words import ConsentKind, Outcome, Stage, State
from tickets.store.rows import freeze
from tickets.store.tables import assists, clocks, crews, faults, places, tickets

PAGE = 200
_FAILING = (Figure.DUE, Figure.LATE, Figure.CHANGED, Figure.LATE_AT_SPLIT, Figure.SPLIT_TYPED, Figure.TAKEN_OVER)


@dataclass(frozen=True, slots=True)
class Question:
    """A figure of a scope; `stage` for the figures that count clocks. `kind` narrows CHANGED to one of consent."""

    scope: Scope
    figure: Figure
    stage: Stage | None = None
    kind: ConsentKind | None = None


@dataclass(frozen=True, slots=True)
class DrilldownRow:
    """A ticket behind a figure. `rank` is the sort value of the list.

    It is the seconds taken for 完成, 手填 and 全程, the seconds past the deadline as recorded (negative when early) for
    the other figures of a stage, and the instant of opening for figures that count tickets. `changed` are the verdicts
    behind CHANGED.
    """

    id: int
    number: str
    opened: datetime
    state: State
    fault_name: str
    place: str | None
    address: str
    crew: str | None
    rank: int
    changed: tuple[ChangedVerdict, ...] = ()


PageKey = tuple[int, int]


def drilldown_page(
    connection: Connection, question: Question, now: datetime, after: PageKey | None = None, size: int = PAGE
) -> list[DrilldownRow]:
    """Return the next `size` tickets behind a figure, each once; `after` is the last one's key."""
    ranked = _ranked(question, now)
    page = select(ranked.c.id, ranked.c.rank).order_by(ranked.c.rank.desc(), ranked.c.id.desc()).limit(size)
    if after is not None:
        page = page.where(tuple_(ranked.c.rank, ranked.c.id) < tuple_(*after))
    return _with_verdicts(connection, question, now, _rows(connection.execute(_described(page.subquery("shown")))))


def each_page(
    connection: Connection, question: Question, now: datetime, size: int = 1000
) -> Iterator[Sequence[DrilldownRow]]:
    """Yield every ticket behind a figure, `size` at a time, from one pass over the database."""
    found = connection.execution_options(yield_per=size).execute(_described(_ranked(question, now)))
    for partition in found.partitions():
        yield _with_verdicts(connection, question, now, _rows(partition))


def drilldown_count(connection: Connection, question: Question, now: datetime) -> int:
    """Return how many tickets are behind a figure; a ticket with several rounds counts once."""
    return int(connection.execute(select(func.count()).select_from(_ranked(question, now))).scalar_one())


def _rows(found: Result[Any] | Sequence[Row[Any]]) -> list[DrilldownRow]:
    return freeze(DrilldownRow, found, changed=lambda _row: ())


def _with_verdicts(
    connection: Connection, question: Question, now: datetime, rows: list[DrilldownRow]
) -> list[DrilldownRow]:
    """Return the rows with their changed verdicts, if the figure is that of these."""
    if question.figure is not Figure.CHANGED or not rows:
        return rows
    ids = [row.id for row in rows]
    changed = changed_verdicts(connection, question.scope, question.stage, question.kind, now, ids)
    return [replace(row, changed=changed.get(row.id, ())) for row in rows]


def _described(shown: Subquery) -> Select[Any]:
    return (
        select(
            tickets.c.id, tickets.c.number, tickets.c.opened, tickets.c.state, faults.c.name.label("fault_name"),
            places.c.name.label("place"), tickets.c.address, crews.c.name.label("crew"), shown.c.rank,
        )
        .join(shown, shown.c.id == tickets.c.id)
        .outerjoin(faults, faults.c.code == tickets.c.fault)
        .outerjoin(places, places.c.id == tickets.c.place_id)
        .outerjoin(crews, crews.c.id == tickets.c.crew_id)
        .order_by(shown.c.rank.desc(), shown.c.id.desc())
    )  # fmt: skip


def page_key(row: DrilldownRow) -> PageKey:
    """Return the key after which the next page begins."""
    return row.rank, row.id


def _ranked(question: Question, now: datetime) -> Subquery:
    if question.figure in CLOCK_FIGURES:
        return _by_clock(question, now)
    opened = seconds(tickets.c.opened).label("rank")
    if question.figure is Figure.REPEATED:
        repeated = repeats(question.scope)
        found = select(tickets.c.id, opened).join(repeated, repeated.c.id == tickets.c.id)
        return found.where(repeated.c.repeat == 1).subquery("ranked")
    if question.figure is Figure.ASSISTS:
        helped = select(assists.c.ticket_id).join(tickets, tickets.c.id == assists.c.ticket_id)
        assisted = helped.where(*assisted_in(question.scope))
        return select(tickets.c.id, opened).where(tickets.c.id.in_(assisted)).subquery("ranked")
    if question.figure in (*CHARGED, Figure.HANDLED) and is_by_crew(question.scope):
        return select(tickets.c.id, opened).where(_is_charged(question)).subquery("ranked")
    if question.figure in ANSWERING:
        return tickets_of(question.scope, question.figure).subquery("ranked")
    if question.figure in OUTAGE_FIGURES:
        return tickets_of_outages(question.scope, question.figure, now).subquery("ranked")
    if question.figure is Figure.WHOLE_WAY:
        return select(tickets.c.id, WAY.label("rank")).where(*resolved_in(question.scope)).subquery("ranked")
    found = select(tickets.c.id, opened).where(COUNTED[question.figure], *opened_in(question.scope))
    return found.subquery("ranked")


def _is_charged(question: Question) -> ColumnElement[bool]:
    """Return whether a ticket is charged to the crew of a scope, or is what the crew handled."""
    each = charged(question.scope)
    if question.figure is Figure.HANDLED:
        own = and_(COUNTED[Figure.HANDLED], *opened_in(question.scope))
        return or_(own, tickets.c.id.in_(select(each.c.id)))
    charge = each.c.returned if question.figure is Figure.RETURNED else each.c.reopened
    return tickets.c.id.in_(select(each.c.id).where(charge > 0))


def _by_clock(question: Question, now: datetime) -> Subquery:
    taken = question.figure in TAKEN
    rank: ColumnElement[Any] = func.max(ELAPSED if taken else _end(question.figure, now) - RECORDED_DEADLINE)
    statement = select(clocks.c.subject_id.label("id"), rank.label("rank")).where(
        clocks.c.stage == question.stage, clock_conditions(question.scope, now, question.kind)[question.figure]
    )
    instant = clocks.c.stopped if taken else clocks.c.deadline
    return narrowed_clocks(statement, question.scope, instant).group_by(clocks.c.subject_id).subquery("ranked")


def _end(figure: Figure, now: datetime) -> ColumnElement[Any]:
    """Return when a clock stopped as recorded, or `now`: it has not, or it ended early and became late later."""
    at = type_coerce(int(now.timestamp()), BigInteger)
    lapsed = and_(clocks.c.outcome.in_(UNMET), RECORDED_STOP <= RECORDED_DEADLINE)
    open_ones = [(clocks.c.stopped.is_(None), at), (clocks.c.outcome == Outcome.UNFINISHED, at)]
    return case(*open_ones, *[(lapsed, at)] * (figure in _FAILING), else_=RECORDED_STOP)
