"""Tests a connection before it is stored: the server's version, speed and encryption, and whether the
database is there.
"""

import time
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import Connection

from tickets.connection.target import Target
from tickets.errors import Refused, ShutOut
from tickets.store.engine import Store, make_engine
from tickets.store.postgres.engine import ANSWER_SECONDS, Credentials, Password
from tickets.store.schema import refuse_other_than_ready, schema_version


@dataclass(frozen=True, slots=True)
class ConnectionReport:
    """What a server answered.

    `schema` is the revision of the program's database, None when there is none. `tls` is the protocol that encrypts the
    connection, None without encryption. `trouble` says why the program could not work there; None when it could.
    """

    server: str
    schema: str | None
    round_trip_ms: float
    tls: str | None
    trouble: str | None


def try_connection(target: Target, login: str | None, password: str | None) -> ConnectionReport:
    """Connect to a server, read its properties and disconnect. Takes seconds: belongs on a worker.

    Without a login or password libpq uses its own. Raises Refused for a rejected login and for a target that is no
    server, Unavailable when it can't be reached; never ShutOut, because the signed-in person is not affected.
    """
    if not target.is_server:
        raise Refused("文件数据库不用连接，直接打开即可。")
    credentials = Credentials(login or target.who, None if password is None else Password(password))
    engine = make_engine(target.url, credentials=credentials, patience=ANSWER_SECONDS)
    try:
        with closing(Store(engine, credentials=credentials)) as store, store.reading() as connection:
            return look_around(connection)
    except ShutOut as error:
        raise Refused(error.sentence) from error


def look_around(connection: Connection) -> ConnectionReport:
    """Return the properties of the server and the database on this connection."""
    connection.exec_driver_sql("SELECT 1").close()
    started = time.perf_counter()
    connection.exec_driver_sql("SELECT 1").close()
    took = time.perf_counter() - started
    tls = connection.exec_driver_sql("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()").scalar()
    return ConnectionReport(
        server=str(connection.exec_driver_sql("SHOW server_version").scalar_one()).split()[0],
        schema=schema_version(connection),
        round_trip_ms=round(took * 1000, 1),
        tls=tls,
        trouble=_trouble(connection),
    )


def _trouble(connection: Connection) -> str | None:
    try:
        refuse_other_than_ready(connection)
    except Refused as error:
        return error.sentence
    return None
