import shlex
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import START, HandClock
from tests.ui.seats import SeatHand
from tickets.backup import ledger
from tickets.backup.ledger import BackupRow
from tickets.backup.plan import FILE, BackupSchedule, load_plan, save_plan
from tickets.errors import Unavailable, Unexpected
from tickets.rules.words import Role
from tickets.store.rows import Who
from ui.kit.labels import Words
from ui.settings import backup_plan
from ui.settings.backup_list import MAIN, command_line
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
    assert not page.now._make.isEnabled() and page.now._cancel.isVisibleTo(page)
    page.now.back_up()
    assert len(hands.worker.waiting) == 1, "one at a time"
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
    for field in (plan._hour.widget, plan._folder):
        before = field.text()
        field.clear()
        hands.press(page, Qt.Key.Key_S, CTRL)
        assert "都要填" in plan._error.sentence
        field.setText(before)
    assert not (tmp_path / FILE).exists()
    plan._hour.widget.setText("4")
    plan._second.setText(str(tmp_path / "usb"))
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert load_plan(tmp_path, is_server=False) == BackupSchedule(tmp_path / "backups", tmp_path / "usb", hour=4)
    plan._second.clear()
    qtbot.keyClick(plan._on, Qt.Key.Key_Down)  # 不自动备份
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert load_plan(tmp_path, is_server=False) == BackupSchedule(tmp_path / "backups", on=False, hour=4)
    page.plan._read()
    hands.settle()
    assert (plan._on.chosen(), plan._second.text()) == (False, "")


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
        assert not (plan._save.isEnabled() or plan._folder.isEnabled())
        qtbot.keyClick(page, Qt.Key.Key_S, CTRL)  # before it has been read
        hands.settle()
        assert plan._error.sentence == "读不了备份设置。"
        press(Qt.Key.Key_S, CTRL)
        press(Qt.Key.Key_N, ALT)
        assert not plan._folder.isEnabled() and not plan._anew.isVisibleTo(page)
    assert file.read_text() == kept
    press(Qt.Key.Key_A, ALT)
    assert (plan._hour.value(), plan._error.sentence) == (5, "")
    assert not (plan._again.isVisibleTo(page) or plan._anew.isVisibleTo(page))
    file.write_text("hour = 'five'")
    plan._read()
    hands.settle()
    assert "重新填写" in plan._error.sentence
    press(Qt.Key.Key_S, CTRL)
    assert file.read_text() == "hour = 'five'"
    press(Qt.Key.Key_N, ALT)
    assert "还没有保存" in plan._notice.sentence and not plan._notice._timer.isActive(), "it stays"
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


GOOD = BackupRow(1, "nightly", "h", START, START + timedelta(minutes=2), "/b/1.zip", 3 << 20, "", "", "")
COPIED = replace(GOOD, second="/usb/1.zip")
NO_COPY = replace(GOOD, second="/usb/1.zip", second_trouble="第二份没有写成。")
LATER = replace(GOOD, id=2, started=START + timedelta(seconds=1), ended=None)
FAILED = replace(LATER, path="", bytes=0, ended=LATER.started, trouble="磁盘满了。")


@pytest.mark.parametrize(
    ("good", "last", "trouble", "tone"),
    [
        (None, None, "", None),
        (GOOD, GOOD, "", None),
        (None, FAILED, "磁盘满了。", "overdue"),
        (GOOD, FAILED, "磁盘满了。", "overdue"),
        (NO_COPY, FAILED, "磁盘满了。", "overdue"),
        (GOOD, replace(FAILED, started=START), "", None),
        (GOOD, LATER, "", None),
        (NO_COPY, NO_COPY, "第二份没有写成。", "warning"),
        (NO_COPY, LATER, "第二份没有写成。", "warning"),
    ],
)
def test_only_what_is_wrong_since_the_last_good_backup_is_told(
    page: BackupPage, good: BackupRow | None, last: BackupRow | None, trouble: str, tone: str | None
) -> None:
    page.now._show((good, last))
    assert page.now._trouble.text() == trouble
    assert page.now._trouble.isVisibleTo(page) is bool(trouble)
    assert tone is None or page.now._trouble.property("tone") == tone


def test_the_last_good_backup_is_told_with_its_copy_only_if_there_is_one(page: BackupPage) -> None:
    for row, second in ((GOOD, False), (COPIED, True), (NO_COPY, False)):
        page.now._show((row, row))
        QApplication.processEvents()  # Qt shows new labels a little later
        said = notices(page)
        assert "10:02:00" in said and "3.0 MB" in said and "/b/1.zip（h）" in said
        assert ("/usb/1.zip" in said) is second


def test_each_row_of_the_list_says_how_the_backup_was_made_and_what_came_of_it(page: BackupPage) -> None:
    result = {
        GOOD: "核对过", COPIED: "核对过，两份", NO_COPY: "核对过；第二份没有写成。", FAILED: "没有成功：磁盘满了。",
        LATER: "正在做，或中途停了",
    }  # fmt: skip
    texts = {row: [column.text(row, START) for column in page.list._columns()] for row in result}
    assert {row: text[3] for row, text in texts.items()} == result
    assert texts[GOOD] == ["今天 10:02", "每天自动", "3.0 MB", "核对过", "/b/1.zip（h）"]
    assert texts[LATER][0] == "今天 10:00", "when it was begun"
    assert (texts[FAILED][2], texts[FAILED][4]) == ("", "h")
    tips = [column.tooltip and column.tooltip(GOOD, START) for column in page.list._columns()]
    assert tips[0] == "2026-01-20 10:02:00 周二"
    assert page.list._columns()[0].tooltip(LATER, START) == "2026-01-20 10:00:01 周二"  # type: ignore[misc]
    assert tips[3:] == texts[GOOD][3:]


def test_a_backup_that_failed_has_no_command_and_nothing_to_copy(page: BackupPage) -> None:
    for rows in ([GOOD], [FAILED, GOOD]):
        page.list._show(rows)
        assert page.list._command.isVisibleTo(page) and "/b/1.zip" in page.list._command.text()
        assert page.list._copy.isEnabled()
    page.list._table.choose(FAILED.id)
    assert not (page.list._command.isVisibleTo(page) or page.list._copy.isEnabled())
    page.list._show([FAILED])
    assert not (page.list._command.isVisibleTo(page) or page.list._copy.isEnabled())


@pytest.mark.parametrize(
    ("words", "windows", "line"),
    [
        (["main.py", "--db", "a-1"], False, '"main.py" --db a-1'),
        (["名-1"], False, '"名-1"'),
        (["a$b"], False, "'a$b'"),
        (["a b", "--db"], True, '"a b" --db'),
        (["a%b"], True, ""),
        (["ok", "a\tb"], False, ""),
        (["ok", "a\nb"], False, ""),
        (["ok", "a\u202eb"], False, ""),
    ],
)
def test_a_command_line_quotes_what_a_terminal_would_misread(words: list[str], windows: bool, line: str) -> None:
    assert command_line(words, windows=windows) == line
