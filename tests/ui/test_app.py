"""How the program starts and ends: which window is opened first, and what is closed."""

import atexit
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tickets.accounts.authenticator import FirstQuestion
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.cli.run_command import INTERRUPTED
from tickets.errors import Refused
from tickets.rules.incoming import IncomingCall
from tickets.service import TicketService
from tickets.store.tables import incoming_calls
from ui import app, desks
from ui.app import Program
from ui.desks import Screen, load_one_by_one
from ui.kit.theme import SCHEME, apply_theme, tokens_now
from ui.kit.tokens import DARK, LIGHT
from ui.open_window import preferences_in
from ui.runtime.incoming import IncomingCalls


@dataclass
class Accounts:
    """An authenticator before which nobody has signed in; `closed` counts how often its database was closed."""

    is_server: bool = False
    first: FirstQuestion = FirstQuestion.SIGN_IN
    asked: int = 0
    closed: list[int] = field(default_factory=list)

    def opening(self) -> FirstQuestion:
        self.asked += 1
        return self.first

    @property
    def service(self) -> Any:
        return self

    def close(self) -> None:
        self.closed.append(1)


NOTHING, FIRST, SIGN_IN = FirstQuestion.NOTHING, FirstQuestion.FIRST_ADMINISTRATOR, FirstQuestion.SIGN_IN


@pytest.mark.parametrize(
    ("accounts", "given", "demo", "may_fill", "opened"),
    [
        (Accounts(), None, False, True, ("sign in", SIGN_IN)),
        (Accounts(first=FIRST), None, False, True, ("sign in", FIRST)),
        (Accounts(first=NOTHING), None, False, True, ("window", None)),
        (Accounts(first=NOTHING), FIRST, False, True, ("sign in", FIRST)),
        (Accounts(), NOTHING, False, False, ("window", None)),
        (Accounts(is_server=True, first=NOTHING), None, False, False, ("sign in", SIGN_IN)),
        (Accounts(), None, True, True, ("sign in", None)),
        (Accounts(first=FIRST), None, True, False, ("sign in", FIRST)),
    ],
)
def test_the_first_window_asks_what_is_needed(
    qapp: QApplication, tmp_path: Path, accounts: Accounts, given: FirstQuestion | None, demo: bool, may_fill: bool,
    opened: tuple[str, object],
) -> None:  # fmt: skip
    program = Program(accounts, tmp_path, fill_with_demo=(lambda *_: None) if may_fill else None)  # type: ignore[arg-type]
    calls: list[tuple[str, object]] = []
    program._open = lambda person: calls.append(("window", person))  # type: ignore[method-assign]
    program._open_sign_in = lambda question: calls.append(("sign in", question))  # type: ignore[method-assign]
    if demo:
        program.start(given, demo=True)
    else:
        program.start(given)
    assert calls == [opened]
    assert accounts.asked <= (given is None)
    program.close()


@pytest.mark.parametrize("is_server", [False, True])
def test_a_program_that_ends_before_its_window_opened_closes_a_file_and_leaves_a_server(
    qapp: QApplication, tmp_path: Path, is_server: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", codes.append)
    accounts = Accounts(is_server=is_server)
    program = Program(accounts, tmp_path)  # type: ignore[arg-type]
    program.leave()
    assert codes == [app.TERMINATED]
    program.close()
    assert accounts.closed == ([] if is_server else [1])


@pytest.mark.parametrize("there", [True, False])
def test_a_machine_without_a_chinese_font_is_told_so(
    qapp: QApplication, there: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "cjk_font_available", lambda: there)
    assert app.make_app("light") is qapp
    assert capsys.readouterr().err == ("" if there else app.NO_CJK_FONT + "\n")
    assert qapp.applicationName() == "抢修热线"
    assert not qapp.windowIcon().isNull()


@dataclass
class Started:
    """Stands for the Program; `events` tells what happened to it."""

    events: list[object]

    def start(self, opening: FirstQuestion | None, *, demo: bool) -> None:
        self.events.append((opening, demo))

    def show_error(self, _error: object) -> None:
        raise AssertionError("nothing has failed")

    def leave(self) -> None:
        self.events.append("left")

    def close(self) -> None:
        self.events.append("closed")


@pytest.fixture
def events(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What happens while the program runs; the signals are handled as before afterwards."""
    handlers = [signal.getsignal(sign) for sign in (signal.SIGINT, signal.SIGTERM)]
    happened: list[object] = []
    monkeypatch.setattr(app, "Program", lambda *_: Started(happened))
    monkeypatch.setattr(app, "log_qt_messages", lambda: happened.append("qt"))
    monkeypatch.setattr(app, "catch_uncaught", lambda _show: happened.append("uncaught"))
    monkeypatch.setattr(atexit, "register", lambda *_: happened.append("at exit"))
    monkeypatch.setattr(atexit, "unregister", lambda *_: happened.append("not at exit"))
    monkeypatch.setattr(QApplication, "exec", lambda: 7)
    yield happened
    for sign, handler in zip((signal.SIGINT, signal.SIGTERM), handlers, strict=True):
        signal.signal(sign, handler)
    apply_theme(qapp, "light")


def test_a_run_starts_the_program_and_closes_it_after_its_windows(events: list[object], tmp_path: Path) -> None:
    assert app.run(Accounts(), tmp_path) == 7  # type: ignore[arg-type]
    assert events == [(None, False), "at exit", "not at exit", "closed"]
    events.clear()
    log: Any = object()
    assert app.run(Accounts(), tmp_path, demo=True, log=log, opening=FIRST) == 7  # type: ignore[arg-type]
    assert events == ["qt", "uncaught", (FIRST, True), "at exit", "not at exit", "closed"]


def test_a_run_has_the_colours_asked_for_or_those_stored(events: list[object], tmp_path: Path) -> None:
    preferences_in(tmp_path).setValue(SCHEME, "dark")
    for scheme, tokens in ((None, DARK), ("light", LIGHT)):
        app.run(Accounts(), tmp_path, scheme=scheme)  # type: ignore[arg-type]
        assert tokens_now() is tokens
    for scheme, tokens in ((None, DARK), ("light", LIGHT)):
        with pytest.raises(Refused):
            app.open_first(_refuse, "/data/desk.db", tmp_path, scheme)
        assert tokens_now() is tokens


def _refuse(*_: object) -> None:
    raise Refused("这个数据库不是本程序的。")


def test_ctrl_c_closes_the_windows_and_a_second_one_or_the_system_ends_the_program(
    events: list[object], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "closeAllWindows", lambda: events.append("windows closed"))
    monkeypatch.setattr(QApplication, "exit", events.append)
    app._close_on_signals(Started(events))  # type: ignore[arg-type]
    handling = app._handle_signals()
    assert handling.isActive() and handling.interval() == 500
    for sign in (signal.SIGINT, signal.SIGINT, signal.SIGTERM):
        before = len(events)
        signal.raise_signal(sign)
        qtbot.waitUntil(lambda before=before: len(events) > before)
    assert events == ["windows closed", INTERRUPTED, "left"]


def test_the_screens_are_loaded_one_after_another_and_then_no_more(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []

    def screen(name: str) -> Screen:
        load: Callable[[], Any] = lambda: loaded.append(name)  # noqa: E731
        return Screen(name, name, "bell", "F1", load)

    monkeypatch.setattr(desks, "PAUSE", 0)
    monkeypatch.setattr(desks, "DESKS", tuple(map(screen, ("first", "second", "third", "fourth"))))
    monkeypatch.setattr(desks, "ALERTS", screen("alerts"))
    parent = QObject()
    load_one_by_one(parent)
    qtbot.waitUntil(lambda: len(loaded) == 4)
    for _ in range(3):
        QApplication.processEvents()
    assert loaded == ["second", "alerts", "third", "fourth"], "the first is open already"
    parent.deleteLater()


@pytest.mark.parametrize("listens", [True, False])
def test_a_window_that_calls_can_not_reach_says_so_and_shows_those_that_came_before(
    desk: TicketService, hand: Hand, tmp_path: Path, qtbot: QtBot, listens: bool
) -> None:
    program = Program(FileAuthenticator(desk, "1 号席"), tmp_path)
    with TemporaryDirectory() as short:  # as a socket needs
        first = IncomingCalls(f"{short}/name")
        second = first if listens else IncomingCalls(f"{short}/name")
        program.listen(second)
        program.ring(IncomingCall("3280212"))
        program._open(None)
        assert program.window is not None
        main = program.window.main
        qtbot.addWidget(main)
        assert (main.notice.sentence == app.DEAF) is not listens
        qtbot.waitUntil(lambda: [row.number for row in hand.rows(incoming_calls)] == ["3280212"])
        assert first.listens
        program.close()
        assert first.listens is not listens, "one that is closing takes no more calls"
        first.stop()
