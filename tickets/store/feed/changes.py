"""What a feed tells, and where it hears it from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tickets.store.feed.connection_status import ConnectionStatus


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new: ids of tickets, and names of the tables touched.

    `alerts` is among them when any was raised or seen, `editing` when somebody begins, goes on or ends to
    work on a ticket.
    `lost` says that the feed was broken for a while: read everything again.
    """

    tickets: frozenset[int] = frozenset()
    tables: frozenset[str] = frozenset()
    lost: bool = False


Listener = Callable[[Changes], None]


class ChangeSource(Protocol):
    """Where a feed hears from. All but `wake` is called by one thread at a time."""

    @property
    def status(self) -> "ConnectionStatus | None":
        """Return how the line to the server is; None of a file."""

    def wait(self) -> None:
        """Return when something may be new."""

    def wake(self) -> None:
        """End a wait."""

    def receive(self) -> Changes | None:
        """Return what is new as far as it has been said; None when nothing is. Raises Refused or Unavailable."""

    def poll(self) -> Changes | None:
        """Ask, and return what is new since the last time; None when nothing is. Raises Refused or Unavailable."""

    def close(self) -> None:
        """Give back what it holds."""
