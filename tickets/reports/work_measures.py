"""Measures in SQL the tickets opened in a period, and the period's calls."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    FromClause,
    and_,
    case,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
)

from tickets.reports.answering import rings
from tickets.reports.charges import CHARGED, charges_by_group, is_by_crew
from tickets.reports.figures import Figure, Work
from tickets.reports.merged_in import with_merged
from tickets.reports.outage_measures import outage_counts
from tickets.reports.report_filters import assisted_in, of_tickets, opened_in, seconds, ticket_key, with_known
from tickets.reports.scope import Breakdown, Key, Scope
from tickets.reports.verdicts import DEADLINE, STOP, is_carried
from tickets.rules.instants import plus
from tickets.rules.rounds import GIVEN_UP
from tickets.rules.words import ANSWERS, DROPPED_STATES, CallbackResult, CallKind, State, SubjectKind
from tickets.store.subjects import of_ticket
from tickets.store.tables import assists, calls, clocks, tickets

REPEAT_WITHIN = 30 * 86_400  # seconds between the openings of both tickets
AGAIN_WITHIN = 86_400  # seconds from the end of a dropped ticket to the next ticket or call about the same
_ANSWER = func.coalesce(tickets.c.first_answer, tickets.c.callback)  # before schema 0007 there was no first one
_RESOLVED = and_(tickets.c.state.in_((State.RESOLVED, State.CLOSED)), tickets.c.resolved_at.is_not(None))
_VALID = tickets.c.state.not_in(DROPPED_STATES)
_REOPENED = and_(_VALID, tickets.c.reopenings > 0)
_COUNTED_CALLS = tuple(kind for kind in CallKind if kind is not CallKind.UNDONE)
# Late at its end by the rule of `late_by` in tickets/rules/rounds.py, by which the end asks for consent.
_BROKEN = and_(clocks.c.outcome.in_(GIVEN_UP), clocks.c.deadline < tickets.c.ended_at, not_(is_carried()))
_ENDED_LATE = exists().where(of_ticket(tickets.c.id), or_(STOP > DEADLINE, _BROKEN)).correlate(tickets)
_OTHER, _MINE, _LATER = tickets.alias("other"), calls.alias("mine"), calls.alias("later")
# After a ticket was opened, even before it was dropped, until a day after its end.
_UNTIL = seconds(tickets.c.ended_at) + AGAIN_WITHIN


def _has_another_at_its_place(one: FromClause) -> ColumnElement[bool]:
    """Return whether the place of a dropped ticket, or of one merged into it, has a newer ticket soon enough."""
    another = exists().where(
        _OTHER.c.place_id == one.c.place_id, _OTHER.c.id > one.c.id,
        _OTHER.c.opened >= tickets.c.opened, seconds(_OTHER.c.opened) < _UNTIL,
        func.coalesce(_OTHER.c.merged_into, 0).not_in((one.c.id, tickets.c.id)),  # one merged into it is the same fault
    )  # fmt: skip
    return another.correlate(one, tickets)


_AGAIN = or_(
    with_merged(_has_another_at_its_place),
    exists()
    .where(
        _MINE.c.ticket_id == tickets.c.id, _MINE.c.phone_digits != "", _LATER.c.phone_digits == _MINE.c.phone_digits,
        _LATER.c.id > _MINE.c.id, _LATER.c.at >= tickets.c.opened, seconds(_LATER.c.at) < _UNTIL,
        _LATER.c.ticket_id != tickets.c.id, _LATER.c.kind.in_(_COUNTED_CALLS),
    )
    .correlate(tickets),
)  # fmt: skip
# A ticket merged into one about another fault, or at another place if both are known.
_UNLIKE = (
    exists()
    .where(
        _OTHER.c.id == tickets.c.merged_into,
        or_(_OTHER.c.fault != tickets.c.fault, _OTHER.c.place_id != tickets.c.place_id),
    )
    .correlate(tickets)
)
COUNTED: Mapping[Figure, ColumnElement[bool]] = {
    Figure.RECEIVED: true(),
    Figure.OPENED: _VALID,
    Figure.CANCELLED: tickets.c.state == State.CANCELLED,
    Figure.CANCELLED_LATE: case((tickets.c.state == State.CANCELLED, _ENDED_LATE), else_=false()),
    Figure.CANCELLED_AGAIN: case((tickets.c.state == State.CANCELLED, _AGAIN), else_=false()),
    Figure.MERGED: tickets.c.state == State.MERGED,
    Figure.MERGED_LATE: case((tickets.c.state == State.MERGED, _ENDED_LATE), else_=false()),
    Figure.MERGED_UNLIKE: case((tickets.c.state == State.MERGED, _UNLIKE), else_=false()),
    Figure.SETTLED: tickets.c.state == State.SETTLED,
    Figure.SETTLED_LATE: case((tickets.c.state == State.SETTLED, _ENDED_LATE), else_=false()),
    Figure.SETTLED_AGAIN: case((tickets.c.state == State.SETTLED, _AGAIN), else_=false()),
    Figure.RESOLVED: _RESOLVED,
    Figure.UNFINISHED: and_(tickets.c.state == State.CLOSED, tickets.c.resolved_at.is_(None)),
    Figure.CALLED_BACK: and_(_RESOLVED, tickets.c.callback.is_not(None)),
    Figure.ANSWERED: and_(_VALID, _ANSWER.in_(ANSWERS)),
    Figure.SATISFIED: and_(_VALID, _ANSWER == CallbackResult.SATISFIED),
    Figure.PLACED: and_(_VALID, tickets.c.place_id.is_not(None)),
    Figure.RETURNED: and_(_VALID, with_merged(lambda one: one.c.returns > 0)),
    Figure.EXTENDED: and_(_VALID, with_merged(lambda one: one.c.extensions > 0)),
    Figure.CHASED: and_(_VALID, tickets.c.chases > 0),
    Figure.RERATED: and_(_VALID, with_merged(lambda one: one.c.reratings > 0)),
    Figure.UNDONE: exists().where(of_ticket(tickets.c.id, kind=SubjectKind.UNDONE)).correlate(tickets),
    Figure.REOPENED: _REOPENED,
    Figure.REOPENINGS: _REOPENED,
    Figure.HANDLED: _VALID,
}
_SUMMED = {Figure.REOPENINGS: tickets.c.reopenings}  # of these it is not the tickets that are counted


def whole_work(connection: Connection, scope: Scope, groups: Mapping[Key, Work]) -> Work:
    """Return the figures of all groups together: a ticket that is charged to several crews counts once."""
    whole = sum(groups.values(), Work())
    if scope.by is not Breakdown.CREW or scope.crew_id is not None:
        return whole
    by_ticket = _opened(connection, replace(scope, by=Breakdown.NONE), (*CHARGED, Figure.HANDLED))
    return Work(Counter({**whole.counts, **by_ticket[None]}))


def work_by_group(connection: Connection, scope: Scope, now: datetime) -> dict[Key, Work]:
    """Return the figures of each group at an instant; without groups there is one, under None."""
    figures = [figure for figure in COUNTED if figure not in CHARGED or not is_by_crew(scope)]
    counts = defaultdict(Counter, _opened(connection, scope, figures))
    for key, charged in charges_by_group(connection, scope).items() if is_by_crew(scope) else ():
        counts[key].update(charged)
    for key, number in _repeated(connection, scope):
        counts[key][Figure.REPEATED] += number
    for key, number in _assists(connection, scope):
        counts[key][Figure.ASSISTS] += number
    for key, kind, number in _calls(connection, scope):
        counts[key][Figure.CALLS] += number
        if kind is CallKind.CHASE:
            counts[key][Figure.CHASES] += number
    for key, figure, number in chain(rings(connection, scope), outage_counts(connection, scope, now)):
        counts[key][figure] += number
    return {key: Work(counted) for key, counted in counts.items()}


def repeats(scope: Scope) -> CTE:
    """Return the tickets with a place opened in the period: `id`, `key`, and whether they `repeat` another.

    A ticket repeats when the same place had the same fault opened at most 30 days before, and repaired before.
    """
    opened = seconds(tickets.c.opened)
    first_repair = func.min(seconds(tickets.c.resolved_at)).over(
        partition_by=(tickets.c.place_id, tickets.c.fault), order_by=opened, range_=(-REPEAT_WITHIN, -1)
    )
    key = ticket_key(scope, tickets.c.opened)
    wanted = case((and_(*opened_in(scope), *with_known(key)), 1), else_=0)
    seen = (
        select(
            tickets.c.id, key.label("key"), opened.label("opened"), first_repair.label("repair"), wanted.label("wanted")
        )
        .where(
            _VALID,
            tickets.c.place_id.is_not(None),
            tickets.c.opened >= plus(scope.since, -REPEAT_WITHIN),
            tickets.c.opened < scope.until,
        )
        .subquery("seen")
    )
    repeat = case((seen.c.repair < seen.c.opened, 1), else_=0)
    return select(seen.c.id, seen.c.key, repeat.label("repeat")).where(seen.c.wanted == 1).cte("repeats")


def _opened(connection: Connection, scope: Scope, figures: Sequence[Figure]) -> dict[Key, Counter[Figure]]:
    """Return the counts of some figures of COUNTED, by group."""
    key = ticket_key(scope, tickets.c.opened)
    counts = (_count(figure).label(figure) for figure in figures)
    statement = select(key.label("key"), *counts).select_from(tickets).where(*opened_in(scope), *with_known(key))
    found = connection.execute(statement if scope.by is Breakdown.NONE else statement.group_by(key)).mappings()
    return {row["key"]: Counter({figure: row[figure] for figure in figures}) for row in found}


def _count(figure: Figure) -> ColumnElement[int]:
    if figure in _SUMMED:
        return func.coalesce(func.sum(_SUMMED[figure]).filter(COUNTED[figure]), 0)
    return func.count().filter(COUNTED[figure])


def _repeated(connection: Connection, scope: Scope) -> list[tuple[Any, int]]:
    found = repeats(scope)
    counts = select(found.c.key, func.sum(found.c.repeat)).group_by(found.c.key)
    return [(row[0], int(row[1])) for row in connection.execute(counts)]


def _assists(connection: Connection, scope: Scope) -> list[tuple[Any, int]]:
    """Return how often a crew was sent to assist at the period's tickets, by group; by crew, that of the assist."""
    key = assists.c.crew_id if scope.by is Breakdown.CREW else ticket_key(scope, tickets.c.opened)
    statement = select(key.label("key"), func.count()).join_from(assists, tickets, tickets.c.id == assists.c.ticket_id)
    narrowed = statement.where(*assisted_in(scope), *with_known(key))
    found = connection.execute(narrowed if scope.by is Breakdown.NONE else narrowed.group_by(key))
    return [(row[0], int(row[1])) for row in found if row[1]]


def _calls(connection: Connection, scope: Scope) -> list[tuple[Any, CallKind, int]]:
    """Return the period's calls by group and kind. Calls without a ticket belong to no group but a day."""
    key = ticket_key(scope, calls.c.at)
    statement = select(key.label("key"), calls.c.kind, func.count()).where(
        calls.c.at >= scope.since,
        calls.c.at < scope.until,
        calls.c.kind.in_(_COUNTED_CALLS),
        *of_tickets(scope),
        *with_known(key),
    )
    if scope.by not in (Breakdown.NONE, Breakdown.DAY) or of_tickets(scope):
        statement = statement.select_from(calls.outerjoin(tickets, tickets.c.id == calls.c.ticket_id))
    grouped = [calls.c.kind] if scope.by is Breakdown.NONE else [key, calls.c.kind]
    return [(row[0], row[1], row[2]) for row in connection.execute(statement.group_by(*grouped))]
