"""The progress of a backup or a restore, and how to cancel it."""

from collections.abc import Callable
from dataclasses import dataclass

from tickets.errors import Refused

Progress = Callable[[str, float], None]  # what is being done and the share done, 0 to 1; may raise Cancelled


class Cancelled(Refused):
    """The user cancelled. Nothing was changed."""

    def __init__(self) -> None:
        super().__init__("已取消，没有留下半份备份，原来的没有动。")


@dataclass(slots=True)
class BackupProgress:
    """The progress so far: written by the working thread, read by a screen.

    The screen sets `cancelled`; `is_over` returns whether the program ends.
    """

    is_over: Callable[[], bool]
    doing: str = ""
    share: float = 0.0
    cancelled: bool = False

    def update(self, doing: str, share: float) -> None:
        """Store the progress. Raises Cancelled when cancelled or when the program ends."""
        self.doing, self.share = doing, share
        if self.cancelled or self.is_over():
            raise Cancelled


def by_rows(progress: Progress, doing: str, rows: int) -> Callable[[int], None]:
    """Return a function that takes a number of finished rows and reports the share of all."""
    done = 0

    def finished(more: int) -> None:
        nonlocal done
        done += more
        progress(doing, min(1.0, done / max(1, rows)))

    return finished


def no_progress(_doing: str, _share: float) -> None:
    """Ignore the progress."""
