"""The server's clock, as a seat knows it between two looks: the seat's own wall clock has no say."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

SLOW_SECONDS = 1  # an answer that took longer says too little about now
WARN_SECONDS = 5  # a seat whose own clock is further off is told so


class ServerClock:
    """Tells the server's time. Counts seconds on from the last look; knows how far off the seat's own clock is."""

    def __init__(self, counted: Callable[[], float] = time.monotonic, own: Callable[[], float] = time.time) -> None:
        self._counted = counted
        self._own = own
        self._ahead: float | None = None

    def __call__(self) -> datetime:
        """Return the server's present instant, cut to the whole second; the seat's own before the first look."""
        return datetime.fromtimestamp(int(self.seconds()), UTC)

    def seconds(self) -> float:
        """Return the server's time in seconds since 1970, to the fraction; the seat's own before the first look."""
        return self._own() if self._ahead is None else self._counted() + self._ahead

    def look(self, ask: Callable[[], float]) -> None:
        """Ask the server for its time, in seconds since 1970, and set by it, unless a better look was taken before."""
        sent = self._counted()
        server = ask()
        heard = self._counted()
        if self._ahead is not None and heard - sent > SLOW_SECONDS:
            return
        self._ahead = server - (sent + heard) / 2

    @property
    def offset(self) -> float | None:
        """Return by how many seconds the seat's own clock is ahead of the server's; None before the first look."""
        return None if self._ahead is None else self._own() - (self._counted() + self._ahead)
