"""Stores in the database which domain words it was made for, so that a program with other words can tell.

A server rejects words that its constraints don't know: a program with a new word would lose every row that holds it,
alerts included. A program that lacks a word can't read the rows that hold it. The words are stored as the comment on
a table of a server and as a view of one row in a file; neither needs a table of its own.
"""

import json
from enum import Enum, auto

from sqlalchemy import Connection

from tickets.rules.words import Role
from tickets.store.tables import metadata
from tickets.store.types import RoleSet, WordType

_ON_SERVER = "SELECT obj_description(to_regclass('alembic_version'), 'pg_class')"
_HAS_VIEW = "SELECT 1 FROM sqlite_master WHERE type = 'view' AND name = 'domain_words'"
_VIEW = "domain_words"


class Vocabulary(Enum):
    """How the words of a database compare with those of the program."""

    SAME = auto()
    OLDER = auto()  # it lacks a word of the program, or has no stored words: an upgrade fixes that
    NEWER = auto()  # it has a word that the program doesn't know


def compare_words(connection: Connection) -> Vocabulary:
    """Compare the words that the database was made for with the program's."""
    kept = _kept(connection)
    if kept is None:
        return Vocabulary.OLDER
    ours = domain_words()
    if any(set(words) - set(ours.get(place, ())) for place, words in kept.items()):
        return Vocabulary.NEWER
    return Vocabulary.SAME if kept == ours else Vocabulary.OLDER


def keep_words(connection: Connection) -> None:
    """Record that the database accepts the program's words. On a server this needs the owner's role."""
    literal = "'" + json.dumps(domain_words()).replace("'", "''") + "'"
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {_VIEW}")
        connection.exec_driver_sql(f"CREATE VIEW {_VIEW} AS SELECT {literal} AS words")
    else:
        connection.exec_driver_sql(
            f"COMMENT ON TABLE alembic_version IS {literal}", execution_options={"no_parameters": True}
        )


def domain_words() -> dict[str, list[str]]:
    """Return the words that each column may hold, by `table.column`."""
    found: dict[str, list[str]] = {}
    for table in metadata.tables.values():
        for column in table.c:
            if isinstance(column.type, WordType):
                found[f"{table.name}.{column.name}"] = sorted(str(word) for word in column.type.word)
            elif isinstance(column.type, RoleSet):
                found[f"{table.name}.{column.name}"] = sorted(str(role) for role in Role)
    return found


def _kept(connection: Connection) -> dict[str, list[str]] | None:
    if connection.dialect.name != "sqlite":
        text = connection.exec_driver_sql(_ON_SERVER).scalar()
    elif connection.exec_driver_sql(_HAS_VIEW).scalar() is None:
        return None
    else:
        text = connection.exec_driver_sql(f"SELECT words FROM {_VIEW}").scalar()
    try:
        kept = json.loads(str(text))
    except (ValueError, RecursionError):
        return None
    return kept if isinstance(kept, dict) and all(map(_are_words, kept.values())) else None


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)
