"""A process that logs calls one after the other: `python -m tests.alerts.writer URL COUNT`."""

import sys
import time

from tests.desk_fixtures import EVERYONE
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.service import TicketService
from tickets.store.schema import open_store


def main(url: str, count: int) -> None:
    """Log COUNT calls, ten a second."""
    desk = TicketService(open_store(url))
    for number in range(count):
        desk.execute(
            log_call(CallDetails(phone="13800000000", words=f"第 {number} 通"), ReportedFault("visible_leak")), EVERYONE
        )
        time.sleep(0.1)
    desk.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
