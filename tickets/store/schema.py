"""Opens a database: creates a new one, upgrades an old one, refuses one of a newer program."""

import stat
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import ArgumentError, OperationalError

if TYPE_CHECKING:
    from alembic.config import Config

from tickets.errors import Refused, Unavailable
from tickets.store.engine import BUSY_SECONDS, Store, database_file, make_engine, read_with_marks, translated
from tickets.store.failures import DISK_FULL
from tickets.store.file_permissions import make_private_file, make_private_folder, mend
from tickets.store.network_share import on_network_share
from tickets.store.open_file import OpenFile
from tickets.store.postgres.engine import STATEMENT_SECONDS, Credentials
from tickets.store.upgrading import BackedUp, BeforeUpgrade, stoppable, writing_in_turn
from tickets.store.version import HEAD
from tickets.store.vocabulary import Vocabulary, compare_words, keep_words

MAKING_SECONDS = 60  # how long to wait for a file that another program is creating
UPGRADE_SECONDS = 30 * 60  # how long to wait for a file that another program is backing up and upgrading
TOLD_EVERY = 1  # seconds between two looks at whether it is done
OLDEST_SERVER = 17  # the first PostgreSQL with transaction_timeout
NETWORK_WARNING = "数据文件在网络共享上，文件数据库在那里可能损坏。多台机器共用请改用 PostgreSQL。"
NEWER = "这个数据库是更新版本的程序建的，请先升级本程序，再打开它。"
OLDER_WORDS = (
    "数据库是旧版本的，不认识本程序的一些用词，告警等会存不进去。请管理员先用 database upgrade 升级，座席再打开。"
)
OLD_FILE = (
    "数据文件是旧版本程序的，要先备份再升级，这里不做，没有改动它。"
    "请用窗口打开它一次，或运行 main.py database upgrade。"
)
UPGRADING = "正在升级数据文件"
NO_ROOM_TO_OPEN = "数据文件所在的磁盘已满，打不开它，数据一点没动。请清理磁盘后再打开。"
FULL = "数据文件所在的磁盘已满，没有升级，数据一点没动。请清理磁盘后再打开。"
_BESIDE = ("-journal", "-wal", "-shm")
_WAL_SECONDS, _WAL_PAUSE = 5, 0.05  # how long to try to set the journal mode, and the time between two tries
_MIGRATIONS = Path(__file__).parent / "migrations"


def open_store(
    url: str,
    busy_seconds: float = BUSY_SECONDS,
    credentials: Credentials | None = None,
    *,
    new: bool = True,
    patience: float = STATEMENT_SECONDS,
    before_upgrade: BeforeUpgrade | None = None,
) -> Store:
    """Return the store at a SQLAlchemy URL, ready to use.

    A new file is created with the default limits, faults, ladder and places; without `new`, a file that holds no
    database of this program is refused. A file of an older schema is upgraded after `before_upgrade` has backed it up,
    and refused without one; the result is among the store's warnings. A server's database is created and upgraded only
    by `main.py database`. `busy_seconds` is how long to wait for a locked file, `credentials` the login at a server,
    `patience` how long to wait for one of its answers, in seconds.

    Raises Refused for an invalid address, for a server or database that this program can't work on and for a rejected
    login; Unavailable when the database can't be reached or is damaged.
    """
    credentials = credentials or Credentials()
    try:
        path = database_file(url)
        engine = make_engine(url, busy_seconds, credentials, patience)
    except (ArgumentError, ModuleNotFoundError) as error:
        raise Refused("看不懂这个数据库地址，请写成 sqlite:///文件路径，或问管理员。") from error
    if path is not None:
        refuse_other_than_file(path)
        _make_folder(path.parent)
        if new:
            make_private_file(path)
    shared = path is not None and on_network_share(path)
    warnings = (NETWORK_WARNING,) if shared else ()
    # A network share may renumber its files at any time, so files can't be told apart there.
    file = None if path is None or shared else OpenFile(path)
    store = Store(engine, warnings, credentials, file)
    try:
        with translated():
            warning = _make_ready(store, url, path, before_upgrade, new=new)
        if warning:
            store = replace(store, warnings=(*warnings, warning))
        _ = store.desk_id  # read now, on the worker: the screens use it and never wait
    except Exception as error:
        store.close()
        if isinstance(error, Unavailable) and error.sentence == DISK_FULL:
            raise Unavailable(NO_ROOM_TO_OPEN) from error  # the disk is full
        raise
    return store


def _make_ready(store: Store, url: str, path: Path | None, before_upgrade: BeforeUpgrade | None, *, new: bool) -> str:
    """Create or upgrade a file's schema and return what to report; raise Refused for a server that isn't ready."""
    if not store.is_sqlite:
        with store.reading() as connection:
            refuse_other_than_ready(connection)
        return ""
    warning = _bring_up_to_date(store, url, before_upgrade, new=new)
    if store.file is not None:
        store.file.refuse_another()
    if path is not None:
        mend(path, *(path.with_name(path.name + end) for end in ("-wal", "-shm")))
    return warning


def refuse_old_server(connection: Connection) -> None:
    """Raise Refused for a PostgreSQL that is too old."""
    found = connection.exec_driver_sql("SHOW server_version_num").scalar_one()
    if int(found) < OLDEST_SERVER * 10_000:
        raise Refused(
            f"数据库服务器是 PostgreSQL {int(found) // 10_000}，本程序需要 {OLDEST_SERVER} 或更新，请先升级服务器。"
        )


def refuse_other_than_ready(connection: Connection) -> None:
    """Raise Refused, with what to do, unless the server and its database suit this program."""
    refuse_old_server(connection)
    version = schema_version(connection)
    if version is None and not inspect(connection).get_table_names():
        raise Refused("服务器上的这个数据库还是空的，请管理员先用 database create 建好。")
    refuse_unknown(connection, version)
    if version != HEAD:
        raise Refused("数据库是旧版本的，请管理员先用 database upgrade 升级，座席再打开。")
    if compare_words(connection) is Vocabulary.OLDER:
        raise Refused(OLDER_WORDS)


def schema_version(connection: Connection) -> str | None:
    """Return the schema's revision; None for a database without one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _bring_up_to_date(store: Store, url: str, before_upgrade: BeforeUpgrade | None, *, new: bool) -> str:
    with store.engine.connect() as connection:
        version = schema_version(connection)
        refuse_unknown(connection, version)
        if version is None and not new:
            raise Refused("这个数据文件是空的，里面没有热线数据。请核对 --db；如果数据本来在这里，请从备份恢复。")
        if before_upgrade is None and version not in (None, HEAD):
            raise Refused(OLD_FILE)
        _use_write_ahead_log(connection)  # stored in the file, so set only once it is known to be ours
        if version == HEAD and compare_words(connection) is Vocabulary.SAME:
            return ""
    patient, is_old = Store(make_engine(url, TOLD_EVERY, upgrades=True)), version not in (None, HEAD)
    try:
        return _upgrade_once(patient, database_file(url), before_upgrade if is_old else None)
    except Unavailable as error:
        if is_old and error.sentence == DISK_FULL:
            raise Unavailable(FULL) from error
        raise
    finally:
        patient.close()


def _use_write_ahead_log(connection: Connection) -> None:
    """Set the file's journal mode; try again while another program sets it, because SQLite then fails at once."""
    until = monotonic() + _WAL_SECONDS
    while True:
        try:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        except OperationalError as error:
            if "locked" not in str(error.orig) or monotonic() > until:
                raise
            sleep(_WAL_PAUSE)
        else:
            return


def _upgrade_once(store: Store, path: Path | None, before_upgrade: BeforeUpgrade | None) -> str:
    """Create or upgrade the schema unless another program did so first. Return what to report.

    A file to be upgraded is backed up first, and nobody can write between the backup and the upgrade.
    """
    progress = _no_progress if before_upgrade is None else before_upgrade.progress
    seconds = MAKING_SECONDS if before_upgrade is None else UPGRADE_SECONDS
    with writing_in_turn(store, path, progress, seconds) as connection:
        version, backed_up = schema_version(connection), None
        refuse_unknown(connection, version)
        if version not in (None, HEAD):
            backed_up = _backed_up(store, before_upgrade)
            progress(UPGRADING, 0.0)
        with stoppable(connection, progress, UPGRADING):
            upgrade(connection)
        if version is None:
            from tickets.store.seed import seed_defaults  # needed once in a database's life

            seed_defaults(connection)
        keep_words(connection)
        if backed_up is None:
            return ""
        backed_up.note(connection)
    return backed_up.message


def _backed_up(store: Store, before_upgrade: BeforeUpgrade | None) -> BackedUp:
    if before_upgrade is None:
        raise Refused(OLD_FILE)
    return before_upgrade.back_up(store)


def _no_progress(_doing: str, _share: float) -> None:
    """Ignore the progress."""


def upgrade(connection: Connection, version: str = "head") -> None:
    """Migrate the schema to `version`, newer or older, in the connection's transaction."""
    from alembic import command  # costs 0.2 s, and most starts need no upgrade

    read_with_marks(connection)
    command.upgrade(alembic_config(connection), version)


def alembic_config(connection: Connection) -> "Config":
    """Return Alembic's settings for this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def refuse_unknown(connection: Connection, version: str | None) -> None:
    """Raise Refused for a database that isn't this program's or was made by a newer one, judged by revision and words.

    An empty database passes.
    """
    tables = inspect(connection).get_table_names()
    if (tables and version is None) or (version is not None and "journal" not in tables):
        raise Refused("这个数据库不是本程序的，没有改动它。请用 --db 指定另一个。")
    if version is not None and not is_known(version):
        raise Refused(NEWER)
    if version == HEAD and compare_words(connection) is Vocabulary.NEWER:
        raise Refused(NEWER)


def refuse_other_than_file(path: Path) -> None:
    """Raise Unavailable for a folder, pipe or device at the path or at SQLite's files beside it: opening a
    pipe blocks.
    """
    if _is_other_than_file(path):
        raise Unavailable(f"打不开 {path}：它不是文件，不能当数据库用。请核对 --db。")
    for beside in (path.with_name(path.name + ending) for ending in _BESIDE):
        if _is_other_than_file(beside):
            raise Unavailable(f"打不开 {path}：旁边的 {beside.name} 不是文件。请把它移到别处再试。")


def _is_other_than_file(path: Path) -> bool:
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:  # missing or inaccessible: opening it reports that
        return False


def is_known(version: str) -> bool:
    """Return whether this program knows a schema revision: its own or an older one."""
    return version in {path.name.split("_")[0] for path in (_MIGRATIONS / "versions").glob("[0-9]*.py")}


def _make_folder(folder: Path) -> None:
    try:
        make_private_folder(folder)
    except OSError as error:
        raise Unavailable(f"建不了数据文件夹 {folder}，请检查权限或用 --db 指定别处。") from error
