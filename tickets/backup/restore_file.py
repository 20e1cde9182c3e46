"""Restores a backup to a file: verifies it, puts it in place atomically and keeps the old file."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select, update

from tickets.backup.archive import Manifest, read_manifest, translated_os
from tickets.backup.make_backup import reworded_full_disk, scratch_folder
from tickets.backup.progress import Progress, no_progress
from tickets.backup.replace_file import held_alone, put_in_place, refuse_open, take_after
from tickets.backup.snapshot import desk_id
from tickets.backup.verify import Unproved, check_file, restore_scratch
from tickets.errors import Refused, Unavailable
from tickets.rules.texts import visible
from tickets.store.engine import Store, make_engine
from tickets.store.file_permissions import make_private_folder
from tickets.store.schema import refuse_other_than_file, refuse_unknown, schema_version
from tickets.store.tables import backups, calls, editing, tickets


@dataclass(frozen=True, slots=True)
class PlaceContents:
    """The content of the database to be replaced. `tickets` and `last_call` are None when it can't be read."""

    tickets: int | None
    last_call: datetime | None
    same_desk: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """The result: the backup's manifest, where the old file is kept, and the number of violations."""

    manifest: Manifest
    kept: Path | None
    violations: int = 0


FULL = "{folder} 所在的磁盘已满，没有恢复，原来的没有动。请清理磁盘后再试。"
UNPROVED = "这份备份{found}。没有恢复，原来的没有动。请换一份备份；没有更好的，就加 --anyway 恢复它。"

Asker = Callable[[Manifest, PlaceContents], None]  # raises Refused unless the user confirms


def restore_file(
    archive: Path, path: Path, now: datetime, ask: Asker, progress: Progress = no_progress, *, anyway: bool = False
) -> Restored:
    """Restore a backup to the file at `path`. Its folder is created if missing.

    An existing database needs a confirmation by `ask`, and is kept under another name. The restored file is upgraded to
    this program's schema and checked before it is put in place; one that breaks invariants is used only with `anyway`.
    Raises Refused for an unusable backup, for a foreign file or one open elsewhere, and what `ask` raises; Unavailable
    for what can't be read or written. Then nothing has changed.
    """
    path = path.resolve()
    refuse_other_than_file(path)
    manifest = read_manifest(archive)
    if path == archive.resolve():
        raise Refused(f"{path} 就是这份备份，不能恢复到它自己上面。请用 --db 指定数据文件。")
    contents = look_at(path, manifest)
    if contents is not None:
        refuse_open(path)  # now rather than after the work
        ask(manifest, contents)
    with translated_os("用不了文件夹", path.parent):
        make_private_folder(path.parent)
    with reworded_full_disk(FULL.format(folder=path.parent)), scratch_folder(path.parent) as room:
        new = room / "desk.db"
        restore_scratch(archive, new, progress)
        violations = check_restored(new, now, progress, anyway=anyway)
        settle_rows(new, archive, violations)
        take_after(new, path)
        with held_alone(path):
            kept = put_in_place(new, path, now)
    return Restored(manifest, kept, violations)


def check_restored(path: Path, now: datetime, progress: Progress, *, anyway: bool) -> int:
    """Check a restored file and return its number of violations. Raises Refused for any unless `anyway`."""
    try:
        check_file(path, now, progress)
    except Unproved as unproved:
        if not anyway:
            raise Refused(UNPROVED.format(found=unproved.found)) from unproved
        return unproved.violations
    return 0


def look_at(path: Path, manifest: Manifest) -> PlaceContents | None:
    """Return the content of a file; None when it is missing or empty. Raises Refused for a foreign file."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    engine = make_engine(f"sqlite:///{path}", busy_seconds=0.2)
    try:
        with closing(Store(engine)) as store, store.reading() as connection:
            return contents_of(connection, manifest)
    except Unavailable:  # damaged, which is what a backup is for
        return PlaceContents(None, None, True)


def contents_of(connection: Connection, manifest: Manifest) -> PlaceContents | None:
    """Return the content of a database."""
    version = schema_version(connection)
    refuse_unknown(connection, version)
    if version is None:
        return None
    count = connection.execute(select(func.count()).select_from(tickets)).scalar_one()
    last = connection.execute(select(calls.c.at).order_by(calls.c.at.desc()).limit(1)).scalar()
    here = desk_id(connection)
    return PlaceContents(int(count), last, not here or not manifest.desk_id or here == manifest.desk_id)


def settle_rows(path: Path, archive: Path, violations: int) -> None:
    """Remove the leases on open forms from a restored file, and complete the row of the backup itself."""
    made = {"path": visible(str(archive.resolve())), "bytes": archive.stat().st_size}
    came = {"trouble": f"核对有 {violations} 处不符。"} if violations else made
    with closing(Store(make_engine(f"sqlite:///{path}"))) as store, store.writing() as connection:
        connection.execute(editing.delete())
        last = select(func.max(backups.c.id)).where(backups.c.ended.is_(None)).scalar_subquery()
        ended = update(backups).where(backups.c.id == last).values(ended=backups.c.started, claimed_until=None)
        connection.execute(ended.values(**came))
