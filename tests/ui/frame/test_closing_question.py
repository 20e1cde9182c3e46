"""What the question before closing says and when it is asked, with answers that come when the test lets them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.seats import SeatHand
from tickets.rules.words import State
from tickets.store.feed.connection_status import ConnectionStatus
from tickets.watch.registry import Remaining, Watching, enter, keep
from ui.frame.close_guard import CloseDialog, CloseGuard

UNKNOWN = "连不上数据库，不知道关闭后还有没有别的值守。"


@dataclass
class Pending:
    """The alerts that are not acknowledged."""

    count: int = 0

    def __bool__(self) -> bool:
        return bool(self.count)


class Alerts(QObject):
    """The alert centre: counts how often it was asked to bring the window back."""

    tray: object = None

    def __init__(self, main: QWidget) -> None:
        super().__init__(main)
        self.pending = Pending()
        self.main = main
        self.brought_back = 0

    def bring_back(self) -> None:
        """Show the window."""
        self.brought_back += 1
        self.main.show()


class Tray(QObject):
    """A place in the tray."""

    menu: object = None

    def setContextMenu(self, menu: object) -> None:  # noqa: N802
        """Keep the menu."""
        self.menu = menu


class Closing:
    """A window that asks before it closes."""

    def __init__(self, hands: SeatHand, qtbot: QtBot, tray: bool = False) -> None:
        self.hands = hands
        self.main = QWidget()
        self.alerts = Alerts(self.main)
        self.alerts.tray = Tray(self.main) if tray else None
        self.guard = CloseGuard(self.main, hands.session, self.alerts)  # type: ignore[arg-type]
        self.guard.is_tray_there = lambda: True
        hands.show(self.main, qtbot)
        self.alerts.brought_back = 0

    @property
    def dialog(self) -> CloseDialog:
        """The dialog shown."""
        assert self.guard.dialog is not None
        return self.guard.dialog

    @property
    def words(self) -> str | None:
        """What the dialog says; None without one."""
        return self.guard.dialog.words if self.guard.dialog is not None else None

    def second(self) -> None:
        """Let a second pass."""
        self.hands.session.tick.second.emit(self.hands.clock.advance(1))


@pytest.fixture
def closing(hands: SeatHand, qtbot: QtBot) -> Closing:
    return Closing(hands, qtbot)


def test_with_open_alerts_the_question_is_there_before_the_database_answers(closing: Closing, hand: Hand) -> None:
    hand.log()
    closing.alerts.pending.count = 1234
    assert not closing.main.close()
    dialog = closing.dialog
    assert dialog.words == "还有 1,234 条告警没有确认。\n正在看有没有别的值守……"
    assert not closing.main.close()
    assert closing.guard.dialog is dialog, "it asks once"
    closing.hands.settle()
    assert dialog.words == "还有 1,234 条告警没有确认。\n关闭后没有别的值守：1 张在办工单到点时不会有告警。"
    assert dialog.accessibleDescription() == dialog.words
    assert not closing.guard._patience.isActive()


def test_without_alerts_nothing_is_asked_until_the_database_answers(closing: Closing, hand: Hand) -> None:
    key = hand.log()
    other = QEvent(QEvent.Type.User)
    assert not closing.guard.eventFilter(closing.main, other), "other events reach the window"
    assert not closing.main.close()
    assert closing.words is None
    assert (closing.guard._patience.isActive(), closing.guard._patience.interval()) == (True, 1500)
    closing.hands.settle()
    assert closing.words == "关闭后没有别的值守：1 张在办工单到点时不会有告警。"
    closing.dialog.reject()
    assert key and closing.main.isVisible()


def test_with_alerts_it_is_asked_even_if_nothing_is_on_the_clock(closing: Closing, hand: Hand) -> None:
    hand.bring_to(State.CLOSED)
    closing.alerts.pending.count = 1
    closing.main.close()
    closing.hands.settle()
    assert closing.words == "还有 1 条告警没有确认。\n关闭后没有别的值守；现在没有什么在计时。"
    closing.dialog.end.click()
    assert (closing.main.isVisible(), closing.guard.dialog) == (False, None)


def test_with_another_watch_nothing_is_asked(closing: Closing, hand: Hand) -> None:
    hand.log()
    with hand.desk.store.writing() as connection:
        here = enter(connection, "hall", "host", hand.desk.now())
        keep(connection, replace(here, swept=hand.desk.now()))
    closing.main.close()
    closing.hands.settle()
    assert (closing.main.isVisible(), closing.words) == (False, None)


def test_at_the_end_of_the_desktop_session_nothing_is_asked_for_a_minute(
    closing: Closing, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    later: list[tuple[int, Callable[[], None]]] = []
    single_shot = SimpleNamespace(singleShot=lambda after, _owner, work: later.append((after, work)))
    monkeypatch.setattr("ui.frame.close_guard.QTimer", single_shot)
    hand.log()
    closing.guard._on_session_end(None)  # type: ignore[arg-type]
    assert closing.main.close()
    assert [after for after, _ in later] == [60_000]
    closing.main.show()
    later[0][1]()
    assert not closing.main.close(), "the session goes on after all"
    closing.hands.settle()
    assert closing.words is not None
    closing.dialog.reject()


def test_an_unreachable_server_is_not_asked(closing: Closing) -> None:
    closing.hands.session.feed.status = ConnectionStatus("db.donge", broken_at=closing.hands.clock.now)
    closing.main.close()
    assert (closing.words, closing.hands.session.background.pending) == (UNKNOWN, 0)
    assert not closing.guard._patience.isActive()
    closing.dialog.reject()


def test_an_answer_that_comes_after_going_back_or_closing_is_ignored(closing: Closing, hand: Hand) -> None:
    hand.log()
    closing.alerts.pending.count = 1
    closing.main.close()
    closing.dialog.back.click()
    assert not closing.guard._patience.isActive()
    closing.hands.settle()
    assert closing.words is None
    closing.alerts.pending.count = 0
    closing.main.close()
    closing.guard.end()  # the system ends the program meanwhile
    assert not closing.main.isVisible()
    closing.hands.settle()
    closing.guard._on_answer(closing.guard._asking, None)
    assert closing.words is None
    assert closing.alerts.brought_back == 1, "once, by the first question"


def test_the_other_watches_are_named_but_no_more_than_four(closing: Closing) -> None:
    now = closing.hands.session.now()
    started = Watching("hall-1", "host", now - timedelta(seconds=20), None)
    swept = replace(started, name="hall-2", swept=now - timedelta(seconds=3))
    for seats, said in (
        ((), "hall-1，20 秒前；hall-2，3 秒前。"),
        (("张三", "李四"), "hall-1，20 秒前；hall-2，3 秒前；张三的座席；李四的座席。"),
        (("张三", "李四", "王五"), "hall-1，20 秒前；hall-2，3 秒前；张三的座席；李四的座席等。"),
    ):
        found = Remaining((started, swept), seats, {"ticket": 2})
        assert closing.guard._watch_words(found) == f"另有值守在运行：{said}"


def test_enter_goes_back_on_whichever_button_the_focus_is(closing: Closing, hand: Hand, qtbot: QtBot) -> None:
    hand.log()
    for press in range(2):
        closing.main.close()
        closing.hands.settle()
        dialog = closing.dialog
        qtbot.waitUntil(dialog.isActiveWindow)
        assert dialog.back.hasFocus()
        for _ in range(press):
            qtbot.keyClick(dialog, Qt.Key.Key_Tab)
        assert dialog.back.hasFocus() is (press == 0)
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Return)
        assert (closing.main.isVisible(), closing.guard.dialog) == (True, None)


def test_a_long_sentence_is_broken_and_the_dialog_stays_narrow(closing: Closing) -> None:
    dialog = CloseDialog(closing.main, tray=False)
    assert dialog.minimumWidth() == 480
    for words in (("还有 2 条告警没有确认。" * 20, ""), ("", "另有值守在运行。" * 20)):
        dialog.say(*words)
        assert dialog.width() < 800
    dialog.deleteLater()


@pytest.mark.parametrize(("tray", "there"), [(False, True), (True, False), (True, True)])
def test_the_tray_is_offered_where_there_is_one(
    hands: SeatHand, hand: Hand, qtbot: QtBot, tray: bool, there: bool
) -> None:
    closing = Closing(hands, qtbot, tray)
    closing.guard.is_tray_there = lambda: there
    hand.log()
    closing.main.close()
    hands.settle()
    assert closing.dialog.to_tray.isVisible() is (tray and there)
    closing.dialog.reject()


def test_a_window_in_the_tray_comes_back_only_when_the_tray_has_disappeared(
    hands: SeatHand, hand: Hand, qtbot: QtBot
) -> None:
    closing = Closing(hands, qtbot, tray=True)
    hand.log()
    closing.main.hide()
    closing.guard.is_tray_there = lambda: False
    closing.second()
    assert closing.alerts.brought_back == 0, "it was hidden by something else"
    closing.guard.is_tray_there = lambda: True
    closing.main.show()
    closing.main.close()
    hands.settle()
    closing.alerts.brought_back = 0
    closing.dialog.to_tray.click()
    assert (closing.main.isVisible(), closing.guard.dialog) == (False, None)
    assert not QApplication.quitOnLastWindowClosed()
    closing.second()
    assert closing.alerts.brought_back == 0
    closing.guard.is_tray_there = lambda: False
    closing.second()
    assert closing.alerts.brought_back == 1
    assert QApplication.quitOnLastWindowClosed()
    closing.second()
    assert closing.alerts.brought_back == 1, "it is visible"
    closing.main.hide()
    closing.second()
    assert closing.alerts.brought_back == 1, "it is in the tray no more"
    closing.guard.end()
    assert closing.alerts.brought_back == 2, "only a visible window ends the program when it is closed"
    assert not closing.main.isVisible()
