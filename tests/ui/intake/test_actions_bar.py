"""The buttons below the form, and how long their messages stay."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.showing import show_active
from ui.intake.actions_bar import ActionsBar
from ui.intake.choice import Chosen
from ui.intake.commands import Purpose

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[ActionsBar]:
    window = QWidget()
    qtbot.addWidget(window)
    shown = ActionsBar(window)
    QVBoxLayout(window).addWidget(shown)
    show_active(window, qtbot)
    yield shown


def fades(bar: ActionsBar) -> bool:
    """Whether the message disappears by itself."""
    assert bar.notice.isVisible()
    return bar.notice._timer.isActive()


def test_a_result_with_a_number_stays_until_the_next_call_begins(bar: ActionsBar) -> None:
    bar.say_done("已开单 0007。", "0007")
    assert not fades(bar)
    bar.begin_call()
    assert not bar.notice.isVisible()
    bar.say_done("咨询已登记。", "")
    assert fades(bar)
    bar.say_done("已开单 0007。", "0007", begun=True)
    assert fades(bar), "nobody has seen it before the next call began"


def test_what_is_about_the_form_stays_while_one_types(bar: ActionsBar) -> None:
    bar.say("上次有 2 通来电没登记完。", "接着填最近的", "Alt+Z")
    bar.begin_call()
    assert not fades(bar)
    bar.say_done("已开单 0007。", "0007")
    bar.begin_call()
    bar.say("表格已清空。", "撤回", "Alt+Z")
    bar.begin_call()
    assert not fades(bar)
    bar.say_done("已开单 0007。还留在表里。", "0007", rest=True)
    bar.begin_call()
    assert not fades(bar)
    bar.say_done("已开单 0008。", "0008")
    bar.ask("地点不详，再按一次。")
    bar.begin_call()
    assert not fades(bar), "a question waits for its answer"
    bar.say_done("已开单 0008。", "0008")
    bar.begin_call()
    bar.ask("地点不详，再按一次。")
    bar.begin_call()
    assert not fades(bar)


def test_the_key_in_a_message_copies_the_number_or_takes_back(bar: ActionsBar, qtbot: QtBot) -> None:
    undo = QSignalSpy(bar.undo_wanted)
    bar.say("表格已清空。", "撤回", "Alt+Z")
    qtbot.keyClick(bar, Qt.Key.Key_Z, ALT)
    assert undo.count() == 1
    bar.say_done("已开单 0007。", "0007")
    qtbot.keyClick(bar, Qt.Key.Key_C, ALT)
    assert (QGuiApplication.clipboard().text(), bar.notice.sentence, undo.count()) == ("0007", "已复制 0007", 1)
    bar.say("已删除。", "撤回", "Alt+Z")
    qtbot.keyClick(bar, Qt.Key.Key_Z, ALT)
    assert undo.count() == 2


def test_an_error_and_a_message_are_never_shown_together(bar: ActionsBar) -> None:
    for speak in (bar.say, bar.ask):
        bar.refuse("现在不行。")
        assert (bar.error.isVisible(), bar.notice.isVisible()) == (True, False)
        speak("好了。")
        assert (bar.error.isVisible(), bar.notice.isVisible()) == (False, True)


def test_each_purpose_has_its_button_and_key(bar: ActionsBar, qtbot: QtBot) -> None:
    wanted = QSignalSpy(bar.wanted)
    keys = ["Ctrl+Enter", "Ctrl+J", "Ctrl+M", "Ctrl+B", "Ctrl+I", "Ctrl+Shift+I", "Alt+W"]
    assert [bar.key_of(purpose) for purpose in Purpose] == keys
    qtbot.keyClick(bar, Qt.Key.Key_Return, CTRL)
    for button in (bar.open, bar.settle, bar.attach, bar.chase, bar.enquiry, bar.complaint):
        button.click()
    assert [wanted.at(n)[0] for n in range(wanted.count())] == [
        Purpose.OPEN,
        *list(Purpose)[:-1],
    ]
    for button in (bar.open, bar.attach):
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Return)
    assert [wanted.at(n)[0] for n in (7, 8)] == [Purpose.OPEN, Purpose.ATTACH]


def test_a_key_held_down_opens_one_ticket(bar: ActionsBar) -> None:
    shortcuts = [
        each for each in bar.window().findChildren(QShortcut)
        if each.key().toString() in ("Ctrl+Return", "Ctrl+Enter")
    ]  # fmt: skip
    assert len(shortcuts) == 2
    assert not any(each.autoRepeat() for each in shortcuts)


def test_the_bar_says_which_ticket_is_chosen_and_that_saving_takes_a_moment(bar: ActionsBar) -> None:
    bar.show_chosen(Chosen(7, "0007", "明漏 · 南门"))
    assert bar._chosen.text() == "选中工单 0007 · 明漏 · 南门"
    bar.show_chosen(None)
    assert bar._chosen.text().startswith("没有选中工单")
    for busy, words in ((True, "正在保存"), (False, "开单")):
        bar.show_busy(busy)
        assert bar.open.text() == words
