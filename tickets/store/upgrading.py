"""Upgrading a file's schema: never before what was in it has been backed up, and one program after the other."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from tickets.errors import Unavailable
from tickets.store.engine import Store
from tickets.store.failures import LOCKED, LOCKED_BY
from tickets.store.lock_holder import lock_holder_of

Tell = Callable[[str, float], None]  # what is being done, and which share of it, 0 to 1; may raise a DeskError

STEPS = 200_000  # of SQLite's virtual machine between two looks at whether to go on, a few milliseconds
WAITING, WAITING_FOR = "等另一个程序用完数据文件", "等另一个程序用完数据文件（{who}）"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was made. `note` writes it into the upgraded desk; `told` is what people are told of it then."""

    note: Callable[[Connection], None]
    told: str


@dataclass(frozen=True, slots=True)
class BeforeUpgrade:
    """What comes before a file's schema is changed. `back_up` gets the store and raises a DeskError to prevent it.

    `tell` hears how far it is, and stops it, with nothing changed, by raising a DeskError.
    """

    back_up: Callable[[Store], BackedUp]
    tell: Tell


@contextmanager
def writing_in_turn(store: Store, path: Path | None, tell: Tell, seconds: float) -> Iterator[Connection]:
    """Give a connection that writes, once no other program does. Raises Unavailable when that takes longer.

    The store's own patience with a locked file is how often `tell` hears of it.
    """
    last = time.monotonic() + seconds
    while True:
        begun = False
        try:
            with store.writing() as connection:
                begun = True
                yield connection
            return
        except Unavailable as error:
            if begun or error.sentence != LOCKED:
                raise
            who = "" if path is None else lock_holder_of(path)
            if time.monotonic() >= last:
                raise Unavailable(LOCKED_BY.format(who=who) if who else LOCKED) from error
        tell(WAITING_FOR.format(who=who) if who else WAITING, 0.0)


@contextmanager
def stoppable(connection: Connection, tell: Tell, doing: str) -> Iterator[None]:
    """Let `tell` hear of a file's long statements while they run; what it raises ends them and is raised here."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        yield
        return
    stopped: list[BaseException] = []
    listen(raw, lambda: tell(doing, 0.0), stopped)
    try:
        yield
    except Exception as error:
        if stopped:
            raise stopped[0] from error
        raise
    finally:
        raw.set_progress_handler(None, 0)
    if stopped:
        raise stopped[0]


def listen(raw: sqlite3.Connection, go_on: Callable[[], None], stopped: list[BaseException]) -> None:
    """Call `go_on` every few milliseconds of a connection's statements. What it raises ends them, kept in `stopped`."""

    def look() -> bool:
        try:
            go_on()
        except BaseException as error:  # noqa: BLE001  SQLite's driver would keep it to itself; Ctrl+C comes here too
            stopped.append(error)
        return bool(stopped)

    raw.set_progress_handler(look, STEPS)
