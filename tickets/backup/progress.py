"""How far a backup or a restore has come, and how it is stopped."""

from collections.abc import Callable

from tickets.errors import Refused

Progress = Callable[[str, float], None]  # what is being done, and which share of it, 0 to 1; may raise Cancelled


class Cancelled(Refused):
    """Somebody stopped it. Nothing was changed."""

    def __init__(self) -> None:
        super().__init__("已取消，没有留下半份备份，原来的没有动。")


def unheard(_doing: str, _share: float) -> None:
    """Hear of no progress."""
