"""Restoring a backup into a server's desk: proved first, then filled in within one transaction.

The desk must have been made (`database create`). What is in it already is backed up first, and everybody must have
left. Logins are roles of the server, not rows: who is in both keeps the password; who comes with the backup alone gets
a login without one; who is in neither any more can't sign in; today's administrators stay able to.
"""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from tickets.backup.archive import Manifest, read_manifest, translated_os
from tickets.backup.making import make, workroom
from tickets.backup.progress import Progress, unheard
from tickets.backup.proving import restore_scratch
from tickets.backup.restoring import Asker, check_restored, settle_rows, standing_of
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
from tickets.store.tables import calls, journal, metadata, staff, tickets

IN_USE = "还有人连着这个数据库（{who}），不能恢复到它上面。请先关掉所有窗口和 main.py watch，再运行一次。"
CHANGED = "恢复的时候数据库又有改动，没有恢复，什么都没有换掉。请先关掉所有窗口和值守，再运行一次。"
LEAVING_SECONDS = 3
_STAYING = frozenset({"watches", "backups"})  # of the place, not of the desk
_EMPTIED = ", ".join(("call_words", *(name for name in metadata.tables if name not in _STAYING)))
_OTHERS = text(
    "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = current_database() "
    "AND backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY 1"
)
_ROLES = text("SELECT rolname FROM pg_roles")
_CLOSE = text("SELECT close_account(:login)")


@dataclass(frozen=True, slots=True)
class RestoredServer:
    """What came of it: where what was there is kept, who needs a password, who lost a login that is somebody else's."""

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
    progress: Progress = unheard,
    *,
    anyway: bool = False,
) -> RestoredServer:
    """Restore a backup into the desk on a server; what is there goes into a backup in `folder` first.

    The store's login must be a superuser or a member of the owner. Raises Refused and Unavailable with nothing changed:
    for a backup that can't be used, for a desk that isn't made, is open elsewhere or changes meanwhile, and what `ask`
    raises.
    """
    database = str(store.engine.url.database)
    manifest = read_manifest(archive)
    with store.reading() as connection:
        refuse_other_than_ready(connection)
        _refuse_others(connection)
        standing = standing_of(connection, manifest) if _is_used(connection) else None
        last = _last_entry(connection)
    if standing is not None:
        ask(manifest, standing)
    with translated_os("用不了文件夹", folder):
        make_private_folder(folder)
    with workroom(folder) as room:
        new = room / "desk.db"
        restore_scratch(archive, new, progress)
        violations = check_restored(new, now, progress, anyway=anyway)
        settle_rows(new, archive, violations)
        kept = None
        if standing is not None:
            kept = make(store, folder / backup_name(f"{database}-before-restore", now), database, now, progress).path
        store.engine.dispose()  # else the desk would count as open by our own connections
        with closing(Store(make_engine(f"sqlite:///{new}"))) as source, source.reading() as reader:
            tables, without, nameless = _replace(reader, store, database, last, progress)
    return RestoredServer(manifest, kept, tables, without, nameless, violations)


def _replace(
    reader: Connection, store: Store, database: str, last: int, progress: Progress
) -> tuple[tuple[Compared, ...], tuple[str, ...], tuple[str, ...]]:
    with store.writing() as writer:
        take_turn(writer)
        become_owner(writer, database)
        writer.exec_driver_sql(LOCK_RULES_ALONE)  # nobody works meanwhile
        _refuse_others(writer)
        if _last_entry(writer) != last:
            raise Refused(CHANGED)
        before = _names(writer)
        kept = keep_administrators(writer)
        writer.exec_driver_sql("ALTER TABLE journal DISABLE TRIGGER journal_is_append_only")
        writer.exec_driver_sql(f"TRUNCATE {_EMPTIED}")
        writer.exec_driver_sql("ALTER TABLE journal ENABLE TRIGGER journal_is_append_only")
        tables = fill(reader, writer, _rows(progress, 2 * count_rows(reader)))
        roles = set(writer.execute(_ROLES).scalars())
        nameless = settle_people(writer, kept)
        without = _settle_logins(writer, before, {one.login for one in kept}, roles)
    return tables, without, nameless


def _settle_logins(
    writer: Connection, before: dict[str, str], administrators: set[str], roles: set[str]
) -> tuple[str, ...]:
    """End the logins that are nobody's now; take the password from those that were nobody's or another person's.

    Return the names of those who need one. `before` are the names by login, `roles` those that were there already.
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
    """Raise Refused when others are connected and stay so: a server lists whoever has left for a moment longer."""
    last = time.monotonic() + LEAVING_SECONDS
    while others := connection.execute(_OTHERS).scalars().all():
        if time.monotonic() >= last:
            raise Refused(IN_USE.format(who="、".join(map(str, others))))
        time.sleep(0.1)
        connection.exec_driver_sql("SELECT pg_stat_clear_snapshot()")  # else the transaction sees them for ever


def _rows(progress: Progress, rows: int) -> Callable[[int], None]:
    """Return what takes the number of rows that were filled in, and tells their share of all."""
    done = 0

    def filled(more: int) -> None:
        nonlocal done
        done += more
        progress("填入服务器", min(1.0, done / max(1, rows)))

    return filled
