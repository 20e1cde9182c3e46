"""The rules in force (limits, ladder, faults), read from the database and cached until they are edited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache, partial
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, case, exists, false, literal, or_, select

from tickets.errors import Refused
from tickets.rules.granting import Terms
from tickets.rules.ladder import Rung, applies
from tickets.rules.limits import Case, Limit, Rated, choose, limit_by
from tickets.rules.words import Priority, Stage
from tickets.store.rows import Fault, one_row, row_maker
from tickets.store.seed import general_limit
from tickets.store.tables import faults, limits, rungs
from tickets.store.unreadable import BrokenRow, collecting_broken, leave_out, lenient_reads, readable, report_broken
from tickets.store.unreadable_values import EARLIEST, out_of_time

EDITION = "rules_edition"
_SECONDS_AT_MOST = 2**30 - 1  # the server's constraint too: three such spans added to an instant are 102 years
_FROM, _TO = (
    datetime(1900, 1, 1, tzinfo=UTC),
    datetime(9000, 1, 1, tzinfo=UTC),
)  # bounds of an instant that spans can be added to
COUNTED: Mapping[str, tuple[Any, Any]] = {  # the columns that a clock computes with, and their bounds
    **dict.fromkeys(("limit", "extended", "held"), (0, _SECONDS_AT_MOST)),
    **dict.fromkeys(("started", "held_since", "held_until", "stopped", "promised"), (_FROM, _TO)),
}
_LATER = limits.alias("later")
_SUPERSEDED = exists().where(_LATER.c.rule == limits.c.rule, _LATER.c.version > limits.c.version)
# A rule with an invalid end stays in force: its last version holds.
LIMIT_STANDS = or_(limits.c.until.is_(None), out_of_time(limits.c.until) & ~_SUPERSEDED)


def _sensible(column: Column[Any], instead: datetime | None) -> ColumnElement[Any]:
    """Return a column of instants with `instead` in place of invalid values."""
    none = literal(None, column.type) if instead is None else literal(instead, column.type)
    nothing = false() if column.nullable else column.is_(None)
    return case((or_(nothing, out_of_time(column)), none), else_=column).label(column.name)


# A limit's columns, with the fact that its end is invalid in place of the end.
READABLE_LIMIT = (
    *(column for column in limits.c if column is not limits.c.until), out_of_time(limits.c.until).label("odd_until"),
)  # fmt: skip
_RUNGS = select(
    *(column for column in rungs.c if column.name not in ("since", "until")),
    _sensible(rungs.c.since, EARLIEST), _sensible(rungs.c.until, None),
    out_of_time(rungs.c.since).label("odd_since"), out_of_time(rungs.c.until).label("odd_until"),
).order_by(rungs.c.id)  # fmt: skip


@dataclass(frozen=True)
class Rulebook:
    """The rules of one edition. `rungs` includes retired ones, which were in force once.

    With `broken` rows it is incomplete and still used: a call is logged under the other limits rather than lost.
    """

    edition: int
    limits: tuple[Limit, ...]
    rungs: tuple[Rung, ...]
    faults: Mapping[str, Fault]
    broken: tuple[BrokenRow, ...] = ()
    _ladders: dict[tuple[Stage, Priority], tuple[Rung, ...]] = field(default_factory=dict)

    def ladder(self, stage: Stage, priority: Priority) -> tuple[Rung, ...]:
        """Return the rungs for a stage and priority."""
        found = self._ladders.get((stage, priority))
        if found is None:
            found = tuple(rung for rung in self.rungs if applies(rung, stage, priority))
            self._ladders[stage, priority] = found
        return found

    @cached_property
    def chosen(self) -> Callable[[Case], Limit | None]:
        """Return a function that returns the limit that applies to a case; it remembers the last thousand cases."""
        return lru_cache(1000)(partial(choose, self.limits))


NO_RULES = Rulebook(0, (), (), {})


def limit_for(rules: Rulebook, rated: Rated, stage: Stage, at: datetime) -> tuple[int, int | None]:
    """Return the limit in seconds and the id of its row; for an appointment the limit is the time until then.

    If some rules can't be read and none of the others matches, it is the default limit of a new database: no call is
    lost because of it, and `check` reports the clock. Raises Refused when all rules are readable and no limit matches.
    """
    limit = limit_by(rules.chosen, rated, stage, at)
    if limit is None and rules.broken:
        return general_limit(stage), None
    if limit is None:
        raise Refused(f"没有适用的{stage.label}时限，请值班长在设置里补上。")
    return limit


def terms_of(rules: Rulebook, hold_cap: int) -> Terms:
    """Return the rules that consents depend on; a granted hold counts for `hold_cap` seconds at most."""
    isolating = frozenset(code for code, fault in rules.faults.items() if fault.isolate)
    return Terms(partial(limit_for, rules), isolating, hold_cap)


class Rulebooks:
    """Caches the last edition; reads the rules again when another edition is asked for."""

    def __init__(self) -> None:
        self._book: Rulebook | None = None

    def edition(self, connection: Connection, edition: int) -> Rulebook:
        """Return this edition, which must be the one in force, without its unreadable rows.

        The broken rows are reported each time. An incomplete edition is not cached.
        """
        if self._book is not None and self._book.edition == edition:
            return self._book
        with collecting_broken() as broken, lenient_reads():
            book = read_rulebook(connection, edition)
        if not broken:
            self._book = book
        report_broken(broken)
        return replace(book, broken=tuple(broken))


def read_rulebook(connection: Connection, edition: int = 0) -> Rulebook:
    """Read the rules from the database."""
    return Rulebook(edition, _read_limits(connection), _read_rungs(connection), _read_faults(connection))


def _read_limits(connection: Connection) -> tuple[Limit, ...]:
    is_file = connection.dialect.name == "sqlite"  # a server starts no clock under a limit that has ended
    found = connection.execute(select(*READABLE_LIMIT).where(LIMIT_STANDS))
    names = tuple(found.keys())
    make = row_maker(Limit, names)
    return tuple(
        make(row)
        for row in readable(Limit, found, names)
        if can_be_counted_by(Limit, row, {"seconds": (1, _SECONDS_AT_MOST)})
        if not _is_odd(Limit, row, {"until": row.odd_until}) or is_file
    )


def _read_rungs(connection: Connection) -> tuple[Rung, ...]:
    found = connection.execute(_RUNGS)
    names = tuple(found.keys())
    make, made = row_maker(Rung, names), []
    for row in readable(Rung, found, names):
        if can_be_counted_by(Rung, row, {"share": (0, 100), "after": (0, _SECONDS_AT_MOST)}):
            _is_odd(Rung, row, {"since": row.odd_since, "until": row.odd_until})
            made.append(make(row))
    return tuple(made)


def _is_odd(kind: type[Any], row: Row[Any], odd: Mapping[str, bool | None]) -> bool:
    """Return whether any of these columns of a row is known to be invalid; report the row if so."""
    wrong = [name for name, is_odd in odd.items() if is_odd]
    if wrong:
        leave_out(kind, row._asdict(), wrong)
    return bool(wrong)


def _read_faults(connection: Connection) -> Mapping[str, Fault]:
    found = connection.execute(select(faults).order_by(faults.c.position))
    return {row.code: one_row(Fault, row) for row in readable(Fault, found, tuple(found.keys()))}


def can_be_counted_by(kind: type[Any], row: Row[Any], bounds: Mapping[str, tuple[Any, Any]]) -> bool:
    """Return whether these columns hold usable values within bounds, or None; report the row if not."""
    values = row._asdict()
    given = ((name, values[name], *ends) for name, ends in bounds.items() if values[name] is not None)
    wrong = [name for name, value, least, most in given if type(value) is not type(least) or not least <= value <= most]
    if wrong:
        leave_out(kind, values, wrong)
    return not wrong
