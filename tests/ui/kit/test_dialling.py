"""A number is dialled with a command of the workstation, without a shell, or put on the clipboard."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tickets.errors import Refused
from ui.kit.dialling import DIAL_COMMAND, dial, parts_of

WRITER = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(chr(10).join(sys.argv[2:]))"


@pytest.fixture
def preferences(tmp_path: Path, qapp: QApplication) -> QSettings:
    return QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)


def test_without_a_command_the_number_is_copied(preferences: QSettings) -> None:
    assert "138 0635 1234" in dial(preferences, "+86 138-0635-1234")
    assert QGuiApplication.clipboard().text() == "13806351234"


def test_the_command_is_run_with_the_number_and_no_shell(preferences: QSettings, tmp_path: Path, qtbot: QtBot) -> None:
    out = tmp_path / "out of it.txt"
    preferences.setValue(DIAL_COMMAND, f'"{sys.executable}" -c "{WRITER}" "{out}" sip:{{number}}@pbx ; $(reboot) && x')
    assert "已交给电话" in dial(preferences, "0635-3280212")
    qtbot.waitUntil(lambda: out.exists() and out.read_text() != "", timeout=20_000)
    assert out.read_text().split("\n") == ["sip:06353280212@pbx", ";", "$(reboot)", "&&", "x"]


def test_a_command_that_can_not_be_run_and_a_missing_number_are_told(preferences: QSettings) -> None:
    preferences.setValue(DIAL_COMMAND, "/no/such/program {number}")
    with pytest.raises(Refused, match="拨号命令运行不了：/no/such/program"):
        dial(preferences, "13806351234")
    with pytest.raises(Refused, match="没有号码可拨"):
        dial(preferences, "问不到")


@pytest.mark.parametrize("command", ["phone", "{number}", 'phone "{number}', "phone{number} 1"])
def test_a_command_without_a_place_for_the_number_is_refused(command: str) -> None:
    with pytest.raises(Refused):
        parts_of(command)


def test_a_path_of_windows_keeps_its_backslashes() -> None:
    command = r'"C:\Program Files\MicroSIP\microsip.exe" {number}'
    assert parts_of(command) == [r"C:\Program Files\MicroSIP\microsip.exe", "{number}"]
