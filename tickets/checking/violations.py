"""The violations that a check finds, and its plain SQL queries over the stored values."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, text

from tickets.rules.limits import SHORTEST
from tickets.rules.stages import FIRST, LAST, MAIN_STAGES, STAGES
from tickets.rules.texts import on_one_line
from tickets.rules.undoing import SLIP_SECONDS
from tickets.rules.words import DROPPED_STATES, WORKING_STATES, Stage, SubjectKind, Word
from tickets.store.subjects import SUBJECT_TABLES


@dataclass(frozen=True, slots=True)
class Violation:
    """A violation: the invariant, the place, and what is wrong."""

    invariant: str
    where: str
    what: str

    @property
    def line(self) -> str:
        """The violation as one line of Chinese."""
        return on_one_line(f"{self.where}：{self.what}。")


Invariant = Callable[[Connection, datetime], Iterator[Violation]]  # yields what violates it at an instant

CHUNK = 2000  # rows read at once
_EACH_KIND = " UNION ALL ".join(
    f"SELECT '{kind}' AS kind, id, {one.name.name} AS name FROM {one.table.name}"
    for kind, one in SUBJECT_TABLES.items()
)


def listed(words: Sequence[Word]) -> str:
    """Return the words as an SQL list."""
    return "({})".format(", ".join(f"'{word}'" for word in words))


WORDS = {
    "main": listed(MAIN_STAGES),
    "first": f"'{FIRST.stage}'",
    "last": f"'{LAST.stage}'",
    "appointed": listed([each.stage for each in STAGES if each.by_appointment]),
    "shortest": str(SHORTEST),
    "slip": str(SLIP_SECONDS),
    "working": listed(WORKING_STATES),
    "dropped": listed(DROPPED_STATES),
    "named": f"LEFT JOIN ({_EACH_KIND}) s ON s.id = c.subject_id AND s.kind = c.subject_kind",
    "name": "COALESCE(s.name, c.subject_kind || ' ' || c.subject_id) AS name",
    "of_ticket": f"JOIN tickets t ON t.id = c.subject_id AND c.subject_kind = '{SubjectKind.TICKET}'",
}


def found(connection: Connection, sql: str, **values: Any) -> Generator[Row[Any]]:
    """Yield the rows of a query. Names in braces are replaced by the values in WORDS.

    {named} joins the subjects `s` of the clocks `c`, {name} is their displayed name; {of_ticket} joins the tickets `t`
    of those clocks that have one.
    """
    statement = text(sql.format(**WORDS))
    with connection.execute(statement, values, execution_options={"stream_results": True}) as result:
        for rows in result.partitions(CHUNK):
            yield from rows


class RowsById:
    """Rows in the order of an id, their last column, read id by id."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def take(self, key: int) -> list[Any]:
        """Return the rows of this id; those of earlier ones are skipped."""
        taken: list[Any] = []
        row, rows = self._next, self._rows
        while row is not None and row[-1] <= key:
            if row[-1] == key:
                taken.append(row)
            row = next(rows, None)
        self._next = row
        return taken


def finds_none(name: str, what: str, sql: str) -> Invariant:
    """Return the invariant that a query finds nothing: no subject (`name`) and no clock (`name`, stage, round).

    `what` says what is wrong with those found; `:now` is the present instant.
    """

    def seek(connection: Connection, now: datetime) -> Iterator[Violation]:
        for row in found(connection, sql, now=int(now.timestamp())):
            where = clock_name(row.name, row.stage, row.round) if len(row) > 1 else row.name
            yield Violation(name, where, what)

    seek.__name__ = name
    return seek


def no_clocks(name: str, what: str, wrong: str, subject: str = "{name}") -> Invariant:
    """Return the invariant that there are no clocks `c` FROM `wrong`; `subject` selects the name of their subject."""
    return finds_none(name, what, f"SELECT DISTINCT {subject}, c.stage, c.round FROM {wrong}")


def clock_name(subject: str, stage: str, round_: int) -> str:
    """Return the displayed name of a subject's clock."""
    label = Stage(stage).label if stage in set(Stage) else stage
    return f"{subject} {label}第 {round_} 轮"
