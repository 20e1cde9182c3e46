"""When a screen reads again: after a change that concerns it, at its own pace, while somebody looks."""

import random
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from tickets.store.feed.changes import Changes
from ui.runtime.session import SessionContext

NOTHING = Changes()
EVERYTHING = Changes(lost=True)
AT_ONCE = (0, 0)
# Milliseconds, at random: fifty seats that read at the same moments would keep whoever writes waiting (ADR 15).
NOW_AND_THEN = (800, 1300)


class Refresher(QObject):
    """Calls `work` with what has changed since the last call, once a change concerns it.

    Changes wait while `view` is out of sight, while the server is known to be away, and until the rest after the
    last call is over or the view is shown. None is forgotten: what waited comes together.
    """

    def __init__(
        self,
        seat: SessionContext,
        work: Callable[[Changes], None],
        parent: QObject,
        *,
        tables: frozenset[str] = frozenset(),
        concerns: Callable[[Changes], bool] | None = None,
        view: QWidget | None = None,
        rest: tuple[int, int] = AT_ONCE,
    ) -> None:
        """What concerns: `tables`, and what `concerns` says. `rest` is the shortest and the longest, in ms."""
        super().__init__(parent)
        self._seat, self._work, self._view, self._rest = seat, work, view, rest
        self._tables, self._concerns = tables, concerns
        self._waiting = NOTHING
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.timeout.connect(self.end_rest)
        seat.feed.changed.connect(self._on_changes)
        seat.feed.restored.connect(self._go_on)
        if view is not None:
            view.installEventFilter(self)

    @property
    def is_due(self) -> bool:
        """Whether something waits to be read."""
        return self._waiting != NOTHING

    def want(self, changes: Changes = EVERYTHING) -> None:
        """Read this now, or as soon as it may be read."""
        self._waiting = both(self._waiting, changes)
        self._go_on()

    def go(self) -> None:
        """Read everything now, whatever it would have waited for."""
        self._call(EVERYTHING)

    def end_rest(self) -> None:
        """Read what waited for the end of the rest."""
        self._resting.stop()
        self._go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read at once what changed while the view was out of sight: somebody is about to look."""
        if watched is self._view and event.type() == QEvent.Type.Show:
            self.end_rest()
        return super().eventFilter(watched, event)

    def _on_changes(self, changes: Changes) -> None:
        if changes.lost or self._tables & changes.tables or (self._concerns is not None and self._concerns(changes)):
            self.want(changes)

    def _go_on(self) -> None:
        if not self.is_due or self._resting.isActive() or self._seat.feed.broken:
            return
        if self._view is None or self._view.isVisible():
            self._call(self._waiting)

    def _call(self, changes: Changes) -> None:
        self._waiting = NOTHING
        if self._rest != AT_ONCE:
            self._resting.start(random.randint(*self._rest))
        self._work(changes)


def both(one: Changes, other: Changes) -> Changes:
    """Return two changes as one."""
    return Changes(one.tickets | other.tickets, one.tables | other.tables, one.lost or other.lost)
