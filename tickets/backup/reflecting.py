"""The tables of a desk's file as they are in it, whatever its version."""

from collections.abc import Set

from sqlalchemy import Connection, MetaData, inspect

_HIDDEN = ("call_words", "alembic_")  # the index of words, which is made anew, and the schema's own


def reflected(connection: Connection, without: Set[str] = frozenset()) -> MetaData:
    """Return the tables of a file, but those `without`."""
    found = [name for name in inspect(connection).get_table_names() if not name.startswith(_HIDDEN)]
    tables = MetaData()
    tables.reflect(connection, only=[name for name in found if name not in without])
    return tables
