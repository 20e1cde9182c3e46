"""Blank paper slips are printed from the intake desk, and a filled one is entered in its form."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.desk_fixtures import Hand, HandClock
from tests.ui.intake.conftest import ALT, CTRL, Operator
from tests.ui.showing import show_active
from tickets.actions.slips import print_slips
from tickets.store.queries.slips import slips_out
from ui.intake.slip_pages import PER_PAGE, SlipPages
from ui.intake.slip_panel import SlipPanel
from ui.kit.theme import body_font

RETURN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


def open_panel(operator: Operator) -> SlipPanel:
    """Press the key for slips."""
    operator.press_and_wait(Qt.Key.Key_Y, ALT)
    return operator.desk.findChild(SlipPanel)


def enter(operator: Operator, number: str, time: str) -> None:
    """Type a slip and press Ctrl+Enter."""
    operator.press(Qt.Key.Key_T, with_=ALT)
    operator.type_in(operator.form.slip, number)
    operator.form.at.set_text(time)
    operator.form.phone.set_text("13806350001")
    operator.paste_in(operator.form.words, "南湖社区水管爆了")
    operator.settle()
    operator.press_and_wait(RETURN, CTRL)


def test_slips_are_written_to_a_file_with_new_numbers_and_said_to_be_out(operator: Operator, tmp_path: Path) -> None:
    panel = open_panel(operator)
    assert panel.pages.hasFocus() and panel.out.text() == "没有还没录入的纸单。"
    operator.press(Qt.Key.Key_Backspace)
    operator.type("2")
    operator.press(Qt.Key.Key_V, with_=ALT)
    dialog = operator.desk.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "slips.pdf"))
    dialog.close()
    show_active(operator.desk.window(), operator.qtbot)  # as the window system does when a dialog closes
    panel.pages.setFocus()
    operator.settle()
    operator.spread()
    assert (tmp_path / "slips.pdf").read_bytes().count(b"/Type /Page\n") == 2
    assert operator.bar.notice.sentence == f"纸单 000001-000006 已存为 {tmp_path / 'slips.pdf'}"
    assert panel.out.text() == "还没录入 6 张：000001、000002、000003、000004、000005、000006"
    operator.type_in(panel.spoilt, "3", RETURN)
    operator.settle()
    operator.spread()
    assert panel.out.text().startswith("还没录入 5 张：000001、000002、000004")
    operator.press(ESCAPE)
    assert not panel.isVisible() and operator.form.phone.field.hasFocus()


@pytest.mark.parametrize("typed", ["", "0", "9999", "两页"])
def test_a_wrong_number_of_pages_takes_no_numbers(operator: Operator, hand: Hand, typed: str) -> None:
    panel = open_panel(operator)
    panel.pages.setText(typed)
    operator.press_and_wait(RETURN)
    assert panel.error.accessibleName() == "页数请填 1 到 133。"
    assert hand.desk.read(slips_out) == []


def test_a_slip_is_entered_once_with_its_time_and_a_wrong_number_is_pointed_out(
    operator: Operator, hand: Hand, clock: HandClock
) -> None:
    (number,) = hand.do(print_slips(1))
    clock.advance(hours=1)
    enter(operator, "12a", "10:05")
    assert operator.form.slip.hasFocus() and "如 000123" in operator.bar.error.accessibleName()
    operator.form.slip.setText("77")
    operator.press_save()
    assert "没有印过编号 000077" in operator.bar.error.accessibleName() and operator.form.slip.hasFocus()
    operator.form.slip.setText(f"{number:06d}")
    operator.press_save()
    (row,) = operator.tickets()
    assert row.opened == clock() - timedelta(minutes=55)
    assert hand.desk.read(slips_out) == []
    operator.spread()
    enter(operator, str(number), "10:05")
    operator.press_save()
    assert f"是工单 {row.number}" in operator.bar.error.accessibleName()
    operator.press_and_wait(Qt.Key.Key_B, CTRL)
    assert "只能开单" in operator.bar.error.accessibleName()


def test_the_pages_hold_three_slips_each_with_everything_to_fill_in(operator: Operator) -> None:
    pages = SlipPages(range(98, 98 + 2 * PER_PAGE), body_font())
    words = pages.document().toPlainText()
    for caption in [
        "来电时间",
        "号码",
        "来电人",
        "故障",
        "地点",
        "地址",
        "原话",
        "情况",
        "派给",
        "接单",
        "到场",
        "止水",
        "处置完成",
        "签名",
    ]:
        assert words.count(f"{caption}\n") == 2 * PER_PAGE, caption
    assert "№ 000098" in words and "№ 000103" in words and "24 小时热线 3280212" in words
    assert pages.pdf().count(b"/Type /Page\n") == 2
