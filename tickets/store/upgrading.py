"""Upgrades a file's schema: only after a backup, and by one program at a time."""

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

Progress = Callable[[str, float], None]  # what is being done and the share done, 0 to 1; may raise a DeskError to stop

STEPS = 200_000  # of SQLite's virtual machine between two checks for a stop, a few milliseconds
WAITING, WAITING_FOR = "等另一个程序用完数据文件", "等另一个程序用完数据文件（{who}）"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A finished backup. `note` records it in the upgraded database; `message` is for the user."""

    note: Callable[[Connection], None]
    message: str


@dataclass(frozen=True, slots=True)
class BeforeUpgrade:
    """What happens before a file's schema is changed. `back_up` gets the store and raises a DeskError to prevent it.

    `progress` receives the progress, and stops the upgrade with nothing changed by raising a DeskError.
    """

    back_up: Callable[[Store], BackedUp]
    progress: Progress


@contextmanager
def writing_in_turn(store: Store, path: Path | None, progress: Progress, seconds: float) -> Iterator[Connection]:
    """Yield a writing connection as soon as no other program writes. Raises Unavailable after `seconds`.

    `progress` is called as often as the store's own wait for a locked file ends.
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
        progress(WAITING_FOR.format(who=who) if who else WAITING, 0.0)


@contextmanager
def stoppable(connection: Connection, progress: Progress, doing: str) -> Iterator[None]:
    """Call `progress` while a file's long statements run; an exception it raises ends them and is raised here."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        yield
        return
    stopped: list[BaseException] = []
    listen(raw, lambda: progress(doing, 0.0), stopped)
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
    """Call `go_on` every few milliseconds during statements.

    An exception ends the statement and is put in `stopped`.
    """

    def look() -> bool:
        try:
            go_on()
        except BaseException as error:  # noqa: BLE001  SQLite's driver drops a callback's exceptions, Ctrl+C too
            stopped.append(error)
        return bool(stopped)

    raw.set_progress_handler(look, STEPS)
