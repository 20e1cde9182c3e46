"""A failed read is repeated by itself, but not while the server is known to be unreachable."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QObject

from tests.desk_fixtures import START, HandClock
from tests.ui.kit.manual_worker import ManualWorker, manual_background
from tests.ui.seats import HandTick
from tickets.errors import Unavailable
from tickets.store.feed.connection_status import ConnectionStatus
from ui.runtime.feed_signals import FeedSignals
from ui.runtime.live_query import retry_failed_reads

WELL, AWAY = ConnectionStatus("db"), ConnectionStatus("db", broken_at=START)


@dataclass
class Reader:
    """Reads that fail while `broken`."""

    worker: ManualWorker
    feed: FeedSignals
    tick: HandTick
    broken: bool = True
    asked: int = 0
    seen: list[Any] = field(default_factory=list)

    def read(self) -> str:
        self.asked += 1
        if self.broken:
            raise Unavailable("连不上。")
        return "read"

    def second(self) -> None:
        self.tick.second.emit(START)
        self.worker.drain()


@pytest.fixture
def reader(qapp: QObject) -> Iterator[Reader]:
    background, worker = manual_background()
    feed, tick = FeedSignals(), HandTick(HandClock())
    parts = (background, feed, tick)
    retry_failed_reads(background, feed, tick)
    reader = Reader(worker, feed, tick)
    background.latest("alerts", reader.read, reader.seen.append, drop_running=False)
    worker.drain()
    yield reader
    assert parts


def test_a_failed_read_is_repeated_within_a_second(reader: Reader) -> None:
    reader.second()
    assert reader.seen == []
    reader.broken = False
    reader.second()
    assert reader.seen == ["read"]


def test_while_the_server_is_unreachable_nothing_is_read_and_its_return_reads_at_once(reader: Reader) -> None:
    reader.feed._leave = [lambda: None]
    reader.feed._repeat_status(AWAY)
    reader.broken = False
    for _ in range(3):
        reader.second()
    assert (reader.asked, reader.seen) == (1, [])
    reader.feed._repeat_status(WELL)
    reader.worker.drain()
    assert reader.seen == ["read"]
