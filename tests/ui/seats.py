"""A seat over a real desk whose work waits until the test lets it happen."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSettings

from tests.desk_fixtures import HandClock
from tests.ui.kit.lanes import ManualLane, manual_background
from tickets.service import TicketService
from tickets.store.rows import Who
from ui.runtime.failed_read_retry import FailedReadRetry
from ui.runtime.feed_signals import FeedSignals
from ui.runtime.session import SessionContext
from ui.runtime.tick import Tick


@dataclass
class SeatHand:
    """A seat and the means to let time pass at it."""

    seat: SessionContext
    lane: ManualLane
    clock: HandClock

    def settle(self) -> None:
        """Do all work that waits, tell what changed, and do the work that follows from it."""
        self.lane.drain()
        while (changes := self.seat.desk.feed.poll()) is not None:
            self.seat.feed.changed.emit(changes)
            self.lane.drain()


class HandTick(Tick):
    """A tick whose seconds are told by hand, with `second.emit`."""

    def _arm(self) -> None:
        """Set no timer."""


def seat_over(desk: TicketService, who: Who, clock: HandClock, folder: Path, parent: QObject) -> SeatHand:
    """Return a seat whose lanes, feed and clock are driven by hand; its objects belong to `parent`.

    It hears of what changes from now on.
    """
    desk.feed.poll()
    background, lane = manual_background()
    feed, tick = FeedSignals(), HandTick(clock)
    for held in (background, feed, tick, FailedReadRetry(background, feed, tick)):
        held.setParent(parent)
    preferences = QSettings(str(folder / "desk.ini"), QSettings.Format.IniFormat)
    return SeatHand(SessionContext(desk, background, feed, tick, preferences, lambda: who), lane, clock)
