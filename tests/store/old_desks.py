"""Desks that older versions of the program wrote, kept as SQL texts in tests/store/desks, one for each schema version.

A version's desk is made with the program of that version (the story of tests/checking/eventful.py, some numbers and
outages), and kept when its schema is about to change:

    python -m tests.store.old_desks DESK.db > tests/store/desks/0003.sql
"""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

DESKS = Path(__file__).parent / "desks"
VERSIONS = tuple(sorted(path.stem for path in DESKS.glob("*.sql")))
ENDED = datetime(2026, 1, 20, 16, 18, tzinfo=UTC)  # when the stories end
_WORDS = "call_words"  # the full-text index, whose own tables are kept as they are
_SCHEMA = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ({}) ORDER BY rowid"


def restore(version: str, path: Path) -> Path:
    """Write the desk of a version into a new file, as it was left, and return its path."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((DESKS / f"{version}.sql").read_text("utf-8"))
        connection.execute("PRAGMA journal_mode=WAL").close()
    return path


def dump(path: Path) -> Iterator[str]:
    """Yield the statements that make a desk's file again."""
    with closing(sqlite3.connect(path)) as connection:
        yield "BEGIN;"
        tables = connection.execute(_SCHEMA.format("'table'")).fetchall()
        for name, sql in tables:
            if not name.startswith(f"{_WORDS}_"):  # those are made with the index
                yield f"{sql};"
        for name, _sql in tables:
            if name.startswith(f"{_WORDS}_"):
                yield f"DELETE FROM {name};"
            if name != _WORDS:
                yield from _rows(connection, name)
        for _name, sql in connection.execute(_SCHEMA.format("'index', 'trigger', 'view'")):
            yield f"{sql};"
        yield "COMMIT;"


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    quoted = ", ".join(f'quote("{column}")' for column in columns)
    for row in connection.execute(f"SELECT {quoted} FROM {table}"):
        yield f"INSERT INTO {table} VALUES ({', '.join(row)});"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in dump(Path(sys.argv[1])))
