"""All open tickets in the order of the queue, kept current by the feed."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from tickets.rules.queue import QueueKey, queue_key
from tickets.store.feed.changes import Changes
from tickets.store.queries.board import BoardRow, board_rows, open_tickets
from tickets.store.unreadable import BrokenRow, broken_in
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext

NAMES = frozenset({"faults", "places", "crews"})  # tables whose names appear in every row


class OpenBoard(QObject):
    """Reads all tickets once, then only those that changed; all again when changes were lost.

    A hold that is in effect no longer gives its ticket another place, without any change in the database.
    """

    changed = Signal()

    def __init__(self, session: SessionContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: dict[int, BoardRow] = {}
        self._keys: dict[int, QueueKey] = {}
        self.rows: list[BoardRow] = []  # every open ticket, in the order of the queue
        self.broken: tuple[BrokenRow, ...] = ()  # the tickets that may be open and can't be read
        self.known = False  # whether the tickets have been read
        self._next_end: datetime | None = None  # when the next hold is in effect no longer
        self._live = LiveQuery(
            session, f"board {id(self)}", self._ask, self._take, self, arguments=self._which, tables=NAMES,
            concerns=lambda changes: bool(changes.tickets),
        )  # fmt: skip
        session.tick.second.connect(self._on_second)
        self.refresh()

    def row(self, ticket_id: int) -> BoardRow | None:
        """Return an open ticket; None when it is not open."""
        return self._rows.get(ticket_id)

    def refresh(self) -> None:
        """Read everything again."""
        self._live.refresh()

    def _which(self, changes: Changes) -> tuple[frozenset[int] | None]:
        """Return the tickets to read; None for all."""
        return (None if changes.lost or NAMES & changes.tables else changes.tickets,)

    def _ask(self, ids: frozenset[int] | None) -> tuple[frozenset[int] | None, list[BoardRow]]:
        read = self._session.service.read
        return ids, read(open_tickets) if ids is None else read(board_rows, ids)

    def _take(self, answer: tuple[frozenset[int] | None, list[BoardRow]]) -> None:
        ids, rows = answer
        if ids is None:
            self._rows, self._keys, self.broken = {}, {}, broken_in(rows)
        else:
            for gone in ids - {row.id for row in rows}:
                self._rows.pop(gone, None)
                self._keys.pop(gone, None)
            self.broken = (*(row for row in self.broken if row.id not in ids), *broken_in(rows))
        for row in rows:
            self._rows[row.id] = row
            self._keys[row.id] = _key(row, self._session.now())
        self.known = True
        self._arrange()

    def _arrange(self) -> None:
        now = self._session.now()
        self.rows = sorted(self._rows.values(), key=lambda row: self._keys[row.id])
        self._next_end = min(
            (row.held_until for row in self.rows if row.held_until and row.stands_still(now)), default=None
        )
        self.changed.emit()

    def _on_second(self, now: datetime) -> None:
        if self._next_end is None or now < self._next_end:
            return
        for row in self.rows:
            if row.hold is not None:
                self._keys[row.id] = _key(row, now)
        self._arrange()


def _key(row: BoardRow, now: datetime) -> QueueKey:
    held_since = row.held_since if row.stands_still(now) else None
    return queue_key(row.due(now), held_since, row.opened, row.id)
