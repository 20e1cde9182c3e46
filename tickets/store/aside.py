"""Moves aside whatever occupies the path of one of the program's own small files and can't be such a file."""

from contextlib import suppress
from pathlib import Path

ENDING = ".broken"


def move_aside(path: Path, bytes_at_most: int) -> None:
    """Rename a pipe, device, folder or oversized file at `path`, so that a proper file can be created. Never raises
    OSError.

    Opening a pipe would block without end; so would a lock file that is a folder.
    """
    with suppress(OSError):
        if path.exists() and not (path.is_file() and path.stat().st_size <= bytes_at_most):
            path.rename(path.with_name(path.name + ENDING))
