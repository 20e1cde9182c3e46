"""Tracks missing ids of a growing table, because rows may be committed out of order."""

from collections.abc import Iterable
from dataclasses import dataclass

END = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Gap:
    """Ids from `low` to `high` that have not been seen.

    A writer that may still fill it has a transaction id below `bound`; None while no such bound is known.
    """

    low: int
    high: int
    bound: int | None = None

    @property
    def is_open(self) -> bool:
        """Return whether it has no upper end."""
        return self.high == END


class IdGapTracker:
    """The gaps among the ids of a table; the last one has no upper end. Query `gaps`, and pass the answer to `take`.

    It relies on writers taking a transaction id before they take a row id.
    """

    def __init__(self, after: int) -> None:
        self.gaps = [Gap(after + 1, END)]

    def take(self, found: Iterable[int], oldest: int, bound: int | None = None) -> None:
        """Update the gaps with the ids that one snapshot showed in them.

        `oldest` is the oldest transaction id still running in that snapshot; `bound`, if it was queried, a transaction
        id assigned after it. A gap that no running transaction can fill is dropped.
        """
        ids = sorted(found)
        gaps = [part for gap in self.gaps for part in _without(gap, ids, bound)]
        self.gaps = [gap for gap in gaps if gap.is_open or gap.bound is None or gap.bound > oldest]

    def awaits(self, one: int) -> bool:
        """Return whether this id lies in a gap."""
        return any(gap.low <= one <= gap.high for gap in self.gaps)

    @property
    def wants_bound(self) -> bool:
        """Return whether a gap has no bound yet."""
        return any(gap.bound is None and not gap.is_open for gap in self.gaps)


def _without(gap: Gap, ids: list[int], bound: int | None) -> list[Gap]:
    """Return what is left of a gap without the sorted `ids`."""
    inside = [one for one in ids if gap.low <= one <= gap.high]
    lows = [gap.low, *(one + 1 for one in inside)]
    highs = [*(one - 1 for one in inside), gap.high]
    pairs = zip(lows, highs, strict=True)
    return [Gap(low, high, None if high == END else gap.bound or bound) for low, high in pairs if low <= high]
