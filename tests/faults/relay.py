"""A relay between a workstation and its server, which a test can cut or stall at a chosen message."""

import contextlib
import select
import socket
import threading
from collections.abc import Callable
from typing import Protocol

PIECE = 65536
ANSWER_SECONDS = 10
Trap = Callable[[socket.socket, bytes], bool]


class Side(Protocol):
    """An end of a connection: a socket, or an object that decrypts a socket's data."""

    def fileno(self) -> int:
        """Return the object to pass to `select`."""

    def recv(self, most: int, /) -> bytes:
        """Return the received data; empty once the connection has ended."""

    def sendall(self, said: bytes, /) -> None:
        """Send data."""


class Relay:
    """Relays both directions. A trap gets the first message that contains its words, and returns whether to go on."""

    def __init__(self, port: int) -> None:
        self._server = ("127.0.0.1", port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        self._words = b""
        self._trap: Trap | None = None
        self._seats: list[socket.socket] = []
        self.sprung = threading.Event()
        threading.Thread(target=self._let_in, name="relay", daemon=True).start()

    def cut_before(self, words: bytes, then: Callable[[], None] = lambda: None) -> None:
        """Cut the connection when a client sends `words`, before the server gets them; `then` is called in between."""

        def keep_back(_server: socket.socket, _said: bytes) -> bool:
            then()
            return False

        self._set(words, keep_back)

    def cut_after(self, words: bytes, then: Callable[[], None] = lambda: None) -> None:
        """Let the server get `words` and answer; cut the connection before the client gets the answer."""

        def pass_on(server: socket.socket, data: bytes) -> bool:
            server.sendall(data)
            select.select([server], [], [], ANSWER_SECONDS)
            then()
            return False

        self._set(words, pass_on)

    def stall_at(self, words: bytes, freeze: Callable[[], None]) -> None:
        """Stop the server with `freeze` before it reads `words` from a client. The connection stays open."""

        def pass_on(server: socket.socket, data: bytes) -> bool:
            freeze()
            server.sendall(data)
            return True

        self._set(words, pass_on)

    def hang_up(self, how: int = socket.SHUT_RDWR) -> None:
        """End every connection at once; with SHUT_WR only towards the clients."""
        for seat in self._seats:
            with contextlib.suppress(OSError):  # it has ended already
                seat.shutdown(how)

    def close(self) -> None:
        """Accept no more connections."""
        self._door.close()

    def _set(self, words: bytes, trap: Trap) -> None:
        self._trap, self._words = trap, words

    def _let_in(self) -> None:
        with contextlib.suppress(OSError):  # the listening socket is closed
            while True:
                seat, _ = self._door.accept()
                self._seats.append(seat)
                threading.Thread(target=self._serve, args=[seat], name="relay", daemon=True).start()

    def _serve(self, socket_of_seat: socket.socket) -> None:
        with socket_of_seat, contextlib.suppress(OSError), socket.create_connection(self._server) as server:
            seat = self._welcome(socket_of_seat)
            while True:
                readable, _, _ = select.select([seat, server], [], [])
                for side in readable:
                    data = side.recv(PIECE)
                    if not data:
                        return
                    trap = self._trap
                    if side is seat and trap is not None and self._words in data:
                        self._trap = None
                        stays = trap(server, data)
                        self.sprung.set()
                        if stays:
                            continue
                        return
                    (server if side is seat else seat).sendall(data)

    def _welcome(self, seat: socket.socket) -> Side:
        """Return the client's end of the connection."""
        return seat
