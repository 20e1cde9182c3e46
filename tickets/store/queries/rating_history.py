"""The ratings that tickets had before, from the journal: a clock that has ended is judged by those of its time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Text, bindparam, cast, select

from tickets.rules.promises import EarlierRating
from tickets.store.changes import Change, fits, read_changes
from tickets.store.ratings import RATED, rating_from_json
from tickets.store.tables import clocks, consents, journal, tickets

_COLUMNS: Mapping[str, frozenset[str]] = {
    tickets.name: frozenset(RATED), clocks.name: frozenset({"outcome"}), consents.name: frozenset(),
}  # fmt: skip
_ENTRIES = (
    select(journal.c.ticket_id, cast(journal.c.changes, Text).label("written"))
    .where(journal.c.ticket_id.in_(bindparam("ids", expanding=True)))
    .order_by(journal.c.id)
)


def journal_changes(connection: Connection, ticket_ids: Iterable[int]) -> defaultdict[int, list[list[Change]]]:
    """Return, by ticket, what each of its entries changed of ratings and outcomes, and the requests it made, in order.

    What can't be read has changed nothing here; `check` reports it.
    """
    found: defaultdict[int, list[list[Change]]] = defaultdict(list)
    for row in connection.execute(_ENTRIES, {"ids": list(ticket_ids)}):
        parts = map(_part, read_changes(row.written) or ())
        found[row.ticket_id].append([each for each in parts if each is not None and fits(each)])
    return found


def _part(change: Change) -> Change | None:
    """Return a change of the columns that are wanted; None for no such one. To check every value takes long."""
    columns = _COLUMNS.get(change["table"])
    if columns is None or (columns and columns.isdisjoint(change["new"])):
        return None
    values = {name: change[name] for name in ("new", "old") if name in change}
    return change | {name: {key: row[key] for key in columns & row.keys()} for name, row in values.items()}


def earlier_ratings(connection: Connection, ticket_ids: Iterable[int]) -> dict[int, tuple[EarlierRating, ...]]:
    """Return, by ticket, the ratings that each had before a change of it, in order.

    A clock that was started again by an undo had not ended before.
    """
    return {key: _earlier(key, entries) for key, entries in journal_changes(connection, ticket_ids).items()}


def _earlier(ticket_id: int, entries: Iterable[list[Change]]) -> tuple[EarlierRating, ...]:
    rated: dict[str, Any] = {}
    found: list[tuple[dict[str, Any], int]] = []  # each rating before a change, and the number of the entry
    ended: dict[int, int] = {}  # by the id of a clock the number of the entry that ended it last
    for number, entry in enumerate(entries):
        before = dict(rated)
        for change in entry:
            table, key, new = change["table"], change["key"], change["new"]
            if table == "tickets" and key == ticket_id:
                rated |= new
            elif table == "clocks" and new.get("outcome") is not None:
                ended[key] = number
            elif table == "clocks":
                ended.pop(key, None)
        if len(before) == len(RATED) and rated != before:
            found.append((before, number))
    return tuple(
        EarlierRating(rating_from_json(before, None), frozenset(key for key, at in ended.items() if at < number))
        for before, number in found
    )
