"""The state of a database on a server: versions, sizes, and deviations from what this program would create."""

import time
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, func, select, text

from tickets.connection.sign_in import Asker, open_target
from tickets.connection.target import Target
from tickets.connection.try_connection import ConnectionReport, look_around
from tickets.errors import Unavailable
from tickets.server_admin.create import bare_store, refuse_file
from tickets.store.engine import Store
from tickets.store.postgres.blocking import holders, waits
from tickets.store.postgres.clock import WARN_SECONDS
from tickets.store.postgres.errors import Contended
from tickets.store.postgres.security.fingerprint import matches_fingerprint
from tickets.store.postgres.security.shared_resources import find_deviations
from tickets.store.tables import alerts, calls, journal, staff, tickets
from tickets.store.version import HEAD

LOCKED_SECONDS = 2  # how long to wait for a locked table
QUEUE_AT_MOST = 0.5  # share of the server's notification queue above which there is a warning
# prefixes of the lc_messages values that error messages are recognised in
UNDERSTOOD = ("C", "POSIX", "en", "zh", "English", "Chinese")
COUNTED = (tickets, calls, alerts, journal, staff)
_OWNER = text("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()")
_CONNECTIONS = text(
    "SELECT sum(numbackends), current_setting('lc_messages'), current_setting('max_connections')::integer "
    "- current_setting('superuser_reserved_connections')::integer FROM pg_stat_database"
)
_MEASURED = text("SELECT pg_total_relation_size(to_regclass(:name)), pg_database_size(current_database())")
_SERVER_TIME = text("SELECT extract(epoch FROM clock_timestamp())")

_QUEUE = text("SELECT pg_notification_queue_usage()")


@dataclass(frozen=True, slots=True)
class Size:
    """The number of rows of a table, and its bytes with indexes."""

    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Status:
    """A database's state. `offset` is by how many seconds this machine's clock is ahead of the server's.

    `queue` is the used share of the notification queue, `blocked` who waits for whom. `rights` says whether the
    privileges are those of this program; `deviations` are what else is not as it should be.
    """

    place: str
    report: ConnectionReport
    program: str
    owner: str
    rights: bool
    deviations: tuple[str, ...]
    connections: int
    connections_max: int
    language: str
    queue: float
    blocked: tuple[str, ...]
    offset: float
    bytes: int
    tables: dict[str, Size]

    @property
    def troubles(self) -> list[str]:
        """Return one sentence for each problem."""
        found = [self.report.trouble] if self.report.trouble else []
        if not self.report.trouble and not self.rights:
            found.append("权限和本程序要的不一样，或是别的版本设的。请用 database upgrade 重新设定。")
        found += self.deviations
        if self.connections > 0.9 * self.connections_max:
            found.append(f"连接快用完了（{self.connections}/{self.connections_max}），请调大 max_connections。")
        if self.queue > QUEUE_AT_MOST:
            found.append(f"通知队列用了 {self.queue:.0%}，满了谁都保存不了：有连接一直不收通知，请断开它。")
        found += self.blocked
        if self.language and not self.language.startswith(UNDERSTOOD):
            found.append(f"服务器用 {self.language} 说话，本程序听不懂它为什么不让登录，请设 lc_messages = 'C'。")
        if abs(self.offset) > WARN_SECONDS:
            found.append(f"这台机器的时钟和服务器差 {self.offset:+.0f} 秒，请校时。")
        return found

    def as_json(self) -> dict[str, Any]:
        """Return the state for JSON output."""
        return {**asdict(self), "troubles": self.troubles}


def status(target: Target, ask: Asker | None = None) -> Status:
    """Return the database's state. Raises Refused for a rejected login, Unavailable when it can't be reached.

    Unavailable names the session that holds the tables when that is why they can't be read.
    """
    refuse_file(target)
    with closing(open_target(target, bare_store, ask)) as store:
        with store.reading() as connection:  # first and separately, because it waits for no lock
            blocked = tuple(waits(connection))
        try:
            return _look(store, target, blocked)
        except Contended as error:
            with store.reading() as connection:
                held = [*waits(connection), *(f"{line}。" for line in holders(connection))]
            raise Unavailable("".join(["数据表被人占着，看不了全部状态。", *held])) from error


def _look(store: Store, target: Target, blocked: tuple[str, ...]) -> Status:
    with store.reading() as connection:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCKED_SECONDS}s'")
        report = look_around(connection)
        used, language, most = connection.execute(_CONNECTIONS).one()
        offset = _offset(connection)
        is_ready = report.trouble is None
        deviations = find_deviations(connection, target.database) if is_ready else ()
        return Status(
            place=target.place,
            report=report,
            program=HEAD,
            owner=str(connection.execute(_OWNER).scalar_one()),
            rights=is_ready and not deviations and matches_fingerprint(connection),
            deviations=tuple(one.sentence for one in deviations),
            connections=int(used),
            connections_max=int(most),
            language=str(language),
            queue=float(connection.execute(_QUEUE).scalar_one()),
            blocked=blocked,
            offset=offset,
            bytes=int(connection.execute(_MEASURED, {"name": None}).one()[1]),
            tables={table.name: _size(connection, table) for table in COUNTED} if is_ready else {},
        )


def _size(connection: Connection, table: Any) -> Size:
    rows = connection.execute(select(func.count()).select_from(table)).scalar_one()
    size = connection.execute(_MEASURED, {"name": table.name}).one()[0]
    return Size(int(rows), int(size))


def _offset(connection: Connection) -> float:
    sent = time.time()
    server = float(connection.execute(_SERVER_TIME).scalar_one())
    return round((sent + time.time()) / 2 - server, 1)
