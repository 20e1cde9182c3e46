"""Creates the objects of the program with a window, once, and passes them on."""

import atexit
import logging
import signal
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from tickets.accounts.authenticator import Authenticator, FirstQuestion, Person
from tickets.cli.hand_over import Answer, hand_over
from tickets.cli.run_command import INTERRUPTED
from tickets.errors import DeskError
from tickets.log.file import LogFile
from tickets.log.hooks import catch_uncaught
from tickets.rules.incoming import IncomingCall
from ui.desks import DESKS, load_one_by_one
from ui.kit.application import GarbageCollector, log_qt_messages, prepare_input_method, use_chinese
from ui.kit.composing import guard_composing
from ui.kit.display import refuse_no_screen, start_errors_in_chinese
from ui.kit.keys import keep_keys
from ui.kit.resources import resource_path
from ui.kit.theme import apply_theme, cjk_font_available, kept_scheme
from ui.open_window import AppContext, Window, open_guarded, open_unguarded, preferences_in
from ui.runtime.background import Background, Worker
from ui.runtime.session import Connection

if TYPE_CHECKING:
    from ui.frame.close_guard import CloseGuard
    from ui.runtime.incoming import IncomingCalls
    from ui.sign_in.opening_window import FileOpener
    from ui.sign_in.sign_in_window import Filler, SignInWindow

T = TypeVar("T")

_log = logging.getLogger(__name__)

LOAD_AFTER = 300  # milliseconds: the sign-in window is shown first
SETTLED_AFTER = 3000  # milliseconds, after which every desk is loaded
TERMINATED = 143  # what shells expect after SIGTERM
DEAF = "电话响时号码到不了这个窗口：同一个数据库另有一个窗口没有回应。请关掉它，再重新打开。"
NO_CJK_FONT = (
    "No Chinese font is installed: text will show as boxes. "
    "Install one (Debian: apt-get install fonts-noto-cjk) and start again."
)


def make_app(scheme: str = "system") -> QApplication:
    """Return the application with theme and language; warn on stderr when Chinese can't be shown."""
    prepare_input_method()
    existing = QApplication.instance()
    with start_errors_in_chinese():
        app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    refuse_no_screen()
    app.setApplicationName("抢修热线")
    app.setWindowIcon(QIcon(str(resource_path("icons/intake.svg"))))
    if not cjk_font_available():
        sys.stderr.write(NO_CJK_FONT + "\n")
    apply_theme(app, scheme)
    use_chinese(app)
    guard_composing(app)
    keep_keys(app)
    return app


class Program:
    """The sign-in window and the main window; one of them is open."""

    def __init__(
        self,
        authenticator: Authenticator,
        folder: Path,
        connection: Connection | None = None,
        fill_with_demo: "Filler | None" = None,
        log: LogFile | None = None,
    ) -> None:
        """`folder` holds preferences and drafts; `fill_with_demo` is offered for an empty database."""
        self.window: Window | None = None
        self.sign_in_window: SignInWindow | None = None
        self._leaving: CloseGuard | None = None
        self._authenticator = authenticator
        self._ground = AppContext(folder, Background(), authenticator, connection, log)
        self._fill_with_demo = fill_with_demo
        self._incoming: IncomingCalls | None = None
        self._waiting: list[tuple[IncomingCall, float]] = []  # calls before somebody signed in, and when by `monotonic`

    def start(self, opening: FirstQuestion | None = None, *, demo: bool = False) -> None:
        """Open the window for the first question: `opening`, if it has been read; at a server it is signing in.

        With `demo` an empty database is filled with demo data at once.
        """
        if demo and self._fill_with_demo is not None:
            self._open_sign_in(None)
            return
        if opening is None:
            opening = FirstQuestion.SIGN_IN if self._authenticator.is_server else self._authenticator.opening()
        if opening is FirstQuestion.NOTHING:
            self._open(None)
        else:
            self._open_sign_in(opening)

    def show_error(self, error: DeskError) -> None:
        """Show an error that belongs to no screen. May be called on any thread."""
        self._ground.background.unhandled.emit(error)

    def listen(self, incoming: "IncomingCalls") -> None:
        """Show what other starts of the program hand over."""
        self._incoming = incoming
        incoming.setParent(self._ground.background)
        incoming.rang.connect(self.ring)
        incoming.shown.connect(self._come_to_front)

    def ring(self, call: IncomingCall) -> None:
        """Show an incoming call, once somebody has signed in."""
        if self.window is None:
            self._waiting.append((call, monotonic()))
        else:
            self.window.main.ring(call)

    def _come_to_front(self) -> None:
        if self.window is not None:
            self.window.main.alerts.bring_back()
        elif self.sign_in_window is not None:
            self.sign_in_window.showNormal()
            self.sign_in_window.raise_()
            self.sign_in_window.activateWindow()

    def leave(self) -> None:
        """End the program on the system's demand, without a question; drafts are kept."""
        if self._leaving is not None:
            self._leaving.end()
        QApplication.exit(TERMINATED)

    def close(self) -> None:
        """Close every open window. A program that is started meanwhile opens one of its own."""
        if self._incoming is not None:
            self._incoming.stop()
        if self.window is not None:
            self.window.close()
            return
        self._ground.background.close()
        if not self._authenticator.is_server:
            self._authenticator.service.close()

    def _open_sign_in(self, opening: FirstQuestion | None) -> None:
        """Show the sign-in window with the page for this question; None fills the database with demo data."""
        from ui.sign_in.sign_in_window import SignInWindow

        background = self._ground.background
        self.sign_in_window = SignInWindow(
            self._authenticator, background, self._ground.preferences(), self._ground.connection, self._fill_with_demo
        )
        self.sign_in_window.came_in.connect(self._open)
        background.unhandled.connect(self.sign_in_window.show_error)
        if opening is None:
            self.sign_in_window.fill()
        else:
            self.sign_in_window.ask(opening)
        self.sign_in_window.show()
        QTimer.singleShot(LOAD_AFTER, self.sign_in_window, lambda: background.run(load_window, worker=Worker.FILES))

    def _open(self, person: Person | None) -> None:
        """Open the main window for somebody; None in a database without passwords."""
        from ui.frame.close_guard import CloseGuard

        service = self._authenticator.service
        if person is None:
            self.window = open_unguarded(service, self._ground)
        else:
            self.window = open_guarded(service, self._ground, person)
        self._leaving = CloseGuard(self.window.main, self.window.session, self.window.main.alerts)
        self.window.main.show()
        if self.sign_in_window is not None:
            self.sign_in_window.close()
            self.sign_in_window.deleteLater()
            self.sign_in_window = None
        if self._incoming is not None and not self._incoming.listens:
            self.window.main.notice.say(DEAF, "知道了", "Alt+K")
        for call, at in self._waiting:
            self.window.main.ring(call, timedelta(seconds=monotonic() - at))
        self._waiting.clear()
        load_one_by_one(self.window.main)
        QTimer.singleShot(SETTLED_AFTER, self.window.main, partial(GarbageCollector, self.window.main))


def run(
    authenticator: Authenticator,
    folder: Path,
    connection: Connection | None = None,
    fill_with_demo: "Filler | None" = None,
    scheme: str | None = None,
    *,
    demo: bool = False,
    log: LogFile | None = None,
    opening: FirstQuestion | None = None,
    listens_as: str | None = None,
    call: IncomingCall | None = None,
) -> int:
    """Show the sign-in window, then the main window until it is closed, and return the exit code.

    `folder` holds preferences and drafts, `connection` is what the settings edit, `fill_with_demo` is offered for an
    empty database and run at once with `demo`, `scheme` overrides the stored colour scheme, `opening` is the
    authenticator's first question if it has been read. Qt's messages and uncaught exceptions go to `log`. Incoming
    calls are taken under the name `listens_as`; `call` is the one that the program was started with. If another window
    took that name meanwhile, it gets the call, and no window is shown.
    """
    make_app(scheme or kept_scheme(preferences_in(folder)))
    program = Program(authenticator, folder, connection, fill_with_demo, log)
    if log is not None:
        log_qt_messages()
        catch_uncaught(program.show_error)
    if listens_as is not None:
        from ui.runtime.incoming import IncomingCalls

        incoming = IncomingCalls(listens_as)
        if not incoming.listens and hand_over(call, listens_as) is Answer.TAKEN:
            program.close()
            return 0
        program.listen(incoming)
    if call is not None:
        program.ring(call)
    program.start(opening, demo=demo)
    _close_on_signals(program)
    _alive = _handle_signals()
    atexit.register(_end_unasked, program)
    code = QApplication.exec()
    atexit.unregister(_end_unasked)
    program.close()
    return code


def _handle_signals() -> QTimer:
    """Return a timer that lets Python handle signals such as Ctrl+C while it exists."""
    timer = QTimer()
    timer.start(500)
    timer.timeout.connect(lambda: None)
    return timer


def _close_on_signals(program: Program) -> None:
    """Handle signals: Ctrl+C closes the windows, which may ask; a second Ctrl+C and SIGTERM end the program.

    The handlers run between slots, never inside one.
    """
    steps = iter((QApplication.closeAllWindows,))

    def interrupt(*_: object) -> None:
        QTimer.singleShot(0, next(steps, lambda: QApplication.exit(INTERRUPTED)))

    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, lambda *_: QTimer.singleShot(0, program.leave))


def _end_unasked(program: Program) -> None:
    """Finish pending writes after a SystemExit in a slot, for which PySide calls no hook."""
    _log.error("窗口没有关，程序就被 SystemExit 结束了")
    program.close()


def open_first(work: "FileOpener[T]", place: str, folder: Path, scheme: str | None = None) -> T | None:
    """Return what `work` opens on a worker, or None when the user cancelled; a window shows long work.

    `place` is where the data are, for people; `folder` holds the preferences. Raises the DeskError of a file that could
    not be opened and was not changed.
    """
    from ui.sign_in.opening_window import OpeningWindow

    make_app(scheme or kept_scheme(preferences_in(folder)))
    background, loop = Background(), QEventLoop()
    window = OpeningWindow(work, place, background)
    window.ended.connect(loop.quit)
    before, _alive = signal.signal(signal.SIGINT, lambda *_: window.cancel()), _handle_signals()
    window.begin()
    loop.exec()
    signal.signal(signal.SIGINT, before)
    background.close()
    window.hide()
    window.deleteLater()
    if window.error is not None:
        raise window.error
    return window.opened


def repair_connection(connection: Connection, error: DeskError, scheme: str | None = None) -> bool:
    """Show why the program can't start, with the connection settings; return whether to try again."""
    from ui.sign_in.connection_window import ConnectionWindow

    make_app(scheme or "system")
    background = Background()
    dialog = ConnectionWindow(connection, background, None)
    dialog.page.refuse(error)
    for done in (dialog.page.saved, dialog.page.again):
        done.connect(dialog.accept)
    again = bool(dialog.exec())
    background.close()
    return again


def load_window() -> None:
    """Import what the main window needs while somebody signs in; no widget is created."""
    import ui.sign_in.session_lock  # noqa: F401

    DESKS[0].load()
