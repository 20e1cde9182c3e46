"""The registry of watches that run as a service: each keeps a row, so that anybody can tell whether one is alive.

Rows are never deleted. They stay few, because a new watch reuses the row of one that has ended.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import count

from sqlalchemy import ColumnElement, Connection, Text, func, or_, select, text, type_coerce

from tickets.rules.instants import plus, seconds_between
from tickets.store.inserting import insert_into
from tickets.store.postgres.engine import APPLICATION
from tickets.store.rows import freeze
from tickets.store.tables import clocks, watches
from tickets.watch.watch import LATE_AFTER

ENDED = "已结束值守"

# The window of every workstation sweeps too; only a server knows of the others.
_OTHER_SEATS = text(
    "SELECT name FROM staff WHERE id IS DISTINCT FROM CAST(:me AS bigint) AND login IN "
    "(SELECT usename::text FROM pg_stat_activity "
    f"WHERE datname = current_database() AND application_name = '{APPLICATION}') ORDER BY name"
)


@dataclass(frozen=True, slots=True)
class Watching:
    """A watch's row: where it runs, since when, its last sweep, and the error since."""

    name: str
    host: str
    started: datetime
    swept: datetime | None = None
    trouble: str = ""

    def healthy(self, now: datetime) -> bool:
        """Return whether it runs and has swept recently."""
        return self.trouble != ENDED and self.swept is not None and seconds_between(self.swept, now) <= LATE_AFTER


def enter(connection: Connection, name: str, host: str, now: datetime) -> Watching:
    """Add a starting watch as `name` or, while a living one has that name, as `name-2` and so on."""
    gone = func.coalesce(watches.c.swept, watches.c.started) < plus(now, -LATE_AFTER)
    free = or_(gone, watches.c.trouble == ENDED)
    return next(
        row
        for number in count(1)
        if _put(connection, row := Watching(name if number == 1 else f"{name}-{number}", host, now), free)
    )


def keep(connection: Connection, row: Watching) -> None:
    """Write a watch's state."""
    _put(connection, row)


def leave(connection: Connection, row: Watching) -> None:
    """Mark a watch as ended."""
    _put(connection, replace(row, trouble=ENDED))


def list_watches(connection: Connection) -> list[Watching]:
    """Return every watch that was ever registered, by name."""
    columns = [watches.c[field.name] for field in fields(Watching)]
    return freeze(Watching, connection.execute(select(*columns).order_by(watches.c.name)))


@dataclass(frozen=True, slots=True)
class Remaining:
    """Who would watch after a workstation is closed, and what there is to watch: `working` subjects of each kind.

    `seats` names the people at other workstations of a server, whose windows sweep as well; unknown for a file.
    """

    services: tuple[Watching, ...]
    seats: tuple[str, ...]
    working: Mapping[str, int]

    def __bool__(self) -> bool:
        return bool(self.services or self.seats)


def remaining(connection: Connection, now: datetime, me: int | None) -> Remaining:
    """Return who would watch if the workstation of `me`, an id of the staff, were closed."""
    services = tuple(row for row in list_watches(connection) if row.healthy(now))
    on_server = connection.dialect.name != "sqlite"
    seats = tuple(connection.execute(_OTHER_SEATS, {"me": me}).scalars()) if on_server else ()
    kind = type_coerce(clocks.c.subject_kind, Text).label("kind")  # may be one that this version doesn't know
    timed = select(kind, func.count(clocks.c.subject_id.distinct()).label("number"))
    found = connection.execute(timed.where(text("stopped IS NULL")).group_by(kind))
    return Remaining(services, seats, {row.kind: row.number for row in found})


def _put(connection: Connection, row: Watching, free: ColumnElement[bool] | None = None) -> bool:
    """Insert a row, or replace an existing one if it is `free`; return whether it was written."""
    values = {field.name: getattr(row, field.name) for field in fields(row) if field.name != "name"}
    new = insert_into(watches, connection.dialect).values(name=row.name, **values)
    put = new.on_conflict_do_update(index_elements=[watches.c.name], set_=values, where=free)
    return connection.execute(put.returning(watches.c.name)).one_or_none() is not None
