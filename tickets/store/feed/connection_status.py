"""The state of the connection to the server, as the window shows it."""

from dataclasses import dataclass
from datetime import datetime

from tickets.store.postgres.clock import WARN_SECONDS


@dataclass(frozen=True, slots=True)
class ConnectionStatus:
    """The state of a workstation's connection: connected, reconnecting, or refused.

    `silent_since` is when a query was sent that is still unanswered after seconds, else None. `broken_at` and
    `next_try` are None while connected; `sentence` says what is wrong; `refused` means that the server answered and
    rejected the login. `round_trip` is in milliseconds; `ahead` is by how many seconds the workstation's clock is ahead
    of the server's.
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
        """Return whether there is a connection."""
        return self.broken_at is None

    @property
    def is_well(self) -> bool:
        """Return whether there is a connection and it answers promptly."""
        return self.connected and self.silent_since is None

    @property
    def clock_is_wrong(self) -> bool:
        """Return whether the workstation's clock is so far off that the user should be told."""
        return abs(self.ahead) > WARN_SECONDS
