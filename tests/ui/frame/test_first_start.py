from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tickets.demo import fill_with_demo
from tickets.desk import Desk
from tickets.store.tables import digests
from ui.app import open_window


@pytest.mark.slow
def test_demo_data_that_is_asked_for_comes_without_false_alarms(
    desk: Desk, hand: Hand, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(desk, tmp_path, lambda: fill_with_demo(desk))
    qtbot.addWidget(window.main)
    window.main.show()
    qtbot.waitExposed(window.main)
    qtbot.waitUntil(lambda: window.watch.state.swept is not None, timeout=20_000)
    qtbot.keyClick(window.main, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "已装入" in window.main.notice.sentence, timeout=120_000)
    window.watch.sweep()
    assert hand.rows(digests) == []
    window.close()
