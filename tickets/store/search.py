"""The full-text index of what callers said: one entry for each call, found by the call's id."""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from tickets.rules.bigrams import query_tokens, tokens

SQLITE_INDEX = "CREATE VIRTUAL TABLE call_words USING fts5(words, content='', detail=none)"
SQLITE_DROP = "DROP TABLE call_words"
POSTGRES_INDEX = (
    "CREATE TABLE call_words (call_id BIGINT PRIMARY KEY REFERENCES calls (id), words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_call_words ON call_words USING gin (words)",
)

_ADD_SQLITE = "INSERT INTO call_words (rowid, words) VALUES (?, ?)"
_ADD_POSTGRES = text("INSERT INTO call_words (call_id, words) VALUES (:call_id, array_to_tsvector(:words))")


def index_call(connection: Connection, call_id: int, texts: Iterable[str]) -> None:
    """Make a call findable by the words of these texts."""
    words = tokens(" \n ".join(texts))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_ADD_SQLITE, (call_id, " ".join(words)))
    else:
        connection.execute(_ADD_POSTGRES, {"call_id": call_id, "words": sorted(set(words))})


def sqlite_match(words: str) -> str:
    """Return the FTS5 expression that finds every token of `words`; empty when it has none."""
    return " AND ".join('"{}"'.format(token.replace('"', '""')) for token in query_tokens(words))
