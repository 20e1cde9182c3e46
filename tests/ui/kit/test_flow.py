"""Chips without room are moved to the next line."""

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.layouts import Flow


@pytest.fixture
def outer(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def chips(outer: QWidget, width: int, count: int = 4) -> tuple[QWidget, list[QWidget]]:
    inner = QWidget()
    flow = Flow(inner, spacing=10)
    buttons = [QWidget() for _ in range(count)]
    for button in buttons:
        button.setFixedSize(90, 20)
        flow.addWidget(button)
    column = QVBoxLayout(outer)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inner)
    column.addStretch(1)
    outer.resize(width, 300)
    outer.show()
    return inner, buttons


def test_chips_that_fit_are_on_one_line(outer: QWidget) -> None:
    inner, buttons = chips(outer, 400)
    assert [(button.x(), button.y()) for button in buttons] == [(0, 0), (100, 0), (200, 0), (300, 0)]
    assert inner.height() == 20


def test_chips_that_do_not_fit_wrap_to_the_next_line(outer: QWidget) -> None:
    inner, buttons = chips(outer, 200)
    assert [(button.x(), button.y()) for button in buttons] == [(0, 0), (100, 0), (0, 30), (100, 30)]
    assert inner.height() == 50


def test_a_hidden_chip_takes_no_room(qtbot: QtBot, outer: QWidget) -> None:
    inner, buttons = chips(outer, 200, count=3)
    buttons[0].hide()
    qtbot.waitUntil(lambda: inner.height() == 20)
    assert [button.x() for button in buttons[1:]] == [0, 100]


def test_a_line_never_needs_more_than_its_widest_chip(outer: QWidget) -> None:
    inner, _ = chips(outer, 200)
    assert inner.minimumSizeHint().width() == 90


def test_chips_that_just_fit_share_a_line_and_one_too_wide_stands_alone(qtbot: QtBot, outer: QWidget) -> None:
    _, buttons = chips(outer, 190, count=2)
    assert [button.y() for button in buttons] == [0, 0]
    outer.resize(189, 300)
    qtbot.waitUntil(lambda: buttons[1].y() == 30)
    outer.resize(60, 300)
    assert [(button.x(), button.y()) for button in buttons] == [(0, 0), (0, 30)]


def test_a_line_wants_the_width_of_all_chips_with_the_gaps_between_them(outer: QWidget) -> None:
    inner, buttons = chips(outer, 400, count=3)
    flow = inner.layout()
    buttons[1].setFixedHeight(26)
    assert flow.sizeHint() == QSize(3 * 90 + 2 * 10, 26)
    buttons[0].hide()
    assert (flow.sizeHint(), flow.minimumSize()) == (QSize(2 * 90 + 10, 26), QSize(90, 26))
    for button in buttons[1:]:
        button.hide()
    assert (flow.sizeHint(), flow.heightForWidth(400)) == (QSize(0, 0), 0)
    assert flow.hasHeightForWidth() and not flow.expandingDirections()
    assert Flow().spacing() == 4


def test_chips_begin_where_their_line_begins_and_the_highest_one_sets_its_height(outer: QWidget) -> None:
    inner, buttons = chips(outer, 400)
    buttons[1].setFixedHeight(26)
    inner.layout().setGeometry(QRect(7, 5, 200, 100))
    assert [(button.x(), button.y()) for button in buttons] == [(7, 5), (107, 5), (7, 41), (107, 41)]
    assert inner.layout().heightForWidth(200) == 26 + 10 + 20
    assert (buttons[3].x(), buttons[3].y()) == (107, 41), "asking for a height moves nothing"
    inner.layout().setGeometry(QRect(0, 0, 60, 100))
    assert [(button.x(), button.y()) for button in buttons[:2]] == [(0, 0), (0, 30)]


def test_only_the_places_of_a_line_hold_chips(outer: QWidget) -> None:
    inner, buttons = chips(outer, 400, count=2)
    flow = inner.layout()
    assert [flow.itemAt(place) is None for place in (-1, 0, 1, 2)] == [True, False, False, True]
    assert flow.takeAt(-1) is flow.takeAt(2) is None
    first = flow.takeAt(0)
    assert first is not None and first.widget() is buttons[0]
    assert flow.count() == 1
