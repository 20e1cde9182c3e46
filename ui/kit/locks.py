"""Lock files that hold nobody off: Qt waits for them, or takes them for another program's."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile

from tickets.store.aside import ENDING, move_aside

_AT_MOST = 1 << 16  # bytes; Qt notes a number and some names in it


def put_aside_lock(path: Path) -> None:
    """Give another name to a lock that is no file, or names no program: the power went as it was written."""
    move_aside(path, _AT_MOST)
    if path.is_file() and not process_of(QLockFile(str(path))):
        with suppress(OSError):
            path.replace(path.with_name(path.name + ENDING))


def process_of(lock: QLockFile) -> int:
    """Return the number of the process that holds a lock; 0 when it names none."""
    told = lock.getLockInfo()
    return int(told[0]) if isinstance(told, tuple) else 0
