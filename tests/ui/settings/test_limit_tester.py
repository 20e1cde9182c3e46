"""The limit tester, operated by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.seats import SeatHand
from tickets.actions.rulemaking import LimitDraft, save_limit
from tickets.rules.words import Priority, Stage
from tickets.store.queries.lookups import list_faults
from ui.kit.labels import Words
from ui.settings import pages
from ui.settings.edit_page import EditPage
from ui.settings.limit_tester import LimitTester

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(hands: SeatHand, qtbot: QtBot) -> EditPage:
    named = [(fault.code, fault.name) for fault in hands.session.service.read(list_faults)]
    page = EditPage(hands.session, pages.limit_page(named))
    page.resize(1150, 700)
    hands.show(page, qtbot)
    return page


def answer(page: EditPage, stage: Stage) -> str:
    """Return the tester's text for a stage."""
    QApplication.processEvents()
    tester = page.findChild(LimitTester)
    names = [label.accessibleName() for label in tester.findChildren(Words) if label.isVisible()]
    (line,) = [name for name in names if name.startswith(f"{stage.label} ")]
    return line


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_the_limit_of_each_stage_is_shown_with_its_reason_by_keyboard_alone(
    page: EditPage, hand: Hand, hands: SeatHand, qtbot: QtBot
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_E, CTRL)
    assert focus().accessibleName() == "故障"
    qtbot.keyClick(focus(), Qt.Key.Key_Home)  # 爆管 is the first of the list
    assert "10 分 · 按“特急”" in answer(page, Stage.ACCEPT)
    assert "这一条写明了紧急程度，优先" in answer(page, Stage.ACCEPT)
    assert "30 分 · 按“特急 · 城区”" in answer(page, Stage.ARRIVE)
    assert "4 小时" in answer(page, Stage.ISOLATE)
    for _ in range(3):
        qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    assert isinstance(focus(), QLineEdit)
    before = answer(page, Stage.RESOLVE)
    qtbot.keyClicks(focus(), "600")
    assert answer(page, Stage.RESOLVE) != before and "DN ≥ 501" in answer(page, Stage.RESOLVE)
    qtbot.keyClicks(focus(), "x")
    tester = page.findChild(LimitTester)
    assert any("管径请写整数" in label.text() for label in tester.findChildren(Words))


def test_the_limit_tester_follows_edits_and_the_chosen_hour(
    page: EditPage, hand: Hand, hands: SeatHand, qtbot: QtBot
) -> None:
    night = LimitDraft(Stage.ACCEPT, 1200, priority=Priority.P1, hour_from=22, hour_to=6)
    hand.do(save_limit(None, night))
    hands.settle()
    tester = page.findChild(LimitTester)
    assert "10 分" in answer(page, Stage.ACCEPT)  # 10:00 in Dong'e
    tester._hour.choose(23)
    assert "20 分 · 按“特急 · 22–次日 6 时”" in answer(page, Stage.ACCEPT)
    assert "写明了时段" in answer(page, Stage.ACCEPT)
    hours = [column.key for column in page._spec.columns].index("hours")
    shown = {page._model.index(row, hours).data() for row in range(page._model.rowCount())}
    assert shown == {"全天", "22–次日 6 时"}
