"""Creates and upgrades a database on a server. Each step is safe to repeat after a failure."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import text

from tickets.connection.sign_in import Asker, open_target
from tickets.connection.target import Target
from tickets.errors import Refused
from tickets.rules import logins
from tickets.server_admin.administrator import Administrator, has_administrator, make_administrator
from tickets.store.engine import Store, make_engine
from tickets.store.postgres.engine import PATIENT_SECONDS, Credentials, Password
from tickets.store.postgres.security.create import become_owner, create_database, create_schema, take_turn
from tickets.store.postgres.security.scram import verifier
from tickets.store.schema import refuse_unknown, schema_version
from tickets.store.version import HEAD

MAINTENANCE = "postgres"  # the database to connect to while the program's is created
ON_A_SERVER = "这个命令只用于 PostgreSQL。文件数据库打开时自动建好、自动升级。"
_KEEP_WATCH_ACCOUNT = text("SELECT keep_watch_account(:login, :verifier)")


@dataclass(frozen=True, slots=True)
class Made:
    """What was done: `found` is the schema revision before, None for a new database; `first`: an
    administrator was made.
    """

    found: str | None
    first: bool


def create(target: Target, administrator: Callable[[], Administrator], ask: Asker | None = None) -> Made:
    """Create the owner, database, schema, privileges and, if there is none, the first administrator.

    `administrator` is called only when needed. Raises Refused and Unavailable; objects of others stay unchanged.
    """
    refuse_file(target)
    with closing(open_target(target.at(MAINTENANCE), bare_store, ask)) as store:
        credentials = store.credentials
        create_database(store, target.database)
    with closing(bare_store(target.url, credentials)) as store:
        found = create_schema(store, target.database)
        if has_administrator(store):
            return Made(found, False)
        make_administrator(store, target.database, administrator())
    return Made(found, True)


def upgrade(target: Target, ask: Asker | None = None) -> tuple[str, str]:
    """Upgrade a database's schema and privileges; return the revisions before and after."""
    refuse_file(target)
    with closing(open_target(target, bare_store, ask)) as store:
        with store.reading() as connection:
            found = schema_version(connection)
            refuse_unknown(connection, found)
        if found is None:
            raise Refused("服务器上的这个数据库还是空的，请先用 database create 建好。")
        return create_schema(store, target.database) or found, HEAD


def keep_watcher(target: Target, login: str, password: Password, ask: Asker | None = None) -> None:
    """Create the account of `main.py watch`, or set its password."""
    refuse_file(target)
    sentence = logins.trouble(login)
    if sentence is not None:
        raise Refused(sentence)
    with closing(open_target(target, bare_store, ask)) as store, store.writing() as connection:
        take_turn(connection)
        become_owner(connection, target.database)
        kept = verifier(connection, login, password)
        connection.execute(_KEEP_WATCH_ACCOUNT, {"login": login, "verifier": kept})


def refuse_file(target: Target) -> None:
    """Raise Refused for a target that is no server."""
    if not target.is_server:
        raise Refused(ON_A_SERVER)


def bare_store(url: str, credentials: Credentials) -> Store:
    """Return a store on a server's database without checking its content. Raises Refused and Unavailable."""
    store = Store(make_engine(url, credentials=credentials, patience=PATIENT_SECONDS), credentials=credentials)
    try:
        with store.reading():
            return store
    except BaseException:
        store.close()
        raise
