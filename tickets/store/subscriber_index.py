"""The full-text index of the subscriber file: one entry per household, by everything that callers tell.

Names and addresses are found by pairs of characters, phones by their beginning, every number by its end. The beginning
of a 户号 or 表号, which thousands of households share, is found by an index of its own.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, Select, and_, column, select, table, text

from tickets.rules.bigrams import query_tokens, tokens
from tickets.store.tables import places, subscribers

SQLITE_INDEX = "CREATE VIRTUAL TABLE subscriber_words USING fts5(words, detail=none, columnsize=0)"
# Entries go into the index at once: after an import, searches would read thousands that are still to be merged.
POSTGRES_INDEX = (
    "CREATE TABLE subscriber_words (subscriber_id BIGINT PRIMARY KEY REFERENCES subscribers (id), "
    "words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_subscriber_words ON subscriber_words USING gin (words) WITH (fastupdate = off)",
)
WORDED = ("household_no", "name", "digits", "address", "meter_no", "town", "place")  # the columns that are indexed
_ENDS = (4, 6)  # characters of the ends of numbers that are indexed
BEGINNING_AT_LEAST = 3  # characters of a number that is searched by its beginning; fewer are nearly everybody's

_words = table("subscriber_words", column("rowid", BigInteger), column("subscriber_id", BigInteger), column("words"))
_ADD_SQLITE = "INSERT INTO subscriber_words (rowid, words) VALUES (?, ?)"
_AGAIN_SQLITE = "INSERT OR REPLACE INTO subscriber_words (rowid, words) VALUES (?, ?)"
_ADD_POSTGRES = "INSERT INTO subscriber_words (subscriber_id, words) VALUES (%s, array_to_tsvector(%s))"
_AGAIN_POSTGRES = f"{_ADD_POSTGRES} ON CONFLICT (subscriber_id) DO UPDATE SET words = excluded.words"

Entries = Sequence[tuple[int, list[str]]]


def subscriber_words(subscriber: Any) -> list[str]:
    """Return the words under which a household, any object with the columns of WORDED, is found."""
    one = subscriber
    ends = (number[-length:] for number in (one.household_no, one.meter_no) for length in _ENDS)
    texts = (one.name, one.digits, one.address, one.town, one.place, *ends)
    return sorted(set(tokens(" \n ".join(texts))))


def index_subscribers(connection: Connection, entries: Entries) -> None:
    """Index new households by id and words."""
    _write(connection, entries, _ADD_SQLITE, _ADD_POSTGRES)


def index_again(connection: Connection, entries: Entries) -> None:
    """Replace the entries of households."""
    _write(connection, entries, _AGAIN_SQLITE, _AGAIN_POSTGRES)


def _write(connection: Connection, entries: Entries, in_file: str, on_server: str) -> None:
    if not entries:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(in_file, [(key, " ".join(words)) for key, words in entries])
    else:
        connection.exec_driver_sql(on_server, list(entries))


def with_words(connection: Connection, wanted: Select[Any], alternatives: Iterable[str], at_most: int) -> Select[Any]:
    """Return a select of households and their places, narrowed to `at_most` with all words of one of these texts."""
    queries = [query for query in (_query(connection, one) for one in alternatives) if query]
    both = (" OR " if connection.dialect.name == "sqlite" else " | ").join(f"({query})" for query in queries)
    if connection.dialect.name == "sqlite":
        condition = text("subscriber_words MATCH :words").bindparams(words=both)
        hits: Any = select(_words.c.rowid.label("id")).where(condition).subquery()
    else:
        condition = text("subscriber_words.words @@ CAST(:words AS tsquery)").bindparams(words=both)
        # Found apart from the limit: with it, a planner without statistics reads the table until it has enough rows.
        hits = select(_words.c.subscriber_id.label("id")).where(condition).cte("hits").prefix_with("MATERIALIZED")
    joined = hits.join(subscribers, subscribers.c.id == hits.c.id)
    return wanted.select_from(joined.outerjoin(places, places.c.id == subscribers.c.place_id)).limit(at_most)


def beginning(numbers: Column[str], text: str) -> ColumnElement[bool]:
    """Return the condition that a number begins with an ASCII text; it is answered by the column's index."""
    return and_(numbers >= text, numbers <= text + "\x7f")


def has_words(words: str) -> bool:
    """Return whether a text has anything that is indexed: not a punctuation mark or "1" alone."""
    return bool(_parts(words))


def _parts(words: str) -> list[tuple[str, bool]]:
    """Return the words that must occur; True for one that may go on.

    That is a number or letters alone, a phone as it is being typed, and a single character alone.
    """
    found = query_tokens(words)
    plain = all(token.isascii() for token in found)
    ends = {token[-4:] for token in found if token.isascii() and len(token) >= 7}  # implied by the number
    wanted = [token for token in found if token not in ends]
    if plain:
        return [(token, True) for token in wanted if len(token) >= BEGINNING_AT_LEAST]
    longer = [token for token in wanted if len(token) > 1 or token.isascii()]  # 室 and 号 are everybody's
    return [(token, False) for token in longer] or [(token, True) for token in wanted]


def _query(connection: Connection, words: str) -> str:
    if connection.dialect.name == "sqlite":
        return " AND ".join(f'"{token}"*' if goes_on else f'"{token}"' for token, goes_on in _parts(words))
    return " & ".join(f"'{token}':*" if goes_on else f"'{token}'" for token, goes_on in _parts(words))
