"""The feed: says what has changed, whoever changed it: this program, another one, or the watch.

A thread watches the database's change counter and asks what is new; own commits wake it at once.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from tickets.errors import DeskError
from tickets.store.engine import Store
from tickets.store.tables import alerts, journal

POLL_SECONDS = 0.25
_HEADS = select(
    select(func.coalesce(func.max(journal.c.id), 0)).scalar_subquery(),
    select(func.coalesce(func.max(alerts.c.id), 0)).scalar_subquery(),
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new: ids of tickets, and names of the tables touched (`alerts` when any was raised or seen).

    `lost` says that the feed was broken for a while: read everything again.
    """

    tickets: frozenset[int] = frozenset()
    tables: frozenset[str] = frozenset()
    lost: bool = False


Listener = Callable[[Changes], None]


class Feed:
    """Tells its listeners, on its own thread, about every change since the last telling."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._listeners: list[Listener] = []
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._heads = (0, 0)
        self._broken = False

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` from now on; starts the feed. Returns the function that ends it."""
        self._listeners.append(listener)
        if self._thread is None:
            self._heads = self._read_heads()
            self._thread = threading.Thread(target=self._run, name="feed", daemon=True)
            self._thread.start()
        return lambda: self._listeners.remove(listener)

    def wake(self) -> None:
        """Look now instead of at the next poll."""
        self._wake.set()

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._stopped.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def poll(self) -> Changes | None:
        """Return what is new since the last poll; None when nothing is."""
        with self._store.reading() as connection:
            journal_id, alert_id = self._heads
            heads = _heads(connection)
            if heads == self._heads:
                return None
            put_back = heads[0] < journal_id or heads[1] < alert_id  # from a backup
            changes = Changes(lost=True) if put_back else _since(connection, journal_id, raised=heads[1] > alert_id)
            self._heads = heads
            return changes

    def tell(self) -> None:
        """Poll, and tell every listener what is new."""
        changes = self._poll_safely()
        if changes is not None:
            for listener in tuple(self._listeners):
                listener(changes)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.wait(POLL_SECONDS)
            self._wake.clear()
            if self._stopped.is_set():
                return
            self.tell()

    def _poll_safely(self) -> Changes | None:
        try:
            changes = self.poll()
        except DeskError:
            self._broken = True
            return None
        if self._broken:
            self._broken = False
            return Changes(lost=True)
        return changes

    def _read_heads(self) -> tuple[int, int]:
        with self._store.reading() as connection:
            return _heads(connection)


def _heads(connection: Connection) -> tuple[int, int]:
    journal_id, alert_id = connection.execute(_HEADS).one()
    return int(journal_id), int(alert_id)


def _since(connection: Connection, journal_id: int, *, raised: bool) -> Changes:
    found = connection.execute(select(journal.c.ticket_id, journal.c.touched).where(journal.c.id > journal_id)).all()
    tables = {name for row in found for name in row.touched.split(",") if name}
    tickets = frozenset(row.ticket_id for row in found if row.ticket_id is not None)
    return Changes(tickets, frozenset(tables | ({"alerts"} if raised else set())))
