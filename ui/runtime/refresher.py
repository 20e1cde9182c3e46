"""Decides when a screen reads again: after a relevant change or a failure, at a limited rate, while it is visible."""

import random
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, SignalInstance
from PySide6.QtWidgets import QWidget

from tickets.store.feed.changes import Changes
from ui.runtime.session import SessionContext
from ui.runtime.tick import single_shot

NOTHING = Changes()
EVERYTHING = Changes(lost=True)
AT_ONCE = (0, 0)
# Milliseconds, random: fifty workstations reading at the same moment would delay writers (ADR 15).
NOW_AND_THEN = (800, 1300)
AGAIN_AFTER = 5  # seconds: the database may have been too busy for the query


class Refresher(QObject):
    """Calls `work` with the changes since the last call, after a change that concerns it.

    Changes are collected while `view` is invisible, while the server is known to be unreachable, and during the pause
    after the last call unless the view is shown. None is lost: they are passed together.
    """

    def __init__(
        self,
        session: SessionContext,
        work: Callable[[Changes], None],
        parent: QObject,
        *,
        tables: frozenset[str] = frozenset(),
        concerns: Callable[[Changes], bool] | None = None,
        view: QWidget | None = None,
        rest: tuple[int, int] = AT_ONCE,
    ) -> None:
        """A change concerns this if it touches `tables` or `concerns` returns true.

        `rest` is the pause's range in ms.
        """
        super().__init__(parent)
        self._session, self._work, self._view, self._rest = session, work, view, rest
        self._tables, self._concerns = tables, concerns
        self._waiting = NOTHING
        self._resting = single_shot(self, self.end_rest)
        session.feed.changed.connect(self._on_changes)
        session.feed.restored.connect(self._go_on)
        if view is not None:
            view.installEventFilter(self)

    @property
    def is_due(self) -> bool:
        """Whether changes are waiting."""
        return self._waiting != NOTHING

    def want(self, changes: Changes = EVERYTHING) -> None:
        """Read this now, or as soon as reading is allowed."""
        self._waiting = both(self._waiting, changes)
        self._go_on()

    def go(self) -> None:
        """Read everything now, without waiting."""
        self._call(EVERYTHING)

    def end_rest(self) -> None:
        """End the pause and read what was collected."""
        self._resting.stop()
        self._go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read what was collected as soon as the view is shown."""
        if event.type() == QEvent.Type.Show:
            self.end_rest()
        return super().eventFilter(watched, event)

    def _on_changes(self, changes: Changes) -> None:
        if changes.lost or self._tables & changes.tables or (self._concerns is not None and self._concerns(changes)):
            self.want(changes)

    def _go_on(self) -> None:
        if not self.is_due or self._resting.isActive() or self._session.feed.broken:
            return
        if self._view is None or self._view.isVisible():
            self._call(self._waiting)

    def _call(self, changes: Changes) -> None:
        self._waiting = NOTHING
        if self._rest != AT_ONCE:
            self._resting.start(random.randint(*self._rest))
        self._work(changes)


def both(one: Changes, other: Changes) -> Changes:
    """Return the union of two changes."""
    return Changes(one.tickets | other.tickets, one.tables | other.tables, one.lost or other.lost)


class PageRetry(QObject):
    """Calls `again` every few seconds after `failed`, until `loaded`. Lives as long as `view`."""

    def __init__(
        self,
        failed: SignalInstance,
        loaded: SignalInstance,
        session: SessionContext,
        view: QWidget,
        again: Callable[[], None],
    ) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._again = again
        self._failed_for: int | None = None  # seconds
        failed.connect(self._on_failed)
        loaded.connect(self._on_loaded)
        session.tick.second.connect(self._on_second)

    def _on_failed(self, _error: object) -> None:
        self._failed_for = 0

    def _on_loaded(self) -> None:
        self._failed_for = None

    def _on_second(self) -> None:
        if self._failed_for is None or self._session.feed.broken or not self._view.isVisible():
            return
        self._failed_for += 1
        if self._failed_for % AGAIN_AFTER == 0:
            self._again()
