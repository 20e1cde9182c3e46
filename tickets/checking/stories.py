"""Reads each ticket's rows together with its journal, as one stream.

Only one ticket is in memory at a time, so a million of them are no problem. A row is compared as one tuple, in the
order of the columns.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from sqlalchemy import JSON, Connection, Row

from tickets.checking.violations import RowsById, found
from tickets.rules.undoing import standing
from tickets.rules.words import SubjectKind
from tickets.store.changes import Change, are_changes, in_present_columns, read_changes
from tickets.store.tables import BOOKKEEPING, assists, calls, clocks, consents, holds, metadata, tickets

Values = dict[str, Any]
RowKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table that the journal records, and how to get their values from a row or an entry."""

    names: tuple[str, ...]
    of_row: Callable[[Any], tuple[Any, ...]]
    of_values: Callable[[Values], tuple[Any, ...]]

    def agree(self, row: Row[Any], recorded: Values) -> bool:
        """Return whether a row has the values that the journal recorded."""
        try:
            return self.of_values(recorded) == self.of_row(row)
        except KeyError:
            return False

    def differing(self, row: Row[Any], recorded: Values) -> list[str]:
        """Return the names of the columns whose values differ from the journal's."""
        values = zip(self.names, self.of_row(row), strict=True)
        return [name for name, value in values if name not in recorded or recorded[name] != value]

    def values(self, row: Row[Any]) -> Values:
        """Return a row's values by name."""
        return dict(zip(self.names, self.of_row(row), strict=True))


def _columns_of(table: str) -> Columns:
    omitted = BOOKKEEPING | {"id"}
    chosen = [(at, column.name) for at, column in enumerate(metadata.tables[table].c) if column.name not in omitted]
    names = tuple(name for _, name in chosen)
    stored = itemgetter(*(at for at, _ in chosen))
    parsed = [isinstance(metadata.tables[table].c[name].type, JSON) for name in names]
    return Columns(names, _with_json(stored, parsed) if any(parsed) else stored, itemgetter(*names))


def _with_json(stored: Callable[[Any], tuple[Any, ...]], parsed: Sequence[bool]) -> Callable[[Any], tuple[Any, ...]]:
    """Return a function that also parses the values of JSON columns, which are read as text."""

    def of_row(row: Any) -> tuple[Any, ...]:
        values = zip(stored(row), parsed, strict=True)
        return tuple(json.loads(value) if is_json and value is not None else value for value, is_json in values)

    return of_row


COLUMNS = {table.name: _columns_of(table.name) for table in (tickets, clocks, holds, consents, assists, calls)}
TOLD = frozenset(COLUMNS) - {"calls"}
WRITTEN = "CAST(changes AS TEXT)"


class StoryEntry(NamedTuple):
    """A journal row: its id, action, the ticket's version, its time in seconds since 1970, author, and changes."""

    id: int
    action: str
    version: int | None
    at: int
    staff_id: int | None
    changes: list[Change]


@dataclass(slots=True)
class Story:
    """A ticket's present rows, and those reconstructed from its journal (`folded`).

    `entries` are its journal rows in order, `unread` the ids of those with unreadable changes, which count as none;
    `clock_changes` are the changes of its clocks, each with the action.
    Calls are separate, because they may move to another ticket: those the journal inserts here, those it moves here,
    and those that are here now.
    """

    ticket: Row[Any]
    entries: list[StoryEntry]
    rows: list[tuple[RowKey, Row[Any]]]
    folded: dict[RowKey, Values]
    call_rows: list[Row[Any]]
    unread: list[int]
    clock_changes: list[tuple[str, Change]] = field(default_factory=list)
    inserted_calls: dict[int, Values] = field(default_factory=dict)
    moved_calls: dict[int, Values] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The ticket's number."""
        return str(self.ticket.number)

    @property
    def standing(self) -> Iterator[StoryEntry]:
        """The entries of steps that were not taken back, the newest first."""
        return standing(reversed(self.entries), attrgetter("action"))


def stories(connection: Connection) -> Iterator[Story]:
    """Yield the rows and the journal of every ticket, by id."""

    with ExitStack() as stack:  # an error in one query ends the others before the connection is closed
        yield from _stories(connection, stack)


def _stories(connection: Connection, stack: ExitStack) -> Iterator[Story]:
    def stream(columns: str, source: str, ticket: str = "ticket_id") -> RowsById:
        rows = found(connection, f"SELECT {columns}, {ticket} AS ticket FROM {source} ORDER BY {ticket}, 1")
        stack.callback(rows.close)
        return RowsById(rows)

    of_ticket = f"c.subject_kind IN ('{SubjectKind.TICKET}', '{SubjectKind.UNDONE}')"
    clock_rows = stream(all_columns("clocks", "c."), f"clocks c WHERE {of_ticket}", "c.subject_id")
    of_clock = f"holds h JOIN clocks c ON c.id = h.clock_id WHERE {of_ticket}"
    hold_rows = stream(all_columns("holds", "h."), of_clock, "c.subject_id")
    others = {name: stream(all_columns(name), name) for name in ("consents", "assists")}
    call_rows = stream(all_columns("calls"), "calls WHERE ticket_id IS NOT NULL")
    entries = stream(f"id, {WRITTEN}, action, ticket_version, at, staff_id", "journal WHERE ticket_id IS NOT NULL")
    for row in found(connection, f"SELECT {all_columns('tickets')} FROM tickets ORDER BY id"):
        key = row[0]
        own_entries = entries.take(key)
        rows: list[tuple[RowKey, Row[Any]]] = [(("tickets", key), row)]
        rows += [(("clocks", clock[0]), clock) for clock in clock_rows.take(key)]
        rows += [(("holds", hold[0]), hold) for hold in hold_rows.take(key)]
        rows += [((name, other[0]), other) for name, found_rows in others.items() for other in found_rows.take(key)]
        unread: list[int] = []
        story = Story(row, read_entries(own_entries, unread), rows, {}, call_rows.take(key), unread)
        _fold(story)
        yield story


def read_entries(rows: Sequence[Any], unread: list[int]) -> list[StoryEntry]:
    """Return journal rows that begin with id, WRITTEN, action, version, time and author, in their order.

    The ids of those with unreadable changes are added to `unread`.
    """
    changes = decoded([(row[0], row[1]) for row in rows], unread)
    return [StoryEntry(row[0], row[2], row[3], row[4], row[5], each) for row, each in zip(rows, changes, strict=True)]


def decoded(entries: Sequence[tuple[int, str]], unread: list[int]) -> Iterator[list[Change]]:
    """Yield the changes of some journal rows, each its id and the value of WRITTEN, in their order.

    Unreadable ones are empty, and their ids added to `unread`.
    """
    parsed: Iterable[list[Change] | None] | None = _all_at_once([text for _, text in entries])
    for (key, _), changes in zip(entries, parsed or (read_changes(text) for _, text in entries), strict=True):
        if changes is None:
            unread.append(key)
        yield changes or []


def _all_at_once(texts: Sequence[str]) -> list[list[Change]] | None:
    """Return the changes of all texts, parsed at once for speed; None unless all can be read."""
    try:
        parsed = json.loads(f"[{','.join(texts)}]")
    except (ValueError, RecursionError):
        return None
    return parsed if len(parsed) == len(texts) and all(map(are_changes, parsed)) else None


def all_columns(table: str, prefix: str = "") -> str:
    """Return a table's columns for a select, in the order expected by Columns."""
    return ", ".join(
        f'CAST({prefix}"{column.name}" AS TEXT)' if isinstance(column.type, JSON) else f'{prefix}"{column.name}"'
        for column in metadata.tables[table].c
    )


def _fold(story: Story) -> None:
    folded = story.folded
    for entry in story.entries:
        for change in entry.changes:
            table, key, new = change["table"], change["key"], change["new"]
            if table in TOLD:
                if table == "clocks":
                    story.clock_changes.append((entry.action, change))
                if (table, key) in folded:
                    folded[table, key].update(new)
                else:
                    folded[table, key] = in_present_columns(table, new)
            elif table == "calls":
                if "old" in change:
                    story.moved_calls.setdefault(key, {}).update(new)
                else:
                    story.inserted_calls[key] = in_present_columns(table, new)
