"""The nightly backup: every program with a watch checks regularly whether one is due; one of them makes it."""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from tickets.backup import ledger
from tickets.backup.plan import load_plan
from tickets.backup.progress import Cancelled
from tickets.errors import DeskError
from tickets.log.record import record
from tickets.log.scrubbing import message
from tickets.rules.backups import night_of
from tickets.service import TicketService

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

LOOK_SECONDS = 300
STOP_SECONDS = 5  # how long `stop` waits for a running backup to end
_MAY_READ = text("SELECT has_table_privilege('calls', 'SELECT') AND has_any_column_privilege('backups', 'INSERT')")
FAILED = "备份时出了意外的错误，请看日志文件。"
_log = logging.getLogger(__name__)


class Nightly:
    """Makes the night's backup when it is due and not claimed. `trouble` says why there is none."""

    def __init__(self, service: TicketService, data_folder: Path) -> None:
        self.trouble = ""
        self._service = service
        self._folder = data_folder
        self._looking = Lock()
        self._stopped = Event()
        self._scheduler: BackgroundScheduler | None = None

    def start(self) -> None:
        """Check every LOOK_SECONDS from now on."""
        self._scheduler = _scheduler(self.look)
        self._scheduler.start()

    def stop(self) -> None:
        """Stop checking. A running backup is aborted and may be claimed by another program."""
        self._stopped.set()
        if self._scheduler is not None and self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        if self._looking.acquire(timeout=STOP_SECONDS):
            self._looking.release()

    def look(self) -> bool:
        """Make the night's backup if it is due and unclaimed; return whether it was made.

        Nothing is raised: an error is put in `trouble`, in the log and in the database, and the backup is retried.
        """
        with self._looking:
            if self._stopped.is_set():
                return False
            try:
                made = self._make_if_due()
            except DeskError as error:
                _log.warning("没有备份：%s", message(error))
                self.trouble = error.sentence
                return False
            except BaseException as error:  # noqa: BLE001  the next nightly backup must run
                self.trouble = record(error, FAILED).sentence
                return False
            self.trouble = ""
            return made

    def _make_if_due(self) -> bool:
        from tickets.backup.planned_backup import BackupNote, carry_out  # noqa: PLC0415 - takes its time to load, and no window needs it yet

        service, is_server = self._service, not self._service.store.is_sqlite
        plan = load_plan(self._folder, is_server=is_server)
        if not plan.on or (is_server and not service.read(_may_back_up)):
            return False
        now = service.now()
        night = night_of(now, plan.hour)
        if service.read(ledger.is_made, night, now):
            return False
        with service.store.writing() as connection:
            key = ledger.claim_night(connection, night, socket.gethostname(), now)
        if key is None:
            return False
        try:
            carry_out(service, plan, BackupNote(service, key), self._go_on)
        except Cancelled:
            with suppress(DeskError), service.store.writing() as connection:
                ledger.give_up(connection, key)
            return False
        except DeskError:
            raise
        except BaseException:
            with suppress(DeskError), service.store.writing() as connection:
                ledger.fail(connection, key, service.now(), FAILED)
            raise
        return True

    def _go_on(self, _doing: str, _share: float) -> None:
        if self._stopped.is_set():
            raise Cancelled


@contextmanager
def backing_up(service: TicketService, data_folder: Path) -> Iterator[Nightly]:
    """Run the nightly backups during the block."""
    nightly = Nightly(service, data_folder)
    nightly.start()
    try:
        yield nightly
    finally:
        nightly.stop()


def _may_back_up(connection: Connection) -> bool:
    """Return whether the signed-in role may read everything; a watch's own account may not."""
    return bool(connection.execute(_MAY_READ).scalar_one())


def _scheduler(look: Callable[[], object]) -> "BackgroundScheduler":
    from tickets.resilient_scheduler import ResilientScheduler  # noqa: PLC0415 - takes its time to load

    scheduler = ResilientScheduler(1)
    scheduler.add_job(look, "interval", seconds=LOOK_SECONDS, id="backup")
    return scheduler
