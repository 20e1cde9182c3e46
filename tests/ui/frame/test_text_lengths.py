"""Texts of several lengths share the width of the strip; and what a part announces is what it takes."""

from collections.abc import Sequence

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.frame.text_lengths import ButtonMargins, CrowdLevel, Length, LengthLabel, StripPart, at_rank, distribute
from ui.kit.labels import Tone, mark
from ui.kit.theme import body_font, sheet_of
from ui.kit.tokens import LIGHT

TIME, CALM, PLACE, NAMES = CrowdLevel.TIME, CrowdLevel.CALM, CrowdLevel.PLACE, CrowdLevel.NAMES


class Part:
    """A part whose texts are as many pixels wide as they have letters."""

    def __init__(self, *lengths: Length) -> None:
        self.lengths: Sequence[Length] = lengths
        self.shown = ""

    def width_now(self) -> int:
        return len(self.shown)

    def width_of(self, length: Length) -> int:
        return len(length.words)

    def show_length(self, length: Length) -> None:
        self.shown = length.words


def test_what_is_late_broken_or_old_is_left_out_last() -> None:
    names = ["NONE", "TIME", "CALM", "MARGINS", "PLACE", "NAMES", "ADVICE"]
    assert [level.name for level in sorted(CrowdLevel)] == names


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (99, ["due at ten", "watch: 3 s", "ab, cd, ef"]),
        (30, ["due at ten", "watch: 3 s", "ab, cd, ef"]),
        (29, ["due ten", "watch: 3 s", "ab, cd, ef"]),
        (27, ["due ten", "watch: 3 s", "ab, cd, ef"]),
        (26, ["due at ten", "watch", "ab, cd, ef"]),  # what was left out first comes back where it fits
        (25, ["due at ten", "watch", "ab, cd, ef"]),
        (24, ["due ten", "watch", "ab, cd, ef"]),
        (22, ["due ten", "watch", "ab, cd, ef"]),
        (21, ["due", "watch", "ab, cd, ef"]),
        (17, ["due ten", "watch", "ab, 3"]),
        (15, ["due", "watch", "ab, 3"]),
        (12, ["due", "watch", "3"]),
        (9, ["due", "watch", "3"]),
        (0, ["due", "watch", "3"]),
    ],
)
def test_each_part_has_the_longest_text_with_which_all_fit(room: int, shown: list[str]) -> None:
    due = Part(Length("due at ten"), Length("due ten", TIME), Length("due", PLACE))
    watch = Part(Length("watch: 3 s"), Length("watch", CALM))
    people = Part(Length("ab, cd, ef"), Length("ab, 3", NAMES, 2), Length("3", NAMES, 3))
    parts: list[StripPart] = [due, watch, people]
    distribute(room, parts)
    assert [part.shown for part in (due, watch, people)] == shown


def test_what_is_shortened_last_is_lengthened_first() -> None:
    first, last = Part(Length("aaaaaa"), Length("a", TIME)), Part(Length("zzzzzz"), Length("z", NAMES))
    for room, shown in ((7, ["a", "zzzzzz"]), (6, ["a", "z"]), (2, ["a", "z"]), (12, ["aaaaaa", "zzzzzz"])):
        distribute(room, [first, last])
        assert [first.shown, last.shown] == shown


def test_the_shortest_text_allowed_at_a_rank_is_taken() -> None:
    lengths = (Length("whole"), Length("some", NAMES, 1), Length("few", NAMES, 2))
    for rank, words in (
        ((0, 0), "whole"),
        (NAMES, "whole"),
        ((NAMES, 1), "some"),
        ((NAMES, 2), "few"),
        ((9, 0), "few"),
    ):
        assert at_rank(lengths, rank if isinstance(rank, tuple) else (rank, 0)).words == words
    assert at_rank((Length("only", CALM),), (0, 0)).words == "only"


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    holder = QWidget()
    holder.setFont(body_font())
    holder.setStyleSheet(sheet_of(LIGHT))
    qtbot.addWidget(holder)
    return holder


def test_a_label_takes_the_width_that_it_announces(holder: QWidget) -> None:
    label = LengthLabel(Tone.QUIET)
    label.setParent(holder)
    lengths = Length("服务器 ● 本机时钟快 3 分"), Length("服务器 ●", CALM)
    label.say(*lengths)
    announced = [label.width_of(length) for length in lengths]
    for length, width in zip(lengths, announced, strict=True):
        label.show_length(length)
        assert (label.text(), label.width_now(), label.sizeHint().width()) == (length.words, width, width)
        label.say(*lengths)
        assert label.text() == length.words, "other texts are as long as the former ones"


def test_only_an_alarming_label_is_never_cut_and_any_is_read_out_whole(holder: QWidget) -> None:
    label = LengthLabel(Tone.QUIET)
    label.setParent(holder)
    label.say(Length("服务器 ● 本机时钟快"), Length("服务器", CALM))
    assert label.minimumSizeHint().width() == 24
    label.set_tone(Tone.OVERDUE)
    assert label.minimumSizeHint() == label.sizeHint()
    label.resize(label.sizeHint())
    assert (label.toolTip(), label.accessibleName()) == ("", "服务器 ● 本机时钟快")
    label.show_length(label.lengths[1])
    assert (label.toolTip(), label.accessibleName()) == ("服务器 ● 本机时钟快", "服务器 ● 本机时钟快")
    label.say(*label.lengths, tip="往返 3 毫秒")
    assert label.toolTip() == "往返 3 毫秒"


def test_buttons_take_the_width_that_their_margins_announce(holder: QWidget) -> None:
    buttons = [QPushButton(words, holder) for words in ("待受理 12", "告警 6", "挂起 0")]
    for button in buttons:
        mark(button, "kind", "count")
        button.ensurePolished()
    buttons[2].hide()
    margins = ButtonMargins(buttons)
    wide, narrow = margins.lengths
    assert margins.width_of(wide) == margins.width_now() == sum(each.sizeHint().width() for each in buttons[:2])
    for length in (narrow, wide, narrow):
        announced = margins.width_of(length)
        margins.show_length(length)
        assert margins.width_now() == announced
    assert margins.width_of(narrow) < margins.width_of(wide)
