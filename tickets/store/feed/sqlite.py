"""Changes in a file, found by polling."""

import threading
from collections import Counter
from typing import Any

from sqlalchemy import Connection, Row, func, select

from tickets.store.engine import Store
from tickets.store.feed.changes import Changes
from tickets.store.tables import alerts, editing, journal

POLL_SECONDS = 0.25
_HEADS = select(
    select(func.coalesce(func.max(journal.c.id), 0)).scalar_subquery(),
    select(func.coalesce(func.max(alerts.c.id), 0)).scalar_subquery(),
)
_ENTRIES = select(journal.c.ticket_id, journal.c.touched)


class FileChangeSource:
    """Reads what was committed to a file since the last poll, by the highest ids."""

    status = None

    def __init__(self, store: Store) -> None:
        self._store = store
        self._bell = threading.Event()
        self._heads: tuple[int, int] | None = None
        self._editors: frozenset[Row[Any]] = frozenset()
        self._broken = False

    def wait(self) -> None:
        """Block for a moment, or until woken."""
        self._bell.wait(POLL_SECONDS)
        self._bell.clear()

    def wake(self) -> None:
        """End a wait. Callable from any thread."""
        self._bell.set()

    def receive(self) -> Changes | None:
        """Poll, because a file sends no notifications."""
        return self.poll()

    def poll(self) -> Changes | None:
        """Return what is new; after a failure return `Changes.lost`. Raises Unavailable."""
        broken, self._broken = self._broken, True
        with self._store.reading() as connection:
            changes = self._since(connection)
        self._broken = False
        return Changes(lost=True) if broken else changes

    def close(self) -> None:
        """Do nothing: the connections belong to the store."""

    def _since(self, connection: Connection) -> Changes | None:
        known, heads = self._heads, _heads(connection)
        editors = frozenset(connection.execute(select(editing)).all())  # at most a few rows
        moved = self._editors ^ editors
        self._heads, self._editors = heads, editors
        if known is None or (heads == known and not moved):
            return None
        journal_id, alert_id = known
        if heads[0] < journal_id or heads[1] < alert_id:  # the file was restored from a backup
            return Changes(lost=True)
        found = connection.execute(_ENTRIES.where(journal.c.id > journal_id)).all()
        tables = {name for row in found for name in row.touched.split(",") if name}
        tables |= {name for name, new in (("alerts", heads[1] > alert_id), ("editing", moved)) if new}
        tickets = {row.ticket_id for row in found if row.ticket_id is not None}
        return Changes(frozenset(tickets | _opened_or_shut(moved)), frozenset(tables))


def _opened_or_shut(moved: frozenset[Row[Any]]) -> set[int]:
    """Return the tickets whose leases started or ended. A renewed lease appears twice in `moved`, old and new."""
    forms = Counter((row.ticket_id, row.staff_id, row.seat, row.doing) for row in moved)
    return {ticket_id for (ticket_id, *_), times in forms.items() if times == 1}


def _heads(connection: Connection) -> tuple[int, int]:
    journal_id, alert_id = connection.execute(_HEADS).one()
    return int(journal_id), int(alert_id)
