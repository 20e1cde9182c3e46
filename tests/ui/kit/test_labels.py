"""Labels: their fonts, colours and sizes."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.pixels import painted
from ui.kit.labels import BigFigure, Divider, Elided, Heading, Quiet, Subheading, Tone, Words
from ui.kit.theme import body_font
from ui.kit.tokens import BODY, FIGURE, HEADING, SMALL, Tokens


@pytest.mark.parametrize(
    ("label", "pixels", "bold", "tone"),
    [
        (Heading, HEADING, True, Tone.PLAIN),
        (Subheading, BODY, True, Tone.PLAIN),
        (Quiet, SMALL, False, Tone.QUIET),
        (Words, BODY, False, Tone.PLAIN),
    ],
)
def test_each_kind_of_label_has_its_own_font_and_colour(
    label: type[Words], pixels: int, bold: bool, tone: Tone, qtbot: QtBot
) -> None:
    shown = label("重点")
    qtbot.addWidget(shown)
    weight = QFont.Weight.DemiBold if bold else QFont.Weight.Normal
    assert (shown.font().pixelSize(), shown.font().weight()) == (pixels, weight)
    assert shown.property("tone") == tone
    assert label("超时", Tone.OVERDUE).property("tone") == Tone.OVERDUE
    assert label("超时", Tone.PLAIN).property("tone") == ""


def test_a_label_wraps_and_is_selectable_only_if_it_is_to(qtbot: QtBot) -> None:
    none, mouse = Qt.TextInteractionFlag.LinksAccessibleByMouse, Qt.TextInteractionFlag.TextSelectableByMouse
    for label, wraps, flags in (
        (Words("x"), False, none),
        (Words("x", wrap=True), True, none),
        (Words("x", selectable=True), False, mouse),
    ):
        qtbot.addWidget(label)
        assert (label.wordWrap(), label.textInteractionFlags()) == (wraps, flags)


def test_a_label_without_a_text_takes_no_room(qtbot: QtBot) -> None:
    label = Words()
    qtbot.addWidget(label)
    for text in ("有话", "", "又有话"):
        label.show_text(text)
        assert (label.isHidden(), label.text()) == (not text, text)
    label.clear()
    assert label.text() == QLabel.text(label) == ""


@pytest.mark.parametrize("text", ["文化街", "iiii lll", "138 0635 0001 · AVAWAT", "fi ffl 已派给 一班"])
def test_a_line_in_the_room_that_it_asks_for_is_whole_and_in_less_it_is_cut(text: str, qtbot: QtBot) -> None:
    line = Elided(text)
    qtbot.addWidget(line)
    line.show()
    line.resize(line.sizeHint())
    assert QLabel.text(line) == text
    assert line.toolTip() == ""
    assert line.accessibleName() == text
    line.resize(line.sizeHint().width() - 4, 20)
    assert QLabel.text(line).endswith("…")
    assert line.toolTip() == text
    assert line.minimumSizeHint().width() == 24


def test_a_figure_is_as_large_as_its_figure_and_caption_need(qtbot: QtBot) -> None:
    figure = BigFigure("超时")
    qtbot.addWidget(figure)
    assert figure.accessibleName() == "超时 —"
    small = figure.minimumSize()
    figure.set_value("1234567", Tone.OVERDUE)
    value, caption = figure.findChildren(Words)
    assert (value.text(), value.property("tone"), value.font()) == ("1234567", Tone.OVERDUE, body_font(FIGURE))
    assert figure.minimumWidth() >= value.sizeHint().width() > small.width()
    figure.set_caption("超时未到场")
    assert (figure.accessibleName(), caption.text()) == ("超时未到场 1234567", "超时未到场")
    figure.set_value("5")
    assert value.property("tone") == ""


def test_a_divider_is_one_pixel_of_its_own_colour(tokens: Tokens, qtbot: QtBot) -> None:
    across, upright = Divider(), Divider(upright=True)
    assert (across.minimumHeight(), across.maximumHeight()) == (1, 1)
    assert (upright.minimumWidth(), upright.maximumWidth()) == (1, 1)
    for line, size in ((across, QSize(30, 1)), (upright, QSize(1, 30))):
        qtbot.addWidget(line)
        assert painted(line, size, tokens.ground).count(tokens.line) == 30
