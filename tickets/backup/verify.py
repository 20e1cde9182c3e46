"""Verifies a backup: restores it into a scratch file, upgrades that and checks it."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import event

from tickets.backup.archive import CUT, Manifest, extract
from tickets.backup.progress import Progress
from tickets.checking.invariants import INVARIANTS, examine
from tickets.errors import Refused, Unavailable
from tickets.service import TicketService
from tickets.store.engine import Store, make_engine
from tickets.store.schema import refuse_unknown, schema_version, upgrade
from tickets.store.upgrading import listen, stoppable
from tickets.store.vocabulary import keep_words

TOLD = 3  # violations in the message about a bad backup


class Unproved(Unavailable):
    """A backup could be restored, but its database breaks invariants."""

    def __init__(self, violations: int, first: list[str]) -> None:
        self.found = f"核对有 {violations} 处不符，如：{'；'.join(first)}"
        super().__init__(f"恢复后{self.found}。请运行 main.py check 查看原数据库。")
        self.violations = violations


def restore_scratch(archive: Path, to: Path, progress: Progress) -> Manifest:
    """Restore a backup to a new file of this program's schema and return its manifest.

    Raises Refused for a damaged, foreign or newer backup; Unavailable when it can't be read or written.
    """
    manifest = extract(archive, to, progress)
    with closing(Store(make_engine(f"sqlite:///{to}", upgrades=True))) as store:
        with store.reading() as connection:
            version = schema_version(connection)
            refuse_unknown(connection, version)
        if version != manifest.schema:
            raise Refused(CUT)
        progress("升级结构", 0.0)
        with store.writing() as connection, stoppable(connection, progress, "升级结构"):
            upgrade(connection)
            keep_words(connection)
    return manifest


def check_file(path: Path, now: datetime, progress: Progress) -> None:
    """Check a database file. Raises Unproved when an invariant is broken, and what `progress` raises."""
    service = TicketService(Store(make_engine(f"sqlite:///{path}")), lambda: now)
    violations, done, first, stopped = 0, 0, list[str](), list[BaseException]()

    def go_on() -> None:
        progress("核对", done / len(INVARIANTS))

    event.listen(service.store.engine, "connect", lambda raw, _: listen(raw, go_on, stopped))
    try:
        go_on()
        for found in examine(service, now):
            done += 1
            go_on()
            violations += found.count
            first += [f"{one.where}：{one.what}" for one in found.first[: TOLD - len(first)]]
    except Exception as error:
        if stopped:
            raise stopped[0] from error
        raise
    finally:
        service.close()
    if stopped:
        raise stopped[0]
    if violations:
        raise Unproved(violations, first)
