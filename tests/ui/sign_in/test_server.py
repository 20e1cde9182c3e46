"""Signing in at a real server, which the tests stop, start and reconfigure."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.servers import running_server
from tests.staffed import DISPATCHER, OPERATOR, StaffedDesk, staffing
from tests.ui.sign_in.conftest import PATIENCE, focused
from tickets.accounts.server_authenticator import ServerAuthenticator
from tickets.connection.keyring_passwords import recall, remember
from tickets.connection.target import Target
from tickets.store.queries.board import open_tickets
from tickets.store.tables import calls
from ui.app import Program
from ui.frame.connection_label import ConnectionLabel
from ui.intake.actions_bar import ActionsBar
from ui.intake.form import CallForm
from ui.kit.labels import Tone
from ui.open_window import Window
from ui.runtime.session import Connection
from ui.runtime.tick import Tick
from ui.sign_in.session_lock import SessionLock
from ui.sign_in.sign_in_form import SignInForm

pytestmark = pytest.mark.slow
CTRL = Qt.KeyboardModifier.ControlModifier


@contextmanager
def program_at(url: str, folder: Path, qtbot: QtBot, connection: Connection | None = None) -> Iterator[Program]:
    """Give the program with its sign-in window open, and close it afterwards."""
    program = Program(ServerAuthenticator(Target(url)), folder, connection)
    program.start()
    qtbot.waitExposed(program.sign_in_window)
    program.sign_in_window.activateWindow()
    qtbot.waitUntil(program.sign_in_window.isActiveWindow, timeout=PATIENCE)
    yield program
    program.close()
    for opened in (program.sign_in_window, program.window and program.window.main):
        if opened is not None:
            shiboken6.delete(opened)


def type_in(login: str, password: str, qtbot: QtBot) -> None:
    for text in (login, password):
        focused().insert(text)  # as from an input method: test keys are ASCII
        qtbot.keyClick(focused(), Qt.Key.Key_Return)


def opened(program: Program, qtbot: QtBot) -> Window:
    qtbot.waitUntil(lambda: program.window is not None, timeout=PATIENCE)
    assert program.window is not None
    program.window.main.activateWindow()
    qtbot.waitUntil(program.window.main.isActiveWindow, timeout=PATIENCE)
    return program.window


@pytest.fixture
def window(staffed_desk: StaffedDesk, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    """The window of the operator, who has signed in at the server."""
    url = staffed_desk.server.url(staffed_desk.database)
    with program_at(url, tmp_path, qtbot) as program:
        operator = staffed_desk[OPERATOR]
        type_in(operator.login, operator.password, qtbot)
        window = opened(program, qtbot)
        qtbot.waitUntil(lambda: window.session.background.pending == 0, timeout=PATIENCE)
        yield window


def covered_with(window: Window, qtbot: QtBot) -> str:
    """Return the sentence on the lock screen, once there is one."""
    qtbot.waitUntil(lambda: window.main.covered, timeout=PATIENCE)
    return window.main.findChild(SessionLock)._cover.reason.sentence


def test_an_unreachable_server_is_retried_and_the_typed_password_signs_in_when_it_is_back(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with running_server() as server, staffing(server) as desk:
        operator = desk[OPERATOR]
        server.stop()
        with program_at(server.url(desk.database), tmp_path, qtbot) as program:
            sign_in_window = program.sign_in_window
            form = sign_in_window.findChild(SignInForm)
            type_in(operator.login, operator.password, qtbot)
            qtbot.waitUntil(lambda: "秒后自动重试" in form._progress.text(), timeout=PATIENCE)
            assert "连不上" in form._progress.text()
            assert (form.login.text(), form.password.text()) == (operator.login, operator.password)
            server.start()
            for _ in range(5):
                sign_in_window.findChild(Tick).second.emit(None)
            assert opened(program, qtbot).session.who().staff_id == operator.id


def test_after_a_password_change_on_the_server_one_signs_in_again_and_typed_text_stays(
    window: Window, staffed_desk: StaffedDesk, qtbot: QtBot
) -> None:
    form = window.main.findChild(CallForm)
    qtbot.keyClicks(focused(), "13806350001")
    operator = staffed_desk[OPERATOR]
    staffed_desk.execute(f"ALTER ROLE \"{operator.login}\" PASSWORD 'a new password'")
    staffed_desk.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{operator.login}'")
    assert "不对" in covered_with(window, qtbot)
    qtbot.keyClicks(focused(), "a new password")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.main.covered, timeout=PATIENCE)
    assert form.context().phone.own == ("13806350001",)


@pytest.mark.usefixtures("own_keyring")
def test_a_changed_password_is_updated_in_the_keyring_and_locks_nobody_out(
    staffed_desk: StaffedDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    operator = staffed_desk[OPERATOR]
    target = Target(staffed_desk.server.url(staffed_desk.database))
    remember(target, operator.login, operator.password)
    with program_at(target.url, tmp_path, qtbot, Connection(target, tmp_path / "connection.toml")) as program:
        form = program.sign_in_window.findChild(SignInForm)
        qtbot.waitUntil(form.remember.isEnabled, timeout=PATIENCE)
        form.remember.setChecked(True)
        type_in(operator.login, operator.password, qtbot)
        window = opened(program, qtbot)
        qtbot.keyClick(focused(), Qt.Key.Key_L, CTRL)
        qtbot.keyClick(focused(), Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
        for text in (operator.password, "another password", "another password"):
            focused().insert(text)
            qtbot.keyClick(focused(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "密码已改" in window.main.notice.sentence, timeout=PATIENCE)
        assert not window.main.covered
        qtbot.waitUntil(lambda: recall(target, operator.login) == "another password", timeout=PATIENCE)
        qtbot.waitUntil(lambda: window.session.feed.status.connected, timeout=PATIENCE)
        assert not window.main.covered


def type_half_a_call(window: Window, qtbot: QtBot) -> CallForm:
    """Type number, words and address; the words as from an input method."""
    form = window.main.findChild(CallForm)
    qtbot.waitUntil(lambda: window.session.background.pending == 0, timeout=PATIENCE)
    qtbot.keyClicks(focused(), "13806350001")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    event = QInputMethodEvent()
    event.setCommitString("南湖社区水管爆了")
    QApplication.sendEvent(focused(), event)
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "nhsq")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert form.place.text() == "南湖社区"
    return form


def test_a_server_killed_during_a_call_loses_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    with running_server() as server, staffing(server) as desk:
        other, news = desk.desk(DISPATCHER), Queue()
        other.feed.subscribe(news.put)
        with program_at(server.url(desk.database), tmp_path, qtbot) as program:
            type_in(desk[OPERATOR].login, desk[OPERATOR].password, qtbot)
            window = opened(program, qtbot)
            line = window.main.findChild(ConnectionLabel)
            form, bar = type_half_a_call(window, qtbot), window.main.findChild(ActionsBar)
            server.kill()
            qtbot.waitUntil(lambda: "已断开" in line.words.text(), timeout=PATIENCE)
            assert line.words.property("tone") == Tone.OVERDUE
            assert "正在重连" in line.words.toolTip()
            qtbot.keyClicks(focused(), "2 hao lou")
            for _ in range(2):  # the address; the fault that the words name
                qtbot.keyClick(focused(), Qt.Key.Key_Return)
            typed = form.filled()
            assert (typed.place, typed.address, typed.fault) == ("南湖社区", "2 hao lou", "burst_main")
            qtbot.keyClick(focused(), Qt.Key.Key_Return, CTRL)
            qtbot.waitUntil(lambda: "已填写的内容还在" in bar.error.sentence, timeout=PATIENCE)
            assert bar.error.isVisible()
            assert "没有保存" in bar.error.sentence
            assert form.filled() == typed
            assert not window.main.covered
            qtbot.keyClick(focused(), Qt.Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
            assert window.main.covered
            focused().setText(desk[OPERATOR].password)  # the user can continue while the server is unreachable
            qtbot.keyClick(focused(), Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: not window.main.covered, timeout=PATIENCE)
            assert form.filled() == typed
            server.start()
            qtbot.waitUntil(lambda: "已断开" not in line.words.text(), timeout=PATIENCE)
            qtbot.waitUntil(lambda: "服务器已恢复，请再按 Ctrl+Enter" in bar.error.sentence, timeout=PATIENCE)
            qtbot.waitUntil(lambda: other.feed.status.connected, timeout=PATIENCE)
            qtbot.keyClick(focused(), Qt.Key.Key_Return, CTRL)
            qtbot.waitUntil(lambda: form.filled().blank, timeout=PATIENCE)
            assert "已断开" not in line.words.text()
        (row,) = other.read(open_tickets)
        hand = desk.hand(DISPATCHER)
        assert [call.words for call in hand.rows(calls)] == ["南湖社区水管爆了"]
        assert hand.ticket(row.id).address == "2 hao lou"
        changes = news.get(timeout=10)
        while row.id not in changes.tickets:
            changes = news.get(timeout=10)
