"""Chips without room are moved to the next line."""

import pytest
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
