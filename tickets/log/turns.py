"""Several programs that write one log file take turns, so that no line is mixed and no file is rotated twice."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

PATIENCE = 0.2  # seconds: a program that was stopped while it had its turn must not stop the others
_BETWEEN = 0.005  # seconds between two tries


@contextmanager
def turn(path: Path) -> Iterator[bool]:
    """Have a turn at writing a file for the block, or none after a short while; yield whether it was had."""
    descriptor = _opened(path)
    if descriptor is None:
        yield False
        return
    try:  # closing it gives the turn back, and so does the end of the process
        yield _has_turn(descriptor)
    finally:
        os.close(descriptor)


def _opened(path: Path) -> int | None:
    """Return what the turn is had by: the folder, or, on Windows, where none can be opened, a file of its own."""
    try:
        if sys.platform == "win32":
            return os.open(path.with_suffix(".turn"), os.O_CREAT | os.O_RDWR)
        return os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None


def _has_turn(descriptor: int) -> bool:
    until = monotonic() + PATIENCE
    while True:
        with suppress(OSError):  # somebody else has it
            _take(descriptor)
            return True
        if monotonic() >= until:
            return False
        sleep(_BETWEEN)


def _take(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - only there

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - not on Windows

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
