"""What belongs to this workstation: its colours, its sound, its log."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.seats import SeatHand
from tickets.settings import HOLD_GRACE
from tickets.store.queries.lookups import setting
from ui.kit.about import AboutBox
from ui.kit.buttons import KeyButton
from ui.kit.dialling import dial_command
from ui.kit.inputs import ChoiceBox
from ui.kit.labels import Words
from ui.kit.messages import ErrorLine
from ui.kit.theme import apply_theme, kept_scheme, tokens_now
from ui.kit.tokens import DARK
from ui.settings import appearance_page
from ui.settings.appearance_page import AppearancePage

CTRL = Qt.KeyboardModifier.ControlModifier


class SilentAlarm:
    """Records when it rings."""

    def __init__(self) -> None:
        self.ringing = False
        self.has_player = True

    def start(self) -> None:
        self.ringing = True

    def stop(self) -> None:
        self.ringing = False

    def available(self) -> bool:
        return self.has_player


@pytest.fixture
def alarm(monkeypatch: pytest.MonkeyPatch) -> SilentAlarm:
    alarm = SilentAlarm()
    monkeypatch.setattr(appearance_page, "Alarm", lambda: alarm)
    return alarm


def shown(page: AppearancePage) -> tuple[list[str], str]:
    """Return the keys of the visible buttons and the visible texts."""
    buttons = [button.key for button in page.findChildren(KeyButton) if button.isVisible()]
    return buttons, " ".join(label.text() for label in page.findChildren(Words) if label.isVisible())


def test_ctrl_s_saves_what_was_typed_in_any_card(alarm: SilentAlarm, hands: SeatHand, hand: Hand, qtbot: QtBot) -> None:
    page = AppearancePage(hands.session)
    hands.show(page, qtbot)
    field = page.cards[HOLD_GRACE.key].editor.widget
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "20")
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert hand.desk.read(setting, HOLD_GRACE) == 20


def test_the_command_for_dialling_is_kept_at_the_workstation_unless_it_is_wrong(
    alarm: SilentAlarm, hands: SeatHand, qtbot: QtBot
) -> None:
    page = AppearancePage(hands.session)
    hands.show(page, qtbot)
    for command, kept in (("phone {number}", "phone {number}"), ("phone", "phone {number}"), ("", "")):
        page.dialling.setFocus()
        page.dialling.selectAll()
        qtbot.keyClick(page.dialling, Qt.Key.Key_Delete)
        qtbot.keyClicks(page.dialling, command)
        qtbot.keyClick(page.dialling, Qt.Key.Key_Return)
        assert dial_command(hands.session.preferences) == kept
        (trouble,) = [line for line in page.findChildren(ErrorLine) if line.isVisible()] or [None]
        assert (trouble is not None and "{number}" in trouble.sentence) is (command == "phone")


def test_the_alarm_is_heard_from_one_press_to_the_next(alarm: SilentAlarm, hands: SeatHand, qtbot: QtBot) -> None:
    page = AppearancePage(hands.session)
    hands.show(page, qtbot)
    for rings in (True, False):
        qtbot.keyClick(page, Qt.Key.Key_T, CTRL)
        assert alarm.ringing is rings


def test_a_machine_without_a_player_or_a_log_is_told_so(
    alarm: SilentAlarm, hands: SeatHand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page = AppearancePage(replace(hands.session, log_folder=tmp_path))
    hands.show(page, qtbot)
    keys, texts = shown(page)
    assert keys[:3] == ["Ctrl+T", "Ctrl+G", "Shift+F1"]
    assert "没有找到播放声音的程序" not in texts
    assert f"数据库：{hands.session.service.store.address}" in texts
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toLocalFile()) or True)
    qtbot.keyClick(page, Qt.Key.Key_G, CTRL)
    assert opened == [str(tmp_path)]
    alarm.has_player = False
    other = AppearancePage(hands.session)
    hands.show(other, qtbot)
    keys, texts = shown(other)
    assert keys[:2] == ["Ctrl+T", "Shift+F1"]
    assert "没有找到播放声音的程序" in texts


def test_the_versions_are_opened_by_the_button(alarm: SilentAlarm, hands: SeatHand, qtbot: QtBot) -> None:
    page = AppearancePage(hands.session)
    hands.show(page, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert page.findChild(AboutBox) is None, "the window has the key, on every screen"
    (about,) = (button for button in page.findChildren(KeyButton) if button.key == "Shift+F1")
    qtbot.mouseClick(about, Qt.MouseButton.LeftButton)
    box = page.findChild(AboutBox)
    assert box is not None and box.isVisible()
    hands.settle()
    box.close()


def test_a_chosen_scheme_is_applied_and_kept(
    alarm: SilentAlarm, hands: SeatHand, qapp: QApplication, qtbot: QtBot
) -> None:
    apply_theme(qapp, "light")
    page = AppearancePage(hands.session)
    hands.show(page, qtbot)
    box = page.findChild(ChoiceBox)
    assert box.currentText() == "随系统"
    box.showPopup()
    qtbot.keyClick(box.view(), Qt.Key.Key_End)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    assert tokens_now() == DARK
    assert kept_scheme(hands.session.preferences) == "dark"
    again = AppearancePage(hands.session)
    qtbot.addWidget(again)
    assert again.findChild(ChoiceBox).currentText() == "深色"
    apply_theme(qapp, "light")
