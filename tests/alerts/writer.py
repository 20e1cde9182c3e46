"""A seat of its own, as a process: logs calls one after the other. `python -m tests.alerts.writer URL COUNT`."""

import sys
import time

from tests.desk_fixtures import EVERYONE
from tickets.actions.intake import CallDetails, Report, log_call
from tickets.service import Desk
from tickets.store.schema import open_store


def main(url: str, count: int) -> None:
    """Log so many calls, ten a second."""
    desk = Desk(open_store(url))
    for number in range(count):
        desk.perform(
            log_call(CallDetails(phone="13800000000", words=f"第 {number} 通"), Report("visible_leak")), EVERYONE
        )
        time.sleep(0.1)
    desk.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
