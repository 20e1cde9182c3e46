"""Creates and upgrades the database on a PostgreSQL server: owner role, database, schema, privileges.

All objects belong to one role that nobody signs in as, `<database>_owner`.
"""

from sqlalchemy import Connection, text

from tickets.errors import Refused, Unavailable
from tickets.store.engine import Store
from tickets.store.postgres.blocking import holders
from tickets.store.postgres.engine import LOCK_SECONDS
from tickets.store.postgres.errors import Contended
from tickets.store.postgres.security.fingerprint import record_fingerprint
from tickets.store.postgres.security.grant import apply_rights
from tickets.store.postgres.security.role_conflicts import refuse_role_conflicts
from tickets.store.postgres.security.role_names import DATABASE_AT_MOST, owner, quoted
from tickets.store.postgres.security.shared_resources import TURN
from tickets.store.schema import refuse_old_server, refuse_unknown, schema_version, upgrade
from tickets.store.seed import seed_defaults
from tickets.store.vocabulary import keep_words

UPGRADE_LOCK = 0x55504752  # advisory lock: one program at a time creates or upgrades the schema
UPGRADE_WAIT = "10min"

_NO_LOGIN = text("UPDATE staff SET login = NULL")  # a file's duty account has no role on a server
_OWNER = text("SELECT oid FROM pg_roles WHERE rolname = :name")
_DATABASE_OWNER = text("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = :name")
_MAY_LOCK = text("SELECT has_function_privilege(CAST(:function AS regprocedure), 'EXECUTE')")
_BELONGS_TO_OWNER = text(
    "SELECT rolsuper OR coalesce(pg_has_role(current_user, to_regrole(:owner)::oid, 'MEMBER'), false) "
    "FROM pg_roles WHERE rolname = current_user"
)


def create_schema(store: Store, database: str) -> str | None:
    """Create or upgrade the schema in an existing database, as its owner; safe to repeat.

    Returns the version that was found, None for an empty database. Waits while another program does the same. Raises
    Refused, with nothing changed, for a login without the right, for a server that is too old and for a database that
    isn't this program's or was made by a newer one; Unavailable, also when a session holds the tables and doesn't let
    go.
    """
    try:
        return _create_schema(store, database)
    except Contended as error:
        with store.reading() as connection:
            held = "；".join(holders(connection)) or "占着的人刚刚放手，请再试一次"
        raise Unavailable(f"数据表被人占着，等了 {LOCK_SECONDS} 秒，没有升级，什么都没有改：{held}。") from error


def _create_schema(store: Store, database: str) -> str | None:
    with store.writing() as connection:
        take_turn(connection)
        refuse_old_server(connection)
        found = schema_version(connection)
        refuse_unknown(connection, found)
        become_owner(connection, database)
        upgrade(connection)
        if found is None:
            seed_defaults(connection)
            connection.execute(_NO_LOGIN)
        apply_rights(connection, database, fresh=found is None)
        record_fingerprint(connection)
        keep_words(connection)
    return found


def create_database(store: Store, database: str) -> bool:
    """Create the owner role and the database if missing; return whether the database was created.

    The store's login must be a superuser. Raises Refused, with nothing changed, when it isn't, and for a
    name that is too long or belongs to another database or login.
    """
    if len(database.encode()) > DATABASE_AT_MOST:
        raise Refused(f"数据库的名字太长，最多 {DATABASE_AT_MOST} 个字节，请换一个。")
    with store.writing() as turn:
        take_turn(turn)
        with store.writing() as connection:
            known = _refuse_unless_ours(connection, database)
            if connection.execute(_OWNER, {"name": owner(database)}).scalar() is None:
                connection.exec_driver_sql(f"CREATE ROLE {quoted(owner(database))} NOLOGIN CREATEROLE")
        if known:
            return False
        engine = store.engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(
                f"CREATE DATABASE {quoted(database)} OWNER {quoted(owner(database))} ENCODING 'UTF8' TEMPLATE template0"
            )
    return True


def take_turn(connection: Connection) -> None:
    """Wait until no other program creates, upgrades or fills the database, and lock it until the transaction ends.

    Only roles above the staff may use such a lock. Raises Refused for anybody else.

    The transaction may stay idle without a time limit: a large file is read meanwhile.
    """
    connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{UPGRADE_WAIT}'")
    if not connection.execute(_MAY_LOCK, {"function": TURN}).scalar():
        raise Refused("这个账号不能改数据库的结构。请用服务器的超级用户（如 postgres）登录。")
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
    # Whoever waits for a table lock blocks every workstation that comes after, so the wait is short.
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")


def belongs_to_owner(connection: Connection, database: str) -> bool:
    """Return whether the login has the rights of the database's owner."""
    return bool(connection.execute(_BELONGS_TO_OWNER, {"owner": quoted(owner(database))}).scalar())


def become_owner(connection: Connection, database: str) -> None:
    """Set the role to the owner for the rest of this transaction. Raises Refused for a login that may not."""
    if not belongs_to_owner(connection, database):
        raise Refused(
            f"这个账号不能改数据库的结构。请用服务器的超级用户（如 postgres）登录，或由 {owner(database)} 授权。"
        )
    connection.exec_driver_sql(f"SET LOCAL ROLE {quoted(owner(database))}")


def _refuse_unless_ours(connection: Connection, database: str) -> bool:
    """Return whether the database exists. Raises Refused when it or one of its role names belongs to somebody else."""
    refuse_old_server(connection)
    if not connection.exec_driver_sql("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").scalar():
        raise Refused("建库要用服务器的超级用户（如 postgres）登录，请用 --login 写明。")
    belongs_to = connection.execute(_DATABASE_OWNER, {"name": database}).scalar()
    if belongs_to not in (None, owner(database)):
        raise Refused(f"服务器上已有数据库“{database}”，不是本程序建的，没有改动它。请换一个名字。")
    refuse_role_conflicts(connection, database, fresh=belongs_to is None)
    return belongs_to is not None
