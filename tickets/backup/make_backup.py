"""Makes a backup: takes a snapshot, compresses it, restores it into a scratch file and checks that."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tickets.backup.archive import Manifest, sync_folder, translated_os, write_archive
from tickets.backup.progress import Progress, no_progress
from tickets.backup.snapshot import sum_tables, take
from tickets.backup.verify import Unproved, check_file, restore_scratch
from tickets.errors import Unavailable
from tickets.store.engine import Store
from tickets.store.failures import DISK_FULL
from tickets.store.file_permissions import make_private_folder

FULL = "备份文件夹 {folder} 所在的磁盘已满，没有备份。请清理磁盘或换一个文件夹。"
ROOM = ".backup-"  # prefix of the folder in which a backup is made
BAD = ".bad"  # suffix of a backup that could be restored but broke invariants
ABANDONED_AFTER = 24 * 60 * 60  # seconds; the maker of an older folder was killed


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A verified backup: its path, its size in bytes, and its manifest."""

    path: Path
    bytes: int
    manifest: Manifest


def make(store: Store, path: Path, desk: str, now: datetime, progress: Progress = no_progress) -> BackupMade:
    """Make a backup at `path` and return it once it has been restored and checked.

    Until then nothing has that name, and a file that had it remains if this fails or is stopped. A backup that can be
    restored but breaks invariants is left beside it as `.bad`. Raises Unavailable, Refused, and what `progress` raises.
    """
    with translated_os("用不了备份文件夹", path.parent):
        make_private_folder(path.parent)
    with reworded_full_disk(FULL.format(folder=path.parent)), scratch_folder(path.parent) as room:
        scratch, part = room / "desk.db", room / "part.zip"
        schema = take(store, scratch, progress)
        source = "file" if store.is_sqlite else "server"
        tables, desk_id = sum_tables(scratch, progress)
        manifest = Manifest(schema, source, desk, desk_id, now.isoformat(), tables)
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
def reworded_full_disk(sentence: str) -> Iterator[None]:
    """Replace SQLite's sentence about a full disk, which addresses somebody at a form, by `sentence`."""
    try:
        yield
    except Unavailable as error:
        if error.sentence == DISK_FULL:
            raise Unavailable(sentence) from error
        raise


@contextmanager
def scratch_folder(folder: Path) -> Iterator[Path]:
    """Yield a new folder in `folder` for this user only, deleted at the end. Raises Unavailable.

    Folders left by killed programs are deleted after a day.
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
