"""The story of each ticket: its rows beside everything its journal says of them, read as one stream.

Only one ticket is in memory at a time, so a million of them are no more trouble than one.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, Row

from tickets.actions.act import BOOKKEEPING
from tickets.checking.violations import Violation, found

Values = dict[str, Any]
RowKey = tuple[str, int]
_OMITTED = BOOKKEEPING | {"id"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal row of a ticket."""

    action: str
    version: int | None
    changes: list[dict[str, Any]]


@dataclass(slots=True)
class Story:
    """A ticket with its present rows, as stored, and what its journal makes of them (`folded`)."""

    ticket: Values
    entries: list[Entry] = field(default_factory=list)
    rows: dict[RowKey, Values] = field(default_factory=dict)
    folded: dict[RowKey, Values] = field(default_factory=dict)
    call_rows: dict[int, Values] = field(default_factory=dict)
    inserted_calls: dict[int, Values] = field(default_factory=dict)
    moved_calls: dict[int, Values] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The ticket's number."""
        return str(self.ticket["number"])

    @property
    def version(self) -> int:
        """The ticket's present version."""
        return int(self.ticket["version"])


def stories(connection: Connection) -> Iterator[Story]:
    """Yield the story of every ticket, by id."""
    written = "SELECT {columns} FROM {table} x WHERE x.ticket_id IS NOT NULL"
    order = "ORDER BY x.ticket_id, x.id"

    def stream(table: str, columns: str = "x.*") -> "_Stream":
        sql = " ".join((written.format(columns=columns, table=table), order))
        return _Stream(found(connection, sql))

    clocks, holds, calls = stream("clocks"), stream("holds"), stream("calls")
    journal = stream("journal", "x.id, x.ticket_id, x.action, x.ticket_version, x.changes")
    for row in found(connection, "SELECT * FROM tickets ORDER BY id"):
        story = Story(dict(row._mapping))
        story.rows["tickets", row.id] = _values(row)
        story.rows |= {("clocks", clock.id): _values(clock) for clock in clocks.take(row.id)}
        story.rows |= {("holds", hold.id): _values(hold) for hold in holds.take(row.id)}
        story.call_rows = {call.id: _values(call) for call in calls.take(row.id)}
        for entry in journal.take(row.id):
            story.entries.append(Entry(entry.action, entry.ticket_version, decoded(entry.changes)))
        _fold(story)
        yield story


def decoded(changes: Any) -> list[dict[str, Any]]:
    """Return a journal row's changes; SQLite keeps them as text."""
    found: list[dict[str, Any]] = json.loads(changes) if isinstance(changes, str) else changes
    return found


def _fold(story: Story) -> None:
    for entry in story.entries:
        for change in entry.changes:
            table, key, new = change["table"], change["key"], change["new"]
            if table == "calls":
                _fold_call(story, key, new, inserted="old" not in change)
            elif table in ("tickets", "clocks", "holds"):
                story.folded.setdefault((table, key), {}).update(new)


def _fold_call(story: Story, key: int, new: Values, *, inserted: bool) -> None:
    if inserted:
        story.inserted_calls[key] = dict(new)
    else:
        story.moved_calls.setdefault(key, {}).update(new)


@dataclass
class CallBalance:
    """Calls that move from ticket to ticket, held until both their beginning and their present place are known."""

    told: dict[int, Values] = field(default_factory=dict)
    moves: dict[int, list[Values]] = field(default_factory=dict)
    present: dict[int, Values] = field(default_factory=dict)
    wrong: list[int] = field(default_factory=list)

    def add(self, inserted: Mapping[int, Values], moved: Mapping[int, Values], rows: Mapping[int, Values]) -> None:
        """Take in one ticket's calls; what balances at once is forgotten at once."""
        for key, values in inserted.items():
            if values != rows.get(key):
                self.told[key] = values
        for key, values in moved.items():
            self.moves.setdefault(key, []).append(values)
        for key, values in rows.items():
            if values != inserted.get(key):
                self.present[key] = values

    def unbalanced(self) -> list[int]:
        """Return the ids of the calls that the journal does not account for."""
        return sorted(key for key in self.told.keys() | self.present.keys() if not self._balances(key))

    def _balances(self, key: int) -> bool:
        told, row = self.told.get(key), self.present.get(key)
        if told is None or row is None:
            return False
        if told == row:
            return True
        return any({**told, **move} == row for move in self.moves.get(key, []))


def loose_calls(connection: Connection) -> Iterator[tuple[int, Values | None, Values | None]]:
    """Yield id, told and present values of the calls that never had a ticket, where the two are out of step."""
    told = (
        (change["key"], dict(change["new"]))
        for row in found(connection, "SELECT changes FROM journal WHERE ticket_id IS NULL ORDER BY id")
        for change in decoded(row.changes)
        if change["table"] == "calls"
    )
    rows = found(connection, "SELECT * FROM calls WHERE ticket_id IS NULL ORDER BY id")
    waiting: dict[int, list[Values | None]] = {}
    for entry, row in zip_longest(told, rows):
        pairs = [(0, *entry)] if entry is not None else []
        pairs += [(1, row.id, _values(row))] if row is not None else []
        for side, key, values in pairs:
            waiting.setdefault(key, [None, None])[side] = values
            if waiting[key][0] == waiting[key][1]:
                del waiting[key]
    yield from ((key, one, other) for key, (one, other) in waiting.items())


def call_violations(
    balance: CallBalance, loose: Iterator[tuple[int, Values | None, Values | None]]
) -> Iterator[Violation]:
    """Yield a violation for each call that is not as the journal tells it."""
    for key, told, present in loose:
        balance.add({} if told is None else {key: told}, {}, {} if present is None else {key: present})
    for key in balance.unbalanced():
        yield Violation("journal_folds_to_rows", f"来电第 {key} 条", "与日志不符")


class _Stream:
    """Rows in the order of their ticket, taken ticket by ticket."""

    def __init__(self, rows: Iterator[Row[Any]]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def take(self, ticket_id: int) -> Iterator[Row[Any]]:
        """Yield this ticket's rows."""
        while self._next is not None and self._next.ticket_id <= ticket_id:
            if self._next.ticket_id == ticket_id:
                yield self._next
            self._next = next(self._rows, None)


def _values(row: Row[Any]) -> Values:
    return {name: value for name, value in row._mapping.items() if name not in _OMITTED}
