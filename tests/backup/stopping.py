"""Makes a backup and stops at one of its steps, to be killed there.

python -m tests.backup.stopping URL FILE STEP
"""

import sys
import time
from pathlib import Path

from tickets.backup.make_backup import make
from tickets.rules.instants import utc_now
from tickets.store.schema import open_store


def main(url: str, file: Path, step: str) -> None:
    """Print a line once the step is reached, and wait."""

    def stand_still(doing: str, share: float) -> None:
        if doing == step and share > 0:
            print("there", flush=True)
            time.sleep(600)

    make(open_store(url), file, "desk", utc_now(), stand_still)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
