"""Entry point: reads the command line, opens the log, and runs the window or a command."""

import sys

from tickets.cli import hand_over

if __name__ == "__main__" and (_code := hand_over.exit_code_if_taken(sys.argv[1:])) is not None:
    sys.exit(_code)  # a telephone rang, and the slow imports below were not needed

import gc
import logging
import os
import socket
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path

from tickets.about import basics, in_a_line, libraries
from tickets.accounts.authenticator import Authenticator, FirstQuestion
from tickets.cli import command_line
from tickets.cli.command_line import WINDOW
from tickets.cli.open_database import data_folder, log_folder, private, target_of
from tickets.cli.run_command import carry_out, prepare_streams, write_what_they_can
from tickets.connection.sign_in import open_or_make, open_target
from tickets.connection.target import FILE_NAME, VARIABLE, Target
from tickets.errors import DeskError, Refused
from tickets.log.file import close_log, open_log
from tickets.log.hooks import catch_uncaught, record_crashes
from tickets.service import TicketService
from tickets.store.engine import Store
from tickets.store.upgrading import BackedUp, BeforeUpgrade, Progress

_log = logging.getLogger("main")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: 0 success, 1 refused or violated, 2 wrong arguments."""
    write_what_they_can()
    options = command_line.parser().parse_args(hand_over.as_options(sys.argv[1:] if arguments is None else arguments))
    log = options.log = open_log(private(log_folder()), options.command)
    if arguments is None:  # run as a process, not from a test
        record_crashes(log.path.with_suffix(".crash"))
        catch_uncaught(lambda unexpected: print(unexpected.sentence, file=sys.stderr))
    try:
        return carry_out(partial(_start, options), log)
    finally:
        close_log(log)


def _start(options: Namespace) -> int:
    prepare_streams(is_asked=options.command not in (WINDOW, "watch"))
    _log.info("启动 %s：%s", options.command, in_a_line(basics()))
    if options.command == WINDOW:  # which logs its libraries after it is shown
        code = window(options)
    else:
        _log.info("程序库：%s", in_a_line(libraries()))
        code = import_module(f"tickets.cli.{options.command}").run(options)
    _log.info("结束，退出码 %s", code)
    return code


def window(options: Namespace) -> int:
    """Open the main window, unless the same database has one, which then takes the call or comes to the front."""
    name = hand_over.window_name(options.db)
    call = hand_over.reported(options.incoming_uri, options.incoming_call, options.call_id, options.recording)
    answer = hand_over.hand_over(call, name)
    if answer is hand_over.Answer.TAKEN:
        return 0
    if answer is hand_over.Answer.SILENT and call is not None:
        raise Refused(hand_over.SILENT)
    gc.disable()  # until the window is shown: start-up creates no garbage
    from ui.kit.display import missing_library

    try:
        from ui.app import open_first, run
    except ImportError as error:
        if not (sentence := missing_library(str(error))):
            raise
        raise Refused(sentence) from error
    from ui.runtime.session import Connection

    file, target = data_folder() / FILE_NAME, None
    try:
        target = target_of(options)
        folder = target.folder or data_folder()
        if target.is_server:
            found: _Found | None = _Found(_server_entrance(target), FirstQuestion.SIGN_IN)
        else:
            found = open_first(partial(_look_into_file, target), target.place, folder, options.scheme)
    except DeskError as error:
        if options.db is not None or VARIABLE in os.environ:
            raise
        # When started from an icon, nobody sees stderr.
        from ui.app import repair_connection

        first = Target(f"sqlite:///{file.parent / 'desk.db'}")
        kept = Connection(target or first, file, is_read=target is not None)
        if not repair_connection(kept, error, options.scheme):
            raise
        return window(options)
    if found is None:
        return 0
    fill = partial(_fill_with_demo, found.authenticator.service) if found.is_empty else None
    connection, scheme = Connection(target, file), options.scheme
    return run(
        found.authenticator, folder, connection, fill, scheme, demo=options.demo, log=options.log,
        opening=found.opening, listens_as=name, call=call,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """What the window starts with: the authenticator, what it asks for first, and whether the database is empty."""

    authenticator: Authenticator
    opening: FirstQuestion
    is_empty: bool = False


def _server_entrance(target: Target) -> Authenticator:
    from tickets.accounts.server_authenticator import ServerAuthenticator

    return ServerAuthenticator(target, socket.gethostname())


def _look_into_file(target: Target, progress: Progress, folder: Path | None) -> _Found:
    """Open a database file and see what it holds. A backup before an upgrade goes to `folder`, if given."""
    from tickets.accounts.file_authenticator import FileAuthenticator
    from tickets.store.queries.lookups import is_empty

    def back_up(store: Store) -> BackedUp:
        from tickets.backup.before_upgrade import backing_up_first  # rarely needed and slow to load

        return backing_up_first(target.folder or data_folder(), progress, folder).back_up(store)

    service = TicketService(open_target(target, partial(open_or_make, before_upgrade=BeforeUpgrade(back_up, progress))))
    authenticator = FileAuthenticator(service, socket.gethostname())
    try:
        return _Found(authenticator, authenticator.opening(), service.read(is_empty))
    except BaseException:
        service.close()
        raise


def _fill_with_demo(service: TicketService, progress: Callable[[int], None]) -> int:
    from tickets.demo import fill_with_demo

    return fill_with_demo(service, progress=progress)


if __name__ == "__main__":
    sys.exit(main())
