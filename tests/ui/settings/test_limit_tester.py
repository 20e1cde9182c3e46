"""The limit tester, operated by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.seats import SeatHand
from tickets.actions.rulemaking import LimitDraft, save_limit
from tickets.rules.stages import goes_by_appointment
from tickets.rules.words import Priority, Stage
from tickets.store.queries.lookups import list_faults, list_limits
from tickets.store.tables import faults as fault_table
from ui.editing.edit_page import EditPage
from ui.kit.labels import Words
from ui.settings import pages
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


def chosen(page: EditPage) -> tuple[object, ...]:
    """Return the fault, the priority and the hour in the tester."""
    tester = page.findChild(LimitTester)
    return tester._fault.chosen(), tester._priority.chosen(), tester._hour.chosen()


def test_another_fault_brings_its_priority_and_a_change_of_limits_leaves_what_was_chosen(
    page: EditPage, hand: Hand, hands: SeatHand, qtbot: QtBot
) -> None:
    faults = {fault.code: fault for fault in hand.desk.read(list_faults)}
    codes = list(faults)
    place = next(place for place, code in enumerate(codes) if faults[code].priority is not Priority.P1)
    tester = page.findChild(LimitTester)
    assert chosen(page) == (codes[0], faults[codes[0]].priority, -1)
    assert [tester._hour.itemText(row) for row in (0, 1, 24)] == ["现在", "0 时", "23 时"]
    assert tester._hour.count() == 25
    tester._fault.setFocus()
    for _ in range(place):
        qtbot.keyClick(tester._fault, Qt.Key.Key_Down)
    other = codes[place]
    assert chosen(page) == (other, faults[other].priority, -1)
    qtbot.keyClick(tester._priority, Qt.Key.Key_Home)
    assert chosen(page)[1] is Priority.P1
    hand.do(save_limit(None, LimitDraft(Stage.ACCEPT, 77, fault=other)))
    hands.settle()
    assert chosen(page) == (other, Priority.P1, -1)
    name = faults[other].name
    assert f"1 分 · 按“{name}”" in answer(page, Stage.ACCEPT)
    with hand.desk.store.writing() as connection:
        connection.execute(fault_table.update().where(fault_table.c.code == other).values(active=False))
    tester._show_faults([fault for fault in hand.desk.read(list_faults) if fault.active])
    assert chosen(page)[:2] == (codes[0], faults[codes[0]].priority), "a fault out of use can't be tried"


def test_the_first_fault_of_the_list_is_tried_with_its_own_priority(page: EditPage, hand: Hand) -> None:
    tester = page.findChild(LimitTester)
    faults = [fault for fault in hand.desk.read(list_faults) if fault.priority is Priority.P3]
    tester._show_faults([])
    tester._show_faults(faults)
    assert chosen(page)[:2] == (faults[0].code, Priority.P3)


@pytest.mark.parametrize(("typed", "is_read"), [("", True), (" 99999 ", True), ("100000", False), ("-5", False)])
def test_a_pipe_size_of_at_most_five_digits_is_read(page: EditPage, typed: str, is_read: bool, qtbot: QtBot) -> None:
    tester = page.findChild(LimitTester)
    qtbot.keyClicks(tester._dn, typed)
    QApplication.processEvents()
    said = " ".join(label.text() for label in tester._answers.findChildren(Words) if not label.isHidden())
    assert ("管径请写整数" in said) is not is_read
    assert ("按“" in said) is is_read


def test_a_stage_without_a_limit_or_not_timed_or_by_appointment_is_told(page: EditPage, hand: Hand) -> None:
    tester = page.findChild(LimitTester)
    plain = next(fault for fault in hand.desk.read(list_faults) if not fault.isolate)
    tester._fault.choose(plain.code)
    assert "不要求先止水" in answer(page, Stage.ISOLATE)
    by_appointment = {}
    for priority in Priority:
        tester._priority.choose(priority)
        assert "约定时间" not in answer(page, Stage.ACCEPT)
        by_appointment[priority] = "约定时间为准" in answer(page, Stage.ARRIVE)
    assert by_appointment == {priority: goes_by_appointment(Stage.ARRIVE, priority) for priority in Priority}
    assert len(set(by_appointment.values())) == 2
    tester._show_limits([line for line in hand.desk.read(list_limits) if line.stage is not Stage.RESOLVE])
    assert "没有适用的处置时限" in answer(page, Stage.RESOLVE)
