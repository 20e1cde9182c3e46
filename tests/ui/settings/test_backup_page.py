import shlex
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import HandClock
from tests.ui.seats import SeatHand
from tickets.backup import ledger
from tickets.backup.plan import FILE, BackupSchedule, load_plan, save_plan
from tickets.errors import Unavailable, Unexpected
from tickets.rules.words import Role
from tickets.store.rows import Who
from ui.kit.labels import Words
from ui.settings import backup_plan
from ui.settings.backup_list import MAIN
from ui.settings.settings_desk import BackupPage

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(hands: SeatHand, qtbot: QtBot) -> BackupPage:
    page = BackupPage(hands.session)
    hands.show(page, qtbot)
    return page


def notices(page: BackupPage) -> str:
    return " ".join(words.text() for words in page.now.findChildren(Words) if words.isVisibleTo(page))


def made_in(folder: Path) -> list[Path]:
    return sorted((folder / "backups").glob("*.backup.zip"))


def test_one_key_makes_a_backup_and_the_page_shows_where_it_is_and_how_to_restore_it(
    page: BackupPage, hands: SeatHand, tmp_path: Path, qtbot: QtBot
) -> None:
    assert "还没有" in notices(page)
    hands.press(page, Qt.Key.Key_B, CTRL)
    (made,) = made_in(tmp_path)
    assert str(made) in notices(page)
    assert "核对过" in notices(page)
    assert "秒前" not in notices(page), "it would stand there for hours; the strip tells the age"
    qtbot.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    copied = QGuiApplication.clipboard().text()
    database = hands.session.service.store.engine.url.database
    assert copied == f'"{sys.executable}" "{MAIN}" restore "{made}" --db "sqlite:///{database}"'


def test_the_copy_key_copies_error_details_even_beside_a_restorable_backup(
    page: BackupPage, hands: SeatHand, qtbot: QtBot
) -> None:
    hands.press(page, Qt.Key.Key_B, CTRL)
    page.now._error.say(Unexpected("程序出了错。", "KeyError: 7"))
    for _ in range(2):
        QGuiApplication.clipboard().setText("")
        qtbot.keyClick(page, Qt.Key.Key_C, CTRL | SHIFT)
        assert "KeyError: 7" in QGuiApplication.clipboard().text()


def test_a_malicious_backup_path_from_another_seat_is_quoted_in_the_restore_command(
    page: BackupPage, hands: SeatHand, clock: HandClock, qtbot: QtBot
) -> None:
    path = '/b/$(touch x)`id`"; id; "\'!x.backup.zip'
    with hands.session.service.store.writing() as connection:
        ledger.end(connection, ledger.begin(connection, "command", "h", clock.now), clock.now, path, 1)
    page.list.refresh()
    hands.settle()
    qtbot.keyClick(page, Qt.Key.Key_R, ALT)
    words = shlex.split(QGuiApplication.clipboard().text())
    assert words[:4] == [sys.executable, str(MAIN), "restore", path]
    assert shlex.quote(path) in QGuiApplication.clipboard().text()


def test_no_command_is_given_for_a_path_with_a_line_end(
    page: BackupPage, hands: SeatHand, clock: HandClock, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("before")
    with hands.session.service.store.writing() as connection:
        ledger.end(connection, ledger.begin(connection, "command", "h", clock.now), clock.now, "/b/x\nid\n", 1)
    page.list.refresh()
    hands.settle()
    qtbot.keyClick(page, Qt.Key.Key_R, ALT)
    assert QGuiApplication.clipboard().text() == "before"
    assert "不给出命令" in page.list._command.text()


def test_a_backup_under_way_shows_how_far_it_is_and_can_be_stopped(
    page: BackupPage, hands: SeatHand, tmp_path: Path, clock: HandClock, qtbot: QtBot
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_B, CTRL)
    assert page.now._bar.isVisibleTo(page)
    assert page.now._course is not None
    page.now._course.doing, page.now._course.share = "压缩", 0.4
    hands.session.tick.second.emit(clock.now)
    assert page.now._bar.text() == "压缩 40%"
    hands.press(page, Qt.Key.Key_K, CTRL)
    assert "已取消" in page.now._error.sentence
    assert list((tmp_path / "backups").iterdir()) == []
    assert hands.session.service.read(ledger.last_good) is None
    hands.press(page, Qt.Key.Key_B, CTRL)
    assert len(made_in(tmp_path)) == 1


def test_a_backup_that_the_night_has_made_is_there_when_the_page_is_opened_again(
    page: BackupPage, hands: SeatHand, clock: HandClock
) -> None:
    page.hide()
    with hands.session.service.store.writing() as connection:
        ledger.end(connection, ledger.begin(connection, "nightly", "h", clock.now), clock.now, "/b/night.zip", 1)
    page.show()
    hands.settle()
    assert "/b/night.zip" in notices(page)
    assert [row.path for row in page.list._model.rows] == ["/b/night.zip"]


def test_the_page_shows_in_words_what_went_wrong(page: BackupPage, hands: SeatHand, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("no folder")
    hands.press(page, Qt.Key.Key_B, CTRL)
    assert "文件夹" in page.now._error.sentence
    assert "文件夹" in page.now._trouble.text()
    assert page.now._trouble.property("tone") == "overdue"


def test_the_plan_is_saved_and_a_wrong_number_is_reported(
    page: BackupPage, hands: SeatHand, tmp_path: Path, qtbot: QtBot
) -> None:
    plan = page.plan
    plan._hour.widget.setText("25")
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    assert "0 到 23" in plan._error.sentence
    assert not (tmp_path / FILE).exists()
    plan._hour.widget.setText("4")
    plan._second.setText(str(tmp_path / "usb"))
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert load_plan(tmp_path, is_server=False) == BackupSchedule(tmp_path / "backups", tmp_path / "usb", hour=4)


def test_an_unreadable_plan_is_not_overwritten(
    hands: SeatHand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    file = tmp_path / FILE
    save_plan(tmp_path, BackupSchedule(tmp_path / "mine", hour=5))
    kept = file.read_text()

    def press(key: Qt.Key, with_: Qt.KeyboardModifier) -> None:
        hands.press(page, key, with_)

    with monkeypatch.context() as away:
        away.setattr(backup_plan, "load_plan", Mock(side_effect=Unavailable("读不了备份设置。")))
        page = BackupPage(hands.session)
        qtbot.addWidget(page)
        page.show()
        page.activateWindow()
        plan = page.plan
        qtbot.keyClick(page, Qt.Key.Key_S, CTRL)  # before it has been read
        hands.settle()
        assert plan._error.sentence == "读不了备份设置。"
        press(Qt.Key.Key_S, CTRL)
        press(Qt.Key.Key_N, ALT)
        assert not plan._folder.isEnabled() and not plan._anew.isVisibleTo(page)
    assert file.read_text() == kept
    press(Qt.Key.Key_A, ALT)
    assert (plan._hour.value(), plan._error.sentence) == (5, "")
    file.write_text("hour = 'five'")
    plan._read()
    hands.settle()
    assert "重新填写" in plan._error.sentence
    press(Qt.Key.Key_S, CTRL)
    assert file.read_text() == "hour = 'five'"
    press(Qt.Key.Key_N, ALT)
    press(Qt.Key.Key_S, CTRL)
    assert load_plan(tmp_path, is_server=False) == BackupSchedule(tmp_path / "backups")


def test_the_result_of_saving_is_scrolled_into_view_on_a_low_screen(
    page: BackupPage, hands: SeatHand, qtbot: QtBot
) -> None:
    page.resize(1000, 300)
    page.plan._second.setFocus()
    hands.press(page.plan._second, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: not page.plan._notice.visibleRegion().isEmpty())


@pytest.mark.parametrize("who", [Who(1, "演示接线员", frozenset({Role.OPERATOR}), "1 号席")])
def test_somebody_without_the_right_to_back_up_is_told_who_has_it(
    page: BackupPage, hands: SeatHand, tmp_path: Path
) -> None:
    hands.press(page, Qt.Key.Key_B, CTRL)
    assert "管理员" in page.now._error.sentence
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert "管理员" in page.plan._error.sentence
    assert not (tmp_path / "backups").exists()
    assert not (tmp_path / FILE).exists()


def test_the_restore_command_is_for_the_selected_backup_or_else_the_last(
    page: BackupPage, hands: SeatHand, tmp_path: Path, qtbot: QtBot
) -> None:
    for _ in range(3):
        hands.clock.advance(minutes=1)
        hands.press(page, Qt.Key.Key_B, CTRL)
    first, second, third = made_in(tmp_path)
    assert str(third) in page.list._command.text()
    qtbot.keyClick(page.list._table, Qt.Key.Key_Down)
    assert str(second) in page.list._command.text()
    hands.clock.advance(minutes=1)
    hands.press(page, Qt.Key.Key_B, CTRL)
    assert str(second) in page.list._command.text()
    assert first.exists()
