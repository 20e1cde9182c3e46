"""The watch without a window: what it writes, and that it ends when told."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest

from tests.desk_fixtures import Hand
from tickets.actions.intake import CallDetails, Report, log_call
from tickets.alerts import watch as watch_module
from tickets.alerts.service import run_watch
from tickets.desk import Desk
from tickets.errors import Unavailable
from tickets.rules.instants import utc_now
from tickets.store.schema import open_store

PATIENCE = 10


class Paper(StringIO):
    """What is written, with a way to wait for it."""

    def __init__(self) -> None:
        super().__init__()
        self._written = threading.Condition()

    def write(self, text: str) -> int:
        """Write, and wake who waits."""
        with self._written:
            count = super().write(text)
            self._written.notify_all()
        return count

    def says(self, *words: str) -> bool:
        """Return whether one line has all these words, now or before long."""

        def written() -> bool:
            return any(all(word in line for word in words) for line in self.getvalue().splitlines())

        with self._written:
            return self._written.wait_for(written, PATIENCE)


@pytest.fixture
def real_hand(desk_url: str) -> Iterator[Hand]:
    """Somebody at a desk under the machine's own clock."""
    desk = Desk(open_store(desk_url), utc_now)
    yield Hand(desk)
    desk.close()


@pytest.fixture
def watching(desk_url: str) -> Iterator[Callable[..., Paper]]:
    """Starts the watch on a desk of its own and returns what it writes on."""
    stop, running = threading.Event(), list[tuple[threading.Thread, Desk, list[int]]]()

    def start(heartbeat: int | None = None) -> Paper:
        desk, paper, codes = Desk(open_store(desk_url)), Paper(), list[int]()
        thread = threading.Thread(target=lambda: codes.append(run_watch(desk, stop, heartbeat, paper)))
        thread.start()
        running.append((thread, desk, codes))
        return paper

    yield start
    stop.set()
    for thread, desk, codes in running:
        thread.join(PATIENCE)
        assert codes == [0]
        desk.close()


def overdue(hand: Hand, minutes: int) -> str:
    """Log a call made some minutes ago and return its number."""
    at = datetime.now(UTC) - timedelta(minutes=minutes)
    call = CallDetails(phone="13800000000", words="路上冒水", at=at)
    return hand.ticket(hand.do(log_call(call, Report("visible_leak")))).number


def test_a_line_is_written_for_each_alert(real_hand: Hand, watching: Callable[..., Paper]) -> None:
    paper = watching()
    assert paper.says("开始值守")
    number = overdue(real_hand, minutes=11)
    assert paper.says(number, "受理", "临期", "调度员")
    assert paper.says(number, "受理", "超时", "接线员")


def test_what_was_missed_long_ago_is_one_line(real_hand: Hand, watching: Callable[..., Paper]) -> None:
    overdue(real_hand, minutes=600)
    paper = watching()
    assert paper.says("汇总 5 条旧告警")


def test_alerts_of_another_watch_are_written_too(real_hand: Hand, watching: Callable[..., Paper]) -> None:
    papers = [watching(), watching()]
    assert all(paper.says("开始值守") for paper in papers)
    number = overdue(real_hand, minutes=8)
    assert all(paper.says(number, "临期") for paper in papers)


def test_a_heartbeat_is_written_when_asked_for(watching: Callable[..., Paper]) -> None:
    paper = watching(heartbeat=1)
    assert paper.says("值守中", "上次查", "没有待到期的")


def test_the_end_is_written(real_hand: Hand) -> None:
    stop, paper = threading.Event(), Paper()
    stop.set()
    assert run_watch(real_hand.desk, stop, out=paper) == 0
    assert paper.getvalue().splitlines()[-1].endswith("结束值守")


def test_trouble_is_written_when_it_begins_and_when_it_ends(real_hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_module, "HEARTBEAT_SECONDS", 0.05)
    stop, paper, desk = threading.Event(), Paper(), real_hand.desk

    def fail() -> None:
        raise Unavailable("磁盘已满，没有保存。")

    thread = threading.Thread(target=run_watch, args=(desk, stop, None, paper))
    with monkeypatch.context() as broken:
        broken.setattr(desk, "sweep", fail)
        thread.start()
        assert paper.says("磁盘已满")
    assert paper.says("恢复值守")
    stop.set()
    thread.join(PATIENCE)
    assert paper.getvalue().count("磁盘已满") == 1
