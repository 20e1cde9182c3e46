"""Cards, fields and labels."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.cards import Card, Facts, Fields
from ui.kit.labels import BigFigure, Heading, Quiet, Tone
from ui.kit.theme import apply_theme
from ui.kit.tokens import HEADING, SMALL


def test_tab_goes_down_the_fields_and_each_has_a_name(qtbot: QtBot) -> None:
    fields = Fields()
    edits = [fields.add(caption, QLineEdit()) for caption in ("电话", "来电人", "地址")]
    qtbot.addWidget(fields)
    with qtbot.waitActive(fields):
        fields.show()
        fields.activateWindow()
    edits[0].setFocus()
    for edit in edits[1:]:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert edit.hasFocus()
    assert [edit.accessibleName() for edit in edits] == ["电话", "来电人", "地址"]


def test_fields_stand_under_each_other(qtbot: QtBot) -> None:
    fields = Fields()
    edits = [fields.add("电话", QLineEdit(), "可带区号"), fields.add("很长的一个标题", QLineEdit())]
    qtbot.addWidget(fields)
    fields.show()
    assert len({edit.mapTo(fields, QPoint(0, 0)).x() for edit in edits}) == 1
    assert len({edit.width() for edit in edits}) == 1


def test_facts_with_a_value_are_shown_and_unknown_ones_left_out(qtbot: QtBot) -> None:
    facts = Facts()
    qtbot.addWidget(facts)
    facts.show()
    facts.show_facts([("来电人", "演示")])
    facts.show_facts([("地址", "文化街"), ("户号", ""), ("故障", "爆管")])
    qtbot.waitUntil(lambda: len([label for label in facts.findChildren(QLabel) if label.isVisible()]) == 4)
    assert [label.text() for label in facts.findChildren(QLabel) if label.isVisible()] == [
        "地址",
        "文化街",
        "故障",
        "爆管",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fonts_keep_their_size_under_the_style_sheet(qapp: QApplication, qtbot: QtBot, scheme: str) -> None:
    apply_theme(qapp, scheme)
    card, heading, quiet, figure = Card("新来电"), Heading("调度"), Quiet("说明"), BigFigure("超时", "3")
    for widget in (heading, quiet, figure):
        card.body.addWidget(widget)
    qtbot.addWidget(card)
    card.show()
    figure.set_value("4", Tone.OVERDUE)
    apply_theme(qapp, "light")
    sizes = [label.font().pixelSize() for label in (card.title, heading, quiet)]
    assert sizes == [HEADING, HEADING, SMALL]


def test_the_accessible_name_of_a_card_is_its_title(qtbot: QtBot) -> None:
    holder = QWidget()
    card = Card("班组")
    QVBoxLayout(holder).addWidget(card)
    qtbot.addWidget(holder)
    assert card.accessibleName() == "班组"
