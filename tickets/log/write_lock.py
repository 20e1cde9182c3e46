"""A lock between programs that write one log file, so that lines aren't mixed and the file is rotated once."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

PATIENCE = 0.2  # seconds: a program frozen while it holds the lock must not block the others
_BETWEEN = 0.005  # seconds between two tries


@contextmanager
def write_lock(path: Path) -> Iterator[bool]:
    """Try for a short time to lock a file for the block; yield whether the lock was taken."""
    descriptor = _opened(path)
    if descriptor is None:
        yield False
        return
    try:  # closing it releases the lock, and so does the end of the process
        yield _try_lock(descriptor)
    finally:
        os.close(descriptor)


def _opened(path: Path) -> int | None:
    """Open what is locked: the folder or, on Windows, where folders can't be opened, a lock file."""
    try:
        if sys.platform == "win32":
            return os.open(path.with_suffix(".turn"), os.O_CREAT | os.O_RDWR)
        return os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None


def _try_lock(descriptor: int) -> bool:
    until = monotonic() + PATIENCE
    while True:
        with suppress(OSError):  # another program holds it
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
