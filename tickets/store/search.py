"""The full-text index of what callers said: one entry per call, in the order of the archive's list.

SQLite keeps hits in the order of their key and can stop early. So the key is the instant when the call's ticket was
opened, followed by the call's id: the newest page of a common word costs no more than that of a rare word.
PostgreSQL finds all hits of a word by its index and sorts them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    column,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
)

from tickets.rules.bigrams import query_tokens, tokens
from tickets.rules.phones import Phone, is_plain_mobile, normalise
from tickets.store.tables import call_phones, calls, tickets

SQLITE_INDEX = "CREATE VIRTUAL TABLE call_words USING fts5(words, content='', detail=none)"
POSTGRES_INDEX = (
    "CREATE TABLE call_words (call_id BIGINT PRIMARY KEY REFERENCES calls (id), words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_call_words ON call_words USING gin (words)",
)

CANDIDATES = "candidates"  # the name of the subquery of tickets in the archive's statement
KEY_SHIFT = 31  # bits of the key that hold the call's id
TOGETHER = 10_000  # up to so many hits are read at once, in some 20 ms; more are looked up ticket by ticket
_ADD_SQLITE = "INSERT INTO call_words (rowid, words) VALUES (?, ?)"
_ADD_POSTGRES = text("INSERT INTO call_words (call_id, words) VALUES (:call_id, array_to_tsvector(:words))")

_MORE_POSTGRES = text("UPDATE call_words SET words = words || array_to_tsvector(:words) WHERE call_id = :call_id")
_MORE_BY_STAFF = text("SELECT add_call_words(:call_id, :words)")  # who may not change entries
_PHONES = (
    select(calls.c.id, calls.c.phone, calls.c.phone_digits, func.coalesce(tickets.c.opened, calls.c.at).label("opened"))
    .outerjoin(tickets, tickets.c.id == calls.c.ticket_id)
    .where(calls.c.id > bindparam("last"), calls.c.phone != "")
    .order_by(calls.c.id)
    .limit(20_000)
)

_call_words = table("call_words", column("rowid", BigInteger), column("call_id", BigInteger), column("words"))


@dataclass(frozen=True, slots=True)
class SearchableCall:
    """A call to be indexed. `opened` is its ticket's, or the call's own instant when it has no ticket."""

    call_id: int
    opened: datetime
    texts: tuple[str, ...]


def searchable_texts(call: Any, numbers: Iterable[str], place: str) -> tuple[str, ...]:
    """Return the texts by which a call is found; `numbers` are its digits, `place` the names of its ticket's place."""
    return call.words, call.address, place, call.caller, *numbers, call.household_no


def index_calls(connection: Connection, new_calls: Iterable[SearchableCall]) -> None:
    """Add calls to the index."""
    if connection.dialect.name == "sqlite":
        rows = [(_key(call.opened, call.call_id), " ".join(_words(call))) for call in new_calls]
        if rows:
            connection.exec_driver_sql(_ADD_SQLITE, rows)
    else:
        found = [{"call_id": call.call_id, "words": sorted(set(_words(call)))} for call in new_calls]
        if found:
            connection.execute(_ADD_POSTGRES, found)


def move_calls(connection: Connection, moved: Iterable[SearchableCall]) -> None:
    """Index calls again under another ticket, which was opened at `opened`."""
    if connection.dialect.name == "sqlite":
        # The old entries stay: an entry whose key doesn't match the call's ticket is never a hit. A call that was moved
        # there before, by a merge that was undone, has its entry already.
        index_calls(connection, [call for call in moved if not _is_indexed(connection, call)])


def _is_indexed(connection: Connection, call: SearchableCall) -> bool:
    key = _key(call.opened, call.call_id)
    return connection.exec_driver_sql("SELECT 1 FROM call_words WHERE rowid = ?", (key,)).first() is not None


def index_place(connection: Connection, ticket_id: int, opened: datetime, names: str) -> None:
    """Let the calls of a ticket be found by the names of a place that it was given later, in this transaction.

    Words are never removed from the index: the ticket is also found by its former place.
    """
    ids = connection.execute(select(calls.c.id).where(calls.c.ticket_id == ticket_id)).scalars().all()
    if connection.dialect.name == "sqlite":
        index_calls(connection, [SearchableCall(call_id, opened, (names,)) for call_id in ids])
    elif ids:
        connection.execute(_MORE_BY_STAFF, [{"call_id": call_id, "words": tokens(names)} for call_id in ids])


def index_phones(connection: Connection, call_id: int, phone: Phone) -> None:
    """Index the further numbers of a call; its first number is stored with the call."""
    if phone.others:
        connection.execute(insert(call_phones), [{"call_id": call_id, "digits": digits} for digits in phone.others])


def index_all_phones(connection: Connection) -> None:
    """Index the further numbers of every call, as today's rules recognise them."""
    for rows in _batches_of_phones(connection):
        found = [
            {"call_id": row.id, "digits": digits}
            for row in rows
            for digits in further_numbers(row.phone, row.phone_digits)
        ]
        if not found:
            continue
        connection.execute(insert(call_phones), found)
        if connection.dialect.name != "sqlite":
            connection.execute(_MORE_POSTGRES, [{**one, "words": tokens(one["digits"])} for one in found])
            continue
        opened = {row.id: row.opened for row in rows}
        entries = [(_key(opened[one["call_id"]], one["call_id"]), " ".join(tokens(one["digits"]))) for one in found]
        connection.exec_driver_sql(_ADD_SQLITE, entries)


def further_numbers(phone: str, phone_digits: str) -> list[str]:
    """Return the digits under which a call must be found, besides its stored `phone_digits`."""
    if phone == phone_digits and is_plain_mobile(phone):
        return []  # decided without `normalise`, because an upgrade looks at every call
    understood = normalise(phone)
    return sorted({understood.digits, *understood.others} - {"", phone_digits})


def _batches_of_phones(connection: Connection) -> Iterator[Sequence[Any]]:
    last = 0
    while rows := connection.execute(_PHONES, {"last": last}).all():
        yield rows
        last = rows[-1].id


def hits(
    connection: Connection, wanted: Sequence[Column[Any]], words: str, since: datetime, until: datetime
) -> Select[Any]:
    """Return a select of columns of the tickets opened from `since` to `until` with a call that contains `words`.

    `words` must have tokens.
    """
    if connection.dialect.name != "sqlite":
        return _postgres_hits(wanted, words).where(tickets.c.opened.between(since, until)).distinct()
    return (
        select(*wanted)
        .distinct()
        .select_from(_call_words)
        .join(calls, calls.c.id == literal_column(f"(call_words.rowid & {(1 << KEY_SHIFT) - 1})"))
        .join(
            tickets,
            and_(
                tickets.c.id == calls.c.ticket_id,
                literal_column("tickets.opened") == literal_column(f"(call_words.rowid >> {KEY_SHIFT})"),
            ),
        )
        .where(*_matching(words, since, until))
    )


def candidate_has_words(connection: Connection, words: str, since: datetime, until: datetime) -> ColumnElement[bool]:
    """Return the condition that a ticket of CANDIDATES, opened from `since` to `until`, has a call with `words`.

    A file's index is read for the whole span at once unless there are many hits; then it is asked per ticket, which
    takes 30 to 100 µs each. `words` must have tokens.
    """
    if connection.dialect.name != "sqlite":
        matching = (
            f"SELECT bool_or(w.words @@ CAST('{_quoted(_tsquery(words))}' AS tsquery)) FROM calls c "
            f"JOIN call_words w ON w.call_id = c.id WHERE c.ticket_id = {CANDIDATES}.id"
        )
        return literal_column(f"coalesce(({matching}), false)", Boolean)
    if reach(connection, words, since, until, TOGETHER) is None:
        return literal_column(f"{CANDIDATES}.id", BigInteger).in_(hits(connection, [tickets.c.id], words, since, until))
    matching = (
        f"SELECT 1 FROM calls AS c CROSS JOIN call_words WHERE c.ticket_id = {CANDIDATES}.id "
        f"AND call_words MATCH '{_match(words)}' AND call_words.rowid = ({CANDIDATES}.opened << {KEY_SHIFT} | c.id)"
    )
    return literal_column(f"EXISTS ({matching})", Boolean)


def reach(connection: Connection, words: str, since: datetime, until: datetime, steps: int) -> datetime | None:
    """Return the opening instant of the `steps`-th newest hit of `hits`; None when there are fewer."""
    if connection.dialect.name != "sqlite":
        found = _postgres_hits([tickets.c.opened], words).where(tickets.c.opened.between(since, until))
        at: datetime | None = connection.execute(
            found.order_by(tickets.c.opened.desc()).offset(steps).limit(1)
        ).scalar()
        return at
    keys = select(_call_words.c.rowid).where(*_matching(words, since, until))
    key = connection.execute(keys.order_by(_call_words.c.rowid.desc()).offset(steps).limit(1)).scalar()
    return None if key is None else datetime.fromtimestamp(key >> KEY_SHIFT, UTC)


def _words(call: SearchableCall) -> list[str]:
    return tokens(" \n ".join(call.texts))


def _key(opened: datetime, call_id: int) -> int:
    return int(opened.timestamp()) << KEY_SHIFT | call_id


def _matching(words: str, since: datetime, until: datetime) -> tuple[Any, ...]:
    return (
        literal_column("call_words").op("MATCH")(_match(words)),
        _call_words.c.rowid >= _key(since, 0),
        _call_words.c.rowid < _key(until, 0) + (1 << KEY_SHIFT),
    )


def _postgres_hits(wanted: Sequence[Column[Any]], words: str) -> Select[Any]:
    return (
        select(*wanted)
        .select_from(_call_words)
        .join(calls, calls.c.id == _call_words.c.call_id)
        .join(tickets, tickets.c.id == calls.c.ticket_id)
        .where(_call_words.c.words.op("@@")(text("CAST(:query AS tsquery)").bindparams(query=_tsquery(words))))
    )


def _match(words: str) -> str:
    """Return an FTS5 query for all tokens of `words`. Tokens are letters, digits and Chinese characters only."""
    return " AND ".join(f'"{token}"' for token in query_tokens(words))


def _tsquery(words: str) -> str:
    return " & ".join(f"'{token}'" for token in query_tokens(words))


def _quoted(text: str) -> str:
    return text.replace("'", "''")
