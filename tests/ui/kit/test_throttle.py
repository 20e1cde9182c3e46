"""Work that is wanted often is done at once, then after a rest, and never left out."""

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.kit import throttle
from ui.kit.throttle import Throttle


class Counter(QObject):
    """Counts how often the work was done."""

    def __init__(self) -> None:
        super().__init__()
        self.done = 0
        self.throttle = Throttle(self.work, self)

    def work(self) -> None:
        """Be done."""
        self.done += 1


@pytest.fixture
def counter(qapp: QObject) -> Counter:
    return Counter()


def test_what_is_wanted_for_the_first_time_is_done_at_once(counter: Counter) -> None:
    counter.throttle.want()
    assert counter.done == 1


def test_what_is_wanted_many_times_is_done_once_more_after_the_rest(counter: Counter) -> None:
    for _ in range(50):
        counter.throttle.want()
    assert counter.done == 1
    counter.throttle.end_rest()
    assert counter.done == 2
    counter.throttle.end_rest()
    assert counter.done == 2


def test_the_rest_ends_by_itself(counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "REST_MS", (1, 2))
    counter.throttle.want()
    counter.throttle.want()
    qtbot.waitUntil(lambda: counter.done == 2)


def test_work_that_wants_itself_again_rests_first(counter: Counter) -> None:
    counter.throttle._work = lambda: (counter.work(), counter.throttle.want())
    counter.throttle.want()
    assert counter.done == 1
    counter.throttle.end_rest()
    assert counter.done == 2
