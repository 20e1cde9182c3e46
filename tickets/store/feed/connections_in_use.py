"""Whatever waits on an engine's connections, so that a wait for a server that stands still can be ended."""

import contextlib
import socket
import threading
from time import monotonic
from typing import Any

from sqlalchemy import Engine, event


class ConnectionsInUse:
    """Knows the connections of an engine that are in use."""

    def __init__(self, engine: Engine) -> None:
        self._in_use: dict[int, tuple[Any, float]] = {}  # since when, by the monotonic clock
        self._guard = threading.Lock()
        event.listen(engine, "checkout", self._on_checkout)
        event.listen(engine, "checkin", self._on_checkin)

    def end(self) -> None:
        """Let every statement that is under way fail as if the server had hung up. From any thread."""
        with self._guard:
            for connection, _ in self._in_use.values():
                with contextlib.suppress(Exception):  # it has just broken by itself
                    _hang_up(connection)

    def since(self) -> float | None:
        """Return when the connection that has been in use longest was taken, by the monotonic clock; None: none is."""
        with self._guard:
            return min((since for _, since in self._in_use.values()), default=None)

    def _on_checkout(self, connection: Any, record: Any, _proxy: object) -> None:
        with self._guard:
            self._in_use[id(record)] = connection, monotonic()

    def _on_checkin(self, _connection: object, record: Any) -> None:
        with self._guard:
            self._in_use.pop(id(record), None)


def _hang_up(connection: Any) -> None:
    """Shut the socket's both ways; whoever uses the connection notices and closes it."""
    line = socket.socket(fileno=connection.pgconn.socket)
    try:
        line.shutdown(socket.SHUT_RDWR)
    finally:
        line.detach()
