"""The fields with suggestions, and their lists."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.intake.conftest import Operator
from tickets.actions.rulemaking import save_fault, save_place
from tickets.rules.words import FaultGroup, Priority, Zone
from ui.intake.lines import LineList, ListedLine
from ui.kit.composing import guard_composing

DOWN, UP, RETURN, TAB = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Tab


def titles(operator: Operator) -> list[str]:
    return [line.title for line in operator.form.place.offered() or operator.form.fault.offered()]


def test_the_first_suggestion_is_highlighted_and_arrows_move_the_highlight(operator: Operator) -> None:
    operator.type_in(operator.form.place, "社区")
    offered = titles(operator)
    operator.press(DOWN, DOWN, UP)
    operator.press(RETURN)
    assert operator.form.place.text() == offered[1]


def test_tab_accepts_the_highlighted_suggestion_only_after_typing(operator: Operator) -> None:
    operator.type_in(operator.form.place, "nhsq")
    operator.press(TAB)
    assert operator.form.place.text() == "南湖社区"
    operator.type_in(operator.form.words, "水管爆了")
    operator.go(operator.form.fault)
    assert titles(operator)[0] == "爆管"
    operator.press(TAB)
    assert operator.form.fault.thing is None


def test_a_mouse_click_accepts_a_suggestion_and_the_field_keeps_the_focus(operator: Operator, qtbot: QtBot) -> None:
    operator.type_in(operator.form.place, "nhsq")
    popup = operator.form.place._popup
    assert popup is not None
    qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=popup.visualRect(popup.currentIndex()).center())
    assert operator.form.place.thing.name == "南湖社区"
    assert operator.form.place.hasFocus()


def test_escape_closes_the_suggestions_before_any_shortcut_gets_it(operator: Operator) -> None:
    shortcut = QShortcut(QKeySequence(Qt.Key.Key_Escape), operator.desk)
    activated = QSignalSpy(shortcut.activated)
    operator.type_in(operator.form.place, "nhsq")
    operator.press(Qt.Key.Key_Escape)
    assert (operator.form.place.offered(), activated.count()) == ([], 0)
    operator.press(Qt.Key.Key_Escape)
    assert activated.count() == 1


def test_editing_the_name_of_a_picked_place_unpicks_it(operator: Operator) -> None:
    operator.type_in(operator.form.place, "nhsq", RETURN)
    operator.go(operator.form.place)
    operator.press(Qt.Key.Key_End, Qt.Key.Key_Backspace)
    assert operator.form.place.thing is None
    assert operator.form.filled().place_id is None


def test_a_clicked_suggestion_puts_the_cursor_after_it_and_a_space_keeps_it_picked(
    operator: Operator, qtbot: QtBot
) -> None:
    operator.go(operator.form.fault)
    operator.press(DOWN)
    popup = operator.form.fault._popup
    assert popup is not None
    qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=popup.visualRect(popup.currentIndex()).center())
    picked = operator.form.fault.thing
    assert operator.form.fault.cursorPosition() == len(picked.name)
    operator.type(" ")
    assert (operator.form.fault.thing, operator.form.fault.text()) == (picked, picked.name)


def test_a_picked_place_that_was_typed_over_by_mistake_comes_back_with_escape(operator: Operator) -> None:
    operator.type_in(operator.form.place, "nhsq", RETURN)
    picked = operator.form.place.thing
    operator.go(operator.form.place)
    operator.form.place.selectAll()
    operator.type("x")
    assert operator.form.place.thing is None
    operator.press(Qt.Key.Key_Escape)
    assert (operator.form.place.thing, operator.form.place.text()) == (picked, "南湖社区")
    guard_composing(QApplication.instance())  # type: ignore[arg-type]
    operator.form.place.selectAll()
    operator.compose("x")
    operator.compose("")
    assert (operator.form.place.thing, operator.form.place.text()) == (picked, "南湖社区")


def test_no_suggestions_cover_the_input_method_while_chinese_is_composed(operator: Operator) -> None:
    for field in (operator.form.place, operator.form.fault):
        operator.go(field)
        operator.press(DOWN)
        operator.type("s")
        operator.settle()
        assert field.offered()
        operator.compose("she'qu")
        assert not field.offered()
        field.offer()  # as when a list has been read meanwhile
        assert not field.offered()
        operator.compose("", "社区")
        assert field.text() == "s社区"
        field.clear()


def test_words_that_match_one_place_exactly_pick_it(operator: Operator) -> None:
    operator.paste_in(operator.form.place, "南湖社区")
    operator.press(Qt.Key.Key_Escape)
    operator.go(operator.form.address)
    assert operator.form.place.thing.name == "南湖社区"


def test_a_longer_text_picks_its_place_and_is_kept_as_the_address(operator: Operator) -> None:
    operator.paste_in(operator.form.place, "南湖社区3号楼东头")
    operator.press(RETURN)
    assert operator.form.place.text() == "南湖社区"
    assert operator.form.address.text() == "南湖社区3号楼东头"


def test_for_an_unknown_place_keeping_the_words_is_the_first_suggestion(operator: Operator) -> None:
    operator.paste_in(operator.form.place, "某处新楼盘")
    assert titles(operator) == ["地址库里没有，按原话记下", "把“某处新楼盘”加入地址库"]
    operator.press(RETURN)
    assert operator.form.place.text() == "某处新楼盘"
    assert operator.form.address.hasFocus()


def test_faults_are_found_by_pinyin_initials_once_these_are_computed(operator: Operator) -> None:
    operator.type_in(operator.form.fault, "bg")
    assert titles(operator) == []
    operator.settle()
    assert titles(operator)[0] == "爆管"


def test_down_shows_every_fault_by_group(operator: Operator) -> None:
    operator.go(operator.form.fault)
    operator.press(DOWN)
    groups = [line.note.split(" · ")[0] for line in operator.form.fault.offered()]
    assert len(groups) == len(operator.form.fault._list)
    assert groups == sorted(groups, key=[group.label for group in FaultGroup].index)


def test_faults_are_found_by_what_callers_say(operator: Operator) -> None:
    operator.paste_in(operator.form.fault, "龙头漏水")
    assert titles(operator) == ["表后漏"]


def test_a_place_that_is_renamed_or_added_elsewhere_shows_at_once(operator: Operator, hand: Hand) -> None:
    operator.type_in(operator.form.place, "nhsq", RETURN)
    place = operator.form.place.thing
    hand.do(save_place(place.id, "南湖新社区", place.town, Zone.RURAL))
    hand.do(save_place(None, "某新庄", "刘集镇", Zone.RURAL))
    operator.spread()
    assert operator.form.place.text() == "南湖新社区"
    assert operator.form.known_zone is Zone.RURAL
    assert any(found.thing.name == "某新庄" for found in operator.form.place._places)


def test_a_new_fault_can_be_picked_at_once(operator: Operator, hand: Hand) -> None:
    hand.do(save_fault("tank", "水箱溢流", FaultGroup.FITTINGS, Priority.P2, words="水箱流水"))
    operator.spread()
    operator.type_in(operator.form.fault, "sxyl")
    operator.settle()
    assert titles(operator) == ["水箱溢流"]


@pytest.fixture
def lines(qtbot: QtBot) -> LineList:
    shown = LineList("空")
    QAbstractItemModelTester(shown.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, shown)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_a_selected_line_stays_selected_while_others_are_added_and_removed(lines: LineList) -> None:
    lines.apply([ListedLine(1, "a"), ListedLine(2, "b"), ListedLine(3, "c")])
    assert lines.choose(2)
    lines.apply([ListedLine(4, "d"), ListedLine(2, "b", "note", ("below",)), ListedLine(5, "e")])
    current = lines.current()
    assert current is not None
    assert (current.id, current.note) == (2, "note")


def test_when_the_selected_line_is_removed_nothing_is_selected(lines: LineList) -> None:
    lines.apply([ListedLine(1, "a"), ListedLine(2, "b")])
    lines.choose(1)
    chosen = QSignalSpy(lines.chosen)
    lines.apply([ListedLine(2, "b")])
    assert lines.current() is None
    assert chosen.at(chosen.count() - 1)[0] is None
    assert not lines.choose(1)


def test_a_screen_reader_reads_a_line_completely(lines: LineList) -> None:
    lines.apply([ListedLine(1, "20260120-0001", "很可能", ("待派单 · 爆管", "同一地点"))])
    index = lines.model().index(0, 0)
    assert index.data() == "20260120-0001  很可能，待派单 · 爆管，同一地点"
    assert index.data(Qt.ItemDataRole.ToolTipRole).splitlines() == [
        "20260120-0001  很可能",
        "待派单 · 爆管",
        "同一地点",
    ]
