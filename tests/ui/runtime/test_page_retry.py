"""A list that is read page by page is read again some seconds after a failure, while somebody looks."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.seats import SeatHand
from tickets.store.feed.connection_status import ConnectionStatus
from ui.runtime.refresher import PageRetry


class Pages(QObject):
    failed = Signal(object)
    loaded = Signal()


class Retried:
    """A list whose reads fail, and the seconds that pass."""

    def __init__(self, hands: SeatHand, view: QWidget) -> None:
        self.hands, self.view = hands, view
        self.pages = Pages(view)
        self.reads = 0
        self.retry = PageRetry(self.pages.failed, self.pages.loaded, hands.session, view, self.read)

    def read(self) -> None:
        self.reads += 1

    def in_seconds(self, count: int) -> list[int]:
        """Return in which of the next seconds it is read again."""
        read = []
        for second in range(1, count + 1):
            before = self.reads
            self.hands.session.tick.second.emit(self.hands.clock.now)
            if self.reads > before:
                read.append(second)
        return read


@pytest.fixture
def retried(hands: SeatHand, qtbot: QtBot) -> Iterator[Retried]:
    view = QWidget()
    qtbot.addWidget(view)
    view.show()
    yield Retried(hands, view)


def test_a_failed_page_is_read_again_every_five_seconds_until_it_is_loaded(retried: Retried) -> None:
    assert retried.in_seconds(20) == []
    retried.pages.failed.emit(None)
    assert retried.in_seconds(12) == [5, 10]
    retried.pages.failed.emit(None)
    assert retried.in_seconds(5) == [5], "it is counted from the last failure on"
    retried.pages.loaded.emit()
    assert retried.in_seconds(20) == []


def test_a_failed_page_waits_while_nobody_looks_or_the_server_is_away(retried: Retried) -> None:
    feed = retried.hands.session.feed
    retried.pages.failed.emit(None)
    retried.view.hide()
    assert retried.in_seconds(20) == []
    retried.view.show()
    feed.status = ConnectionStatus("db", broken_at=retried.hands.clock.now)
    assert retried.in_seconds(20) == []
    feed.status = ConnectionStatus("db")
    assert retried.in_seconds(5) == [5]
