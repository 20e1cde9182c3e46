"""Files and folders with phone numbers and password digests in them: not for other accounts of the machine.

Where an account may write it was let in on purpose (a watch that runs under another one), and keeps its rights;
where it may only read, that is what the system gives everybody, and is taken away. Windows has its own rules.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

_GROUP = (stat.S_IRWXG, stat.S_IWGRP)
_OTHERS = (stat.S_IRWXO, stat.S_IWOTH)


def make_private_folder(folder: Path) -> None:
    """Make a folder that only this account may enter; one that exists stays as it is. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Make an empty file that only this account may read, or mend the one that is there. Never raises OSError."""
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    mend(path)


def mend(*paths: Path) -> None:
    """Take away from files and folders of this account what others may read but not write. Never raises OSError."""
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
