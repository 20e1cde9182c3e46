"""An unexpected error is shown on the window, which stays usable."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.asking_sites import Faults, asking_sites
from tests.ui.seats import unavailable
from tickets.about import versions
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.actions.rulemaking import save_setting
from tickets.errors import Refused, Unavailable, Unexpected, reworded
from tickets.log.file import LogFile
from tickets.log.hooks import catch_uncaught
from tickets.service import TicketService
from tickets.store.rows import Who
from ui import app, open_window
from ui.app import Program
from ui.kit.about import AboutBox
from ui.open_window import AppContext, Window, open_unguarded
from ui.runtime.background import Background

PATIENCE = 60_000  # ms
CALLER = "刘大妈"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def window(desk: TicketService, tmp_path: Path, log: LogFile, qtbot: QtBot) -> Iterator[Window]:
    window = open_unguarded(desk, AppContext(tmp_path, Background(), log=log))
    qtbot.addWidget(window.main)
    window.main.show()
    qtbot.waitExposed(window.main)
    window.main.activateWindow()
    qtbot.waitUntil(lambda: window.session.background.pending == 0, timeout=PATIENCE)
    yield window
    window.close()


@pytest.fixture
def caught(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    """Send uncaught exceptions where the program sends them."""
    for where, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(where, name, getattr(where, name))
    catch_uncaught(window.session.background.unhandled.emit)


def error_shown(window: Window) -> str:
    return window.main._error.sentence if window.main._error.isVisible() else ""


def fail() -> None:
    raise KeyError(CALLER)


@pytest.mark.usefixtures("caught")
@pytest.mark.parametrize("how", ["thread", "finaliser"])
def test_an_uncaught_exception_is_reported_and_logged(
    how: str, window: Window, log: LogFile, qtbot: QtBot, surprises: list[str]
) -> None:
    class Odd:
        def __del__(self) -> None:
            fail()

    if how == "thread":
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    else:
        Odd()
    qtbot.waitUntil(lambda: bool(surprises), timeout=PATIENCE)
    if how != "finaliser":
        qtbot.waitUntil(lambda: "意料之外" in error_shown(window), timeout=PATIENCE)
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_C, keys)
        assert "in fail" in QGuiApplication.clipboard().text()
    written = log.path.read_text(encoding="utf-8")
    assert "in fail" in written and CALLER not in written
    surprises.clear()


def test_before_sign_in_an_unexpected_error_is_shown_in_the_sign_in_window(
    authenticator: FileAuthenticator, tmp_path: Path, qtbot: QtBot, surprises: list[str]
) -> None:
    authenticator.make_first_administrator("管理员甲", "guan", "administrator-pass")
    program = Program(authenticator, tmp_path)
    program.start()
    assert program.sign_in_window is not None
    qtbot.addWidget(program.sign_in_window)
    program._ground.background.run(fail)
    line = program.sign_in_window._error
    qtbot.waitUntil(line.isVisible, timeout=PATIENCE)
    assert "意料之外" in line.sentence
    program.close()
    surprises.clear()


def test_services_started_with_the_window_are_retried_after_a_failure(
    desk: TicketService, authenticator: FileAuthenticator, tmp_path: Path, qtbot: QtBot, surprises: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for module, name in (
        (open_window, "BEGIN_AGAIN_AFTER"), (open_window, "WATCH_AFTER"), (open_window, "NIGHTLY_AFTER"),
        (app, "SETTLED_AFTER"), (app, "LOAD_AFTER"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, 0)
    sites = asking_sites()
    ours = {site for site in sites if site.startswith(("ui/app.py", "ui/open_window.py"))}
    faults = Faults(sorted(sites - ours), set(), [], lambda: KeyError("nobody foresaw it"))
    faults.install(monkeypatch)
    person = authenticator.make_first_administrator("管理员甲", "guan", "administrator-pass")
    program = Program(authenticator, tmp_path)
    program.start()
    qtbot.waitUntil(lambda: any("_open_sign_in" in site for site in faults.failed), timeout=PATIENCE)
    program._open(person)
    window = program.window
    assert window is not None
    qtbot.addWidget(window.main)
    qtbot.waitUntil(lambda: ours <= set(faults.failed), timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.watch.state.swept is not None, timeout=PATIENCE)
    changes: list[object] = []
    window.session.feed.changed.connect(changes.append)
    qtbot.waitUntil(lambda: window.session.background.pending == 0, timeout=PATIENCE)
    Hand(desk, Who(person.id, person.name, person.roles, "1 号席")).do(save_setting("anything", True))
    qtbot.waitUntil(lambda: bool(changes), timeout=PATIENCE)
    program.close()
    surprises.clear()


@pytest.mark.slow
def test_a_system_exit_in_a_slot_closes_the_program_with_everything_saved_and_logged(tmp_path: Path) -> None:
    """PySide calls no hook for SystemExit: the program closes as if its window had been closed."""
    script = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.service import TicketService
from tickets.log.file import open_log
from tickets.store.schema import open_store
from ui import app
folder = Path(sys.argv[1])
open_window = app.Program._open
def open_and_leave(program, person):
    open_window(program, person)
    background = program.window.session.background
    def leave():
        background.run(lambda: (folder / "written").write_text("all"))
        sys.exit(3)
    QTimer.singleShot(0, leave)
app.Program._open = open_and_leave
log = open_log(folder, "window")
desk = TicketService(open_store(f"sqlite:///{folder / 'desk.db'}"))
app.Program.start = lambda program, opening, demo: program._open(None)
app.run(FileAuthenticator(desk, "1"), folder, log=log)
"""
    ended = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    assert ended.returncode == 3, ended.stderr
    assert "被 SystemExit 结束" in (tmp_path / "window.log").read_text(encoding="utf-8")
    assert (tmp_path / "written").read_text(encoding="utf-8") == "all"


def test_about_shows_the_versions_and_copies_them(window: Window, log: LogFile, qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    (about,) = window.main.findChildren(AboutBox)
    qtbot.waitUntil(lambda: "表结构" in str(about.facts), timeout=PATIENCE)
    qtbot.keyClick(about, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    for part in ("抢修热线 0.1.0", "Python 3", "PySide6 6", "表结构 0", f"日志 {log.path.parent}"):
        assert part in text
    assert text.startswith("\n".join(f"{caption} {fact}" for caption, fact in versions())), "as --version prints them"
    qtbot.keyClick(about, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.main.findChildren(AboutBox), timeout=PATIENCE)


def test_about_says_that_the_database_could_not_be_read(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.kit.about.describe_database", unavailable)
    about = AboutBox(window.session, window.main)
    qtbot.waitUntil(lambda: ("数据库", "没有读到") in about.facts, timeout=PATIENCE)
    about.close()


def test_an_unwritable_log_is_reported_once(window: Window, log: LogFile, qtbot: QtBot) -> None:
    log.trouble = "写不了日志文件。"
    window.session.tick.second.emit(window.session.now())
    assert window.main.notice.sentence == "写不了日志文件。"
    window.main.notice.say("别的")
    window.session.tick.second.emit(window.session.now())
    assert window.main.notice.sentence == "别的"


def test_rewording_an_unexpected_error_keeps_its_details() -> None:
    error = reworded(Unexpected("出错。", "Traceback"), "0012：出错。")
    assert isinstance(error, Unexpected)
    assert (error.sentence, error.details) == ("0012：出错。", "Traceback")
    assert isinstance(reworded(Unavailable("连不上。"), "0012：连不上。"), Refused)
