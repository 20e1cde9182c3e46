import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.seats import SeatHand
from tickets.backup import ledger
from tickets.rules.backups import OLD_AFTER
from tickets.service import TicketService
from tickets.store.feed.connection_status import ConnectionStatus
from ui.frame.backup_age import BackupButton


@pytest.fixture
def button(hands: SeatHand, qtbot: QtBot) -> BackupButton:
    button = BackupButton(hands.session)
    qtbot.addWidget(button)
    hands.settle()
    return button


def back_up(desk: TicketService) -> None:
    with desk.store.writing() as connection:
        ledger.end(connection, ledger.begin(connection, "manual", "h", desk.now()), desk.now(), "/b/x.zip", 1)


def pass_time(button: BackupButton, hands: SeatHand, clock: HandClock, seconds: float) -> None:
    clock.advance(seconds)
    for _ in range(60):
        hands.session.tick.second.emit(clock.now)
    hands.settle()


def test_the_backup_age_is_shown_and_marked_overdue_after_a_missed_night(
    button: BackupButton, hands: SeatHand, desk: TicketService, clock: HandClock
) -> None:
    back_up(desk)
    pass_time(button, hands, clock, 6 * 3600)
    assert (button.accessibleName(), button.property("tone")) == ("备份 6 小时前", "")
    pass_time(button, hands, clock, OLD_AFTER - 6 * 3600)
    assert (button.accessibleName(), button.property("tone")) == ("备份 26 小时前", "")
    pass_time(button, hands, clock, 1)
    assert (button.accessibleName(), button.property("tone")) == ("备份已过 26 小时", "overdue")
    pass_time(button, hands, clock, 48 * 3600)
    assert button.accessibleName() == "备份已过 3 天"


def test_a_new_desk_without_a_backup_is_marked_overdue_only_after_a_day_of_work(
    button: BackupButton, hands: SeatHand, hand: Hand, clock: HandClock
) -> None:
    hand.log()
    pass_time(button, hands, clock, 60)
    assert (button.accessibleName(), button.property("tone")) == ("没有备份", "")  # the crews were made a day before
    pass_time(button, hands, clock, 3 * 3600)
    assert (button.accessibleName(), button.property("tone")) == ("没有备份", "overdue")
    assert button.toolTip() == "还没有一份备份。按 Shift+F6 看怎么备份。"
    back_up(hand.desk)
    pass_time(button, hands, clock, 60)
    assert button.accessibleName() == "备份 1 分钟前"
    assert button.toolTip().startswith("最近一份核对过的备份：2026-01-20 13:01:00 周二。超过 26 小时变红。")


def test_an_old_desk_without_a_backup_is_not_marked_overdue_before_one_could_be_made(
    hand: Hand, hands: SeatHand, clock: HandClock, qtbot: QtBot
) -> None:
    hand.log()
    clock.advance(days=30)
    button = BackupButton(hands.session)
    qtbot.addWidget(button)
    hands.settle()
    assert (button.accessibleName(), button.property("tone")) == ("没有备份", "")
    pass_time(button, hands, clock, 15 * 60)
    assert button.property("tone") == ""
    pass_time(button, hands, clock, 1)
    assert (button.accessibleName(), button.property("tone")) == ("没有备份", "overdue")


def test_a_failed_backup_does_not_count_for_the_backup_age(
    button: BackupButton, hands: SeatHand, desk: TicketService, clock: HandClock
) -> None:
    back_up(desk)
    clock.advance(hours=30)
    with desk.store.writing() as connection:
        key = ledger.begin(connection, "nightly", "h", clock())
        ledger.fail(connection, key, clock(), "磁盘已满。")
    pass_time(button, hands, clock, 0)
    assert button.accessibleName() == "备份已过 30 小时"


def test_a_key_opens_the_backup_page(button: BackupButton, hands: SeatHand, qtbot: QtBot) -> None:
    button.show()
    qtbot.waitExposed(button)
    button.activateWindow()
    hands.settle()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier, "", True)
    with qtbot.assertNotEmitted(button.clicked):
        QApplication.sendEvent(button, held)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "1 分钟"), (0, "1 分钟"), (119, "1 分钟"), (59 * 60, "59 分钟"), (3599, "59 分钟"), (3600, "1 小时"),
        (3 * 86400 - 1, "71 小时"), (3 * 86400, "3 天"), (10 * 86400, "10 天"),
    ],
)  # fmt: skip
def test_the_age_of_a_backup_is_given_in_one_unit(button: BackupButton, seconds: int, words: str) -> None:
    assert button._ago(seconds) == words


def test_the_backup_age_is_read_once_a_minute_unless_the_server_is_away(
    button: BackupButton, hands: SeatHand, clock: HandClock
) -> None:
    def reads_in(seconds: int) -> int:
        for _ in range(seconds):
            hands.session.tick.second.emit(clock.advance(1))
        count = hands.session.background.pending
        hands.settle()
        return count

    assert [reads_in(seconds) for seconds in (59, 1, 59, 1)] == [0, 1, 0, 1]
    hands.session.feed.status = ConnectionStatus("db.donge", broken_at=clock.now)
    assert reads_in(180) == 0
    hands.session.feed.status = None
    assert [reads_in(seconds) for seconds in (59, 1)] == [0, 1]
