"""A session on a real database whose work is run only on request."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import HandClock
from tests.ui.kit.manual_worker import ManualWorker, manual_background
from tests.ui.showing import show_active
from tickets.errors import Unavailable
from tickets.service import TicketService
from tickets.store.rows import Who
from ui.runtime.feed_signals import FeedSignals
from ui.runtime.live_query import retry_failed_reads
from ui.runtime.session import SessionContext
from ui.runtime.tick import Tick


@dataclass
class SeatHand:
    """A session and the means to control its time."""

    session: SessionContext
    worker: ManualWorker
    clock: HandClock

    def settle(self) -> None:
        """Run all queued work, report changes, and run the work that follows from it."""
        self.worker.drain()
        while (changes := self.session.service.feed.poll()) is not None:
            self.session.feed.changed.emit(changes)
            self.worker.drain()

    def show(self, widget: QWidget, qtbot: QtBot) -> None:
        """Show a widget, make its window the active one, and let it read; it is closed with the test."""
        qtbot.addWidget(widget)
        show_active(widget, qtbot)
        self.settle()

    def press(
        self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key in a widget, and let all its effects happen."""
        QTest.keyClick(widget, key, modifier)
        self.settle()

    def of(self, who: Who, **session: Any) -> "SeatHand":
        """Return the same for another user, with other parts of the session."""
        return replace(self, session=replace(self.session, who=lambda: who, **session))


AWAY = "数据库暂时用不了，请稍后再试。"


def unavailable(*_given: object, **_named: object) -> NoReturn:
    """Fail as a query or a command does while the database can't be reached."""
    raise Unavailable(AWAY)


class HandTick(Tick):
    """A tick whose seconds are emitted by the test, with `second.emit`."""

    def _arm(self) -> None:
        """Set no timer."""


def seat_over(desk: TicketService, who: Who, clock: HandClock, folder: Path, parent: QObject) -> SeatHand:
    """Return a session whose queues, feed and clock are controlled by the test; its objects belong to `parent`.

    It receives changes from now on.
    """
    desk.feed.poll()
    background, worker = manual_background()
    feed, tick = FeedSignals(), HandTick(clock)
    retry_failed_reads(background, feed, tick)
    for held in (background, feed, tick):
        held.setParent(parent)
    preferences = QSettings(str(folder / "desk.ini"), QSettings.Format.IniFormat)
    return SeatHand(SessionContext(desk, background, feed, tick, preferences, lambda: who), worker, clock)
