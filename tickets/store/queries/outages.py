"""The outages of the outage desk: those that last or are planned, and those that ended lately."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from tickets.rules.instants import plus
from tickets.rules.outages import SHOWN_AFTER_END, Phase, phase
from tickets.store.rows import freeze
from tickets.store.tables import calls, outages, places, tickets
from tickets.store.unreadable import ReadableRows


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row that another one refers to, by its id and the name that people know it by."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class OutageLine:
    """An outage with its place and ticket; `calls` counts those that it answered.

    `first_expected` is the earliest of the expected ends that were told to callers.
    """

    id: int
    area: str
    place: NamedRow | None
    ticket: NamedRow | None
    households: int | None
    cause: str
    planned: bool
    since: datetime
    expected: datetime | None
    first_expected: datetime | None
    until: datetime | None
    calls: int

    def phase(self, now: datetime) -> Phase:
        """Return its phase at an instant."""
        return phase(self.since, self.expected, self.until, now)


def outage_lines(connection: Connection, now: datetime) -> ReadableRows[OutageLine]:
    """Return the outages of the desk: those that should be over by now first, those that ended last."""
    found = freeze(
        OutageLine,
        connection.execute(_lines(plus(now, -SHOWN_AFTER_END))),
        place=lambda row: _named(row.place_id, row.place_name),
        ticket=lambda row: _named(row.ticket_id, row.number),
    )
    found.sort(key=lambda line: (line.phase(now), _urgency(line, now)))
    return found


def _named(key: int | None, name: str | None) -> NamedRow | None:
    return None if key is None else NamedRow(key, name or "")


def _urgency(line: OutageLine, now: datetime) -> float:
    """Return how early a line comes among those of its phase: by what happens next, of the ended the newest first."""
    match line.phase(now):
        case Phase.OVERDUE | Phase.LASTING:
            return line.expected.timestamp() if line.expected else line.since.timestamp() + SHOWN_AFTER_END
        case Phase.PLANNED:
            return line.since.timestamp()
        case Phase.ENDED:
            return -line.until.timestamp() if line.until else 0.0


def _lines(ended_since: datetime) -> Select[Any]:
    answered = select(func.count()).where(calls.c.outage_id == outages.c.id).correlate(outages).scalar_subquery()
    return (
        select(outages, places.c.name.label("place_name"), tickets.c.number, answered.label("calls"))
        .outerjoin(places, places.c.id == outages.c.place_id)
        .outerjoin(tickets, tickets.c.id == outages.c.ticket_id)
        .where(or_(outages.c.until.is_(None), outages.c.until >= ended_since), outages.c.withdrawn.is_(False))
    )
