"""Moves aside what occupies the path of one of the program's own small files, or of Qt's lock on it, and can't be one.

Qt would wait for an invalid lock file or take it for another program's.
"""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile

ENDING = ".broken"
_AT_MOST = 1 << 16  # bytes; Qt writes a process number and some names


def move_aside(path: Path, bytes_at_most: int) -> None:
    """Rename a pipe, device, folder or oversized file at `path`, so that a proper file can be created. Never raises
    OSError.

    Opening a pipe would block without end; so would a lock file that is a folder.
    """
    with suppress(OSError):
        if path.exists() and not (path.is_file() and path.stat().st_size <= bytes_at_most):
            path.rename(path.with_name(path.name + ENDING))


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
