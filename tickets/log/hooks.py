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

TOLD_AGAIN_AFTER = 10.0  # seconds: a slot that fails at each repaint must not repaint the window by saying so
CRASH_BYTES = 1_000_000

_log = logging.getLogger(__name__)


def catch_uncaught(tell: Callable[[Unexpected], None]) -> None:
    """Record each exception that nobody catches, and `tell` of it, on the thread that it happened on.

    The last call counts.
    """
    told: dict[str, float] = {}

    def hear(error: BaseException) -> None:
        unexpected = record(error)
        now = monotonic()
        if now - told.get(unexpected.details, -TOLD_AGAIN_AFTER) >= TOLD_AGAIN_AFTER:
            told.clear()
            told[unexpected.details] = now
            tell(unexpected)

    def on_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            hear(error)

    def on_thread(found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None and not isinstance(found.exc_value, SystemExit):
            hear(found.exc_value)

    def on_finaliser(found: "sys.UnraisableHookArgs") -> None:
        if found.exc_value is not None:
            record(found.exc_value)

    sys.excepthook, threading.excepthook, sys.unraisablehook = on_main, on_thread, on_finaliser


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
