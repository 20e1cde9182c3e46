"""Qt objects in garbage cycles are destroyed on the GUI thread, whichever thread made them."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from ui.kit.application import GarbageCollector


@pytest.fixture
def collected() -> Iterator[None]:
    """Python's automatic collection, restored after the test."""
    gc.collect()
    gc.enable()
    yield
    gc.unfreeze()
    gc.disable()


class Knot(QObject):
    """Refers to itself."""

    def __init__(self) -> None:
        super().__init__()
        self.knot = self


def ended_on(made: list[threading.Thread]) -> None:
    """Create and drop a cycle; the thread that destroyed it is recorded in `made`."""
    knot = Knot()
    knot.destroyed.connect(lambda: made.append(threading.current_thread()), Qt.ConnectionType.DirectConnection)


def litter() -> None:
    """Create far more garbage cycles than Python's thresholds."""
    for _ in range(200_000):
        cycle: list[object] = []
        cycle.append(cycle)


def test_garbage_of_a_worker_thread_is_collected_on_the_main_thread(collected: None, qtbot: QtBot) -> None:
    parent = QObject()
    collector = GarbageCollector(parent)
    ended: list[threading.Thread] = []
    ended_on(ended)
    worker = threading.Thread(target=litter)
    worker.start()
    worker.join()
    assert ended == []
    qtbot.waitUntil(lambda: bool(ended), timeout=60_000)
    assert ended == [threading.main_thread()]
    del collector


def test_without_the_collector_a_worker_thread_would_destroy_the_object(collected: None, qapp: QObject) -> None:
    ended: list[threading.Thread] = []
    ended_on(ended)
    worker = threading.Thread(target=litter)
    worker.start()
    worker.join()
    assert ended == [worker]
