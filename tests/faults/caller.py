"""Logs calls in a process of its own and prints each ticket's number once it is logged.

python -m tests.faults.caller URL COUNT

COUNT 0 continues until the process is killed.
"""

import itertools
import sys
from contextlib import suppress

from tests.desk_fixtures import EVERYONE, HandClock
from tickets.actions.command import Command
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.errors import Unavailable
from tickets.service import TicketService
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.schema import open_store


def main(url: str, count: int) -> None:
    """Log calls and print their numbers, one a line."""
    desk = TicketService(open_store(url), HandClock())
    print("ready", flush=True)
    for index in range(count) if count else itertools.count():
        call = CallDetails("13800000000", words=f"第 {index} 个电话")
        file = desk.read(ticket_file, logged(desk, log_call(call, ReportedFault("visible_leak"))), desk.now())
        assert file is not None
        print(file.ticket.number, flush=True)
    desk.close()


def logged(desk: TicketService, command: Command[int]) -> int:
    """Log a call, and again while others keep the file busy, as a user does; return the ticket's id."""
    while True:
        with suppress(Unavailable):
            return desk.execute(command, EVERYONE).result


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
