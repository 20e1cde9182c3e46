"""The line to the server, as the window shows it."""

from dataclasses import dataclass
from datetime import datetime

from tickets.store.postgres.clock import WARN_SECONDS


@dataclass(frozen=True, slots=True)
class ConnectionStatus:
    """How a seat stands with its server: connected, reconnecting, or refused.

    `silent_since` is when a question was asked that the server has not answered for seconds, None otherwise.
    `broken_at` and `next_try` are None while it is connected; `sentence` says what is wrong, `refused`
    that the server answered and said no. `round_trip` is in milliseconds, `ahead` the seconds by which
    the seat's own clock is ahead of the server's.
    """

    host: str
    broken_at: datetime | None = None
    next_try: datetime | None = None
    sentence: str = ""
    refused: bool = False
    round_trip: int = 0
    ahead: int = 0
    silent_since: datetime | None = None

    @property
    def connected(self) -> bool:
        """Return whether the server answers."""
        return self.broken_at is None

    @property
    def is_well(self) -> bool:
        """Return whether it answers, and at once."""
        return self.connected and self.silent_since is None

    @property
    def clock_is_wrong(self) -> bool:
        """Return whether the seat's own clock is too far off to go unmentioned."""
        return abs(self.ahead) > WARN_SECONDS
