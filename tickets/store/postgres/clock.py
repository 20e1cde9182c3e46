"""The server's clock as a workstation knows it; the workstation's own wall clock is not used."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

SLOW_SECONDS = 1  # seconds; an answer that took longer is too inexact
WARN_SECONDS = 5  # seconds; a user whose own clock is further off is told


class ServerClock:
    """Returns the server's time: counts on from the last look. Also knows how far off the workstation's clock is."""

    def __init__(self, counted: Callable[[], float] = time.monotonic, own: Callable[[], float] = time.time) -> None:
        self._counted = counted
        self._own = own
        self._ahead: float | None = None

    def __call__(self) -> datetime:
        """Return the server's time, cut to the whole second; the workstation's own before the first look."""
        return datetime.fromtimestamp(int(self.seconds()), UTC)

    def seconds(self) -> float:
        """Return the server's time in seconds since 1970, with fraction; the workstation's own before the
        first look.
        """
        return self._own() if self._ahead is None else self._counted() + self._ahead

    def look(self, ask: Callable[[], float]) -> None:
        """Set the clock by `ask`, which returns the server's seconds since 1970, unless an earlier look was
        more exact.
        """
        sent = self._counted()
        server = ask()
        heard = self._counted()
        if self._ahead is not None and heard - sent > SLOW_SECONDS:
            return
        self._ahead = server - (sent + heard) / 2

    @property
    def offset(self) -> float | None:
        """Return by how many seconds the workstation's clock is ahead of the server's; None before the first look."""
        return None if self._ahead is None else self._own() - (self._counted() + self._ahead)
