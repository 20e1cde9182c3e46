"""Any exception in a slot or an event handler of any desk is shown, and the same key works again.

The desks are those of the window's list, with each of their pages; all ways are covered in which Qt calls Python.
"""

import logging
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget
from pytestqt.qtbot import QtBot

from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.errors import Unexpected
from tickets.log import file as log_file
from tickets.log import hooks
from tickets.log.file import LogFile
from tickets.log.hooks import catch_uncaught
from tickets.service import TicketService
from ui.desks import DESKS
from ui.kit.messages import ErrorLine
from ui.open_window import AppContext, Window, open_guarded
from ui.runtime.background import Background
from ui.settings.settings_desk import SettingsDesk

PATIENCE = 60_000  # ms
PASSWORD = "administrator-pass"
KEY = Qt.Key.Key_F13  # which no desk has
Index = QModelIndex | QPersistentModelIndex


class Mute(Exception):
    """Its string conversion fails."""

    def __str__(self) -> str:
        raise RuntimeError("no words")


def deep() -> None:
    deep()


def raise_kind(kind: str) -> None:
    """Raise an exception of a kind, in one function, so that each kind has a place of its own."""
    match kind:
        case "recursion":
            deep()
        case "mute":
            raise Mute
        case "long":
            raise ValueError("x" * 10_000)
        case "group":
            raise BaseExceptionGroup("several", [KeyError("a"), SystemExit(3)])
        case "interrupt":
            raise KeyboardInterrupt
        case "memory":
            raise MemoryError
        case _:
            raise KeyError("nobody foresaw it")


KINDS = {
    "key": "KeyError",
    "memory": "MemoryError",
    "recursion": "RecursionError",
    "mute": "Mute",
    "long": "ValueError: …",
    "group": "SystemExit",
    "interrupt": "KeyboardInterrupt",
}


class Clock:
    """The monotonic clock of the log and of the hooks."""

    def __init__(self) -> None:
        self.now = 1000.0


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    time = Clock()
    for module in (hooks, log_file):
        monkeypatch.setattr(module, "monotonic", lambda: time.now)
    return time


@pytest.fixture
def window(
    desk: TicketService, authenticator: FileAuthenticator, tmp_path: Path, log: LogFile, time: Clock, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Window]:  # fmt: skip
    person = authenticator.make_first_administrator("管理员甲", "guan", PASSWORD)
    window = open_guarded(desk, AppContext(tmp_path, Background(), authenticator, log=log), person)
    qtbot.addWidget(window.main)
    for where, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(where, name, getattr(where, name))
    catch_uncaught(window.session.background.unhandled.emit)
    window.main.show()
    qtbot.waitExposed(window.main)
    window.main.activateWindow()
    calm(window, qtbot)
    yield window
    window.close()


def calm(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session.background.pending == 0, timeout=PATIENCE)


def lines(window: Window) -> list[ErrorLine]:
    return [line for line in window.main.findChildren(ErrorLine) if line.isVisible()]


def screens(window: Window) -> Iterator[tuple[str, QWidget]]:
    """Show and yield each desk of the list, each page of the settings, the list of alerts and the lock screen."""
    for name in (screen.name for screen in DESKS):
        shown = window.main.open_desk(name)
        yield name, shown
        if isinstance(shown, SettingsDesk):
            for page in range(shown._list.count()):
                shown.open_page(page)
                yield f"{name} {page}", shown
    yield "alerts", window.main.open_alerts()
    window.main.open_desk(DESKS[0].name)
    window.main.person_wanted.emit(None)
    assert window.main._cover is not None
    yield "cover", window.main._cover


@pytest.mark.slow
def test_any_exception_in_a_slot_of_any_desk_is_reported_once_and_its_key_works_again(
    window: Window, log: LogFile, time: Clock, qtbot: QtBot, surprises: list[str]
) -> None:
    seen: list[str] = []
    for name, screen in screens(window):
        calm(window, qtbot)
        wrong: list[str] = []
        worked: list[str] = []

        def act(wrong: list[str] = wrong, worked: list[str] = worked) -> None:
            for kind in wrong:
                raise_kind(kind)
            worked.append("done")

        shortcut = QShortcut(QKeySequence(KEY), screen)
        shortcut.activated.connect(act)
        for kind, said in KINDS.items():
            wrong[:] = [kind]
            time.now += 100
            for line in lines(window):
                line.clear()
            for _ in range(3):
                qtbot.keyClick(screen, KEY)
            (line,) = lines(window)
            assert "意料之外" in line.sentence, (name, kind)
            qtbot.keyClick(
                screen, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            )
            copied = QGuiApplication.clipboard().text()
            assert said in copied and "in raise_kind" in copied and len(copied) < 20_000, (name, kind)
            seen.append(kind)
            wrong.clear()
            worked.clear()
            qtbot.keyClick(screen, KEY)
            assert worked == ["done"], (name, kind)
        shortcut.setEnabled(False)
        shortcut.deleteLater()
    assert len(seen) >= 12 * len(KINDS)
    time.now += 100
    logging.getLogger("tickets.test").warning("the end")
    written = log.path.read_text(encoding="utf-8")
    tracebacks = written.count("in act\n")
    assert tracebacks == len(seen), "one each"
    assert written.count("又出现 2 次") == len(seen)
    surprises.clear()


class Odd(QWidget):
    """Fails in whatever Qt calls, while `wrong` is set."""

    def __init__(self, wrong: list[str]) -> None:
        super().__init__()
        self.wrong = wrong
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _fail(self, where: str) -> None:
        if where in self.wrong:
            raise KeyError("nobody foresaw it")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        self._fail("paintEvent")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        self._fail("keyPressEvent")

    def sizeHint(self) -> QSize:  # noqa: N802
        self._fail("sizeHint")
        return QSize(10, 10)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            self._fail("event")
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self._fail("eventFilter")
        return False


class OddModel(QAbstractTableModel):
    """A model whose cells fail."""

    def __init__(self, odd: Odd) -> None:
        super().__init__(odd)
        self._odd = odd

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 3

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        self._odd._fail("data")
        return "x" if role == Qt.ItemDataRole.DisplayRole else None


class OddDelegate(QStyledItemDelegate):
    """A delegate that fails to paint."""

    def __init__(self, odd: Odd) -> None:
        super().__init__(odd)
        self._odd = odd

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._odd._fail("paint")
        super().paint(painter, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        self._odd._fail("delegate's sizeHint")
        return QSize(10, 10)


def provoke(odd: Odd, table: QTableView, way: str) -> None:
    """Let Qt call what fails."""
    if way == "keyPressEvent":
        QApplication.postEvent(odd, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"))
    elif way == "timer":
        QTimer.singleShot(0, partial(odd._fail, way))
    elif way in ("event", "eventFilter"):
        QApplication.postEvent(odd, QEvent(QEvent.Type.User))
    elif way == "delegate's sizeHint":
        QTimer.singleShot(0, table.resizeRowsToContents)
    elif way == "sizeHint":
        QTimer.singleShot(0, odd.adjustSize)
    odd.update()
    table.viewport().update()


@pytest.mark.parametrize(
    "way",
    [
        "timer",
        "paintEvent",
        "keyPressEvent",
        "sizeHint",
        "event",
        "eventFilter",
        "data",
        "paint",
        "delegate's sizeHint",
    ],
)
def test_an_exception_in_a_method_called_by_qt_is_reported_once(
    way: str, window: Window, log: LogFile, time: Clock, qtbot: QtBot, surprises: list[str]
) -> None:
    errors: list[Unexpected] = []
    window.session.background.unhandled.connect(errors.append)
    wrong: list[str] = []
    odd, table = Odd(wrong), QTableView(window.main)
    odd.setParent(window.main)
    table.setModel(OddModel(odd))
    table.setItemDelegate(OddDelegate(odd))
    odd.installEventFilter(odd)
    for widget in (odd, table):
        widget.setGeometry(QRect(200, 200, 100, 100))
        widget.show()
    with qtbot.captureExceptions() as uncaught:  # PySide's message about a failed override doesn't matter here
        catch_uncaught(window.session.background.unhandled.emit)
        wrong.append(way)
        for _ in range(50):
            time.now += 0.01
            provoke(odd, table, way)
            QApplication.processEvents()
        wrong.clear()
    assert not uncaught
    places = {(error.details.partition("\n")[2]) for error in errors}
    assert errors and len(errors) == len(places), "each place once"
    assert len(errors) <= 3
    assert len(lines(window)) == 1
    written = log.path.read_text(encoding="utf-8")
    assert written.count("in _fail\n") <= len(surprises) and written.count("in _fail\n") <= 4
    table.hide()
    odd.hide()
    surprises.clear()


def test_an_error_while_showing_a_message_is_logged_and_not_reported_endlessly(
    window: Window, log: LogFile, time: Clock, qtbot: QtBot, surprises: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[Unexpected] = []
    window.session.background.unhandled.connect(errors.append)

    def fail(*_: object) -> None:
        raise_kind("key")

    with monkeypatch.context() as broken:
        broken.setattr(ErrorLine, "say", fail)
        for number in range(50):
            time.now += 0.01
            QTimer.singleShot(0, partial(raise_kind, "memory" if number % 2 else "mute"))
            QApplication.processEvents()
    assert len(errors) == 2
    assert log.path.read_text(encoding="utf-8").count("in fail\n") == 1
    time.now += 100
    QTimer.singleShot(0, partial(raise_kind, "memory"))
    qtbot.waitUntil(lambda: len(lines(window)) == 1, timeout=PATIENCE)
    surprises.clear()
