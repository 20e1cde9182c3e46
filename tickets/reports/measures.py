"""Computes the report of a period from the clocks and tickets; never an average of averages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, select

from tickets.reports.answering import handling
from tickets.reports.clock_measures import DueRow, Timings, due_rows, punctuality, receipt, timings
from tickets.reports.figures import Bar, Durations, Group, Lengths, Punctuality, Report, StageFigures, TimingParts, Work
from tickets.reports.lengths import Measured
from tickets.reports.report_filters import date_of
from tickets.reports.scope import Breakdown, Key, Scope
from tickets.reports.unread import unread_in
from tickets.reports.whole_way import whole_ways
from tickets.reports.work_measures import whole_work, work_by_group
from tickets.rules.instants import local_day
from tickets.rules.stages import TICKET_STAGES
from tickets.rules.words import Priority, Stage, Zone
from tickets.store.tables import crews, faults

NO_KEY = {Breakdown.CREW: "未派班组", Breakdown.FAULT: "未开工单", Breakdown.ZONE: "未开工单"}


def report(connection: Connection, scope: Scope, now: datetime) -> Report:
    """Return the figures of a scope; a clock that runs past its deadline at `now` counts as a failure."""
    due = due_rows(connection, scope, now)
    taken = {stage: timings(connection, scope, stage) for stage in TICKET_STAGES}
    works = work_by_group(connection, scope, now)
    ways = whole_ways(connection, scope)
    return Report(
        scope,
        now,
        _stage_figures(due, {stage: timing.whole for stage, timing in taken.items()}),
        whole_work(connection, scope, works),
        () if scope.by is Breakdown.NONE else _groups(connection, scope, due, taken, works, ways.groups),
        _trend(scope, due),
        {stage: timing.spread for stage, timing in taken.items()},
        unread_in(connection, scope),
        ways.whole.lengths,
        handling(connection, scope),
    )


def _stage_figures(
    due: Iterable[DueRow], taken: Mapping[Stage, tuple[Durations, TimingParts]]
) -> tuple[StageFigures, ...]:
    rows: dict[Stage, list[DueRow]] = defaultdict(list)
    for row in due:
        rows[row.stage].append(row)
    return tuple(
        StageFigures(
            stage,
            punctuality(rows[stage]),
            durations,
            receipt(rows[stage]),
            parts,
        )
        for stage in TICKET_STAGES
        for durations, parts in [taken.get(stage, (Durations(), TimingParts()))]
    )


def _groups(
    connection: Connection,
    scope: Scope,
    due: Iterable[DueRow],
    taken: Mapping[Stage, Timings],
    works: Mapping[Key, Work],
    ways: Mapping[Key, Measured],
) -> tuple[Group, ...]:
    by_key: dict[Any, list[DueRow]] = defaultdict(list)
    for row in due:
        by_key[row.key].append(row)
    keys = {*by_key, *works, *ways, *(key for timing in taken.values() for key in timing.groups)}
    labels = _labels(connection, scope.by, keys)
    return tuple(
        Group(
            date_of(key).isoformat() if scope.by is Breakdown.DAY else key,
            label,
            _stage_figures(
                by_key[key], {stage: timing.groups[key] for stage, timing in taken.items() if key in timing.groups}
            ),
            works.get(key, Work()),
            ways[key].lengths if key in ways else Lengths(),
        )
        for key, label in labels.items()
    )


def _labels(connection: Connection, by: Breakdown, keys: set[Any]) -> dict[Any, str]:
    """Return the label of each key, in the order of the lists, with no key last."""
    known: dict[Any, str]
    match by:
        case Breakdown.CREW:
            known = _names(connection, select(crews.c.id, crews.c.name).order_by(crews.c.id))
        case Breakdown.FAULT:
            known = _names(connection, select(faults.c.code, faults.c.name).order_by(faults.c.position))
        case Breakdown.ZONE:
            known = {zone: zone.label for zone in Zone}
        case Breakdown.PRIORITY:
            known = {priority: priority.label for priority in Priority}
        case _:
            known = {key: date_of(key).isoformat() for key in sorted(keys)}
    named = {key: name for key, name in known.items() if key in keys}
    return named | ({None: NO_KEY.get(by, "未开工单")} if None in keys else {})


def _names(connection: Connection, statement: Select[Any]) -> dict[Any, str]:
    return {row[0]: row[1] for row in connection.execute(statement)}


def _trend(scope: Scope, due: Iterable[DueRow]) -> tuple[Bar, ...]:
    rows: dict[int, list[DueRow]] = defaultdict(list)
    bars = -(-scope.days // scope.step)
    for row in due:
        rows[min(max(row.bar, 0), bars - 1)].append(row)  # the summer time of 1986 to 1991 moved midnight
    first = local_day(scope.since)
    return tuple(_bar(first + timedelta(days=number * scope.step), rows[number]) for number in range(bars))


def _bar(first: date, rows: Iterable[DueRow]) -> Bar:
    """Return one bar with the stages of which any clock was due or given up."""
    found: dict[Stage, list[DueRow]] = defaultdict(list)
    for row in rows:
        found[row.stage].append(row)
    stages = {stage: punctuality(each) for stage, each in found.items()}
    changed = {stage: receipt(each).changed for stage, each in found.items()}
    return Bar(
        first,
        {stage: each for stage, each in stages.items() if each != Punctuality()},
        {stage: each for stage, each in changed.items() if each},
    )
