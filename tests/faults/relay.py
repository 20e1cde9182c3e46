"""A line between a seat and its server that a test can cut or stall, at the very message it chooses."""

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
    """An end of the line: a socket, or what makes plain words of what comes through one."""

    def fileno(self) -> int:
        """Return what `select` waits for."""

    def recv(self, most: int, /) -> bytes:
        """Return what is said there; nothing once the line has ended."""

    def sendall(self, said: bytes, /) -> None:
        """Say something there."""


class Relay:
    """Passes on what both sides say. A trap gets the first message with its words in it, and says if the line stays."""

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
        """Cut the line when a seat says `words`, before the server hears them; `then` happens in between."""

        def keep_back(_server: socket.socket, _said: bytes) -> bool:
            then()
            return False

        self._set(words, keep_back)

    def cut_after(self, words: bytes, then: Callable[[], None] = lambda: None) -> None:
        """Let the server hear `words` and answer; cut the line before the seat hears that."""

        def pass_on(server: socket.socket, said: bytes) -> bool:
            server.sendall(said)
            select.select([server], [], [], ANSWER_SECONDS)
            then()
            return False

        self._set(words, pass_on)

    def stall_at(self, words: bytes, freeze: Callable[[], None]) -> None:
        """Let the server stand still, by `freeze`, before it reads that a seat says `words`. The line stays."""

        def pass_on(server: socket.socket, said: bytes) -> bool:
            freeze()
            server.sendall(said)
            return True

        self._set(words, pass_on)

    def hang_up(self, how: int = socket.SHUT_RDWR) -> None:
        """End every line at once; with SHUT_WR only as far as seats hear."""
        for seat in self._seats:
            with contextlib.suppress(OSError):  # it is gone already
                seat.shutdown(how)

    def close(self) -> None:
        """Let nobody in any more."""
        self._door.close()

    def _set(self, words: bytes, trap: Trap) -> None:
        self._trap, self._words = trap, words

    def _let_in(self) -> None:
        with contextlib.suppress(OSError):  # the door is closed
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
                    said = side.recv(PIECE)
                    if not said:
                        return
                    trap = self._trap
                    if side is seat and trap is not None and self._words in said:
                        self._trap = None
                        stays = trap(server, said)
                        self.sprung.set()
                        if stays:
                            continue
                        return
                    (server if side is seat else seat).sendall(said)

    def _welcome(self, seat: socket.socket) -> Side:
        """Return the seat's end of the line."""
        return seat
