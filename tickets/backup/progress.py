"""How far a backup or a restore has come, and how it is stopped."""

from collections.abc import Callable
from dataclasses import dataclass

from tickets.errors import Refused

Progress = Callable[[str, float], None]  # what is being done, and which share of it, 0 to 1; may raise Cancelled


class Cancelled(Refused):
    """Somebody stopped it. Nothing was changed."""

    def __init__(self) -> None:
        super().__init__("已取消，没有留下半份备份，原来的没有动。")


@dataclass(slots=True)
class Course:
    """How far it has come: written by the thread that does it, read by a screen now and then.

    The screen sets `cancelled`; `is_over` says that the program ends.
    """

    is_over: Callable[[], bool]
    doing: str = ""
    share: float = 0.0
    cancelled: bool = False

    def hear(self, doing: str, share: float) -> None:
        """Take note of a step. Raises Cancelled where nobody waits for it any more."""
        self.doing, self.share = doing, share
        if self.cancelled or self.is_over():
            raise Cancelled


def unheard(_doing: str, _share: float) -> None:
    """Hear of no progress."""
