from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.showing import show_active
from tickets.errors import Refused
from ui.editing.fields import (
    ChoiceEditor,
    DurationEditor,
    Editor,
    FlagEditor,
    LinesEditor,
    LongTextEditor,
    ManyEditor,
    NumberEditor,
    TextEditor,
    exact_duration,
    parse_duration,
)


@given(st.integers(1, 400 * 86400))
def test_a_length_of_time_is_read_back_as_it_was_shown(seconds: int) -> None:
    assert parse_duration(exact_duration(seconds)) == seconds


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("30", 1800),
        ("30 分", 1800),
        ("4 小时", 14400),
        ("1天12小时", 129600),
        ("1.5h", 5400),
        ("90秒", 90),
        ("", None),
        ("2时3m4s", 7384),
        ("1min", 60),
        ("5 分钟", 300),
        ("2d", 172800),
        (" 1 H ", 3600),
    ],
)
def test_people_write_lengths_of_time_in_many_ways(words: str, seconds: int | None) -> None:
    assert parse_duration(words) == seconds


@pytest.mark.parametrize(
    "words", ["很快", "十分钟", "3 年", "-5 分", "1;DROP", "5 分 很快就到了请放心请放心请放心请放心"]
)
def test_what_is_no_length_of_time_is_refused_with_a_sentence(words: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_duration(words)
    assert f"“{words[:20]}”不是时长" in refused.value.sentence


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 秒"), (59, "59 秒"), (60, "1 分"), (61, "61 秒"), (3660, "1 小时 1 分"), (86340, "23 小时 59 分"),
        (86400, "1 天"), (86460, "1441 分"), (90000, "1 天 1 小时"),
    ],
)  # fmt: skip
def test_a_length_of_time_is_shown_exactly_in_few_words(seconds: int, words: str) -> None:
    assert exact_duration(seconds) == words


NUMBERS = [(1, "one"), (2, "two"), (3, "three"), (4, "four")]
EDITORS: list[tuple[Callable[[], Editor], Any, Any, str]] = [
    (TextEditor, "a b", "a b", "a b"),
    (TextEditor, None, "", ""),
    (LongTextEditor, "a\n b", "a\n b", "a b"),
    (LongTextEditor, None, "", ""),
    (LinesEditor, ["a", "b c"], ["a", "b c"], "a、b c"),
    (LinesEditor, None, [], ""),
    (lambda: FlagEditor("x"), True, True, "是"),
    (lambda: FlagEditor("x"), None, False, "否"),
    (lambda: ChoiceEditor(NUMBERS), 2, 2, "two"),
    (lambda: ChoiceEditor(NUMBERS), 9, 9, "9"),
    (lambda: ChoiceEditor(NUMBERS), None, 1, ""),
    (lambda: ChoiceEditor([(None, "any"), *NUMBERS]), None, None, "any"),
    (lambda: ManyEditor(NUMBERS), {3, 1}, frozenset({1, 3}), "one、three"),
    (lambda: ManyEditor(NUMBERS), None, frozenset(), ""),
    (NumberEditor, 0, 0, "0"),
    (NumberEditor, None, None, ""),
    (DurationEditor, 90, 90, "90 秒"),
    (DurationEditor, None, None, ""),
]


def test_an_editor_returns_the_value_that_it_shows_and_says_it_in_words(qapp: QObject) -> None:
    for make, shown, value, words in EDITORS:
        editor = make()
        editor.show_value(shown)
        assert (editor.value(), editor.words(shown)) == (value, words), (editor, shown)
        editor.widget.deleteLater()


def test_only_a_whole_number_of_at_most_nine_digits_is_read(qapp: QObject) -> None:
    editor = NumberEditor()
    assert isinstance(editor.widget, QLineEdit)
    editor.widget.setText(" 123456789 ")
    assert editor.value() == 123456789
    for words in ("1234567890", "1.5", "-1", "x" * 30):
        editor.widget.setText(words)
        with pytest.raises(Refused, match=f"^“{words[:20]}”不是整数"):
            editor.value()


def test_a_long_text_is_shown_from_its_beginning_and_tab_leaves_a_text_of_several_lines(qapp: QObject) -> None:
    one, many = TextEditor(), LongTextEditor()
    one.show_value("a long name")
    assert isinstance(one.widget, QLineEdit) and one.widget.cursorPosition() == 0
    assert isinstance(many.widget, QPlainTextEdit) and many.widget.tabChangesFocus()


def test_the_boxes_of_several_values_fill_their_columns_and_the_first_takes_the_focus(qtbot: QtBot) -> None:
    window, editor = QWidget(), ManyEditor(NUMBERS, 3)
    QVBoxLayout(window).addWidget(editor.widget)
    qtbot.addWidget(window)
    grid, boxes = editor.widget.layout(), [box for _, box in editor._boxes]
    assert isinstance(grid, QGridLayout)
    places = [grid.itemAtPosition(*place) for place in ((0, 0), (0, 1), (0, 2), (1, 0))]
    assert [place and place.widget() for place in places] == boxes
    show_active(window, qtbot)
    editor.widget.setFocus()
    assert boxes[0].hasFocus()
