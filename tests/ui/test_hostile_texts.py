"""Every text of the database is hostile: markup that names a pipe, bidirectional marks, 10,000 letters.

Whatever is opened, hovered over, printed or notified, the texts are shown unchanged and the pipe is never opened.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QFont, QHelpEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QListWidget,
    QMenu,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.kit.test_plain_text import as_read
from tickets.actions.dispatch import dispatch
from tickets.actions.people import save_staff
from tickets.rules.words import Role, State
from tickets.service import TicketService
from tickets.store.queries.lookups import list_faults
from tickets.store.queries.ticket_file import ticket_file
from ui.desks import DESKS
from ui.open_window import Window, open_window
from ui.ticket.sheet import Sheet

TURNED = "\u202e\u2066"
PATIENCE = 60_000  # ms
# What people write, by table. Codes, states and phone numbers are the program's own.
WRITTEN = {
    "faults": ("name", "words", "advice"), "places": ("name", "town", "aliases"), "staff": ("name", "phone"),
    "crews": ("name", "phone"), "members": ("name", "phone"), "limits": ("source",), "watches": ("name", "trouble"),
    "tickets": ("address", "phone", "caller", "household_no", "material", "triage", "resolution"),
    "calls": ("phone", "caller", "words", "address", "household_no"), "holds": ("reason",),
    "editing": ("seat",), "journal": ("seat", "text"), "outages": ("area", "cause"), "alerts": ("reason",),
}  # fmt: skip


@dataclass
class Pipe:
    """A named pipe that records who opens it for reading, and closes it."""

    path: Path
    opened: int = 0
    stopping: bool = False

    def watch(self) -> None:
        """Count readers, until `stop` opens it itself."""
        while True:
            with self.path.open("wb"):  # returns when somebody opens it for reading
                if self.stopping:
                    return
                self.opened += 1

    def stop(self) -> None:
        """End the thread."""
        self.stopping = True
        os.close(os.open(self.path, os.O_RDONLY))


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Pipe]:
    if os.name != "posix":
        pytest.skip("pipes have no names in folders there")
    made = Pipe(tmp_path / "pipe")
    os.mkfifo(made.path)
    watching = threading.Thread(target=made.watch)
    watching.start()
    yield made
    made.stop()
    watching.join()


def hostile(pipe: Pipe) -> str:
    """Return a text that harms a program which interprets it."""
    return f'<b>x</b><img src="{pipe.path}">&amp;{TURNED}\x1b[2J ' + "x" * 5000 + "漏" * 5000


@pytest.fixture
def harmed(desk: TicketService, hand: Hand, clock: HandClock, desk_url: str, pipe: Pipe) -> int:
    """A database in which everybody wrote hostile texts; return the id of a ticket with a long history."""
    hand.do(save_staff(None, "李", frozenset(Role), "138"))
    key = hand.bring_to(State.ARRIVED, "burst_main")
    for state in (State.NEW, State.DISPATCHED, State.CLOSED):
        hand.bring_to(state)
    hand.do(dispatch(hand.log(), None, hand.crew(1)))
    clock.advance(hours=3)
    desk.sweep()
    desk.store.close()
    text = hostile(pipe)
    with closing(sqlite3.connect(desk_url.removeprefix("sqlite:///"))) as connection:
        for trigger in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger[0]}")
        for table, columns in WRITTEN.items():
            for column in columns:  # some must be unique
                connection.execute(f"UPDATE {table} SET {column} = ? || rowid WHERE {column} IS NOT NULL", (text,))
        connection.commit()
    return key


@pytest.fixture
def window(desk: TicketService, harmed: int, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    window = open_window(desk, tmp_path / "seat")
    qtbot.addWidget(window.main)
    window.main.setWindowState(Qt.WindowState.WindowNoState)
    window.main.resize(1366, 768)
    window.main.show()
    qtbot.waitExposed(window.main)
    yield window
    window.close()


def settle(window: Window, qtbot: QtBot) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: window.session.background.pending == 0, timeout=PATIENCE)
    QApplication.processEvents()


def point_at(widget: QWidget, place: QPoint) -> str:
    """Hover, and return the tool tip that is shown, "" for none."""
    QToolTip.hideText()
    whole = widget.mapToGlobal(place)
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, whole))
    return QToolTip.text()


def tips(root: QWidget) -> list[str]:
    """Return the tool tips of each widget and each cell."""
    shown = [widget for widget in root.findChildren(QWidget) if widget.isVisible()]
    told = [point_at(widget, widget.rect().center()) for widget in shown]
    for view, index in cells(root):
        if view.isVisible():
            told.append(point_at(view.viewport(), view.visualRect(index).center()))
    QToolTip.hideText()
    return [tip for tip in told if tip]


def cells(root: QWidget) -> Iterator[tuple[QAbstractItemView, QModelIndex]]:
    """Yield the cells of the first rows of every table and list."""
    for view in root.findChildren(QAbstractItemView):
        model = view.model()
        columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
        for row in range(min(model.rowCount(), 12) if model is not None else 0):
            yield from ((view, model.index(row, column)) for column in range(columns))


def choose_first(root: QWidget) -> None:
    for view in root.findChildren(QAbstractItemView):
        if view.isVisible() and view.model() is not None and view.model().rowCount():
            view.setCurrentIndex(view.model().index(0, 0))


def assert_plain(root: QWidget) -> None:
    """Nothing on the screen is interpreted as markup, contains control characters, or is wider than the window."""
    for label in root.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or not GuiQt.mightBeRichText(label.text())
        assert not set(QLabel.text(label)) & {*TURNED, "\x1b"}, label
    for button in root.findChildren(QAbstractButton):
        assert "&amp;" not in button.text().replace("&&amp;", ""), "a key that nobody chose"
        assert not set(button.text()) & {*TURNED, "\x1b"}
    for menu in root.findChildren(QMenu):
        for entry in menu.actions():
            assert "&amp;" not in entry.text().replace("&&amp;", "")
            assert not set(entry.text()) & {*TURNED, "\x1b", "\t"}
            assert not GuiQt.mightBeRichText(entry.toolTip())
    for view, index in cells(root):
        assert not set(str(index.data() or "")) & {*TURNED, "\x1b"}, view
    assert root.window().minimumSizeHint().width() <= 1366
    assert root.window().width() == 1366


def assert_tips_plain(window: Window, pipe: Pipe) -> list[str]:
    """Every tool tip shows texts unchanged; return them."""
    shown = tips(window.main)
    for tip in shown:
        assert not GuiQt.mightBeRichText(tip), tip[:200]
        assert len(tip) < 5000
        assert not set(tip) & {*TURNED, "\x1b"}
    assert pipe.opened == 0
    return shown


@pytest.mark.slow
def test_every_desk_shows_hostile_texts_literally(window: Window, pipe: Pipe, qtbot: QtBot) -> None:
    for name in (screen.name for screen in DESKS):
        desk = window.main.open_desk(name)
        settle(window, qtbot)
        choose_first(desk)
        settle(window, qtbot)
        window.main.grab()
        assert_plain(window.main)
        assert any("<" in tip for tip in assert_tips_plain(window, pipe)), "something hostile was pointed at"
    window.main.person_wanted.emit(QPoint(0, 0))  # the menu of people
    settle(window, qtbot)
    assert_plain(window.main)
    while (menu := QApplication.activePopupWidget()) is not None:
        menu.close()


@pytest.mark.slow
def test_the_alert_drawer_and_ticket_forms_show_hostile_texts_literally(
    window: Window, harmed: int, pipe: Pipe, qtbot: QtBot
) -> None:
    window.main.activateWindow()
    desk = window.main.open_desk("dispatch")
    desk.show_ticket(harmed)
    settle(window, qtbot)
    for key in ("F7", "Escape", *"ZHETJMXNKSP"):
        qtbot.keyClick(QApplication.focusWidget() or window.main, getattr(Qt.Key, f"Key_{key}"))
        settle(window, qtbot)
        assert_plain(window.main)
        if key in ("F7", "M"):
            assert_tips_plain(window, pipe)
        if (box := QApplication.activeModalWidget()) is not None:
            box.close()
        qtbot.keyClick(QApplication.focusWidget() or window.main, Qt.Key.Key_Escape)


@pytest.mark.slow
def test_every_settings_page_shows_hostile_texts_literally(window: Window, pipe: Pipe, qtbot: QtBot) -> None:
    desk = window.main.open_desk("settings")
    pages = desk.findChild(QListWidget)
    assert pages.count() >= 9
    for number in range(pages.count()):
        pages.setCurrentRow(number)
        settle(window, qtbot)
        choose_first(desk)
        settle(window, qtbot)
        assert_plain(window.main)
        if number:
            assert_tips_plain(window, pipe)


def test_a_printed_sheet_shows_hostile_texts_literally(
    desk: TicketService, harmed: int, clock: HandClock, pipe: Pipe
) -> None:
    file = desk.read(ticket_file, harmed, desk.now())
    assert file is not None
    names = {fault.code: fault.name for fault in desk.read(list_faults)}
    sheet = Sheet(file, names, clock(), QFont("Noto Sans CJK SC"))
    document = sheet.document()
    assert as_read(f'<b>x</b><img src="{pipe.path}">&amp;') in as_read(document.toPlainText())
    assert not set(document.toPlainText()) & {*TURNED, "\x1b"}
    assert sheet.pdf().startswith(b"%PDF")
    assert document.refused == []
    assert pipe.opened == 0
