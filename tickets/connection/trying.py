"""Trying a connection before it is kept: what server answers, how fast, how safely, and whether a desk is there."""

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

    `schema` is the version of the desk in the database, None when there is none. `tls` is the protocol that
    protects the connection, None when nothing does. `trouble` is the sentence that says why no seat could
    work there; None when one could.
    """

    server: str
    schema: str | None
    round_trip_ms: float
    tls: str | None
    trouble: str | None


def try_connection(target: Target, login: str | None, password: str | None) -> ConnectionReport:
    """Sign in at a server, look around, and leave. Takes seconds: belongs on a worker.

    Without a login or password libpq looks where it does. Raises Refused for who isn't let in and for a
    target that is no server, Unavailable when it can't be reached; never ShutOut: who is signed in at the seat
    still is.
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
    """Return what the server at the other end says of itself and of the database."""
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
