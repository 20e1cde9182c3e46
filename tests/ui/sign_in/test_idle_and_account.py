"""What is watched while somebody is signed in: whether the window is used, and whether the account still exists."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import HandClock
from tests.ui.seats import HandTick, SeatHand
from tickets.accounts.authenticator import Person
from tickets.rules.words import Role
from ui.sign_in.account_monitor import LOOK_EVERY, AccountMonitor
from ui.sign_in.idle_timer import IdleTimer


@dataclass
class Idle:
    """A window that locks after five minutes."""

    window: QWidget
    timer: IdleTimer
    tick: HandTick
    clock: HandClock
    locked: int = 0

    def after(self, seconds: int) -> bool:
        """Let seconds pass and return whether the window was locked at their end."""
        self.clock.advance(seconds)
        before = self.locked
        self.tick.second.emit(self.clock.now)
        return self.locked > before


@pytest.fixture
def idle(clock: HandClock, qtbot: QtBot) -> Idle:
    window = QWidget()
    qtbot.addWidget(window)
    tick = HandTick(clock, window)
    idle = Idle(window, IdleTimer(tick, window), tick, clock)
    idle.timer.allow(5)

    def lock() -> None:
        idle.locked += 1

    idle.timer.too_long.connect(lock)
    window.show()
    qtbot.waitExposed(window)
    return idle


def test_the_minutes_begin_with_the_first_second_of_use_and_end_exactly(idle: Idle) -> None:
    assert not idle.after(290), "opening the window is use"
    assert not idle.after(299)
    assert idle.after(1)
    assert not idle.after(1), "it is counted from the lock on"
    assert idle.after(299)
    idle.timer.allow(0)
    assert not idle.after(100_000)


def test_any_key_click_or_composed_text_is_use_and_reaches_the_window(idle: Idle) -> None:
    idle.after(0)
    handle = idle.window.windowHandle()
    method = QGuiApplication.inputMethod()
    for use in (
        lambda: QTest.keyClick(handle, Qt.Key.Key_A),
        lambda: QTest.mouseMove(handle),
        lambda: QTest.mouseClick(handle, Qt.MouseButton.LeftButton),
        method.cursorRectangleChanged.emit,
    ):
        assert not idle.after(299)
        use()
        assert not idle.after(0)
    assert not idle.after(299)
    assert idle.after(1)
    assert not idle.timer.eventFilter(handle, QEvent(QEvent.Type.KeyPress)), "it only looks"


def test_a_clock_set_back_does_not_lengthen_the_minutes_and_signing_in_begins_them_anew(idle: Idle) -> None:
    idle.after(0)
    assert not idle.after(-3600)
    assert not idle.after(299)
    idle.timer.start_over()
    assert not idle.after(299)
    assert idle.after(1)


LI = Person(7, "李红", frozenset({Role.OPERATOR}), "li")
WANG = Person(8, "王五", frozenset({Role.OPERATOR}), "wang")


class Accounts:
    """Stands for the authenticator: answers with the accounts that exist."""

    def __init__(self) -> None:
        self.known = {LI.id: LI, WANG.id: WANG}
        self.asked: list[int] = []

    def account(self, key: int) -> Person | None:
        self.asked.append(key)
        return self.known.get(key)


@pytest.fixture
def accounts() -> Accounts:
    return Accounts()


@pytest.fixture
def monitor(accounts: Accounts, hands: SeatHand) -> Iterator[AccountMonitor]:
    parent = QObject()
    yield AccountMonitor(accounts, hands.session, LI, parent)  # type: ignore[arg-type]
    parent.deleteLater()


def seconds(hands: SeatHand, count: int) -> None:
    for _ in range(count):
        hands.session.tick.second.emit(hands.clock.now)
    hands.settle()


def test_the_account_is_looked_at_every_minute_from_the_sign_in_on(
    monitor: AccountMonitor, accounts: Accounts, hands: SeatHand
) -> None:
    for _ in range(2):
        seconds(hands, LOOK_EVERY - 1)
        asked = len(accounts.asked)
        seconds(hands, 1)
        assert len(accounts.asked) == asked + 1
    seconds(hands, LOOK_EVERY - 1)
    monitor.follow(WANG)
    seconds(hands, LOOK_EVERY - 1)
    assert accounts.asked == [LI.id] * 2
    seconds(hands, 1)
    assert accounts.asked == [LI.id, LI.id, WANG.id]


def test_a_change_or_the_end_of_an_account_is_told_about_the_present_person_only(
    monitor: AccountMonitor, accounts: Accounts, hands: SeatHand
) -> None:
    told: list[tuple[str, Person]] = []
    monitor.changed.connect(lambda person: told.append(("changed", person)))
    monitor.ended.connect(lambda person: told.append(("ended", person)))
    seconds(hands, LOOK_EVERY)
    assert told == [], "it is as it was"
    promoted = replace(LI, roles=frozenset({Role.DISPATCHER}))
    accounts.known[LI.id] = promoted
    for _ in range(2):
        seconds(hands, LOOK_EVERY)
    assert told == [("changed", promoted)]
    del accounts.known[LI.id]
    for _ in range(LOOK_EVERY):
        hands.session.tick.second.emit(hands.clock.now)
    hands.worker.work()  # run on the worker, not delivered yet
    monitor.follow(WANG)
    hands.settle()
    assert told[1:] == [], "somebody else has signed in meanwhile"
    monitor.follow(promoted)
    seconds(hands, LOOK_EVERY)
    assert told[1:] == [("ended", promoted)]
