"""The database that the arguments name, opened for a command, and the folders of the program."""

import logging
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from platformdirs import user_data_path, user_log_path

from tickets.connection.sign_in import open_existing, open_or_make, open_target
from tickets.connection.target import FILE_NAME, Target, find_target
from tickets.errors import Refused
from tickets.service import TicketService
from tickets.store.engine import Store
from tickets.store.file_permissions import make_private_folder, mend
from tickets.store.postgres.errors import Disconnected

_log = logging.getLogger(__name__)

FOLDER = "ruihong-hotline-desk"
BACKUPS = "backups"  # a folder within the data folder
IN_MEMORY = "内存里的数据库一关就没了，热线不能用它。请写成 sqlite:///文件路径。"


def with_service(
    options: Namespace,
    work: Callable[[TicketService], int],
    *,
    new: bool = False,
    upgrades: bool = True,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Open the database, do some work, close it. Without `new` a missing file is an error: the path may be mistyped.

    A file of an older version is backed up and upgraded first, unless `stopped`; without `upgrades` it is refused.
    """
    target = target_of(options)
    if not new:
        target.refuse_missing_file()
    with naming_the_server(target):
        service = TicketService(_opened(target, stopped, new=new) if upgrades else open_target(target, open_existing))
        try:
            for warning in service.store.warnings:
                sys.stderr.write(f"{warning}\n")
            return work(service)
        finally:
            service.close()


def _opened(target: Target, stopped: Callable[[], bool], *, new: bool) -> Store:
    """Return the store at a target. The progress of a file's upgrade is shown on stderr."""
    if target.is_server:
        return open_target(target)
    from tickets.backup.before_upgrade import backing_up_first  # noqa: PLC0415  seldom needed
    from tickets.cli.progress_bar import UPGRADES, terminal_progress  # noqa: PLC0415

    with terminal_progress(UPGRADES, stopped) as steps:
        first = backing_up_first(target.folder or data_folder(), steps)
        return open_target(target, partial(open_or_make if new else open_existing, before_upgrade=first))


@contextmanager
def naming_the_server(target: Target | None) -> Iterator[None]:
    """Add the server's name and what to check to a connection error, because no window shows them."""
    try:
        yield
    except Disconnected as error:
        place = "" if target is None else f"{target.place}："
        raise type(error)(f"{place}{error.sentence}请核对地址、网络和防火墙，看服务器开着没有。") from error


def target_of(options: Namespace) -> Target:
    """Return the database that the arguments name. Raises Refused for one in memory."""
    target = find_target(options.db, data_folder(), login=options.login)
    if target.is_in_memory:
        raise Refused(IN_MEMORY)
    _log.info("数据库：%s %s", "PostgreSQL 服务器" if target.is_server else "SQLite 文件", target.place)
    return target


def data_folder() -> Path:
    """Return the program's data folder; other accounts of the machine can't read it."""
    folder = user_data_path(FOLDER, appauthor=False)
    mend(folder, folder / FILE_NAME)
    return folder


def log_folder() -> Path:
    """Return the folder of the logs."""
    return user_log_path(FOLDER, appauthor=False)


def private(folder: Path) -> Path:
    """Create a folder that other accounts can't read, as far as the system allows; return it."""
    with suppress(OSError):  # the first write into it reports the error
        make_private_folder(folder)
    mend(folder)
    return folder
