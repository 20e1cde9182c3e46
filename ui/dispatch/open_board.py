"""Every open ticket in the order of the queue, kept in step with the feed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from tickets.errors import DeskError
from tickets.rules.queue import QueueKey, queue_key
from tickets.store.feed import Changes
from tickets.store.queries.board import BoardRow, board_rows, open_tickets
from tickets.store.unreadable import BrokenRow, broken_in
from ui.kit.seat import Seat

NAMES = frozenset({"faults", "places", "crews"})  # tables whose words stand in every row


class OpenBoard(QObject):
    """Reads all once, then only the tickets that changed; all again when the feed lost something.

    One read at a time: what changes meanwhile is read together, afterwards, and never forgotten.
    """

    changed = Signal()

    def __init__(self, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._rows: dict[int, BoardRow] = {}
        self._keys: dict[int, QueueKey] = {}
        self._ordered: list[BoardRow] = []
        self._broken: tuple[BrokenRow, ...] = ()
        self._all_wanted = True
        self._wanted: set[int] = set()
        self._reading = False
        self._failed: DeskError | None = None  # what was told of
        self.known = False  # whether the tickets have ever been read
        seat.feed.changed.connect(self._on_changes)
        seat.tick.second.connect(self._on_second)
        self._read_on()

    @property
    def rows(self) -> Sequence[BoardRow]:
        """Every open ticket, in the order of the queue."""
        return self._ordered

    @property
    def broken(self) -> tuple[BrokenRow, ...]:
        """The tickets that may be open and can't be read."""
        return self._broken

    def row(self, ticket_id: int) -> BoardRow | None:
        """Return an open ticket; None when it is not open."""
        return self._rows.get(ticket_id)

    def refresh(self) -> None:
        """Read everything again."""
        self._all_wanted = True
        self._read_on()

    def _on_changes(self, changes: Changes) -> None:
        self._all_wanted |= changes.lost or bool(NAMES & changes.tables)
        self._wanted |= changes.tickets
        self._read_on()

    def _on_second(self) -> None:
        if not self._seat.feed.broken:
            self._read_on()

    def _read_on(self) -> None:
        if self._reading or not (self._all_wanted or self._wanted):
            return
        self._reading = True
        desk = self._seat.desk
        if self._all_wanted:
            self._run(lambda: desk.read(open_tickets), self._on_all)
        else:
            ids = frozenset(self._wanted)
            self._run(lambda: (ids, desk.read(board_rows, ids)), self._on_some)
        self._all_wanted, self._wanted = False, set()

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._seat.background.run(work, done, self._on_failed, owner=self)

    def _on_all(self, rows: list[BoardRow]) -> None:
        self._rows, self._keys = {}, {}
        self._broken = broken_in(rows)
        self._take(rows)

    def _on_some(self, answer: tuple[frozenset[int], list[BoardRow]]) -> None:
        ids, rows = answer
        for gone in ids - {row.id for row in rows}:
            self._rows.pop(gone, None)
            self._keys.pop(gone, None)
        self._broken = (*(row for row in self._broken if row.id not in ids), *broken_in(rows))
        self._take(rows)

    def _take(self, rows: list[BoardRow]) -> None:
        for row in rows:
            self._rows[row.id] = row
            self._keys[row.id] = queue_key(row.deadline, row.held_since, row.opened, row.id)
        self._ordered = sorted(self._rows.values(), key=lambda row: self._keys[row.id])
        self._reading = False
        self.known = True
        failed, self._failed = self._failed, None
        if failed is not None:
            self._seat.background.recovered.emit(failed)
        self.changed.emit()
        self._read_on()

    def _on_failed(self, error: DeskError) -> None:
        """Say so once, and try again each second."""
        self._reading = False
        self._all_wanted = True
        if self._failed is None:
            self._failed = error
            self._seat.background.unhandled.emit(error)
