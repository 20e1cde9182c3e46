"""Fills a small disk with calls, prints the errors, makes room, and sends the last call again.

python -m tests.faults.filling FOLDER

FOLDER is the small disk and holds desk.db.
"""

import sys
from pathlib import Path

from tests.desk_fixtures import Hand
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.errors import Unavailable
from tickets.service import TicketService
from tickets.store.schema import open_store
from tickets.store.tables import calls


def main(folder: Path) -> None:
    """Print the sentence for the full disk, the one for a new file on it, and what became of the call."""
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(256 * 1024))
    hand = Hand(TicketService(open_store(f"sqlite:///{folder / 'desk.db'}")))
    while True:
        command = log_call(CallDetails("1", words="水" * 5_000), ReportedFault("visible_leak"))
        try:
            hand.execute(command)
        except Unavailable as error:
            print(error.sentence)
            break
    before = len(hand.rows(calls))
    fill(folder / "more ballast")
    try:
        open_store(f"sqlite:///{folder / 'new.db'}")
    except Unavailable as error:
        print(error.sentence)
    for file in (ballast, folder / "more ballast"):
        file.unlink()
    assert not hand.execute(command).repeated
    assert hand.execute(command).repeated
    assert len(hand.rows(calls)) == before + 1
    with hand.desk.store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    hand.desk.close()
    print("entered once")


def fill(path: Path) -> None:
    """Write until the disk is full."""
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(1024))
        except OSError:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]))
