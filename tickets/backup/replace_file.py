"""Locks a database file exclusively and puts another file in its place."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from tickets.backup.archive import sync_folder, translated_os
from tickets.errors import Refused
from tickets.rules.instants import LOCAL

IN_USE = "还有窗口或值守开着 {path}，不能恢复到它上面。请先关掉所有窗口和 main.py watch，再运行一次。"
_BESIDE = ("-wal", "-shm", "-journal")  # files that SQLite keeps beside an open or improperly closed database


def refuse_open(path: Path) -> None:
    """Raise Refused when another program has the database file open. The content is not changed."""
    with _alone(path, "PRAGMA locking_mode=EXCLUSIVE", "BEGIN IMMEDIATE"):
        pass


@contextmanager
def held_alone(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on a database file. Its write-ahead log is merged into the file first.

    A damaged file can't be locked or read; no program can work with it either. Raises Refused when another program
    has the file open.
    """
    with _alone(path, "PRAGMA journal_mode=DELETE", "BEGIN EXCLUSIVE"):
        yield


def put_in_place(new: Path, path: Path, now: datetime) -> Path | None:
    """Put a new file in the place of a database file; return the path of the old one, None when there was none.

    Where the file system has links, one of the two has the name at every moment. Raises Unavailable.
    """
    with translated_os("换不了数据文件", path):
        old = _keep(path, now) if path.exists() and path.stat().st_size > 0 else None
        for ending in _BESIDE:  # of a missing or unlockable file: SQLite would read them into the new one
            beside = path.with_name(path.name + ending)
            if beside.exists():
                beside.replace((old or kept_name(path, now)).with_name((old or kept_name(path, now)).name + ending))
        new.replace(path)
        sync_folder(path.parent)
    return old


def kept_name(path: Path, now: datetime) -> Path:
    """Return the name under which a replaced file is kept."""
    return path.with_name(f"{path.stem}-before-restore-{now.astimezone(LOCAL):%Y%m%d-%H%M%S}{path.suffix}")


def take_after(new: Path, path: Path) -> None:
    """Give a new file the owner and mode of the old one, or else the owner of the folder."""
    model = path if path.exists() else None
    if model is not None:
        shutil.copymode(model, new)
    if os.name == "posix" and os.geteuid() == 0:
        owner = (model or path.parent).stat()
        with suppress(OSError):
            os.chown(new, owner.st_uid, owner.st_gid)


def _keep(path: Path, now: datetime) -> Path:
    old = kept_name(path, now)
    try:
        os.link(path, old)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        path.rename(old)
    return old


@contextmanager
def _alone(path: Path, *statements: str) -> Iterator[None]:
    """Run statements on a file and keep its lock for the block. They fail while another program has the file open."""
    if not path.exists() or path.stat().st_size == 0:
        yield
        return
    with closing(sqlite3.connect(path, timeout=0.2, isolation_level=None)) as connection:
        try:
            for statement in statements:
                connection.execute(statement).close()
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise Refused(IN_USE.format(path=path)) from error
        except sqlite3.DatabaseError:
            pass
        if os.name == "nt":  # an open file can't be renamed there
            connection.close()
        yield
