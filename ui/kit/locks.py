"""Removes invalid lock files, which Qt would wait for or take for another program's."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile

from tickets.store.aside import ENDING, move_aside

_AT_MOST = 1 << 16  # bytes; Qt writes a process number and some names


def move_aside_lock(path: Path) -> None:
    """Rename a lock file that is no file or names no process, as after a power failure."""
    move_aside(path, _AT_MOST)
    if path.is_file() and not process_of(QLockFile(str(path))):
        with suppress(OSError):
            path.replace(path.with_name(path.name + ENDING))


def process_of(lock: QLockFile) -> int:
    """Return the number of the process that holds a lock; 0 when it names none."""
    info = lock.getLockInfo()
    return int(info[0]) if isinstance(info, tuple) else 0
