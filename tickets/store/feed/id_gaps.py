"""Which ids of a growing table are still to come, though they may be committed out of order."""

from collections.abc import Iterable
from dataclasses import dataclass

END = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Gap:
    """Ids from `low` to `high` that have not been seen.

    Whoever may still fill it has a transaction id below `bound`; None while no such bound is known.
    """

    low: int
    high: int
    bound: int | None = None

    @property
    def is_open(self) -> bool:
        """Return whether it reaches into the future."""
        return self.high == END


class IdGapTracker:
    """The gaps among the ids of a table, the last of them open. Ask for what lies in `gaps`, and `take` the answer.

    It relies on writers who take a transaction id before they take an id.
    """

    def __init__(self, after: int) -> None:
        self.gaps = [Gap(after + 1, END)]

    def take(self, found: Iterable[int], oldest: int, bound: int | None = None) -> None:
        """Note what one snapshot showed in the gaps.

        `oldest` is the oldest transaction id that was still running in that snapshot, `bound`, if it was
        asked for, one that was given out only after it. A gap that nobody running can fill is dropped.
        """
        ids = sorted(found)
        gaps = [part for gap in self.gaps for part in _without(gap, ids, bound)]
        self.gaps = [gap for gap in gaps if gap.is_open or gap.bound is None or gap.bound > oldest]

    def awaits(self, one: int) -> bool:
        """Return whether this id lies in a gap."""
        return any(gap.low <= one <= gap.high for gap in self.gaps)

    @property
    def wants_bound(self) -> bool:
        """Return whether there are gaps of which it isn't known when to give them up."""
        return any(gap.bound is None and not gap.is_open for gap in self.gaps)


def _without(gap: Gap, ids: list[int], bound: int | None) -> list[Gap]:
    """Return what is left of a gap without the sorted `ids`."""
    inside = [one for one in ids if gap.low <= one <= gap.high]
    lows = [gap.low, *(one + 1 for one in inside)]
    highs = [*(one - 1 for one in inside), gap.high]
    return [_part(low, high, gap.bound or bound) for low, high in zip(lows, highs, strict=True) if low <= high]


def _part(low: int, high: int, bound: int | None) -> Gap:
    return Gap(low, high, None if high == END else bound)
