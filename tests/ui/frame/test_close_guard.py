"""Closing the window, by keys and by its close button, with and without alerts and other watches."""

import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from tests.desk_fixtures import Hand, HandClock
from tests.staffed import DISPATCHER, OPERATOR, StaffedDesk
from tests.subjects import make_up_kind
from tests.ui.seats import unavailable
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.rules.words import State
from tickets.service import TicketService
from tickets.store.tables import clocks
from tickets.watch.registry import Watching, enter, keep, remaining
from ui import app
from ui.app import Program
from ui.frame import close_guard as leaving
from ui.frame.close_guard import CloseDialog, CloseGuard
from ui.intake.form import CallForm
from ui.open_window import Window, open_window

PATIENCE = 60_000  # ms; workers are real threads here


@pytest.fixture
def window(desk: TicketService, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    window = open_window(desk, tmp_path)
    window.main.show()
    qtbot.waitExposed(window.main)
    window.main.activateWindow()
    yield window
    window.close()
    window.main.deleteLater()


def ask(window: Window, tray: bool = False) -> CloseGuard:
    """Let the window ask before it closes, with a tray or without."""
    if tray:
        window.main.alerts.tray = QSystemTrayIcon(window.main)
    leaving = CloseGuard(window.main, window.session, window.main.alerts)
    leaving.is_tray_there = lambda: tray
    return leaving


def raise_alerts(window: Window, hand: Hand, clock: HandClock, qtbot: QtBot) -> None:
    """Let two tickets be late and shown."""
    hand.log("burst_main")
    hand.log("no_water")
    clock.advance(minutes=11)
    window.watch.sweep()
    qtbot.waitUntil(lambda: window.main.alerts.pending.count == 2, timeout=PATIENCE)


def dialog_with(leaving: CloseGuard, qtbot: QtBot, words: str) -> CloseDialog:
    """Return the dialog once it shows this text."""
    qtbot.waitUntil(lambda: leaving.dialog is not None and words in leaving.dialog.words, timeout=PATIENCE)
    assert leaving.dialog is not None
    qtbot.waitUntil(leaving.dialog.isActiveWindow, timeout=PATIENCE)
    return leaving.dialog


def watching(desk: TicketService, name: str, seconds_ago: int) -> None:
    """Record a watch whose last sweep was so long ago."""
    with desk.store.writing() as connection:
        row = enter(connection, name, "host", desk.now())
        keep(connection, Watching(row.name, row.host, row.started, desk.now() - timedelta(seconds=seconds_ago)))


def test_closing_names_open_alerts_and_missing_watches_and_enter_goes_back(
    window: Window, desk: TicketService, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    leaving = ask(window)
    raise_alerts(window, hand, clock, qtbot)
    qtbot.keyClick(window.main, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_with(leaving, qtbot, "关闭后没有别的值守：2 张在办工单到点时不会有告警。")
    assert dialog.words.startswith("还有 2 条告警没有确认。")
    assert not dialog.to_tray.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert window.main.isVisible()
    watching(desk, "hall-2", 3)
    assert not window.main.close()
    dialog = dialog_with(leaving, qtbot, "另有值守在运行：hall-2，3 秒前。")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.main.isVisible()
    assert leaving.dialog is None


def test_a_program_ended_by_the_system_asks_nothing_and_keeps_the_draft(
    window: Window, desk: TicketService, hand: Hand, clock: HandClock, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    before = [signal.getsignal(sign) for sign in (signal.SIGINT, signal.SIGTERM)]
    ended: list[int] = []
    monkeypatch.setattr(QApplication, "exit", ended.append)
    program = Program(FileAuthenticator(desk, "1 号席"), tmp_path)
    program.window, program._leaving = window, ask(window)
    raise_alerts(window, hand, clock, qtbot)
    window.main.findChild(CallForm).address.setText("文化街")
    try:
        app._close_on_signals(program)
        signal.raise_signal(signal.SIGTERM)
        qtbot.waitUntil(lambda: ended == [app.TERMINATED], timeout=PATIENCE)
    finally:
        for sign, handler in zip((signal.SIGINT, signal.SIGTERM), before, strict=True):
            signal.signal(sign, handler)
    assert program._leaving.dialog is None
    assert not window.main.isVisible()
    qtbot.waitUntil(lambda: window.session.background.pending == 0, timeout=PATIENCE)
    assert len(list((tmp_path / "drafts").rglob("*.json"))) == 1


def test_a_watch_that_has_not_swept_for_long_counts_as_none(
    window: Window, desk: TicketService, hand: Hand, qtbot: QtBot
) -> None:
    leaving = ask(window)
    hand.bring_to(State.ARRIVED)
    watching(desk, "hall", 60)
    window.main.close()
    dialog = dialog_with(leaving, qtbot, "关闭后没有别的值守：1 张在办工单")
    qtbot.keyClick(dialog, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert not window.main.isVisible()


@pytest.mark.parametrize("other", [False, True], ids=["nothing is on the clock", "another watch runs"])
def test_closing_asks_nothing_if_no_alert_would_be_missed(
    window: Window, desk: TicketService, hand: Hand, qtbot: QtBot, other: bool
) -> None:
    leaving = ask(window)
    hand.bring_to(State.RESOLVED)
    if other:
        hand.log()
        watching(desk, "hall", 0)
    window.main.close()
    qtbot.waitUntil(lambda: not window.main.isVisible(), timeout=PATIENCE)
    assert leaving.dialog is None


def test_minimised_to_the_tray_the_watch_goes_on_and_a_click_restores_the_window(
    window: Window, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    leaving = ask(window, tray=True)
    raise_alerts(window, hand, clock, qtbot)
    window.main.close()
    dialog = dialog_with(leaving, qtbot, "没有别的值守")
    qtbot.keyClick(dialog, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert not window.main.isVisible()
    assert not QApplication.quitOnLastWindowClosed()
    hand.log("burst_main")
    clock.advance(minutes=11)
    window.watch.sweep()
    qtbot.waitUntil(lambda: window.main.alerts.pending.count == 3, timeout=PATIENCE)
    assert window.main.alerts._alarm.ringing
    tray = window.main.alerts.tray
    window.main.alerts.bring_back(tray.ActivationReason.Context)
    assert not window.main.isVisible()
    window.main.alerts.bring_back(tray.ActivationReason.Trigger)
    assert window.main.isVisible()
    assert QApplication.quitOnLastWindowClosed()


def test_a_window_in_the_tray_is_restored_when_the_tray_disappears(
    window: Window, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    leaving = ask(window, tray=True)
    raise_alerts(window, hand, clock, qtbot)
    window.main.close()
    qtbot.keyClick(dialog_with(leaving, qtbot, "没有别的值守"), Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    window.session.tick.second.emit(clock())
    assert not window.main.isVisible()
    leaving.is_tray_there = lambda: False
    window.session.tick.second.emit(clock())
    assert window.main.isVisible()
    window.main.close()
    assert not dialog_with(leaving, qtbot, "没有别的值守").to_tray.isVisible()


def test_on_closing_an_unresponsive_database_is_reported_and_not_waited_for(
    window: Window, desk: TicketService, hand: Hand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaving = ask(window)
    leaving._patience.setInterval(1)
    hand.log()
    with monkeypatch.context() as stalled:
        stalled.setattr(window.session.background, "latest", lambda *_, **__: None)
        window.main.close()
        dialog = dialog_with(leaving, qtbot, "连不上数据库，不知道关闭后还有没有别的值守。")
        dialog.reject()

    leaving._patience.setInterval(PATIENCE)
    monkeypatch.setattr(desk, "read", unavailable)
    window.main.close()
    dialog_with(leaving, qtbot, "连不上数据库，不知道关闭后还有没有别的值守。").reject()


def test_closing_at_the_end_of_the_desktop_session_asks_nothing(
    window: Window, hand: Hand, clock: HandClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "SESSION_ENDS_MS", 1)
    asking = ask(window)
    raise_alerts(window, hand, clock, qtbot)
    asking._on_session_end(None)
    qtbot.waitUntil(lambda: not asking._session_ends, timeout=PATIENCE)  # the user continued to work
    assert not window.main.close()
    dialog_with(asking, qtbot, "没有别的值守").reject()
    monkeypatch.setattr(leaving, "SESSION_ENDS_MS", PATIENCE)
    asking._on_session_end(None)
    assert window.main.close()
    assert asking.dialog is None


@pytest.mark.on_both
def test_the_closing_question_counts_other_watches_and_tickets_in_progress(hand: Hand, clock: HandClock) -> None:
    for state in (State.NEW, State.ARRIVED, State.RESOLVED, State.CLOSED):
        hand.bring_to(state)
    watching(hand.desk, "hall", 2)
    watching(hand.desk, "old", 90)
    found = hand.desk.read(remaining, clock(), 1)
    assert ([each.name for each in found.services], found.seats, found.working) == (["hall"], (), {"ticket": 2})


def test_the_closing_question_names_each_kind_of_running_clock(
    window: Window, desk: TicketService, hand: Hand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = make_up_kind(monkeypatch, "patrol", "巡查")
    for key in [hand.log() for _ in range(3)][1:]:
        with desk.store.writing() as connection:
            connection.execute(update(clocks).where(clocks.c.subject_id == key).values(subject_kind=kind))
    leaving = ask(window)
    window.main.close()
    dialog_with(leaving, qtbot, "关闭后没有别的值守：1 张在办工单、2 项在计时的巡查到点时不会有告警。").reject()
    with desk.store.writing() as connection:
        connection.exec_driver_sql("UPDATE clocks SET subject_kind = 'newer' WHERE subject_kind = 'patrol'")
    window.main.close()
    dialog_with(leaving, qtbot, "1 张在办工单、2 项在计时的其他到点").reject()


def test_with_a_server_the_closing_question_names_the_other_users(staffed_desk: StaffedDesk) -> None:
    me = staffed_desk.desk(OPERATOR)
    assert me.read(remaining, me.now(), staffed_desk[OPERATOR].id).seats == ()
    other = staffed_desk.desk(DISPATCHER)
    other.read(remaining, other.now(), None)  # signs in
    assert me.read(remaining, me.now(), staffed_desk[OPERATOR].id).seats == ("dispatcher",)
