"""Making a desk on a PostgreSQL server: its owner, its database, its schema, its rights; and upgrading it.

All that the program makes belongs to one role that nobody signs in as, `<database>_owner`.
"""

from sqlalchemy import Connection, text

from tickets.store.engine import Store
from tickets.store.schema import schema_version, upgrade
from tickets.store.seed import seed_defaults
from tickets.store.server.granting import apply_rights
from tickets.store.server.names import owner, quoted
from tickets.store.server.opening import BEGIN_COMMAND

_NO_LOGIN = text("UPDATE staff SET login = NULL")  # a file's duty account has no role on a server
UPGRADE_LOCK = 0x55504752  # only one program at a time makes or upgrades the schema


def create_schema(store: Store, database: str) -> None:
    """Make or upgrade the desk's schema in a database that is there, as its owner; safe to repeat.

    The store's login must be a superuser or a member of the owner. Raises Refused when it isn't.
    """
    with store.writing() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
        connection.exec_driver_sql(f"SET LOCAL ROLE {quoted(owner(database))}")
        is_new = schema_version(connection) is None
        upgrade(connection)
        if is_new:
            seed_defaults(connection)
            connection.execute(_NO_LOGIN)
        _make_functions(connection)
        apply_rights(connection, database)


def create_database(store: Store, database: str) -> None:
    """Make the owner and the database, unless they are there. The store's login must be a superuser."""
    with store.writing() as connection:
        if (
            connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :n"), {"n": owner(database)}).scalar()
            is None
        ):
            connection.exec_driver_sql(f"CREATE ROLE {quoted(owner(database))} NOLOGIN CREATEROLE")
        known = connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :n"), {"n": database}).scalar()
    if known is None:
        engine = store.engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(
                f"CREATE DATABASE {quoted(database)} OWNER {quoted(owner(database))} ENCODING 'UTF8' TEMPLATE template0"
            )


def _make_functions(connection: Connection) -> None:
    connection.exec_driver_sql(BEGIN_COMMAND)
