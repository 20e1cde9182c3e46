"""Generated databases, made once and kept between runs: writing a million tickets takes minutes."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.schema import CreateIndex, CreateTable

from tests.bench import seed as seeding
from tests.bench import stories
from tickets.rules.words import Role
from tickets.service import TicketService
from tickets.store.engine import make_engine
from tickets.store.rows import Who
from tickets.store.schema import HEAD
from tickets.store.tables import metadata

MOMENT = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)  # the present instant of a generated database; 10:00 in Dong'e
Statement = tuple[str, Any]  # SQL with its parameters, as the driver gets them

EVERYONE = Who(1, "值班员", frozenset(Role), "1 号席")


@dataclass(frozen=True, slots=True)
class Scale:
    """The size of the databases and the number of repetitions."""

    archives: tuple[int, int]  # the small and the large archive, in tickets
    open: int  # open tickets beside them
    start_archive: int
    due: int  # clocks that fall due at once
    rounds: int  # of a quick measurement
    few: int  # of a slow one
    instants: int  # deadlines waited for, a second each
    seconds: int  # of scrolling
    households: int  # of the subscriber file


FULL = Scale((10_000, 1_000_000), 5_000, 100_000, 500, 300, 15, 90, 30, 100_000)
SMALL = Scale((2_000, 20_000), 500, 5_000, 100, 60, 5, 8, 5, 5_000)
TINY = Scale((40, 80), 20, 40, 10, 3, 1, 1, 1, 100)


class Databases:
    """Generated databases in a folder. Kept ones are never changed: a benchmark works on a copy."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._edition = f"{HEAD}-{_digest()}"

    def seeded(self, archived: int, open_: int) -> Path:
        """Return the database with so many tickets; create it unless it was kept."""
        kept = self.folder / f"desk-{self._edition}-{archived}-{open_}.db"
        if not kept.exists():
            fresh = kept.with_suffix(".part")
            _remove(fresh)
            seeding.seed(f"sqlite:///{fresh}", archived=archived, open_=open_, until=MOMENT)
            _settle(fresh)
            fresh.rename(kept)
        return kept

    def copy(self, archived: int, open_: int, name: str) -> Path:
        """Return a writable copy under `name`; one of the same name is replaced."""
        place = self.folder / f"work-{name}.db"
        _remove(place)
        shutil.copyfile(self.seeded(archived, open_), place)
        return place

    def fresh(self, archived: int, open_: int, name: str) -> Path:
        """Return a database generated up to the present instant, for this run only."""
        place = self.folder / f"work-{name}.db"
        _remove(place)
        seeding.seed(f"sqlite:///{place}", archived=archived, open_=open_)
        return place

    def clear(self) -> None:
        """Delete the working copies."""
        for place in self.folder.glob("work-*.db"):
            _remove(place)


def bare(path: Path) -> sqlite3.Connection:
    """Return a plain connection with the same durability and cache as the program's own."""
    engine = make_engine(f"sqlite:///{path}")
    with closing(engine.raw_connection()) as like:
        asked = {name: like.cursor().execute(f"PRAGMA {name}").fetchone()[0] for name in _PRAGMAS}
    engine.dispose()
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for name, value in asked.items():
        connection.execute(f"PRAGMA {name}={value}").close()
    return connection


def spoken(
    desk: TicketService, work: Callable[[], object], verbs: tuple[str, ...] = ("INSERT", "UPDATE", "SELECT")
) -> list[Statement]:
    """Return the statements with these verbs that `work` sends, one for each row of parameters."""
    heard: list[Statement] = []

    def listen(_connection: Any, _cursor: Any, sql: str, parameters: Any, _context: Any, many: bool) -> None:
        if sql.startswith(verbs):
            heard.extend((sql, row) for row in (parameters if many else [parameters]))

    event.listen(desk.store.engine, "before_cursor_execute", listen)
    work()
    event.remove(desk.store.engine, "before_cursor_execute", listen)
    return heard


def same_rows(one: Path, other: Path) -> bool:
    """Return whether two databases hold the same rows in every table and the same text index."""
    with closing(sqlite3.connect(one)) as connection:
        connection.execute("ATTACH ? AS other", (str(other),))
        for schema in ("main", "other"):
            connection.execute(
                f"CREATE VIRTUAL TABLE temp.{schema}_words USING fts5vocab({schema}, call_words, instance)"
            )
        pairs = [(f"main.{name}", f"other.{name}") for name in metadata.tables]
        for left, right in [*pairs, ("main_words", "other_words")]:
            for first, second in ((left, right), (right, left)):
                if connection.execute(f"SELECT * FROM {first} EXCEPT SELECT * FROM {second} LIMIT 1").fetchone():
                    return False
    return True


_PRAGMAS = (
    "synchronous",
    "foreign_keys",
    "cache_size",
    "busy_timeout",
    "mmap_size",
    "temp_store",
    "wal_autocheckpoint",
)


def _settle(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _remove(path: Path) -> None:
    for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        file.unlink(missing_ok=True)


def _digest() -> str:
    """Return a digest of the form of generated databases: their tables and their content."""
    drawn = [
        str(CreateTable(made)) + "".join(sorted(str(CreateIndex(i)) for i in made.indexes))
        for made in metadata.sorted_tables
    ]
    told = [Path(module.__file__ or "").read_text(encoding="utf-8") for module in (seeding, stories)]
    return sha256("".join([*drawn, *told]).encode()).hexdigest()[:10]
