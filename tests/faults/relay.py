"""A line between a seat and its server that a test can cut, at the very message it chooses."""

import contextlib
import select
import socket
import threading
from collections.abc import Callable

PIECE = 65536
ANSWER_SECONDS = 10


class Relay:
    """Passes on what both sides say. `trap` gets the first message that holds some words; then the line is cut."""

    def __init__(self, port: int) -> None:
        self._server = ("127.0.0.1", port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        self._words = b""
        self._trap: Callable[[socket.socket, bytes], None] | None = None
        self.sprung = threading.Event()
        threading.Thread(target=self._let_in, name="relay", daemon=True).start()

    def cut_before(self, words: bytes, then: Callable[[], None] = lambda: None) -> None:
        """Cut the line when a seat says `words`, before the server hears them; `then` happens in between."""
        self._set(words, lambda _server, _said: then())

    def cut_after(self, words: bytes, then: Callable[[], None] = lambda: None) -> None:
        """Let the server hear `words` and answer; cut the line before the seat hears that."""

        def pass_on(server: socket.socket, said: bytes) -> None:
            server.sendall(said)
            select.select([server], [], [], ANSWER_SECONDS)
            then()

        self._set(words, pass_on)

    def close(self) -> None:
        """Let nobody in any more."""
        self._door.close()

    def _set(self, words: bytes, trap: Callable[[socket.socket, bytes], None]) -> None:
        self._trap, self._words = trap, words

    def _let_in(self) -> None:
        with contextlib.suppress(OSError):  # the door is closed
            while True:
                seat, _ = self._door.accept()
                threading.Thread(target=self._serve, args=[seat], name="relay", daemon=True).start()

    def _serve(self, seat: socket.socket) -> None:
        with seat, contextlib.suppress(OSError), socket.create_connection(self._server) as server:
            while True:
                readable, _, _ = select.select([seat, server], [], [])
                for side in readable:
                    said = side.recv(PIECE)
                    if not said:
                        return
                    trap = self._trap
                    if side is seat and trap is not None and self._words in said:
                        self._trap = None
                        trap(server, said)
                        self.sprung.set()
                        return
                    (server if side is seat else seat).sendall(said)
