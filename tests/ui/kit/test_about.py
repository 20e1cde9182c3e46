"""The dialog with the versions, and the folder of the log."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.seats import SeatHand
from tests.ui.showing import show_active
from ui.kit.about import AboutBox, open_folder
from ui.kit.buttons import KeyButton
from ui.kit.messages import ErrorLine


def test_about_shows_and_opens_the_log_where_there_is_one(
    hands: SeatHand, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    answers = iter((True, False))

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return next(answers)

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    window = QWidget()
    qtbot.addWidget(window)
    for folder in (None, tmp_path):
        about = AboutBox(replace(hands.session, log_folder=folder), window)
        show_active(about, qtbot)
        hands.settle()
        error = about.findChild(ErrorLine)
        assert ("日志", str(folder)) in about.facts or folder is None
        assert [caption for caption, _ in about.facts].count("日志") == (0 if folder is None else 1)
        shown = [button.accessibleName() for button in about.findChildren(KeyButton) if button.isVisible()]
        assert shown == ["复制", *(["打开日志文件夹"] if folder else []), "关闭"]
        for said in ("", f"打不开文件夹，它在 {tmp_path}") if folder else ():
            hands.press(about, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
            assert error.sentence == said
    assert opened == [tmp_path, tmp_path]
    open_folder(None, error)
    assert len(opened) == 2
    hands.press(about, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().endswith(f"日志 {tmp_path}")
    assert [button.text() for button in about.findChildren(KeyButton) if button.key == "Ctrl+C"] == ["已复制"]
    finished = QSignalSpy(about.finished)
    hands.press(about, Qt.Key.Key_Escape)
    assert (error.isVisible(), finished.count()) == (False, 0), "the error is closed first"
    hands.press(about, Qt.Key.Key_Escape)
    assert finished.count() == 1
