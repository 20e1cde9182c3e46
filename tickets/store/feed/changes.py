"""What a feed reports, and the interface of the sources that it reads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tickets.store.feed.connection_status import ConnectionStatus


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed: ids of tickets, and names of tables.

    `alerts` is among the tables when an alert was raised or seen; `editing` when a lease on an open form was started,
    renewed or ended.
    `lost` means that changes may have been missed: read everything again.
    """

    tickets: frozenset[int] = frozenset()
    tables: frozenset[str] = frozenset()
    lost: bool = False


Listener = Callable[[Changes], None]


class ChangeSource(Protocol):
    """Where a feed reads changes. All methods but `wake` are called by one thread at a time."""

    @property
    def status(self) -> "ConnectionStatus | None":
        """Return the state of the connection to the server; None for a file."""

    def wait(self) -> None:
        """Block until something may have changed."""

    def wake(self) -> None:
        """End a wait. Callable from any thread."""

    def receive(self) -> Changes | None:
        """Return the changes that were announced; None for none. Raises Refused or Unavailable."""

    def poll(self) -> Changes | None:
        """Query the database and return what is new since the last time; None for none.

        Raises Refused or Unavailable.
        """

    def close(self) -> None:
        """Release the connections and sockets."""
