"""A connection that receives notifications and waits only a limited time for each answer."""

import contextlib
import select
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any

import psycopg
from psycopg import pq
from psycopg.errors import error_from_result
from sqlalchemy import Engine

from tickets.store.engine import translated
from tickets.store.postgres.engine import ANSWER_SECONDS
from tickets.store.postgres.errors import SILENT, Silent, error_for

SLOW_SECONDS = 2  # an answer that takes longer is reported while it is awaited
Cells = tuple[str | None, ...]


class Waker:
    """Wakes a thread that waits on a socket, from another thread."""

    def __init__(self) -> None:
        self._inside, self._outside = socket.socketpair()
        for end in (self._inside, self._outside):
            end.setblocking(False)

    def wake(self) -> None:
        """End the current wait, or the next one."""
        with contextlib.suppress(OSError):  # full: a wake-up is pending already; closed: nobody waits any more
            self._outside.send(b"!")

    def wait(self, other: int | None, seconds: float) -> None:
        """Return when woken, when socket `other` has something to read, or after `seconds`."""
        sockets = [self._inside.fileno(), *([] if other is None else [other])]
        select.select(sockets, [], [], max(0.0, seconds))
        with contextlib.suppress(BlockingIOError):
            self._inside.recv(4096)

    def close(self) -> None:
        """Close the sockets."""
        self._inside.close()
        self._outside.close()


class ListenConnection:
    """One connection outside of any pool. Every method raises Refused or Unavailable; it is unusable afterwards."""

    def __init__(self, engine: Engine, prepare: str, slow: Callable[[bool], None] = lambda _is_slow: None) -> None:
        """Connect, and send the statements `prepare`. `slow` is called when an answer takes long, and when it came."""
        self._slow = slow
        with _translated():
            held = engine.raw_connection()
            connection = held.driver_connection
            held.detach()
            assert isinstance(connection, psycopg.Connection)
        self._connection = connection
        self._raw = connection.pgconn
        try:
            with _translated():
                connection.autocommit = True
                self._raw.send_query(prepare.encode())
                self._answer()
        except BaseException:
            self.close()
            raise

    @property
    def host(self) -> str:
        """Return the host that it is connected to."""
        return self._connection.info.host

    @property
    def socket(self) -> int | None:
        """Return its socket, to wait on; None when the connection is lost."""
        try:
            return self._raw.socket
        except psycopg.Error:
            return None

    def query(self, statement: str, *parameters: str) -> list[Cells]:
        """Return the rows of a prepared statement."""
        with _translated():
            self._raw.send_query_prepared(statement.encode(), [value.encode() for value in parameters])
            return _cells(self._answer())

    def notifications(self) -> set[str]:
        """Return the notifications received since the last call."""
        with _translated():
            self._raw.consume_input()
            return {note.extra.decode() for note in iter(self._raw.notifies, None)}

    def close(self) -> None:
        """Close the connection."""
        with contextlib.suppress(psycopg.Error):
            self._connection.close()

    def _answer(self) -> pq.abc.PGresult | None:
        """Return the last result of what was sent."""
        asked = monotonic()
        last = None
        while (result := self._result(asked)) is not None:
            if result.status == pq.ExecStatus.FATAL_ERROR:
                raise error_from_result(result)
            last = result
        return last

    def _result(self, asked: float) -> Any:
        is_slow = False
        while self._raw.is_busy():
            until = asked + (ANSWER_SECONDS if is_slow else min(SLOW_SECONDS, ANSWER_SECONDS))
            readable, _, _ = select.select([self._raw.socket], [], [], max(0.0, until - monotonic()))
            if readable:
                self._raw.consume_input()
            elif monotonic() >= asked + ANSWER_SECONDS:
                raise Silent(SILENT)
            elif not is_slow:  # pragma: no branch - then the wait was cut short, and goes on
                is_slow = True
                self._slow(True)
        if is_slow:
            self._slow(False)
        return self._raw.get_result()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        with translated():
            yield
    except (psycopg.Error, OSError, ValueError) as error:  # the latter two come from a closed socket
        raise error_for(error) from error


def _cells(result: pq.abc.PGresult | None) -> list[Cells]:
    assert result is not None, "a statement has a result"
    columns: Sequence[int] = range(result.nfields)
    return [
        tuple(None if (cell := result.get_value(row, column)) is None else cell.decode() for column in columns)
        for row in range(result.ntuples)
    ]
