"""Alternating samples, so that other load on the machine affects both sides alike."""

import math
from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter

__all__ = ["median", "milliseconds", "percentile", "side_by_side"]


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long `work` took."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def side_by_side(rounds: int, *works: Callable[[], object], warm: int = 1) -> list[list[float]]:
    """Return the milliseconds of each function over `rounds` rounds, each round running all of them in turn.

    The first `warm` rounds are not counted.
    """
    samples: list[list[float]] = [[] for _ in works]
    for turn in range(warm + rounds):
        for work, taken in zip(works, samples, strict=True):
            spent = milliseconds(work)
            if turn >= warm:
                taken.append(spent)
    return samples


def percentile(samples: Sequence[float], share: float) -> float:
    """Return the smallest sample that is not below `share` percent of all."""
    return sorted(samples)[max(0, math.ceil(len(samples) * share / 100) - 1)]
