"""A random sample of the tickets finished in a period, for checking by hand what was recorded.

A ticket's place in the draw depends on the seed, its number and the digest of the period's last journal entry. That one
is not known before the period is over: nobody can tell beforehand which tickets will be looked at. Afterwards everybody
draws the same ones with the same seed, on any machine.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from heapq import nsmallest
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select

from tickets.reports.scope import Scope
from tickets.rules.clocks import Clock, on_time
from tickets.rules.rounds import COUNTING
from tickets.rules.stages import LAST, STEPS, Step, ended_by
from tickets.rules.words import Move, Outcome, Stage, State, SubjectKind
from tickets.store.rows import clock_of
from tickets.store.tables import clocks, crews, faults, journal, places, tickets


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
    """The tickets drawn, by number, from the `finished` ones of a scope's period, as recorded at `at`.

    `digest` is that of the period's last journal entry, "" if there is none.
    """

    scope: Scope
    at: datetime
    seed: int
    digest: str
    finished: int
    tickets: tuple[SampledTicket, ...]

    @property
    def provisional(self) -> bool:
        """Whether the period is not over yet, so that a later draw will be another one."""
        return self.at < self.scope.until

    @property
    def caution(self) -> str:
        """The sentence about a draw that is not final or could be foreseen; "" for any other."""
        if self.provisional:
            return "统计期还没有结束：抽到哪些还会变，期满以后再抽的才算数。"
        return "" if self.digest else "统计期内没有带校验码的经过：抽到哪些只由种子决定，事先就能算出来。"


def drawn(numbers: Iterable[str], seed: int, digest: str, size: int) -> list[str]:
    """Return `size` of the ticket numbers, or all if there are fewer, in ascending order.

    They are those with the smallest SHA-256 of seed, digest and number, so a larger sample contains a smaller one.
    """
    return sorted(nsmallest(size, numbers, key=lambda number: sha256(f"{seed}:{digest}:{number}".encode()).digest()))


def sample(connection: Connection, scope: Scope, seed: int, size: int, now: datetime) -> Sample:
    """Return a sample of the tickets of which a repair was finished in the scope's period; its filters are not used.

    A ticket that was reopened since is still drawn. An imported one may have no clock, and has been repaired once.
    """
    repaired = (
        select(clocks.c.subject_id)
        .where(
            clocks.c.subject_kind == SubjectKind.TICKET, clocks.c.stage == LAST.stage,
            clocks.c.outcome == Outcome.DONE, clocks.c.stopped >= scope.since, clocks.c.stopped < scope.until,
        )
    )  # fmt: skip
    as_imported = and_(
        tickets.c.state.in_((State.RESOLVED, State.CLOSED)),
        tickets.c.resolved_at >= scope.since,
        tickets.c.resolved_at < scope.until,
    )
    finished = or_(tickets.c.id.in_(repaired), as_imported)
    numbers = connection.execute(select(tickets.c.number).where(finished)).scalars().all()
    digest = _last_digest(connection, scope)
    found = tuple(_tickets(connection, drawn(numbers, seed, digest, size)))
    return Sample(scope, now, seed, digest, len(numbers), found)


def _last_digest(connection: Connection, scope: Scope) -> str:
    """Return the digest of the period's last journal entry, "" if there is none or it is older than digests."""
    of_period = select(journal.c.digest).where(journal.c.at >= scope.since, journal.c.at < scope.until)
    last = of_period.order_by(journal.c.at.desc(), journal.c.id.desc()).limit(1)
    return connection.execute(last).scalar() or ""


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
