"""The program with a window: everything it needs is made here, once, and handed down."""

import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from tickets.alerts.watch import SchedulerAlarm, Watch
from tickets.desk import Desk
from tickets.store.queries.lookups import list_staff
from ui.desks import load_one_by_one
from ui.frame.first_start import FirstStart
from ui.frame.sitting import Sitting
from ui.kit.background import Background
from ui.kit.feed import FeedSignals
from ui.kit.language import speak_chinese
from ui.kit.resources import resource_path
from ui.kit.seat import Seat
from ui.kit.sound import Alarm
from ui.kit.theme import SCHEME, apply_theme, cjk_font_available
from ui.kit.tick import Tick
from ui.main_window import MainWindow

WATCH_AFTER = 200  # milliseconds: the window comes first
SETTLED_AFTER = 3000  # milliseconds, when every desk is loaded
NO_CJK_FONT = (
    "No Chinese font is installed: text will show as boxes. "
    "Install one (Debian: apt-get install fonts-noto-cjk) and start again."
)


@dataclass(frozen=True)
class Window:
    """A running window with what keeps it alive."""

    main: MainWindow
    seat: Seat
    watch: Watch

    def close(self) -> None:
        """End the watch, finish what is being written, give the database back."""
        self.seat.feed.stop()
        self.watch.stop()
        self.seat.background.close()
        self.seat.desk.close()


def open_window(desk: Desk, folder: Path, offer_demo: Callable[[], object] | None = None) -> Window:
    """Open the window over a desk. `folder` keeps preferences and drafts.

    `offer_demo` fills an empty desk with demo data, if the user says so.
    """
    preferences = _preferences(folder)
    background = Background()
    feed = FeedSignals()
    tick = Tick(desk.now)
    sitting = Sitting(preferences, desk.read(list_staff))
    seat = Seat(desk, background, feed, tick, preferences, sitting.who)
    watch = Watch(desk, SchedulerAlarm())
    main = MainWindow(seat, sitting, lambda: watch.state, Alarm())
    for parented in (background, feed, tick, sitting):
        parented.setParent(main)
    background.run(lambda: feed.start(desk.feed))
    main.new_call()
    QTimer.singleShot(WATCH_AFTER, main, lambda: background.run(watch.start))
    if offer_demo is not None:
        FirstStart(seat, main.notice, lambda: watch.while_still(offer_demo))
    for warning in desk.store.warnings:
        main.notice.say(warning, "知道了")
    return Window(main, seat, watch)


def make_app(scheme: str = "system") -> QApplication:
    """Return the application, dressed; says on stderr when Chinese can't be shown."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("抢修热线")
    app.setWindowIcon(QIcon(str(resource_path("icons/intake.svg"))))
    if not cjk_font_available():
        sys.stderr.write(NO_CJK_FONT + "\n")
    apply_theme(app, scheme)
    speak_chinese(app)
    return app


def run(desk: Desk, folder: Path, scheme: str | None = None, offer_demo: Callable[[], object] | None = None) -> int:
    """Show the window until it is closed and return the exit code. `scheme` overrides the seat's setting."""
    app = make_app(scheme or str(_preferences(folder).value(SCHEME, "system")))
    window = open_window(desk, folder, offer_demo)
    window.main.show()
    load_one_by_one(window.main)
    QTimer.singleShot(SETTLED_AFTER, window.main, settle_memory)
    keep_signals_alive = QTimer()  # lets Ctrl+C in the terminal reach Python
    keep_signals_alive.start(500)
    keep_signals_alive.timeout.connect(lambda: None)
    code = app.exec()
    window.close()
    return code


def settle_memory() -> None:
    """Let the garbage collector begin, and never look again at the hundred thousands of objects that stay."""
    gc.freeze()
    gc.enable()


def _preferences(folder: Path) -> QSettings:
    return QSettings(str(folder / "desk.ini"), QSettings.Format.IniFormat)
