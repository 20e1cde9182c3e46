"""The page of the subscriber file: a file's changes are seen, then imported; households are found."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import proper_sentence
from tests.ui.seats import SeatHand
from tickets.importing.subscribers import READING, WRITING, ImportCancelled
from tickets.rules.words import Role
from tickets.store.queries.subscribers import last_import
from ui.kit.labels import Words
from ui.settings import subscriber_import
from ui.settings.file_import import ImportCourse
from ui.settings.subscribers_page import SubscribersPage

CTRL = Qt.KeyboardModifier.ControlModifier
HEADINGS = "户号,户名,电话,地址,敏感用户,欠费\n"
ROWS = "37001,王伟,13806351234,光明小区 3 号楼,,0\n37002,李娜,,文化街 8 号,透析,86.5\n"


@pytest.fixture
def page(hands: SeatHand, qtbot: QtBot) -> SubscribersPage:
    page = SubscribersPage(hands.session)
    hands.show(page, qtbot)
    return page


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "档案.csv"
    path.write_text(HEADINGS + ROWS, encoding="gbk")
    return path


def seen(page: SubscribersPage) -> str:
    return " ".join(words.text() for words in page.imports.findChildren(Words) if words.isVisibleTo(page))


def choose(page: SubscribersPage, hands: SeatHand, path: Path) -> None:
    """Choose a file in the dialog that Ctrl+O opens."""
    hands.press(page, Qt.Key.Key_O, CTRL)
    dialog = page.findChild(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    hands.settle()


def test_a_file_is_chosen_its_changes_are_seen_and_one_key_imports_it(
    page: SubscribersPage, hands: SeatHand, export: Path, qtbot: QtBot
) -> None:
    assert "还没有" in seen(page)
    choose(page, hands, export)
    assert "新增 2 户" in seen(page)
    assert hands.session.service.read(last_import) is None, "nothing is written before it is confirmed"
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert "导入好了" in seen(page) and "档案.csv" in seen(page)
    page.search.field.setFocus()
    qtbot.keyClicks(page.search.field, "3700")
    hands.settle()
    assert [row.name for row in page.search.model.rows] == ["王伟", "李娜"]
    qtbot.keyClicks(page.search.field, "2")
    hands.settle()
    (row,) = page.search.model.rows
    marks = page.search.model.index(0, page.search.model.columnCount() - 1).data()
    assert (row.name, marks) == ("李娜", "▲ 透析 · 欠费 86.50 元")


def test_a_file_that_shrank_is_told_loudly_and_can_be_refused(
    page: SubscribersPage, hands: SeatHand, export: Path
) -> None:
    choose(page, hands, export)
    hands.press(page, Qt.Key.Key_S, CTRL)
    rest = HEADINGS + "".join(f"3{n},户{n},,,,\n" for n in range(1000, 1010))
    export.write_text(rest, encoding="utf-8")
    choose(page, hands, export)
    hands.press(page, Qt.Key.Key_S, CTRL)
    export.write_text(HEADINGS + ROWS.partition("\n")[0], encoding="utf-8")
    choose(page, hands, export)
    assert "▲ 原来有 10 户，这个文件只有 1 户" in seen(page)
    hands.press(page, Qt.Key.Key_K, CTRL)
    last = hands.session.service.read(last_import)
    assert last is not None and last.number == 2
    assert "▲" not in seen(page)


def test_columns_that_are_missing_or_empty_are_told_loudly_before_the_import(
    page: SubscribersPage, hands: SeatHand, export: Path
) -> None:
    choose(page, hands, export)
    hands.press(page, Qt.Key.Key_S, CTRL)
    export.write_text("户号,户名,地址,号码一,备注\n37001,王伟,,,\n37002,李娜,,,\n", encoding="utf-8")
    choose(page, hands, export)
    assert "没有用的 2 列：号码一、备注。" in seen(page)
    assert "▲ 文件里没有“电话”这一列，也没有“敏感用户”这一列" in seen(page)
    assert "▲ “地址”这一列会清空 2 户原来的内容" in seen(page)
    assert "光明小区 3 号楼 → （空）" in seen(page)
    hands.press(page, Qt.Key.Key_K, CTRL)
    assert "▲ 文件" not in seen(page)


def test_what_is_no_subscriber_file_is_told_in_a_sentence(page: SubscribersPage, hands: SeatHand, export: Path) -> None:
    export.write_text("a,b\n1,2\n", encoding="utf-8")
    choose(page, hands, export)
    proper_sentence(page.imports._error.sentence)
    assert page.imports.plan is None


def test_who_may_not_import_is_told_who_may(page: SubscribersPage, hands: SeatHand, export: Path) -> None:
    card = page.imports
    who = card._session.who()
    card._session = replace(card._session, who=lambda: replace(who, roles=frozenset({Role.OPERATOR})))
    hands.press(page, Qt.Key.Key_O, CTRL)
    assert page.findChild(QFileDialog) is None
    assert "管理员、值班长才能导入用户档案" in card._error.sentence


def test_cancelling_ends_the_work_at_its_next_report() -> None:
    course = ImportCourse(subscriber_import._cancelled)
    course.update(READING, 500)
    course.cancelled = True
    with pytest.raises(ImportCancelled, match="没有动"):
        course.update(READING, 1000)
    with pytest.raises(ImportCancelled, match="写好的 5,000 户"):
        course.update(WRITING, 5000)
