"""A live query runs again after relevant changes, at a limited rate, and misses no change."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.seats import SeatHand
from tickets.errors import Unavailable
from tickets.store.feed.changes import Changes
from tickets.store.feed.connection_status import ConnectionStatus
from ui.runtime.live_query import LiveQuery
from ui.runtime.refresher import AT_ONCE, EVERYTHING, NOW_AND_THEN

CREWS = frozenset({"crews"})


class Screen(QObject):
    """Queries which tickets have changed, and stores the results; the query fails while `broken`."""

    def __init__(
        self, hands: SeatHand, parent: QObject, view: QWidget | None = None, rest: tuple[int, int] = AT_ONCE
    ) -> None:
        super().__init__(parent)
        self.hands = hands
        self.asked: list[Changes] = []
        self.shown: list[Changes] = []
        self.broken = False
        self.nothing_to_ask = False
        self.live = LiveQuery(
            hands.session, "screen", self.ask, self.shown.append, self, arguments=self.arguments, tables=CREWS,
            concerns=lambda changes: bool(changes.tickets), view=view, rest=rest,
        )  # fmt: skip

    def arguments(self, changes: Changes) -> tuple[Changes] | None:
        """Return the arguments of the query."""
        return None if self.nothing_to_ask else (changes,)

    def ask(self, changes: Changes) -> Changes:
        """Return the arguments as the result."""
        self.asked.append(changes)
        if self.broken:
            raise Unavailable("连不上。")
        return changes

    def emit(self, *changes: Changes) -> None:
        """Let the feed report these changes."""
        for change in changes:
            self.hands.session.feed.changed.emit(change)


def tickets(*ids: int) -> Changes:
    return Changes(frozenset(ids), frozenset({"tickets"}))


@pytest.fixture
def make(hands: SeatHand) -> Iterator[Callable[..., Screen]]:
    parent = QObject()
    yield lambda **named: Screen(hands, parent, **named)
    parent.deleteLater()


@pytest.fixture
def view(qtbot: QtBot) -> QWidget:
    view = QWidget()
    qtbot.addWidget(view)
    return view


def test_the_first_query_reads_everything_and_later_ones_only_relevant_changes(
    make: Callable[..., Screen], hands: SeatHand
) -> None:
    screen = make()
    screen.live.refresh()
    hands.settle()
    screen.emit(Changes(tables=frozenset({"places"})))
    hands.settle()
    assert screen.shown == [EVERYTHING]
    for change in (Changes(tables=CREWS), tickets(7), Changes(lost=True)):
        screen.emit(change)
        hands.settle()
    assert screen.shown == [EVERYTHING, Changes(tables=CREWS), tickets(7), EVERYTHING]


def test_many_changes_lead_to_one_query_about_all_of_them(make: Callable[..., Screen], hands: SeatHand) -> None:
    screen = make()
    screen.emit(*(tickets(id_) for id_ in range(50)))
    hands.settle()
    assert screen.asked == [tickets(*range(50))]
    screen.emit(tickets(99))
    hands.settle()
    assert screen.asked[1:] == [tickets(99)], "what has been answered is not asked again"


def test_changes_of_a_failed_query_are_part_of_the_next(make: Callable[..., Screen], hands: SeatHand) -> None:
    screen = make()
    errors: list[object] = []
    hands.session.background.unhandled.connect(errors.append)
    screen.broken = True
    for id_ in (1, 2):
        screen.emit(tickets(id_))
        hands.settle()
    assert screen.live.is_failing
    assert (len(errors), screen.shown) == (1, [])
    screen.broken = False
    hands.session.tick.second.emit(hands.clock.now)
    hands.settle()
    assert screen.shown == [tickets(1, 2)]
    assert not screen.live.is_failing


def test_while_hidden_no_query_is_sent_and_showing_sends_one(
    make: Callable[..., Screen], hands: SeatHand, view: QWidget
) -> None:
    screen = make(view=view, rest=(60_000, 60_000))
    screen.emit(tickets(1), tickets(2))
    hands.settle()
    assert screen.asked == []
    view.show()
    hands.settle()
    assert screen.asked == [tickets(1, 2)]
    view.hide()
    screen.emit(tickets(3))
    view.show()
    hands.settle()
    assert screen.asked[1:] == [tickets(3)], "somebody looks: the rest is over"
    view.hide()
    view.show()
    hands.settle()
    assert len(screen.asked) == 2, "nothing has changed"
    for change in (tickets(4), tickets(5)):
        screen.emit(change)
        hands.settle()
    view.resize(view.width() + 8, view.height())
    QApplication.processEvents()
    hands.settle()
    assert screen.asked[2:] == [tickets(4)], "it rests, and only showing ends that"
    screen.live.refresher.end_rest()
    hands.settle()
    assert screen.asked[3:] == [tickets(5)]


def test_after_an_answer_it_pauses_and_then_queries_all_changes_since(
    make: Callable[..., Screen], hands: SeatHand, qtbot: QtBot
) -> None:
    screen = make(rest=(60_000, 60_000))
    for id_ in range(10):
        screen.emit(tickets(id_))
        hands.settle()
    assert screen.asked == [tickets(0)]
    screen.live.refresher.end_rest()
    hands.settle()
    assert screen.asked[1:] == [tickets(*range(1, 10))]
    screen.live.refresher.end_rest()
    hands.settle()
    assert len(screen.asked) == 2
    brief = make(rest=(1, 2))
    brief.emit(tickets(1), tickets(2))
    qtbot.waitUntil(lambda: not brief.live.refresher.is_due)


def test_an_unreachable_server_is_queried_when_it_is_back(make: Callable[..., Screen], hands: SeatHand) -> None:
    screen = make()
    feed = hands.session.feed
    feed.status = ConnectionStatus("db", broken_at=hands.clock.now)
    screen.emit(tickets(1))
    hands.settle()
    assert screen.asked == []
    feed.status = ConnectionStatus("db")
    feed.restored.emit()
    hands.settle()
    assert screen.asked == [tickets(1)]


def test_after_a_refresh_the_answer_to_an_older_query_is_dropped(make: Callable[..., Screen], hands: SeatHand) -> None:
    screen = make()
    screen.emit(tickets(1))
    hands.worker.work()  # run on the worker, not delivered yet
    screen.live.refresh()
    hands.settle()
    assert screen.asked == [tickets(1), Changes(frozenset({1}), frozenset({"tickets"}), lost=True)]
    assert screen.shown == screen.asked[1:]


def test_after_a_refresh_the_answers_to_all_older_queries_are_dropped(
    make: Callable[..., Screen], hands: SeatHand
) -> None:
    screen = make()
    screen.emit(tickets(1))
    hands.worker.work()  # run on the worker, not delivered yet
    screen.emit(tickets(2))  # doesn't drop the first query
    screen.live.refresh()
    QCoreApplication.processEvents()
    assert screen.shown == []
    hands.settle()
    assert screen.shown == [Changes(frozenset({1, 2}), frozenset({"tickets"}), lost=True)]


def test_the_answer_to_an_older_query_leaves_newer_changes_pending(
    make: Callable[..., Screen], hands: SeatHand
) -> None:
    screen = make()
    screen.emit(tickets(1))
    hands.worker.work()  # run on the worker, not delivered yet
    screen.emit(tickets(2))
    QCoreApplication.processEvents()
    assert screen.shown == [tickets(1)]
    screen.emit(tickets(3))  # replaces the query about 2, which has not begun
    hands.settle()
    assert screen.asked[1:] == [tickets(1, 2, 3)]


def test_without_a_need_no_query_is_sent_and_changes_are_not_kept(make: Callable[..., Screen], hands: SeatHand) -> None:
    screen = make()
    screen.nothing_to_ask = True
    screen.live.refresh()
    screen.emit(tickets(1))
    hands.settle()
    assert screen.asked == []
    screen.nothing_to_ask = False
    screen.emit(tickets(2))
    hands.settle()
    assert screen.asked == [tickets(2)]


def test_workstations_that_saw_the_same_change_read_again_at_different_moments(
    make: Callable[..., Screen], hands: SeatHand, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[int, int]] = []
    monkeypatch.setattr("random.randint", lambda least, most: drawn.append((least, most)) or most)
    screen = make(rest=NOW_AND_THEN)
    screen.emit(tickets(1))
    hands.settle()
    assert drawn == [(800, 1300)], "milliseconds"
    assert screen.live.refresher._resting.interval() == 1300
