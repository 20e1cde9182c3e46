"""A random sample of the tickets finished in a period, for checking by hand what was recorded.

A ticket's place in the draw depends on the seed and its number alone: with the same seed everybody draws the same
tickets, on any machine and either database.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from heapq import nsmallest
from typing import Any

from sqlalchemy import Connection, Row, select

from tickets.reports.scope import Scope
from tickets.rules.clocks import Clock, on_time
from tickets.rules.rounds import COUNTING
from tickets.rules.stages import STEPS, Step, ended_by
from tickets.rules.words import Move, Outcome, Stage, State, SubjectKind
from tickets.store.rows import clock_of
from tickets.store.tables import clocks, crews, faults, places, tickets


@dataclass(frozen=True, slots=True)
class SampledTicket:
    """A ticket drawn: `steps` are those of its last round.

    `on_time` is the verdict on each stage that was timed: False if any of its rounds was late.
    """

    number: str
    opened: datetime
    fault_name: str
    place: str
    address: str
    crew: str
    steps: Mapping[Move, datetime]
    on_time: Mapping[Stage, bool]


@dataclass(frozen=True, slots=True)
class Sample:
    """The tickets drawn, by number, from the `finished` ones of a scope's period, as recorded at `at`."""

    scope: Scope
    at: datetime
    seed: int
    finished: int
    tickets: tuple[SampledTicket, ...]


def drawn(numbers: Iterable[str], seed: int, size: int) -> list[str]:
    """Return `size` of the ticket numbers, or all if there are fewer, in ascending order.

    They are those with the smallest SHA-256 of seed and number, so a larger sample contains a smaller one.
    """
    return sorted(nsmallest(size, numbers, key=lambda number: sha256(f"{seed}:{number}".encode()).digest()))


def sample(connection: Connection, scope: Scope, seed: int, size: int, now: datetime) -> Sample:
    """Return a sample of the tickets whose repair was finished in the scope's period; its filters are not used."""
    finished = (
        tickets.c.state.in_((State.RESOLVED, State.CLOSED)),
        tickets.c.resolved_at >= scope.since,
        tickets.c.resolved_at < scope.until,
    )
    numbers = connection.execute(select(tickets.c.number).where(*finished)).scalars().all()
    return Sample(scope, now, seed, len(numbers), tuple(_tickets(connection, drawn(numbers, seed, size))))


def _tickets(connection: Connection, numbers: Sequence[str]) -> Iterator[SampledTicket]:
    names = faults.c.name.label("fault_name"), places.c.name.label("place"), crews.c.name.label("crew")
    found = connection.execute(
        select(tickets, *names)
        .outerjoin(faults, faults.c.code == tickets.c.fault)
        .outerjoin(places, places.c.id == tickets.c.place_id)
        .outerjoin(crews, crews.c.id == tickets.c.crew_id)
        .where(tickets.c.number.in_(numbers))
    ).all()
    judged = select(clocks).where(
        clocks.c.subject_kind == SubjectKind.TICKET,
        clocks.c.subject_id.in_([row.id for row in found]),
        clocks.c.outcome.in_(COUNTING),
    )
    rounds: dict[int, list[Clock]] = {row.id: [] for row in found}
    for each in connection.execute(judged.order_by(clocks.c.id)):
        rounds[each.subject_id].append(clock_of(each))
    for row in sorted(found, key=lambda row: row.number):  # each database sorts texts in its own way
        done = {clock.stage: clock.stopped for clock in rounds[row.id] if clock.outcome is Outcome.DONE}
        verdicts: dict[Stage, bool] = {}
        for clock in rounds[row.id]:
            if clock.outcome is Outcome.DONE or on_time(clock) is False:
                verdicts[clock.stage] = verdicts.get(clock.stage, True) and on_time(clock) is True
        yield SampledTicket(
            row.number, row.opened, row.fault_name or "", row.place or "", row.address, row.crew or "",
            {step.move: at for step in STEPS if (at := _taken(step, row, done)) is not None}, verdicts,
        )  # fmt: skip


def _taken(step: Step, row: Row[Any], done: Mapping[Stage, datetime | None]) -> datetime | None:
    """Return when a step was taken; one without a column is the stop of its stage's clock."""
    if step.column is not None:
        at: datetime | None = getattr(row, step.column)
        return at
    ended = ended_by(step.move)
    return None if ended is None else done.get(ended.stage)
