"""Making a backup: a moment of the desk, compressed, restored into a scratch database, checked; only then it counts."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tickets.backup.archive import Manifest, sync_folder, translated_os, write_archive
from tickets.backup.progress import Progress, unheard
from tickets.backup.proving import Unproved, check_file, restore_scratch
from tickets.backup.snapshot import manifest_of, take
from tickets.errors import Unavailable
from tickets.store.engine import Store
from tickets.store.failures import DISK_FULL
from tickets.store.file_permissions import make_private_folder

FULL = "备份文件夹 {folder} 所在的磁盘已满，没有备份。请清理磁盘或换一个文件夹。"
ROOM = ".backup-"  # begins the name of a folder in which a backup is made
BAD = ".bad"  # ends the name of a backup that could be restored but not proved
ABANDONED_AFTER = 24 * 60 * 60  # seconds: whoever made a backup in such a folder was killed


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that was made and proved: where it is, how large the file is, and what it says of itself."""

    path: Path
    bytes: int
    manifest: Manifest


def make(store: Store, path: Path, desk: str, now: datetime, progress: Progress = unheard) -> BackupMade:
    """Make a backup of a desk at `path` and return it once it has been restored and checked.

    Until then nothing has that name; what had it before stays as it was if this fails or is stopped. One that can be
    restored but breaks invariants is left beside it as `.bad`. Raises Unavailable, Refused, and what `progress` raises.
    """
    with translated_os("用不了备份文件夹", path.parent):
        make_private_folder(path.parent)
    with full_disk_told(FULL.format(folder=path.parent)), workroom(path.parent) as room:
        scratch, part = room / "desk.db", room / "part.zip"
        schema = take(store, scratch, progress)
        source = "file" if store.is_sqlite else "server"
        manifest = manifest_of(scratch, schema, source, desk, now.isoformat(), progress)
        with translated_os("写不了备份文件", path):
            whole = write_archive(part, scratch, manifest, progress)
            scratch.unlink()
            try:
                restore_scratch(part, room / "restored.db", progress)
                check_file(room / "restored.db", now, progress)
            except Unproved:
                part.replace(path.with_name(path.name + BAD))
                raise
            size = part.stat().st_size
            part.replace(path)
            sync_folder(path.parent)
    return BackupMade(path, size, whole)


@contextmanager
def full_disk_told(sentence: str) -> Iterator[None]:
    """Say of a full disk that it is this one: what SQLite says of it is meant for somebody who typed something."""
    try:
        yield
    except Unavailable as error:
        if error.sentence == DISK_FULL:
            raise Unavailable(sentence) from error
        raise


@contextmanager
def workroom(folder: Path) -> Iterator[Path]:
    """Give a new folder in `folder`, for this user alone; it goes when the block ends. Raises Unavailable.

    What others left behind who were killed goes as well, a day later.
    """
    with translated_os("用不了文件夹", folder):
        _clear_abandoned(folder)
        room = Path(tempfile.mkdtemp(prefix=ROOM, dir=folder))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _clear_abandoned(folder: Path) -> None:
    for room in folder.glob(f"{ROOM}*"):
        with suppress(OSError):
            if room.is_dir() and time.time() - room.stat().st_mtime > ABANDONED_AFTER:
                shutil.rmtree(room, ignore_errors=True)
