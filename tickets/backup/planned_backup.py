"""Makes a backup as this machine's plan says: make, verify, record, delete old ones, copy to the second folder."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection

from tickets.backup import ledger
from tickets.backup.folders import copy_to_second, thin
from tickets.backup.make_backup import BackupMade, make
from tickets.backup.plan import BackupSchedule
from tickets.backup.progress import Progress, no_progress
from tickets.errors import DeskError
from tickets.rules.backups import backup_name
from tickets.service import TicketService
from tickets.store.engine import Store


def desk_name(store: Store) -> str:
    """Return the name for a database's backups: that of the file or of the server's database."""
    database = str(store.engine.url.database or "desk")
    return Path(database).stem if store.is_sqlite else database


class BackupNote:
    """Records a backup in the database. A failure to write is ignored: such a database needs a backup most."""

    def __init__(self, service: TicketService, key: int | None) -> None:
        self._service = service
        self._key = key

    @classmethod
    def begin(cls, service: TicketService, kind: str) -> "BackupNote":
        """Record that a backup of this kind has begun."""
        note = cls(service, None)
        with suppress(DeskError), service.store.writing() as connection:
            note._key = ledger.begin(connection, kind, socket.gethostname(), service.now())
        return note

    def end(self, made: BackupMade) -> None:
        """Record that the backup was made."""
        self._write(lambda db, key: ledger.end(db, key, self._service.now(), str(made.path.resolve()), made.bytes))

    def second(self, where: Path, trouble: str) -> None:
        """Record where the second copy is, or why there is none."""
        self._write(lambda db, key: ledger.note_second(db, key, str(where), trouble))

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Record why the backup made in this block failed, if it does."""
        try:
            yield
        except DeskError as error:
            sentence = error.sentence
            self._write(lambda db, key: ledger.fail(db, key, self._service.now(), sentence))
            raise

    def _write(self, change: Callable[[Connection, int], None]) -> None:
        if self._key is not None:
            with suppress(DeskError), self._service.store.writing() as connection:
                change(connection, self._key)


def keep_backup(
    service: TicketService, plan: BackupSchedule, kind: str, progress: Progress = no_progress
) -> BackupMade:
    """Make a backup now, record it and return it. A second copy that fails is recorded, not raised.

    Raises Unavailable and Refused when there is no verified backup in the first folder.
    """
    return carry_out(service, plan, BackupNote.begin(service, kind), progress)


def carry_out(
    service: TicketService, plan: BackupSchedule, note: BackupNote, progress: Progress = no_progress
) -> BackupMade:
    """Make a backup whose beginning is recorded, and record its result. Raises as `keep_backup` does."""
    name, now = desk_name(service.store), service.now()
    with note.kept():
        plan.refuse_missing_folder()
        made = make(service.store, plan.folder / backup_name(name, now), name, now, progress)
    note.end(made)
    desk_id = made.manifest.desk_id
    thin(plan.folder, name, desk_id, now, plan)
    if plan.second is not None:
        trouble = ""
        try:
            copy_to_second(name, desk_id, now, plan, progress)
        except DeskError as error:
            trouble = error.sentence
        note.second(plan.second, trouble)
    return made
