"""Keeps other accounts of the machine away from files and folders that hold phone numbers and password digests.

Write access for others was granted on purpose (a watch under another account) and is kept. Access for reading
only comes from the system's default and is removed. On Windows nothing is done.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

_GROUP = (stat.S_IRWXG, stat.S_IWGRP)
_OTHERS = (stat.S_IRWXO, stat.S_IWOTH)


def make_private_folder(folder: Path) -> None:
    """Create a folder that only this account may enter; an existing one is unchanged. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Create an empty file that only this account may read, or correct an existing one. Never raises OSError."""
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    mend(path)


def mend(*paths: Path) -> None:
    """Remove from this account's files and folders the access of others that may read but not write. No OSError."""
    if os.name != "posix":
        return
    for path in paths:
        with suppress(OSError):
            _mend(path)


def _mend(path: Path) -> None:
    status = path.stat()
    mode = kept = stat.S_IMODE(status.st_mode)
    for rights, write in (_GROUP, _OTHERS):
        if not mode & write:
            kept &= ~rights
    if kept != mode and status.st_uid == os.geteuid():
        path.chmod(kept)
