"""The progress of a backup on a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tickets.backup.progress import Cancelled, Progress


@contextmanager
def terminal_progress() -> Iterator[Progress]:
    """Give a progress that is shown on a terminal; Ctrl+C stops what is being done. Raises Cancelled."""
    from tqdm import tqdm  # noqa: PLC0415 - needed here only

    with tqdm(total=100, disable=None, file=sys.stderr, bar_format="{desc} {percentage:3.0f}%|{bar}|") as shown:
        doing = ""

        def progress(what: str, share: float) -> None:
            nonlocal doing
            if what != doing:
                doing = what
                shown.reset()
                shown.set_description_str(what, refresh=False)
            shown.update(100 * share - shown.n)

        try:
            yield progress
        except KeyboardInterrupt:
            raise Cancelled from None
