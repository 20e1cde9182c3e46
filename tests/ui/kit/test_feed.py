"""Committed changes are emitted on the GUI thread."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import START
from tickets.store.feed.connection_status import ConnectionStatus
from ui.runtime.feed_signals import FeedSignals


class HandFeed:
    def __init__(self) -> None:
        self.listeners: list[Callable[[object], None]] = []
        self.followers: list[Callable[[object], None]] = []

    def subscribe(self, listener: Callable[[object], None], /) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def follow_status(self, follower: Callable[[object], None], /) -> Callable[[], None]:
        self.followers.append(follower)
        return lambda: self.followers.remove(follower)

    def say(self, changes: object) -> None:
        def call() -> None:
            for listener in list(self.listeners):
                listener(changes)

        thread = threading.Thread(target=call)
        thread.start()
        thread.join()


def test_changes_from_another_thread_arrive_on_the_gui_thread(qtbot: QtBot) -> None:
    feed, signals = HandFeed(), FeedSignals()
    emitted: list[tuple[object, threading.Thread]] = []
    signals.changed.connect(lambda changes: emitted.append((changes, threading.current_thread())))
    signals.start(feed)
    feed.say("a")
    assert emitted == []
    qtbot.waitUntil(lambda: bool(emitted))
    assert emitted == [("a", threading.main_thread())]


def test_after_stopping_nothing_is_emitted_not_even_pending_changes(qtbot: QtBot) -> None:
    feed, signals = HandFeed(), FeedSignals()
    emitted: list[object] = []
    signals.changed.connect(emitted.append)
    signals.start(feed)
    feed.say("a")
    signals.stop()
    QCoreApplication.processEvents()
    assert emitted == []
    assert feed.listeners == []


def test_it_listens_to_one_feed_at_a_time(qtbot: QtBot) -> None:
    first, second, signals = HandFeed(), HandFeed(), FeedSignals()
    signals.start(first)
    signals.start(second)
    assert (len(first.listeners), len(second.listeners)) == (0, 1)
    signals.stop()


def test_the_connection_status_arrives_on_the_gui_thread_and_restoring_is_signalled_once(qtbot: QtBot) -> None:
    feed, signals = HandFeed(), FeedSignals()
    lines: list[ConnectionStatus | None] = []
    returns: list[bool] = []
    signals.status_changed.connect(lines.append)
    signals.restored.connect(lambda: returns.append(True))
    signals.start(feed)
    well, broken = ConnectionStatus("desk"), ConnectionStatus("desk", broken_at=START)
    for line in (well, broken, well, well):
        feed.followers[0](line)
    assert lines == []
    qtbot.waitUntil(lambda: len(lines) == 4)
    assert lines == [well, broken, well, well]
    assert signals.status == well
    assert returns == [True]
    signals.stop()
    assert feed.followers == []
