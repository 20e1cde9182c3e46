"""At 1366×768 every text of every screen is completely visible, or has its whole text as tool tip."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QStyleOptionComboBox,
    QTableView,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as NotReached
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.cut_texts import cut_texts
from tests.ui.every_screen import every_screen, open_at_smallest, settled
from tickets.actions.alerting import acknowledge
from tickets.actions.dispatch import dispatch
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.people import save_crew, save_staff
from tickets.actions.progress import hold
from tickets.rules.words import Role, State
from tickets.service import TicketService
from tickets.store.rows import Who
from tickets.store.tables import alerts
from ui.desks import SCREENS
from ui.kit.columns import Column
from ui.kit.inputs import ChoiceBox
from ui.kit.labels import Elided
from ui.kit.rows_model import RowsModel
from ui.kit.table import DeskTable
from ui.kit.theme import apply_theme
from ui.open_window import Window

LONG = "刘集镇片区夜间抢修第二班组（含外协队伍和值班司机）"
STATES = 8  # rows that are selected one after the other in each table


@pytest.fixture(autouse=True)
def _as_people_see_it(qapp: QApplication) -> None:
    apply_theme(qapp, "light")  # its style sheet adds padding


@pytest.fixture
def window(desk: TicketService, hand: Hand, clock: HandClock, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    """A window on a database with a ticket in every state, some overdue, one with long texts."""
    for state in State:
        hand.bring_to(state, "burst_main")
    clock.advance(hours=30)
    desk.sweep()
    long = hand.do(save_staff(None, LONG[:20], frozenset(Role), login="a.very.long.login.name"))
    seen = frozenset(row.id for row in hand.rows(alerts)[::2])
    desk.execute(acknowledge(seen), Who(long, LONG[:20], frozenset(Role), "1 号席"))
    hand.log("meter_frost_burst")
    details = CallDetails("063512345678", LONG, LONG * 4, LONG * 2, "0" * 12)
    key = hand.do(log_call(details, ReportedFault("meter_frost_burst", material=LONG)))
    hand.do(dispatch(key, None, hand.do(save_crew(None, LONG))))
    hand.do(hold(key, None, LONG * 3))
    with open_at_smallest(desk, tmp_path, qtbot) as window:
        yield window


def cut_in(window: Window, qtbot: QtBot) -> list[str]:
    """Return the texts that are cut once everything is laid out."""
    settled(window, qtbot)
    try:
        qtbot.waitUntil(lambda: not cut_texts(window.main), timeout=2000)
    except NotReached:
        return cut_texts(window.main)
    return []


@pytest.mark.slow
def test_no_text_of_any_screen_is_cut(window: Window, qtbot: QtBot) -> None:
    cut: dict[str, list[str]] = {}
    sideways: dict[str, int] = {}
    for name, page in every_screen(window, qtbot):
        tables = [table for table in page.findChildren(QTableView) if table.isVisible()]
        for table in tables:
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # as with more rows
        cut[name] = cut_in(window, qtbot)
        for table in tables:
            sideways[name] = table.horizontalScrollBar().maximum()
        for table in page.findChildren(QTableView):
            for row in range(min(table.model().rowCount(), STATES)) if table.isVisible() else ():
                table.setCurrentIndex(table.model().index(row, 0))
                cut[f"{name} {row}"] = cut_in(window, qtbot)
    assert {screen.name for screen in SCREENS if screen.name != "settings"} <= set(cut)
    assert len(cut) >= 40, "the screens show too little"
    assert {name: texts for name, texts in cut.items() if texts} == {}
    assert len(sideways) >= 10
    assert {name: pixels for name, pixels in sideways.items() if pixels} == {}, "no table scrolls sideways"


def test_cut_texts_are_detected(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    label, wrapped, button, elided, table = QLabel(LONG), QLabel(LONG), QPushButton(LONG), Elided(LONG), QTableView()
    wrapped.setWordWrap(True)
    table.setModel(RowsModel([Column("x", LONG, lambda _row, _now: "")], lambda: None, table))
    for widget in (label, wrapped, button, elided, table):
        column.addWidget(widget)
        widget.setMinimumWidth(0)
    qtbot.addWidget(page)
    page.resize(800, 400)
    with qtbot.waitExposed(page):
        page.show()
    table.setColumnWidth(0, 700)
    assert cut_texts(page) == []
    for widget in (label, wrapped, button, elided):
        widget.setFixedSize(120, 18)
    table.setColumnWidth(0, 60)
    elided.setToolTip("")
    QApplication.processEvents()
    found = "\n".join(cut_texts(page))
    for kind in ("Elided", "QLabel", "QPushButton", "QHeaderView"):
        assert f"{kind} in" in found
    assert found.count("QLabel in") == 2
    elided.setToolTip(LONG)
    assert "Elided" not in "\n".join(cut_texts(page))
    wrapped.setFixedHeight(200)
    column.removeWidget(button)
    button.move(page.width() - 20, 0)
    button.show()
    assert "lies outside" in "\n".join(cut_texts(page))


def test_a_choice_box_elides_a_long_label_and_shows_it_in_full_as_tool_tip(qtbot: QtBot) -> None:
    page = QWidget()
    box = ChoiceBox([(1, LONG), (2, "短")])
    box.setParent(page)
    qtbot.addWidget(page)
    box.resize(140, 32)
    with qtbot.waitExposed(page):
        page.show()
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    assert option.currentText.startswith(LONG[:3]) and option.currentText.endswith("…")
    assert (box.toolTip(), box.itemData(0, Qt.ItemDataRole.ToolTipRole), cut_texts(box)) == (LONG, LONG, [])
    box.choose(2)
    assert box.toolTip() == ""
    box.choose(1)
    box.resize(800, 32)
    box.initStyleOption(option)
    assert (box.toolTip(), option.currentText) == ("", LONG)


def test_a_cut_cell_shows_its_full_text_as_tool_tip(qtbot: QtBot) -> None:
    table = DeskTable("cut", QSettings())
    model = RowsModel([Column("x", "x", lambda row, _now: row.name, width=90)], lambda: None, table)
    model.apply([Named(1, LONG), Named(2, "短")])
    table.setModel(model)
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()
    tips = []
    for row in range(2):
        at = table.visualRect(model.index(row, 0)).center()
        QToolTip.hideText()
        qtbot.waitUntil(lambda: not QToolTip.isVisible())
        QApplication.sendEvent(table.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, table.viewport().mapToGlobal(at)))
        tips.append(QToolTip.text() if QToolTip.isVisible() else "")
    QToolTip.hideText()
    assert tips == [LONG, ""]
    assert cut_texts(table) == []


@dataclass(frozen=True)
class Named:
    id: int
    name: str


@pytest.mark.slow
def test_the_sort_arrow_does_not_cover_a_column_title(window: Window, qtbot: QtBot) -> None:
    """The first glance at a sorted table tells by which column: its title is drawn as it was before."""
    for name, page in every_screen(window, qtbot):
        for table in page.findChildren(DeskTable):
            header = table.horizontalHeader()
            if not table.isVisible() or not header.isSortIndicatorShown():
                continue
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            settled(window, qtbot)
            before = header.grab().toImage()
            for section in range(header.count()):
                header.setSortIndicator(section, Qt.SortOrder.AscendingOrder)
                after = header.grab().toImage()
                lower = before.rect().adjusted(0, 6, 0, 0)
                assert after.copy(lower) == before.copy(lower), f"{name}: column {section}"
