"""What is set up at the start: Qt's messages in the log, and Qt's own words in Chinese."""

import logging
from collections.abc import Callable

import pytest
from PySide6.QtCore import QLocale, QtMsgType
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from ui.kit import application
from ui.kit.application import log_qt_messages, use_chinese


def test_the_messages_of_qt_are_logged_as_grave_as_they_are(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    handlers: list[Callable[..., None]] = []
    monkeypatch.setattr(application, "qInstallMessageHandler", handlers.append)
    log_qt_messages()
    (handler,) = handlers
    kinds = (
        QtMsgType.QtDebugMsg,
        QtMsgType.QtInfoMsg,
        QtMsgType.QtWarningMsg,
        QtMsgType.QtCriticalMsg,
        QtMsgType.QtFatalMsg,
    )
    with caplog.at_level(logging.DEBUG, logger="qt"):
        for kind in kinds:
            handler(kind, None, "100 %s")
    assert [record.getMessage() for record in caplog.records] == ["100 %s"] * 5
    levels = [logging.DEBUG, logging.DEBUG, logging.WARNING, logging.ERROR, logging.CRITICAL]
    assert [record.levelno for record in caplog.records] == levels


def test_the_buttons_of_qt_and_the_names_of_days_are_chinese(qapp: QApplication, qtbot: QtBot) -> None:
    use_chinese(qapp)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert "取消" in box.buttons()[0].text()
    assert QLocale().dayName(1) == "星期一"
