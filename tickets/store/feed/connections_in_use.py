"""Tracks the connections that an engine has lent out, so that a statement on a frozen server can be ended."""

import contextlib
import socket
import threading
from time import monotonic
from typing import Any

from sqlalchemy import Engine, event


class ConnectionsInUse:
    """The connections of an engine that are in use, each with the time when it was taken."""

    def __init__(self, engine: Engine) -> None:
        self._in_use: dict[int, tuple[Any, float]] = {}  # the time is that of the monotonic clock
        self._guard = threading.Lock()
        event.listen(engine, "checkout", self._on_checkout)
        event.listen(engine, "checkin", self._on_checkin)

    def end(self) -> None:
        """Make every running statement fail as if the server had closed the connection. Callable from any thread."""
        with self._guard:
            for connection, _ in self._in_use.values():
                with contextlib.suppress(Exception):  # the connection just broke by itself
                    _hang_up(connection)

    def since(self) -> float | None:
        """Return when the longest-used connection was taken, by the monotonic clock; None when none is in use."""
        with self._guard:
            return min((since for _, since in self._in_use.values()), default=None)

    def _on_checkout(self, connection: Any, record: Any, _proxy: object) -> None:
        with self._guard:
            self._in_use[id(record)] = connection, monotonic()

    def _on_checkin(self, _connection: object, record: Any) -> None:
        with self._guard:
            self._in_use.pop(id(record), None)


def _hang_up(connection: Any) -> None:
    """Shut down the socket in both directions; the user of the connection notices and closes it."""
    line = socket.socket(fileno=connection.pgconn.socket)
    try:
        line.shutdown(socket.SHUT_RDWR)
    finally:
        line.detach()
