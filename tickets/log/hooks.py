"""Logs uncaught exceptions: of the main thread, of other threads, of finalisers, and crashes of the interpreter."""

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

TOLD_AGAIN_AFTER = 10.0  # seconds: a slot that fails at each repaint must not cause repaints by its message
BY_ITSELF = 2.0  # seconds: a failure repeated faster than this was not caused by the user trying again
CRASH_BYTES = 1_000_000

_log = logging.getLogger(__name__)


def catch_uncaught(report: Callable[[Unexpected], None]) -> None:
    """Log each uncaught exception, and call `report` with it on the thread where it happened.

    An exception raised by `report` is only logged, and a failure that keeps recurring is passed on once in a while. The
    last call of this function replaces the earlier ones.
    """
    repeats = _RepeatFilter()
    reporting = threading.local()

    def report_error(error: BaseException) -> None:
        unexpected = record(error)
        if getattr(reporting, "now", False) or not repeats.should_pass_on(place_of(error)):
            return
        reporting.now = True
        try:
            report(unexpected)
        finally:
            reporting.now = False

    def on_main(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        report_error(error)

    def on_thread(found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None:
            report_error(found.exc_value)

    def on_finaliser(found: "sys.UnraisableHookArgs") -> None:
        if found.exc_value is not None:
            record(found.exc_value)

    sys.excepthook, threading.excepthook, sys.unraisablehook = on_main, on_thread, on_finaliser


class _RepeatFilter:
    """Remembers where something failed recently."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[float, float]] = {}  # when it was passed on, and when it last failed
        self._lock = threading.Lock()

    def should_pass_on(self, place: str) -> bool:
        """Return whether a failure at a place should be passed on."""
        now, never = monotonic(), -TOLD_AGAIN_AFTER
        with self._lock:
            reported, failed = self._places.get(place, (never, never))
            should_pass_on = now - failed >= BY_ITSELF or now - reported >= TOLD_AGAIN_AFTER
            lately = {known: at for known, at in self._places.items() if now - at[1] < TOLD_AGAIN_AFTER}
            self._places = lately | {place: (now if should_pass_on else reported, now)}
        return should_pass_on


def record_crashes(path: Path) -> None:
    """Write the stack to a file when the interpreter crashes; log it if an earlier crash left one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        refuse_other_than_file(path)
        size = path.stat().st_size if path.exists() else 0
        if size:
            _log.warning("以前有一次程序崩溃，调用栈在 %s", path.name)
        file = path.open("w" if size > CRASH_BYTES else "a", encoding="utf-8")  # kept open while the program runs
    except OSError:
        return  # the log has already reported that its folder is unusable
    faulthandler.enable(file)
