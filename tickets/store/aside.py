"""What stands in the place of a small file of the program's own and can't be one."""

from contextlib import suppress
from pathlib import Path

ENDING = ".broken"


def move_aside(path: Path, bytes_at_most: int) -> None:
    """Give another name to a pipe, a device, a folder or a far too long file. Never raises OSError.

    To open a pipe, or a lock that is a folder, would keep the program waiting without end.
    """
    with suppress(OSError):
        if path.exists() and not (path.is_file() and path.stat().st_size <= bytes_at_most):
            path.rename(path.with_name(path.name + ENDING))
