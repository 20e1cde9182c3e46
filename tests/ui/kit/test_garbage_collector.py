"""Qt objects in garbage cycles are destroyed on the GUI thread, whichever thread made them."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from ui.kit import application
from ui.kit.application import GarbageCollector


@pytest.fixture
def collected() -> Iterator[None]:
    """Python's automatic collection, restored after the test."""
    gc.collect()
    gc.enable()
    yield
    gc.disable()
    gc.unfreeze()
    gc.collect()
    gc.freeze()  # as all tests begin: else each later collection looks at twice as many objects


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


@pytest.mark.parametrize(
    ("counts", "collected_age"),
    [((700, 10, 10), []), ((701, 10, 10), [0]), ((701, 11, 10), [1]), ((701, 11, 11), [2]), ((0, 0, 11), [2])],
)
def test_the_oldest_objects_whose_number_exceeds_pythons_limit_are_collected(
    collected: None, qapp: QObject, monkeypatch: pytest.MonkeyPatch, counts: tuple[int, ...], collected_age: list[int]
) -> None:
    parent, ages = QObject(), list[int]()
    collector = GarbageCollector(parent)
    monkeypatch.setattr(application.gc, "get_count", lambda: counts)
    monkeypatch.setattr(application.gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(application.gc, "collect", ages.append)
    collector.collect()
    monkeypatch.undo()
    assert ages == collected_age
