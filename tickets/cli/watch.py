"""The `watch` command: the scheduler without a window."""

import signal
import threading
from argparse import Namespace

from tickets.alerts.log_notifier import LogWriter
from tickets.backup.nightly import backing_up
from tickets.backup.progress import Cancelled
from tickets.cli.open_database import data_folder, target_of, with_service
from tickets.service import TicketService
from tickets.watch.health import print_health
from tickets.watch.service import run_watch, serve


def run(options: Namespace) -> int:
    """Run the scheduler without a window until stopped, or print whether one runs."""
    if options.health:
        return print_health(lambda look: with_service(options, look, upgrades=False), options.any_host)
    stop = threading.Event()

    def begin(log_writer: LogWriter) -> int:
        def work(service: TicketService) -> int:
            with backing_up(service, target_of(options).folder or data_folder()):
                return run_watch(service, stop, log_writer, options.heartbeat, options.name)

        try:
            return with_service(options, work, stopped=stop.is_set)
        except Cancelled:  # stopped during the backup before an upgrade
            return 0

    signs = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(sign, lambda *_: stop.set()) for sign in signs]
    try:
        return serve(begin, stop)
    finally:
        for sign, handler in zip(signs, before, strict=True):
            signal.signal(sign, handler)
