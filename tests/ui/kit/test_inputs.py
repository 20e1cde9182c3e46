"""Boxes of labels that people wrote."""

from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from tickets.rules.words import Role
from ui.kit.inputs import ChoiceBox, DayField, word_choices

LONG = "东阿县铜城街道" * 10


def test_a_choice_box_shows_a_cut_label_in_its_tool_tip(qtbot: QtBot) -> None:
    box = ChoiceBox([(1, "爆管"), (2, LONG)])
    qtbot.addWidget(box)
    box.resize(3000, 32)
    assert box.toolTip() == ""
    box.choose(2)
    assert box.toolTip().replace("\n", "") == LONG
    box.resize(120, 32)
    assert box.toolTip().replace("\n", "") == LONG
    box.set_choices([(1, "爆管")])
    assert box.toolTip() == ""


def test_a_choice_box_keeps_its_choice_among_new_ones_and_falls_back_to_the_first(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    assert box.chosen() is None
    box.choose("爆管")
    assert box.chosen() is None
    box.set_choices([(None, "不限"), (1, "爆管"), (2, "明漏")])
    assert (box.chosen(), box.currentText()) == (None, "不限")
    box.choose(2)
    assert (box.chosen(), box.currentText()) == (2, "明漏")
    box.set_choices([(2, "明漏"), (3, "暗漏")])
    assert box.chosen() == 2
    box.choose(7)
    assert box.chosen() == 2, "the first is chosen instead of an unknown one"
    box.set_choices([(4, "停水"), (5, "浑水")])
    assert box.chosen() == 4
    box.setCurrentIndex(-1)
    assert box.chosen() is None


def test_the_labels_of_words_may_begin_with_none(qapp: object) -> None:
    roles = [(role, role.label) for role in Role]
    assert list(word_choices(Role)) == roles
    assert list(word_choices(Role, "不限")) == [(None, "不限"), *roles]


def drawn_text(box: ChoiceBox) -> str:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    return str(option.currentText)


def test_a_label_that_just_fits_is_shown_whole_and_in_one_pixel_less_it_is_cut(qtbot: QtBot) -> None:
    label = "东阿县铜城街道文化街"
    box = ChoiceBox([(1, label)])
    qtbot.addWidget(box)
    box.resize(400, 32)
    box.show()
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box).width()
    fitting = 400 - room + box.fontMetrics().horizontalAdvance(label)
    box.resize(fitting, 32)
    assert (drawn_text(box), box.toolTip()) == (label, "")
    box.resize(fitting - 1, 32)
    assert drawn_text(box).endswith("…")
    assert box.toolTip() == label


def test_a_box_of_long_labels_leaves_room_for_the_rest_of_a_form(qtbot: QtBot) -> None:
    long, short = ChoiceBox([(1, "爆"), (2, "长" * 900)]), ChoiceBox([(1, "爆")])
    for box in (long, short):
        qtbot.addWidget(box)
    assert short.minimumSizeHint().width() < long.minimumSizeHint().width() == 200
    assert long.minimumSizeHint().height() == short.minimumSizeHint().height()
    assert long.itemText(1) == "长" * 59 + "…"
    assert [len(long.itemData(row, Qt.ItemDataRole.ToolTipRole).replace("\n", "")) for row in (0, 1)] == [1, 900]


def test_the_calendar_of_a_day_begins_on_monday_and_paints_no_weekend_red(qtbot: QtBot) -> None:
    field = DayField(date(2026, 11, 28))
    qtbot.addWidget(field)
    assert field.calendarPopup()
    calendar = field.calendarWidget()
    assert calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
    plain = calendar.weekdayTextFormat(Qt.DayOfWeek.Wednesday)
    for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        assert calendar.weekdayTextFormat(weekend) == plain
    assert calendar.minimumSize() == QSize(304, 256)
