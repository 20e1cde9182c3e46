"""Claims what waits for the log, prints that, and hangs: `python -m tests.alerts.claimer URL LEASE`."""

import sys
import time

from tests.desk_fixtures import superuser
from tickets.alerts.deliveries import claim
from tickets.rules.words import Channel
from tickets.service import TicketService
from tickets.store.schema import open_store


def main(url: str, lease: int) -> None:
    """Hold a claim until killed."""
    desk = TicketService(open_store(url, credentials=superuser()))
    desk.set_clock()
    with desk.store.writing() as connection:
        claimed = claim(connection, Channel.LOG, "claimer", desk.now(), lease)
    print(f"claimed {len(claimed)}", flush=True)
    time.sleep(600)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
