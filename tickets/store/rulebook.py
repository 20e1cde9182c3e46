"""The rules in force, as the database has them: limits, ladder and faults, read once and kept until edited."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, select

from tickets.rules.ladder import Rung, applies
from tickets.rules.limits import Limit
from tickets.rules.words import Priority, Stage
from tickets.store.rows import Fault
from tickets.store.tables import faults, limits, rungs
from tickets.store.unreadable import BrokenRow, hearing, readable, reading_around

EDITION = "rules_edition"


@dataclass(frozen=True)
class Rulebook:
    """One edition of the rules. `rungs` holds retired ones too: they were in force once.

    With `broken` rows it is not whole: good for a sweep, which raises what it can, and for nothing else.
    """

    edition: int
    limits: tuple[Limit, ...]
    rungs: tuple[Rung, ...]
    faults: Mapping[str, Fault]
    broken: tuple[BrokenRow, ...] = ()
    _ladders: dict[tuple[Stage, Priority], tuple[Rung, ...]] = field(default_factory=dict)

    def ladder(self, stage: Stage, priority: Priority) -> tuple[Rung, ...]:
        """Return the rungs that speak of a stage and priority."""
        found = self._ladders.get((stage, priority))
        if found is None:
            found = tuple(rung for rung in self.rungs if applies(rung, stage, priority))
            self._ladders[stage, priority] = found
        return found


class Rulebooks:
    """Keeps the last edition read and reads again when another seat has edited the rules."""

    def __init__(self) -> None:
        self._book: Rulebook | None = None

    def edition(self, connection: Connection, edition: int) -> Rulebook:
        """Return this edition, which is the one in force. Raises Unavailable when it can't be read whole."""
        book = self._book
        if book is None or book.edition != edition:
            book = self._book = read_rulebook(connection, edition)
        return book

    def as_far_as_readable(self, connection: Connection, edition: int) -> Rulebook:
        """Return this edition without what can't be read of it; such a one is read anew each time."""
        if self._book is not None and self._book.edition == edition:
            return self._book
        with hearing() as broken, reading_around():
            book = read_rulebook(connection, edition)
        if not broken:
            self._book = book
        return replace(book, broken=tuple(broken))


def read_rulebook(connection: Connection, edition: int = 0) -> Rulebook:
    """Return the rules as they stand in the database."""
    return Rulebook(edition, _read_limits(connection), _read_rungs(connection), _read_faults(connection))


def _read_limits(connection: Connection) -> tuple[Limit, ...]:
    found = connection.execute(select(limits).where(limits.c.until.is_(None)))
    return tuple(
        Limit(
            row.id, row.stage, row.seconds, row.fault, row.priority, row.zone,
            row.dn_from, row.dn_to, row.hour_from, row.hour_to, row.version,
        )
        for row in readable(Limit, found, tuple(limits.c.keys()))
    )  # fmt: skip


def _read_rungs(connection: Connection) -> tuple[Rung, ...]:
    found = connection.execute(select(rungs).order_by(rungs.c.id))
    return tuple(
        Rung(row.id, row.kind, row.stage, row.priority, row.share, row.after, row.roles, row.since, row.until)
        for row in readable(Rung, found, tuple(rungs.c.keys()))
    )


def _read_faults(connection: Connection) -> Mapping[str, Fault]:
    found = connection.execute(select(faults).order_by(faults.c.position))
    return {row.code: Fault(*row) for row in readable(Fault, found, tuple(faults.c.keys()))}
