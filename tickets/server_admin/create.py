"""Making and upgrading a desk on a server, step by step; each step is safe to repeat after a break."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import text

from tickets.connection.signing_in import Asker, open_target
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

MAINTENANCE = "postgres"  # the database to be in while the desk's is made
ON_A_SERVER = "这个命令只用于 PostgreSQL。文件数据库打开时自动建好、自动升级。"
_KEEP_WATCH_ACCOUNT = text("SELECT keep_watch_account(:login, :verifier)")


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: `found` is the schema's version before, None when it is new; `first`: an administrator was."""

    found: str | None
    first: bool


def create(target: Target, administrator: Callable[[], Administrator], ask: Asker | None = None) -> Made:
    """Make the desk's owner, database, schema, rights and, unless there is one, its first administrator.

    `administrator` is asked for only when it is needed. Raises Refused and Unavailable; what is somebody
    else's stays untouched.
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
    """Bring a desk's schema to the program's, and its rights; return the versions before and after."""
    refuse_file(target)
    with closing(open_target(target, bare_store, ask)) as store:
        with store.reading() as connection:
            found = schema_version(connection)
            refuse_unknown(connection, found)
        if found is None:
            raise Refused("服务器上的这个数据库还是空的，请先用 database create 建好。")
        return create_schema(store, target.database) or found, HEAD


def keep_watcher(target: Target, login: str, password: Password, ask: Asker | None = None) -> None:
    """Make the account that `main.py watch` signs in with, or give it another password."""
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
    """Return a store on a server's database, whatever is in it. Raises Refused and Unavailable."""
    store = Store(make_engine(url, credentials=credentials, patience=PATIENT_SECONDS), credentials=credentials)
    try:
        with store.reading():
            return store
    except BaseException:
        store.close()
        raise
