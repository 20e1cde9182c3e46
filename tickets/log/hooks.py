"""What nobody catches ends in the log: on the main thread, on others, in a finaliser, in a crash of the interpreter."""

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from types import TracebackType

from tickets.errors import Unexpected
from tickets.log.file import refuse_other_than_file
from tickets.log.record import record
from tickets.log.scrubbing import place_of

TOLD_AGAIN_AFTER = 10.0  # seconds: a slot that fails at each repaint must not repaint the window by saying so
BY_ITSELF = 2.0  # seconds: what fails again sooner than this fails by itself, and not because somebody tried again
CRASH_BYTES = 1_000_000

_log = logging.getLogger(__name__)


def catch_uncaught(tell: Callable[[Unexpected], None]) -> None:
    """Record each exception that nobody catches, and `tell` of it, on the thread that it happened on.

    What comes of telling is only recorded, and what fails by itself again and again is told of once in a while. The
    last call counts.
    """
    rhythm = _Rhythm()
    telling = threading.local()

    def hear(error: BaseException) -> None:
        unexpected = record(error)
        if getattr(telling, "now", False) or not rhythm.is_news(place_of(error)):
            return
        telling.now = True
        try:
            tell(unexpected)
        finally:
            telling.now = False

    def on_main(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        hear(error)

    def on_thread(found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None:
            hear(found.exc_value)

    def on_finaliser(found: "sys.UnraisableHookArgs") -> None:
        if found.exc_value is not None:
            record(found.exc_value)

    sys.excepthook, threading.excepthook, sys.unraisablehook = on_main, on_thread, on_finaliser


class _Rhythm:
    """Knows where something failed lately."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[float, float]] = {}  # when it was told of, and when it last failed
        self._lock = threading.Lock()

    def is_news(self, place: str) -> bool:
        """Return whether a failure at a place is to be told of."""
        now, never = monotonic(), -TOLD_AGAIN_AFTER
        with self._lock:
            told, failed = self._places.get(place, (never, never))
            is_news = now - failed >= BY_ITSELF or now - told >= TOLD_AGAIN_AFTER
            lately = {known: at for known, at in self._places.items() if now - at[1] < TOLD_AGAIN_AFTER}
            self._places = lately | {place: (now if is_news else told, now)}
        return is_news


def record_crashes(path: Path) -> None:
    """Let a crash of the interpreter leave its stack in a file, and note in the log that an earlier one did."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        refuse_other_than_file(path)
        size = path.stat().st_size if path.exists() else 0
        if size:
            _log.warning("以前有一次程序崩溃，调用栈在 %s", path.name)
        file = path.open("w" if size > CRASH_BYTES else "a", encoding="utf-8")  # open as long as the program runs
    except OSError:
        return  # the log has told that its folder is of no use
    faulthandler.enable(file)
