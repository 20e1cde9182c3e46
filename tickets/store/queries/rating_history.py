"""The ratings that tickets had before, from the journal: a clock that has ended is judged by those of its time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Text, bindparam, cast, select

from tickets.rules.promises import EarlierRating
from tickets.store.changes import Change, fits, read_changes
from tickets.store.ratings import RATED, rating_from_json
from tickets.store.tables import journal

_ENTRIES = (
    select(journal.c.ticket_id, cast(journal.c.changes, Text).label("written"))
    .where(journal.c.ticket_id.in_(bindparam("ids", expanding=True)))
    .order_by(journal.c.id)
)


def journal_changes(connection: Connection, ticket_ids: Iterable[int]) -> defaultdict[int, list[list[Change]]]:
    """Return, by ticket, what each of its entries changed, in order.

    An entry that can't be read has changed nothing here; `check` reports it.
    """
    found: defaultdict[int, list[list[Change]]] = defaultdict(list)
    for row in connection.execute(_ENTRIES, {"ids": list(ticket_ids)}):
        found[row.ticket_id].append([each for each in read_changes(row.written) or () if fits(each)])
    return found


def earlier_ratings(connection: Connection, ticket_ids: Iterable[int]) -> dict[int, tuple[EarlierRating, ...]]:
    """Return, by ticket, the ratings that each had before a change of it, in order."""
    return {key: tuple(_earlier(key, entries)) for key, entries in journal_changes(connection, ticket_ids).items()}


def _earlier(ticket_id: int, entries: Iterable[list[Change]]) -> Iterator[EarlierRating]:
    rated: dict[str, Any] = {}
    ended: set[int] = set()
    for entry in entries:
        before = dict(rated)
        for change in entry:
            if change["table"] == "tickets" and change["key"] == ticket_id:
                rated |= {name: change["new"][name] for name in RATED if name in change["new"]}
        if len(before) == len(RATED) and rated != before:
            yield EarlierRating(rating_from_json(before, None), frozenset(ended))
        for change in entry:
            if change["table"] == "clocks" and "outcome" in change["new"]:
                (ended.discard if change["new"]["outcome"] is None else ended.add)(change["key"])
