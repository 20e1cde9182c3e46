"""The widgets of the small forms: the list to pick from, the text of several lines, the true time."""

from collections.abc import Iterator
from itertools import accumulate

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pixels import Picture
from tests.ui.showing import show_active
from ui.kit.layouts import Stretch, in_column
from ui.kit.tokens import Tokens
from ui.ticket import fields
from ui.ticket.fields import PickList, Prose, digit

KEY = Qt.Key
NONE, KEYPAD = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
LINE, EDGE = 28, 4  # pixels: the least height of a line; what the frame takes


@pytest.fixture
def numbers(light: Tokens, qtbot: QtBot) -> Iterator[PickList]:
    """A shown list of ten lines, in light colours."""
    holder, listed = QWidget(), PickList(f"甲{number}" for number in range(1, 11))
    in_column(listed, Stretch(), holder=holder)
    qtbot.addWidget(holder)
    holder.resize(400, 400)
    show_active(holder, qtbot)
    listed.setFocus()
    yield listed
    holder.close()


def lines(listed: PickList) -> list[str]:
    return [listed.item(row).text() for row in range(listed.count())]


def test_the_first_nine_lines_of_a_list_show_their_digit_and_the_first_line_is_selected(numbers: PickList) -> None:
    assert lines(numbers)[0] == "1  甲1"
    assert lines(numbers)[8:] == ["9  甲9", "    甲10"]
    assert numbers.currentRow() == 0


def test_a_digit_picks_its_line_and_one_without_a_line_picks_none(numbers: PickList) -> None:
    picked: list[int] = []
    numbers.picked.connect(picked.append)
    numbers.show_lines(["甲", "乙", "丙"])
    for key in (KEY.Key_3, KEY.Key_4, KEY.Key_0, KEY.Key_1):
        QTest.keyClick(numbers, key)
    assert picked == [2, 0]
    assert numbers.currentRow() == 0
    QTest.keyClick(numbers, KEY.Key_2, KEYPAD)
    assert picked == [2, 0, 1], "the keypad has digits too"
    QTest.keyClick(numbers, KEY.Key_3, Qt.KeyboardModifier.AltModifier)
    assert picked == [2, 0, 1], "Alt and a digit changes the desk"
    QTest.keyClick(numbers, KEY.Key_Down)
    assert (numbers.currentRow(), picked) == (2, [2, 0, 1]), "an arrow selects and does not pick"


def test_a_double_click_picks_a_line(numbers: PickList) -> None:
    picked: list[int] = []
    numbers.picked.connect(picked.append)
    place = numbers.visualItemRect(numbers.item(1)).center()
    QTest.mouseClick(numbers.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    QTest.mouseDClick(numbers.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    assert picked == [1]


def test_each_of_the_two_lines_of_an_entry_is_elided_by_itself(
    light: Tokens, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(fields, "_elided", lambda text, metrics, width: drawn.append(text) or text)
    listed = PickList(["20260120-0001\n桥头往东 100 米"], at_least=4, digits_on_focus=True)
    qtbot.addWidget(listed)
    drawn.clear()
    listed.grab()
    assert set(drawn) - {"字"} == {"1  20260120-0001\n桥头往东 100 米"}, "the number is not cut for the address"


@pytest.mark.parametrize(
    ("text", "modifiers", "number"),
    [("1", NONE, 1), ("9", KEYPAD, 9), ("0", NONE, None), ("", NONE, None), ("12", NONE, None), ("a", NONE, None),
     ("1", Qt.KeyboardModifier.ControlModifier, None), ("1", Qt.KeyboardModifier.ShiftModifier, None)],
)  # fmt: skip
def test_only_a_plain_digit_is_a_digit(text: str, modifiers: Qt.KeyboardModifier, number: int | None) -> None:
    assert digit(QKeyEvent(QKeyEvent.Type.KeyPress, KEY.Key_unknown, modifiers, text)) == number


def test_a_list_claims_digits_and_leaves_letters_to_the_desk(numbers: PickList) -> None:
    for text, claimed in (("5", True), ("a", False), ("0", False)):
        event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, KEY.Key_unknown, NONE, text)
        event.ignore()
        assert numbers.event(event) or not claimed
        assert event.isAccepted() == claimed, text


def height_of(listed: PickList, rows: int = 1) -> int:
    """Return the height of a line whose text takes so many rows."""
    room, flags = QRect(0, 0, 10_000, 10_000), Qt.AlignmentFlag.AlignVCenter
    return max(LINE, listed.fontMetrics().boundingRect(room, flags, "\n".join(["甲"] * rows)).height() + 2)


@pytest.mark.parametrize("count", [0, 1, 4, 5, 6])
def test_a_list_is_as_high_as_its_lines_but_at_most_five(numbers: PickList, count: int) -> None:
    numbers.show_lines(["甲"] * count)
    assert numbers.height() == min(max(1, count), 5) * height_of(numbers) + EDGE


def test_a_list_shows_as_many_whole_lines_as_five_short_ones_are_high(numbers: PickList) -> None:
    for long in range(1, 20):
        numbers.show_lines(["甲", "北头路上冒水" * long, *["甲"] * 5])
        QApplication.processEvents()
        ends = list(accumulate(numbers.sizeHintForRow(row) for row in range(numbers.count())))
        assert numbers.height() == max(end for end in ends if end <= 5 * ends[0]) + EDGE
    numbers.show_lines(["北头路上冒水" * 40])
    assert numbers.height() == 5 * height_of(numbers) + EDGE


def test_a_line_too_wide_for_the_list_takes_two_lines_and_the_list_grows(numbers: PickList) -> None:
    said = "文化街北头路上冒水"
    numbers.show_lines([said])
    fits = numbers.fontMetrics().horizontalAdvance(f"1  {said}") + 16 + numbers.width() - numbers.viewport().width()
    for width, rows in ((fits + 1, 1), (fits - 1, 2)):
        numbers.setFixedWidth(width)
        QApplication.processEvents()
        assert numbers.width() == width
        assert numbers.sizeHintForRow(0) == height_of(numbers, rows)
        assert numbers.height() == height_of(numbers, rows) + EDGE


def test_a_line_is_written_eight_pixels_from_the_edge_and_in_the_middle_of_its_height(
    numbers: PickList, light: Tokens
) -> None:
    numbers.show_lines(["工", "工"], chosen=-1)
    QApplication.processEvents()
    picture = Picture(numbers.viewport().grab().toImage())
    line = numbers.visualItemRect(numbers.item(1))
    (place,) = picture.writings("2  工", numbers.font(), light.text, light.surface)
    bearing = numbers.fontMetrics().leftBearing("2")
    assert abs(place.left() - line.left() - 8 - bearing) <= 1
    room = numbers.fontMetrics().lineSpacing()
    assert line.top() + 4 <= place.top() and place.bottom() <= line.top() + 4 + room


def test_tab_leaves_a_text_of_several_lines(qtbot: QtBot) -> None:
    holder, prose, below = QWidget(), Prose(), QLineEdit()
    in_column(prose, below, holder=holder)
    qtbot.addWidget(holder)
    show_active(holder, qtbot)
    prose.setFocus()
    entered: list[str] = []
    prose.entered.connect(lambda: entered.append(prose.toPlainText()))
    QTest.keyClicks(prose, "a")
    QTest.keyClick(prose, KEY.Key_Enter)
    QTest.keyClick(prose, KEY.Key_Enter, Qt.KeyboardModifier.ShiftModifier)
    assert (entered, prose.toPlainText()) == (["a"], "a\n")
    QTest.keyClick(prose, KEY.Key_Tab)
    assert below.hasFocus()
    assert prose.height() == 64
    assert prose.mapTo(holder, QPoint()).x() == below.x()
