"""An intake desk in a window that is real except for its screen, and an operator with a keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import HandClock
from tests.ui.kit.manual_worker import ManualWorker, manual_background
from tests.ui.seats import HandTick
from tickets.service import TicketService
from tickets.store.feed.changes import Changes
from tickets.store.queries.board import BoardRow, open_tickets
from tickets.store.queries.ticket_file import TicketFile, ticket_file
from tickets.store.rows import Who
from ui.intake import likely_finder
from ui.intake.actions_bar import ActionsBar
from ui.intake.form import CallForm
from ui.intake.intake_desk import IntakeDesk
from ui.runtime.feed_signals import FeedSignals
from ui.runtime.session import SessionContext

NO_KEYS = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Operator:
    """Types, presses keys, pastes; reads what the desk shows and what the database contains."""

    def __init__(self, qtbot: QtBot, session: SessionContext, worker: ManualWorker, folder: Path) -> None:
        self.qtbot = qtbot
        self.session = session
        self.worker = worker
        self.folder = folder
        self.desk = self.sit_down()

    def sit_down(self) -> IntakeDesk:
        """Open an intake desk, as a new start of the program would."""
        self.desk = IntakeDesk(self.session, folder=self.folder)
        self.qtbot.addWidget(self.desk)
        self.desk.resize(1280, 660)
        with self.qtbot.waitActive(self.desk):
            self.desk.show()
            self.desk.activateWindow()
        self.desk.new_call()
        self.settle()
        return self.desk

    @property
    def form(self) -> CallForm:
        """The form."""
        return self.desk.findChild(CallForm)

    @property
    def bar(self) -> ActionsBar:
        """The buttons and messages below it."""
        return self.desk.findChild(ActionsBar)

    def type(self, text: str, *keys: Qt.Key) -> None:
        """Type into the focused widget, ASCII key by key, other characters as an input method does; then press keys."""
        if text.isascii():
            self.qtbot.keyClicks(self._focus(), text)
        else:
            self.compose("", text)
        self.press(*keys)

    def type_in(self, field: QWidget, text: str, *keys: Qt.Key) -> None:
        """Type into a field, then press keys there."""
        self.go(field)
        self.type(text, *keys)

    def compose(self, preedit: str, commit: str = "") -> None:
        """Send what an input method would: letters being composed, or the chosen text."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self._focus(), event)

    def press_and_wait(self, key: Qt.Key, with_: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press a key, and wait for the result."""
        self.press(key, with_=with_)
        self.settle()

    def press(self, *keys: Qt.Key, with_: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press keys one after the other in the focused widget."""
        for key in keys:
            self.qtbot.keyClick(self._focus(), key, with_)

    def paste(self, text: str) -> None:
        """Paste as the operator does."""
        QGuiApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, with_=CTRL)

    def paste_in(self, field: QWidget, text: str) -> None:
        """Paste into a field."""
        self.go(field)
        self.paste(text)

    def go(self, field: QWidget) -> None:
        """Focus a field."""
        field.setFocus(Qt.FocusReason.TabFocusReason)

    def settle(self) -> None:
        """Process all results, including timers that are due."""
        QApplication.processEvents()
        self.worker.drain()

    def until(self, condition: Callable[[], bool]) -> None:
        """Process results until the condition holds."""

        def holds() -> bool:
            self.settle()
            return condition()

        self.qtbot.waitUntil(holds)

    def spread(self) -> None:
        """Let the feed report what has been written."""
        changes = self.session.service.feed.poll()
        if changes is not None:
            self.session.feed.changed.emit(changes)
        self.settle()

    def spread_lost(self) -> None:
        """Let the feed report that changes may be lost."""
        self.session.feed.changed.emit(Changes(lost=True))
        self.settle()

    def save(self) -> None:
        """Press Ctrl+Enter, and wait for the result; press again if the desk asks whether to open a ticket."""
        self.press_save()
        asked = ("Ctrl+Enter 照样开单", "Ctrl+Enter 另开新单")
        if self.bar.notice.isVisible() and any(words in self.bar.notice.sentence for words in asked):
            self.press_save()

    def press_save(self) -> None:
        """Press Ctrl+Enter, and wait for the result."""
        self.press_and_wait(Qt.Key.Key_Return, CTRL)

    def tickets(self) -> list[BoardRow]:
        """Every open ticket, the newest first."""
        return sorted(self.session.service.read(open_tickets), key=lambda row: row.id, reverse=True)

    def ticket(self, key: int | None = None) -> TicketFile:
        """A ticket with its calls; the only one when no id is given."""
        if key is None:
            (row,) = self.tickets()
            key = row.id
        file = self.session.service.read(ticket_file, key, self.session.service.now())
        assert file is not None
        return file

    def files(self) -> list[Path]:
        """The files of drafts."""
        return sorted(self.folder.glob("*.json"))

    def _focus(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None and self.desk.isAncestorOf(focused), "the cursor is not in the intake desk"
        return focused


@pytest.fixture
def session(
    desk: TicketService, clock: HandClock, who: Who, tmp_path: Path, qapp: QApplication
) -> Iterator[SessionContext]:
    desk.feed.poll()
    background, _ = manual_background()
    preferences = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    yield SessionContext(desk, background, FeedSignals(), HandTick(clock), preferences, lambda: who)


@pytest.fixture
def operator(session: SessionContext, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Operator:
    monkeypatch.setattr(likely_finder, "AFTER_MS", 0)
    monkeypatch.setattr(likely_finder, "AGAIN_MS", 0)
    worker = session.background._workers[next(iter(session.background._workers))]
    assert isinstance(worker, ManualWorker)
    return Operator(qtbot, session, worker, tmp_path / "drafts")
