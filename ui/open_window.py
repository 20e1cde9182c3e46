"""Opens the main window on a database: creates the objects that a window needs, and starts the watch."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer

from tickets.about import in_a_line, libraries
from tickets.accounts.authenticator import Authenticator, Person
from tickets.errors import DeskError
from tickets.log.file import LogFile
from tickets.service import TicketService
from tickets.store.file_permissions import make_private_file
from tickets.store.queries.lookups import list_staff
from tickets.watch.watch import SchedulerTimer, Watch
from ui.frame.current_user import CurrentUser, Somebody
from ui.kit.locks import move_aside, move_aside_lock
from ui.kit.sound import Alarm
from ui.runtime.background import Background, Worker
from ui.runtime.feed_signals import FeedSignals
from ui.runtime.live_query import retry_failed_reads
from ui.runtime.session import Connection, SessionContext
from ui.runtime.tick import Tick

if TYPE_CHECKING:
    from tickets.backup.nightly import Nightly
    from ui.main_window import MainWindow

_log = logging.getLogger(__name__)

PREFERENCES_AT_MOST = 8 << 20  # bytes of desk.ini, which usually has a few thousand
BEGIN_AGAIN_AFTER = 5000  # milliseconds
WATCH_AFTER = 200  # milliseconds: the window is shown first
NIGHTLY_AFTER = 3000  # milliseconds: the desks are loaded first


@dataclass(frozen=True)
class Window:
    """An open main window with the objects it needs."""

    main: "MainWindow"
    session: SessionContext
    watch: Watch
    current_user: CurrentUser
    nightly: "Nightly"

    def close(self) -> None:
        """Finish pending writes, stop the watch, close the database."""
        self.session.background.close()
        self.session.feed.stop()
        self.nightly.stop()
        self.watch.stop()
        self.session.service.close()


@dataclass(frozen=True)
class AppContext:
    """What every window of the program shares. `folder` holds preferences and drafts, `log` is the log file."""

    folder: Path
    background: Background
    authenticator: Authenticator | None = None
    connection: Connection | None = None
    log: LogFile | None = None

    def preferences(self) -> QSettings:
        """Return this workstation's preferences."""
        return preferences_in(self.folder)


def open_window(service: TicketService, folder: Path) -> Window:
    """Open the window for a database without passwords. `folder` holds preferences and drafts."""
    return open_unguarded(service, AppContext(folder, Background()))


def open_unguarded(service: TicketService, context: AppContext) -> Window:
    """Open the window for a database without passwords."""
    from ui.sign_in.people_menu import PeopleMenu, answer_the_locking_key

    window = _window(service, service.read(list_staff), context, guarded=False)
    PeopleMenu(window.session, window.current_user, window.main)
    answer_the_locking_key(window.main)
    return window


def open_guarded(service: TicketService, context: AppContext, person: Person) -> Window:
    """Open the window for the person who has signed in with the authenticator of `context`."""
    from ui.sign_in.session_lock import SessionLock

    assert context.authenticator is not None
    window = _window(service, [person], context)
    SessionLock(context.authenticator, window.session, window.current_user, person, window.main)
    service.at_seat = lambda: _at(window)
    return window


def _at(window: Window) -> frozenset[int]:
    """Return who is signed in at this window, unless it is locked."""
    staff_id = window.current_user.who().staff_id
    return frozenset() if staff_id is None or window.main.covered else frozenset({staff_id})


def _window(service: TicketService, people: Sequence[Somebody], context: AppContext, *, guarded: bool = True) -> Window:
    from tickets.backup.nightly import Nightly
    from ui.main_window import MainWindow

    feed = FeedSignals()
    tick = Tick(service.now)
    background, preferences, alarm = context.background, context.preferences(), Alarm()
    retry_failed_reads(background, feed, tick)
    current_user = CurrentUser(preferences, people)
    log = context.log.path.parent if context.log is not None else None
    session = SessionContext(
        service, background, feed, tick, preferences, current_user.who, context.authenticator, context.connection, log,
        guarded=guarded,
    )  # fmt: skip
    watch = Watch(service, SchedulerTimer())
    _begin(background, lambda: feed.start(service.feed))  # before any screen reads, so that no later change is missed
    main = MainWindow(session, current_user, lambda: watch.state, alarm)
    for parented in (background, preferences, feed, tick, current_user, alarm):
        parented.setParent(main)
    main.new_call()
    nightly = Nightly(service, context.folder)
    QTimer.singleShot(WATCH_AFTER, main, lambda: _begin(background, watch.start))
    QTimer.singleShot(NIGHTLY_AFTER, main, lambda: _begin(background, nightly.start, Worker.FILES))
    QTimer.singleShot(NIGHTLY_AFTER, main, lambda: _begin(background, _note_libraries, Worker.FILES))
    for warning in service.store.warnings:
        main.notice.say(warning, "知道了", "Alt+K")
    if context.log is not None:
        _show_log_trouble(context.log, tick, main)
    return Window(main, session, watch, current_user, nightly)


def _note_libraries() -> None:
    """Log the versions of the libraries, later: reading their files would delay the window."""
    _log.info("程序库：%s", in_a_line(libraries()))


def _begin(background: Background, work: Callable[[], object], worker: Worker = Worker.DATABASE) -> None:
    """Start work that runs while the window is open. A failure is reported and the start repeated later."""

    def show_error(error: DeskError) -> None:
        background.unhandled.emit(error)
        if not background.closed:
            QTimer.singleShot(BEGIN_AGAIN_AFTER, background, begin)

    def begin() -> None:
        background.run(work, failed=show_error, worker=worker, owner=background)

    begin()


def _show_log_trouble(log: LogFile, tick: Tick, main: "MainWindow") -> None:
    def look(_now: datetime) -> None:
        if log.trouble:
            tick.second.disconnect(look)
            main.notice.say(log.trouble)

    tick.second.connect(look)


def preferences_in(folder: Path) -> QSettings:
    """Return the preferences stored in a folder, in a file that only this account may read.

    Anything else in the place of the file or of Qt's lock is moved aside: Qt would block on it.
    """
    file = folder / "desk.ini"
    move_aside(file, PREFERENCES_AT_MOST)
    move_aside_lock(file.with_name(f"{file.name}.lock"))
    if folder.is_dir():
        make_private_file(file)
    return QSettings(str(file), QSettings.Format.IniFormat)
