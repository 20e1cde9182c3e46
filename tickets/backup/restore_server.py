"""Restores a backup to a server's database: verifies it, then fills the tables in one transaction.

The database must have been created (`database create`). Its content is backed up first, and nobody else may be
connected. Logins are roles of the server, not rows: people in both keep their password; people only in the backup get
a login without one; people only on the server can't sign in any more; today's administrators still can.
"""

import time
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from tickets.backup.archive import Manifest, read_manifest, translated_os
from tickets.backup.make_backup import make, scratch_folder
from tickets.backup.progress import Progress, by_rows, no_progress
from tickets.backup.restore_file import Asker, check_restored, contents_of, settle_rows
from tickets.backup.verify import restore_scratch
from tickets.errors import Refused
from tickets.rules.backups import backup_name
from tickets.server_admin.migrate_file import Compared, fill
from tickets.server_admin.migrate_people import keep_administrators, settle_people
from tickets.server_admin.row_digests import count_rows
from tickets.store.engine import Store, make_engine
from tickets.store.file_permissions import make_private_folder
from tickets.store.postgres.begin_command import LOCK_RULES_ALONE
from tickets.store.postgres.security.create import become_owner, take_turn
from tickets.store.postgres.security.role_names import quoted
from tickets.store.schema import refuse_other_than_ready
from tickets.store.tables import TEXT_INDEXES, calls, journal, metadata, staff, tickets

IN_USE = "还有人连着这个数据库（{who}），不能恢复到它上面。请先关掉所有窗口和 main.py watch，再运行一次。"
CHANGED = "恢复的时候数据库又有改动，没有恢复，什么都没有换掉。请先关掉所有窗口和值守，再运行一次。"
LEAVING_SECONDS = 3
_STAYING = frozenset({"watches", "backups"})  # they belong to the server, not to the backup's content
_EMPTIED = ", ".join((*TEXT_INDEXES, *(name for name in metadata.tables if name not in _STAYING)))
_OTHERS = text(
    "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = current_database() "
    "AND backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY 1"
)
_ROLES = text("SELECT rolname FROM pg_roles")
_CLOSE = text("SELECT close_account(:login)")


@dataclass(frozen=True, slots=True)
class RestoredServer:
    """The result: where the old content is kept, who needs a password, who lost a login that another role has."""

    manifest: Manifest
    kept: Path | None
    tables: tuple[Compared, ...]
    without_password: tuple[str, ...]
    nameless: tuple[str, ...]
    violations: int = 0


def restore_server(
    archive: Path,
    store: Store,
    folder: Path,
    now: datetime,
    ask: Asker,
    progress: Progress = no_progress,
    *,
    anyway: bool = False,
) -> RestoredServer:
    """Restore a backup to the database on a server; its old content goes into a backup in `folder` first.

    The store's login must be a superuser or a member of the owner role. Raises Refused and Unavailable with nothing
    changed: for an unusable backup, for a database that isn't created, is in use or changes meanwhile, and what `ask`
    raises.
    """
    database = str(store.engine.url.database)
    manifest = read_manifest(archive)
    with store.reading() as connection:
        refuse_other_than_ready(connection)
        _refuse_others(connection)
        contents = contents_of(connection, manifest) if _is_used(connection) else None
        last = _last_entry(connection)
    if contents is not None:
        ask(manifest, contents)
    with translated_os("用不了文件夹", folder):
        make_private_folder(folder)
    with scratch_folder(folder) as room:
        new = room / "desk.db"
        restore_scratch(archive, new, progress)
        violations = check_restored(new, now, progress, anyway=anyway)
        settle_rows(new, archive, violations)
        kept = None
        if contents is not None:
            kept = make(store, folder / backup_name(f"{database}-before-restore", now), database, now, progress).path
        store.engine.dispose()  # our own idle connections would count as use
        with closing(Store(make_engine(f"sqlite:///{new}"))) as source, source.reading() as reader:
            tables, without, nameless = _replace(reader, store, database, last, progress)
    return RestoredServer(manifest, kept, tables, without, nameless, violations)


def _replace(
    reader: Connection, store: Store, database: str, last: int, progress: Progress
) -> tuple[tuple[Compared, ...], tuple[str, ...], tuple[str, ...]]:
    with store.writing() as writer:
        take_turn(writer)
        become_owner(writer, database)
        writer.exec_driver_sql(LOCK_RULES_ALONE)  # block all commands
        _refuse_others(writer)
        if _last_entry(writer) != last:
            raise Refused(CHANGED)
        before = _names(writer)
        kept = keep_administrators(writer)
        writer.exec_driver_sql("ALTER TABLE journal DISABLE TRIGGER journal_is_append_only")
        writer.exec_driver_sql(f"TRUNCATE {_EMPTIED}")
        writer.exec_driver_sql("ALTER TABLE journal ENABLE TRIGGER journal_is_append_only")
        tables = fill(reader, writer, by_rows(progress, "填入服务器", 2 * count_rows(reader)))
        roles = set(writer.execute(_ROLES).scalars())
        nameless = settle_people(writer, kept)
        without = _settle_logins(writer, before, {one.login for one in kept}, roles)
    return tables, without, nameless


def _settle_logins(
    writer: Connection, before: dict[str, str], administrators: set[str], roles: set[str]
) -> tuple[str, ...]:
    """Delete logins without a person; remove the password of logins that are new or belong to another person now.

    Return the names of those who need a password. `before` are the names by login, `roles` the existing login roles.
    """
    after = _names(writer)
    for login in before.keys() - after.keys():
        writer.execute(_CLOSE, {"login": login})
    strange = {
        login: name for login, name in after.items() if before.get(login) != name and login not in administrators
    }
    for login in strange.keys() & roles:
        writer.exec_driver_sql(f"ALTER ROLE {quoted(login)} PASSWORD NULL")
    return tuple(sorted(strange.values()))


def _names(connection: Connection) -> dict[str, str]:
    found = connection.execute(select(staff.c.login, staff.c.name).where(staff.c.login.is_not(None)))
    return {row.login: row.name for row in found}


def _is_used(connection: Connection) -> bool:
    used = (connection.execute(select(table.c.id).limit(1)).first() for table in (tickets, calls, journal))
    return any(row is not None for row in used)


def _last_entry(connection: Connection) -> int:
    return int(connection.execute(select(func.max(journal.c.id))).scalar() or 0)


def _refuse_others(connection: Connection) -> None:
    """Raise Refused while others are connected.

    A server lists a closed session for a moment longer, so this retries.
    """
    last = time.monotonic() + LEAVING_SECONDS
    while others := connection.execute(_OTHERS).scalars().all():
        if time.monotonic() >= last:
            raise Refused(IN_USE.format(who="、".join(map(str, others))))
        time.sleep(0.1)
        connection.exec_driver_sql("SELECT pg_stat_clear_snapshot()")  # else the transaction keeps the old list
