"""The fields with suggestions, and their lists."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.intake.conftest import CTRL, SHIFT, Operator
from tests.ui.showing import show_active
from tickets.actions.rulemaking import save_fault, save_place
from tickets.rules.words import FaultGroup, Priority, Zone
from ui.kit.composing import guard_composing
from ui.kit.lines import LineList, ListedLine
from ui.kit.picker import Picker
from ui.kit.place_picker import PlacePicker

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
    operator.type_in(operator.form.words, "马桶漏水，水表不转")
    operator.go(operator.form.fault)
    assert titles(operator)[:2] == ["水表停走", "表后漏"]
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
    assert (operator.form.place.cursorPosition(), operator.form.place.selectedText()) == (4, "")
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
    assert any(found.thing.name == "某新庄" for found in operator.form.place._gazetteer.places)


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


def row_of(picker: Picker) -> int:
    assert picker._popup is not None
    return picker._popup.currentIndex().row()


def test_page_keys_move_by_five_suggestions_and_every_move_stops_at_the_ends(operator: Operator) -> None:
    place = operator.form.place
    operator.type_in(place, "社区")
    assert len(place.offered()) == 9, "eight places and the line to add one"
    rows = []
    for key in (UP, Qt.Key.Key_PageDown, DOWN, Qt.Key.Key_PageDown, DOWN, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp):
        operator.press(key)
        rows.append(row_of(place))
    assert rows == [0, 5, 6, 8, 8, 3, 0]
    operator.press(Qt.Key.Key_Escape, DOWN)
    assert row_of(place) == 0, "the first arrow only opens the list"
    operator.press(DOWN, with_=SHIFT)
    operator.press(RETURN, with_=SHIFT)
    assert (place.hasFocus(), place.thing, row_of(place)) == (True, None, 0), "only a plain key moves or takes"
    operator.press(Qt.Key.Key_Enter, with_=Qt.KeyboardModifier.KeypadModifier)
    assert place.thing is not None
    assert place.cursorPosition() == 0, "a long name is seen from its beginning"
    assert operator.form.address.hasFocus()


def test_a_field_suggests_what_the_caller_said_only_while_it_is_empty(operator: Operator) -> None:
    place = operator.form.place
    operator.go(place)
    assert not place.offered()
    operator.paste_in(operator.form.words, "吉祥苑社区和南湖社区马桶漏水，水表不转")
    operator.go(place)
    assert [(line.title, line.note) for line in place.offered()] == [
        ("南湖社区", "来电内容提到 · 铜城街道 · 城区"),
        ("吉祥苑社区", "来电内容提到 · 铜城街道 · 城区"),
    ]
    operator.press(RETURN)
    operator.go(place)
    assert not place.offered(), "a place is chosen"
    place.hold(None, "某处")
    assert place.cursorPosition() == 2, "one types on after free text"
    operator.go(operator.form.words)
    operator.go(place)
    assert not place.offered(), "something is written"
    fault = operator.form.fault
    operator.go(fault)
    names = [line.title for line in fault.offered()]
    assert names[:2] == ["水表停走", "表后漏"]
    assert fault.offered()[0].note == "按来电内容 · 水表 · 预约"
    assert len(names) == len(set(names)) == len(fault._list)


def test_pinyin_is_asked_for_once_and_only_for_letters(operator: Operator) -> None:
    fault = operator.form.fault
    wanted = QSignalSpy(fault.spelling_wanted)
    operator.type_in(fault, "爆")
    assert wanted.count() == 0
    operator.type("b")
    fault.setText("")
    assert wanted.count() == 0
    operator.type("b")
    assert wanted.count() == 1
    fault.prepare()
    assert wanted.count() == 2
    operator.settle()
    operator.type("g")
    fault.prepare()
    assert wanted.count() == 2


def test_letters_entered_before_the_pinyin_is_known_find_their_fault_later(operator: Operator) -> None:
    fault = operator.form.fault
    operator.type_in(fault, "bg", RETURN)
    assert not fault.hasFocus()
    operator.settle()
    assert fault.thing.name == "爆管"


def test_letters_changed_before_the_pinyin_is_known_find_nothing_by_themselves(operator: Operator) -> None:
    fault = operator.form.fault
    operator.type_in(fault, "bg", RETURN)
    fault.setText("b")
    operator.settle()
    assert (fault.thing, fault.text()) == (None, "b")
    fault.set_thing(fault._list[0])
    operator.go(fault)
    operator.form.fault.set_spelling({})
    assert not fault.offered(), "a fault is chosen"
    fault.hold(None, " ")
    operator.form.fault.set_spelling({})
    assert not fault.offered(), "nothing is written"


def test_a_list_that_is_read_again_changes_only_what_differs(operator: Operator, hand: Hand) -> None:
    place = operator.form.place
    operator.type_in(place, "nhsq", RETURN)
    picked = QSignalSpy(place.picked)
    lake = place.thing
    hand.do(save_place(None, "某新庄", "刘集镇", Zone.RURAL))
    operator.spread()
    assert (place.thing, picked.count()) == (lake, 0)
    operator.go(place)
    place.selectAll()
    operator.paste("某新")
    assert [line.title for line in place.offered()] == ["某新庄", "把“某新”加入地址库"]
    hand.do(save_place(None, "某新村", "刘集镇", Zone.RURAL))
    operator.spread()
    assert [line.title for line in place.offered()] == ["某新庄", "某新村", "把“某新”加入地址库"]
    operator.press(Qt.Key.Key_Escape)
    hand.do(save_place(None, "某新寨", "刘集镇", Zone.RURAL))
    operator.spread()
    assert not place.offered(), "closed suggestions stay closed"


def test_a_place_to_add_is_offered_unless_it_is_there_or_the_places_are_unknown(operator: Operator) -> None:
    place = operator.form.place
    asked = QSignalSpy(place.add_wanted)
    operator.paste_in(place, "刘集镇")
    assert next((line.title, line.note) for line in place.offered()) == ("刘集镇", "乡镇")
    assert not any("加入地址库" in line.title for line in place.offered())
    operator.press(RETURN)
    operator.press(Qt.Key.Key_P, with_=CTRL)
    place.hold(None, " ")
    operator.press(Qt.Key.Key_P, with_=CTRL)
    assert asked.count() == 0, "a known place and an empty text are not added"
    operator.paste_in(place, "刘集某新庄")
    operator.go(operator.form.zone)
    operator.press(DOWN)
    operator.go(place)
    operator.press(DOWN)
    (add,) = (line for line in place.offered() if line.id == "add")
    assert (add.title, add.note, add.key) == ("把“某新庄”加入地址库", "刘集镇 · 城区", "Ctrl+P")
    fresh = PlacePicker()
    operator.qtbot.addWidget(fresh)
    assert [line.title for line in fresh.offers("某新庄")] == ["地址库还没有读到，按原话记下"]


def test_a_suggestion_names_the_other_name_by_which_it_was_found(operator: Operator, hand: Hand) -> None:
    hand.do(save_place(None, "某新庄", "刘集镇", Zone.RURAL, aliases="老庄|甲乙庄"))
    operator.spread()
    operator.paste_in(operator.form.place, "甲乙")
    assert operator.form.place.offered()[0].note == "甲乙庄 · 刘集镇 · 乡镇"
    operator.form.place.selectAll()
    operator.paste("某新")
    assert operator.form.place.offered()[0].note == "刘集镇 · 乡镇"


def test_suggestions_follow_their_field_into_another_window(qtbot: QtBot) -> None:
    windows = [QWidget(), QWidget()]
    field = PlacePicker()
    popups = []
    for window in windows:
        qtbot.addWidget(window)
        field.setParent(window)
        show_active(window, qtbot)
        field.show()
        field.setFocus()
        for _ in range(2):
            field.setText("某处")
            field.offer()
            popups.append(field._popup)
    assert [popup and popup.parentWidget() for popup in popups] == [windows[0], windows[0], windows[1], windows[1]]
    assert popups[0] is popups[1] and popups[2] is popups[3]


def test_the_first_thousand_characters_of_what_a_caller_says_are_searched(operator: Operator) -> None:
    place, fault = operator.form.place, operator.form.fault
    for before, heard in ((996, True), (997, False)):
        operator.form.words.setPlainText("。" * before + "南湖社区")
        assert bool(place.mentioned) is heard
        operator.form.words.setPlainText("。" * (before + 2) + "爆管")
        assert bool(fault.mentioned) is heard


def test_suggestions_of_a_narrow_field_have_room_and_those_of_a_wide_one_have_its_width(operator: Operator) -> None:
    for field in (operator.form.fault, operator.form.place):
        operator.go(field)
        operator.type("a")
        field.setText("社区" if field is operator.form.place else "水")
        field.offer()
        assert field._popup is not None
        assert field._popup.width() == max(420, field.width())


def test_after_escape_enter_keeps_what_was_typed(operator: Operator) -> None:
    for field, typed in ((operator.form.place, "nhs"), (operator.form.fault, "爆")):
        operator.type_in(field, typed)
        operator.settle()
        assert field.offered()
        operator.press(Qt.Key.Key_Escape, RETURN)
        assert (field.thing, field.text(), field.hasFocus()) == (None, typed, False)


def test_a_list_says_that_it_has_not_been_read_before_it_says_that_it_is_empty(lines: LineList, qtbot: QtBot) -> None:
    assert lines.empty_words == lines.accessibleDescription() == "还没有读到，读到以后会自己显示。"
    lines.apply([])
    assert lines.empty_words == lines.accessibleDescription() == "空"
    lines.say_when_empty("没有了")
    assert lines.empty_words == lines.accessibleDescription() == "没有了"
    lines.apply([ListedLine(1, "a")])
    assert lines.empty_words == ""
    silent = LineList()
    qtbot.addWidget(silent)
    assert silent.empty_words == ""
