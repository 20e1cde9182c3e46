"""Cards, fields and labels."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.pixels import Picture
from tests.ui.showing import show_active
from ui.kit.cards import Card, Facts, Fields, FittingArea, scrolled, scrolled_when_low
from ui.kit.labels import BigFigure, Heading, Quiet, Tone, Words
from ui.kit.layouts import in_column
from ui.kit.messages import scroll_to
from ui.kit.theme import apply_theme
from ui.kit.tokens import FIELD, HEADING, SMALL, Tokens


def test_tab_goes_down_the_fields_and_each_has_a_name(qtbot: QtBot) -> None:
    fields = Fields()
    edits = [fields.add(caption, QLineEdit()) for caption in ("电话", "来电人", "地址")]
    qtbot.addWidget(fields)
    show_active(fields, qtbot)
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


def test_a_field_keeps_the_name_it_has_and_gets_its_caption_as_label_and_its_hint_below(qtbot: QtBot) -> None:
    fields = Fields()
    named = QLineEdit(accessibleName="来电号码")
    qtbot.addWidget(fields)
    assert fields.add("电话", named, "可带区号，也可以只写后八位；" * 4) is named
    plain = fields.add("来电人", QLineEdit())
    assert (named.accessibleName(), plain.accessibleName()) == ("来电号码", "来电人")
    fields.resize(260, fields.sizeHint().height())
    with qtbot.waitExposed(fields):
        fields.show()
    hint = fields.findChild(Quiet)
    captions = [label for label in fields.findChildren(Words) if label is not hint]
    assert [(label.text(), label.buddy(), label.height()) for label in captions] == [
        ("电话", named, FIELD),
        ("来电人", plain, FIELD),
    ]
    assert hint.wordWrap() and hint.width() == named.width()
    assert captions[0].y() == named.y() < hint.y() < plain.y() == captions[1].y()
    assert fields.findChildren(Quiet) == [hint], "a field without a hint has no line for it"


def test_a_fact_can_be_selected_wraps_and_is_named_with_its_caption(qtbot: QtBot) -> None:
    facts = Facts(60)
    facts.show_facts([("地址", "文化街 18 号 " * 20), ("户号", "0012")])
    qtbot.addWidget(facts)
    facts.resize(300, 200)
    facts.show()
    address, _ = (label for label in facts.findChildren(Words) if not isinstance(label, Quiet))
    assert address.accessibleName().startswith("地址 文化街")
    assert address.textInteractionFlags() == Qt.TextInteractionFlag.TextSelectableByMouse
    assert facts.minimumSizeHint().width() < 300
    grid = facts.layout()
    assert isinstance(grid, QGridLayout)
    assert (grid.verticalSpacing(), grid.horizontalSpacing(), grid.columnMinimumWidth(0)) == (4, 8, 60)
    assert (address.width(), grid.columnStretch(1)) == (300 - 60 - 8, 1), "it takes what its caption leaves"
    captions = facts.findChildren(Quiet)
    assert [caption.text() for caption in captions] == ["地址", "户号"]
    assert captions[0].y() == address.y() == 0, "a caption stands beside the first line"
    facts.show_facts([("户号", "0013")])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [label.text() for label in facts.findChildren(Words)] == ["户号", "0013"]


def test_a_card_without_a_title_has_no_head(qtbot: QtBot) -> None:
    bare, titled = Card(), Card("班组")
    for card in (bare, titled):
        qtbot.addWidget(card)
        card.add(QLabel("x"), QLabel("y"))
    assert (bare.head.count(), titled.head.count()) == (0, 2)
    assert titled.title.minimumHeight() == FIELD
    assert bare.sizeHint().height() < titled.sizeHint().height()
    assert [bare.body.itemAt(place).widget().text() for place in range(2)] == ["x", "y"]
    titled.resize(300, 400)
    titled.show()
    assert titled.body.geometry().bottom() == titled.contentsRect().bottom() - 12, "it takes all of the room"


def page_of(lines: int) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    for n in range(lines):
        column.addWidget(QLabel(str(n)))
    return page


@pytest.mark.parametrize("make", [scrolled, scrolled_when_low, FittingArea])
def test_a_page_scrolls_down_only_and_shows_the_card_behind_it(
    make: Callable[[QWidget], QScrollArea], light: Tokens, qtbot: QtBot
) -> None:
    page = page_of(30)
    page.setMinimumWidth(500)
    card, area = Card(), make(page)
    card.add(area)
    qtbot.addWidget(card)
    card.resize(300, 200)
    with qtbot.waitExposed(card):
        card.show()
    assert not area.horizontalScrollBar().isVisible()
    assert area.verticalScrollBar().maximum() > 0
    assert area.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert Picture(card.grab().toImage()).at(250, 100) == light.surface
    page.setMinimumWidth(0)
    card.resize(600, 200)
    assert page.width() == area.viewport().width(), "it is as wide as there is room"


def test_a_page_that_scrolls_when_low_is_as_high_as_the_room_until_it_would_be_cut(qtbot: QtBot) -> None:
    page = page_of(10)
    area = scrolled_when_low(page)
    qtbot.addWidget(area)
    least = page.minimumSizeHint().height()
    for height, shown in ((least + 100, least + 98), (least - 40, least)):
        area.resize(300, height)
        area.show()
        assert page.height() == pytest.approx(shown, abs=2)
        assert (area.verticalScrollBar().maximum() > 0) is (height < least)


def test_a_fitting_area_is_as_high_as_its_content_and_follows_it(qtbot: QtBot) -> None:
    page = page_of(2)
    area = FittingArea(page)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.addWidget(area)
    column.addStretch(1)
    qtbot.addWidget(holder)
    holder.resize(300, 600)
    with qtbot.waitExposed(holder):
        holder.show()
    low = page.sizeHint().height()
    assert area.height() == area.minimumSizeHint().height() == low < 96
    page.layout().addWidget(added := QWidget())
    added.setFixedHeight(300)
    qtbot.waitUntil(lambda: area.height() > low)
    assert area.height() == page.sizeHint().height() > 300
    assert area.minimumSizeHint() == QSize(page.minimumSizeHint().width(), 96)
    assert area.verticalScrollBar().maximum() == 0
    asked: list[QEvent.Type] = []
    area.updateGeometry = lambda: asked.append(QEvent.Type.LayoutRequest)  # type: ignore[method-assign]
    QApplication.sendEvent(page, QEvent(QEvent.Type.User))
    assert asked == []
    QApplication.sendEvent(page, QEvent(QEvent.Type.LayoutRequest))
    assert len(asked) == 1
    words = Words("文化街 " * 60, wrap=True)
    wrapped = FittingArea(words)
    qtbot.addWidget(wrapped)
    wrapped.resize(300, 400)
    assert wrapped.sizeHint().height() == words.heightForWidth(wrapped.viewport().width()) > 100


def test_what_a_text_that_has_grown_pushes_out_of_sight_is_scrolled_back_into_it(qtbot: QtBot) -> None:
    form, holder, low = QWidget(), QWidget(), QWidget()
    words, button = Words(wrap=True), QPushButton("并单")
    in_column(words, button, holder=form)
    in_column(form, holder=holder)  # each level learns of the new height after the one below it
    area = FittingArea(holder)
    in_column(area, holder=low)
    qtbot.addWidget(low)
    low.setFixedSize(200, 120)
    show_active(low, qtbot)
    words.setText("来电并到另一张工单。" * 20)
    scroll_to(button)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    QApplication.processEvents()
    assert area.viewport().rect().contains(button.geometry().translated(form.mapTo(area.viewport(), QPoint())))
