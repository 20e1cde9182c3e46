"""A copy of a file's desk, kept beside it before its schema is changed."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from tickets.errors import Unavailable
from tickets.rules.instants import LOCAL
from tickets.store.failures import sentence_for

NOT_UPGRADED = "数据文件要升级，升级前先留一份副本，没有成功：{reason}数据没有动，也没有升级。"


def keep_copy(path: Path, version: str, now: datetime) -> Path:
    """Copy a desk's file, at work or not, to a name that tells version and time, and return where it is.

    The copy is on disk, sound and has as many rows in each table when it gets that name. Raises Unavailable when it
    can't be made; then nothing is left of it.
    """
    stamp = f"{now.astimezone(LOCAL):%Y%m%d-%H%M%S}"
    copy = path.with_name(f"{path.stem}-before-upgrade-{version}-{stamp}{path.suffix}")
    part = copy.with_name(f"{copy.name}.part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _copy(path, part)
        part.replace(copy)
    except (sqlite3.Error, OSError) as error:
        part.unlink(missing_ok=True)
        raise Unavailable(NOT_UPGRADED.format(reason=sentence_for(error))) from error
    return copy


def _copy(path: Path, part: Path) -> None:
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
        source.execute("BEGIN").close()
        expected = _counts(source)
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE").close()
        if target.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",) or _counts(target) != expected:
            raise sqlite3.DatabaseError("database disk image is malformed")
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'call_words%'")
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names.fetchall()}
