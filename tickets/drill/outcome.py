"""The result of a drill: the database compared with the drill's own record."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from sqlalchemy import Column, Connection, func, select

from tickets.checking.alerts import crossed_rungs_are_in_the_ledger
from tickets.drill.record import KnownClock, Record
from tickets.drill.room import Room
from tickets.rules.instants import plus
from tickets.rules.ladder import Rung
from tickets.rules.phones import normalise
from tickets.rules.stages import TICKET_STAGES
from tickets.rules.subjects import Subject, ticket_subject
from tickets.rules.texts import strip_harmful
from tickets.rules.words import Outcome, Role, RungKind, Stage
from tickets.store.tables import alerts, calls, clocks, digests, rungs

Due = tuple[Subject, Stage, int, int, Role, datetime]


@dataclass(frozen=True, slots=True)
class Before:
    """The last ids before the drill, so that only its own rows are counted."""

    call: int
    digest: int


def last_ids(connection: Connection) -> Before:
    """Return the last ids."""
    last_call = connection.execute(select(func.coalesce(func.max(calls.c.id), 0))).scalar_one()
    last_digest = connection.execute(select(func.coalesce(func.max(digests.c.id), 0))).scalar_one()
    return Before(last_call, last_digest)


def outcome(room: Room, record: Record, before: Before, ladder: Sequence[Rung]) -> dict[str, Any]:
    """Return the drill's figures. `lost`, `missed_alerts` and `duplicates_raised` are zero for a correct program."""
    mine = frozenset(map(ticket_subject, record.tickets))
    read = room.service.read
    return {
        "calls": len(record.calls),
        "tickets": len(mine),
        "stages": read(_stages, mine),
        "alerts": read(_alerts, mine),
        "digests": read(_digests, before),
        "repeats": room.repeats,
        "refused": len(room.trouble),
        "duplicates_raised": read(_raised_twice, mine) + sum(times - 1 for times in room.shown.values()),
        "missed_alerts": len(expected_alerts(record, ladder) - read(_raised, mine))
        + read(_crossed_but_missing, room.clock()),
        "lost": read(_lost, record, before),
    }


def expected_alerts(record: Record, ladder: Sequence[Rung]) -> set[Due]:
    """Return the alerts expected for the clocks that were only started and stopped.

    They are computed from the drill's record alone: seconds counted from each start, without the ledger.
    """
    expected: set[Due] = set()
    for ticket in record.tickets.values():
        for clock in ticket.clocks:
            if clock.plain and clock.stopped is not None:
                expected |= {due for due in _crossings(clock, ladder) if due[-1] <= clock.stopped}
    return expected


def _crossings(clock: KnownClock, ladder: Sequence[Rung]) -> set[Due]:
    found: set[Due] = set()
    for rung in ladder:
        if rung.stage in (None, clock.stage) and rung.priority in (None, clock.priority):
            after = clock.limit + (rung.after or 0) if rung.share is None else clock.limit * rung.share // 100
            at = plus(clock.started, after)
            found |= {(clock.subject, clock.stage, clock.round, rung.id, role, at) for role in rung.roles}
    return found


def _alerts_of(connection: Connection, mine: frozenset[Subject], *columns: Column[Any]) -> list[tuple[Any, ...]]:
    """Return these columns of each alert of the drill's tickets, after the ticket."""
    wanted = select(clocks.c.subject_kind, clocks.c.subject_id, *columns)
    joined = wanted.select_from(alerts.join(clocks, clocks.c.id == alerts.c.clock_id).join(rungs))
    found = ((Subject(*row[:2]), *row[2:]) for row in connection.execute(joined))
    return [row for row in found if row[0] in mine]


def _raised(connection: Connection, mine: frozenset[Subject]) -> set[Any]:
    columns = (clocks.c.stage, clocks.c.round, alerts.c.rung_id, alerts.c.recipient, alerts.c.due)
    return set(_alerts_of(connection, mine, *columns))


def _crossed_but_missing(connection: Connection, now: datetime) -> int:
    return sum(1 for _ in crossed_rungs_are_in_the_ledger(connection, now))


def _raised_twice(connection: Connection, mine: frozenset[Subject]) -> int:
    key = (alerts.c.clock_id, alerts.c.term, alerts.c.rung_id, alerts.c.recipient)
    raised = _alerts_of(connection, mine, *key)
    return len(raised) - len(set(raised))


def _lost(connection: Connection, record: Record, before: Before) -> int:
    """Return how many calls are not stored exactly once, with their words, number, place, time and ticket."""
    columns = (calls.c.ticket_id, calls.c.kind, calls.c.phone_digits, calls.c.words, calls.c.address, calls.c.at)
    there = Counter(tuple(row) for row in connection.execute(select(*columns).where(calls.c.id > before.call)))
    wanted = Counter(
        (call.ticket, call.kind, normalise(call.phone).digits, *map(strip_harmful, (call.words, call.address)), call.at)
        for call in record.calls
    )
    return sum((wanted - there).values()) + sum((there - wanted).values())


def _stages(connection: Connection, mine: frozenset[Subject]) -> dict[str, dict[str, int | None]]:
    found = connection.execute(select(clocks).where(clocks.c.outcome == Outcome.DONE)).all()
    figures = {}
    for stage in TICKET_STAGES:
        done = [row for row in found if row.stage is stage and Subject(row.subject_kind, row.subject_id) in mine]
        took = sorted(int((row.stopped - row.started).total_seconds()) - row.held for row in done)
        figures[stage.value] = {
            "n": len(done),
            "on_time": sum(row.stopped <= row.deadline for row in done),
            "median_s": _percentile(took, 50),
            "p90_s": _percentile(took, 90),
        }
    return figures


def _percentile(ordered: Sequence[int], percent: int) -> int | None:
    """Return the nearest-rank percentile: the smallest value that `percent` of all do not exceed."""
    return ordered[ceil(len(ordered) * percent / 100) - 1] if ordered else None


def _alerts(connection: Connection, mine: frozenset[Subject]) -> dict[str, int]:
    counts = Counter(kind for _, kind in _alerts_of(connection, mine, rungs.c.kind))
    return {kind.value: counts[kind] for kind in RungKind}


def _digests(connection: Connection, before: Before) -> int:
    return int(connection.execute(select(func.count()).where(digests.c.id > before.digest)).scalar_one())
