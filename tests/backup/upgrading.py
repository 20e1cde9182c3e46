"""Opens a file of an old version and stops at one step of its upgrade, until it reads a line or is killed.

python -m tests.backup.upgrading FILE STEP
"""

import sys
from itertools import count
from pathlib import Path

from tickets.backup.before_upgrade import backing_up_first
from tickets.store import upgrading
from tickets.store.schema import UPGRADING, open_store


def main(file: Path, step: str) -> None:
    """Print a line once the step is reached, and wait; print another when the file is open."""
    reached, looks = False, count()
    upgrading.STEPS = 100

    def stand_still(doing: str, _share: float) -> None:
        nonlocal reached
        if doing == step and not reached and (step != UPGRADING or next(looks) > 1):  # in its midst
            reached = True
            print("there", flush=True)
            sys.stdin.readline()

    open_store(f"sqlite:///{file}", before_upgrade=backing_up_first(file.parent, stand_still)).close()
    print("open", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
