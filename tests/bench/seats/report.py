"""The results of a run, as a table and as one line of JSON."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tests.bench.seats.mix import Kind
from tests.bench.seats.records import Outcome, Record, Told
from tests.bench.timing import percentile

APART = 1.0  # seconds between two commits of a ticket for the feed to be timed by the second
_HEAD = ("action", "n", "p50 ms", "p95 ms", "p99 ms", "waited p95", "floor p50", "floor p95", "conflicts", "refused")


def action_table(records: Sequence[Record]) -> str:
    """Return the figures of each action, and of all."""
    kinds: list[tuple[str, list[Record]]] = [
        (kind.value, [record for record in records if record.kind is kind]) for kind in Kind
    ]
    rows = [_row(name, found) for name, found in [*kinds, ("all", list(records))] if found]
    widths = [max(len(row[column]) for row in [_HEAD, *rows]) for column in range(len(_HEAD))]
    lines = ["| " + " | ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) + " |"
             for row in [_HEAD, *rows]]  # fmt: skip
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def latencies(records: Iterable[Record], outcome: Outcome) -> list[float]:
    """Return milliseconds from when each was due, not from when it was begun: waiting counts."""
    return [(record.ended - record.due) * 1000 for record in records if record.outcome is outcome]


def shares(milliseconds: Sequence[float]) -> dict[str, float | None]:
    """Return p50_ms, p95_ms and p99_ms, None when there are no samples."""
    return {f"p{share}_ms": round(percentile(milliseconds, share), 2) if milliseconds else None
            for share in (50, 95, 99)}  # fmt: skip


def feed_times(told: Sequence[Told]) -> tuple[list[float], list[float], int]:
    """Return milliseconds from COMMIT to the other workstations' notification and rows; and the number of misses.

    A commit soon after another of the same ticket is left out, because their notifications can't be told apart.
    """
    commits = _commits(told)
    news: list[float] = []
    rows: list[float] = []
    missed = 0
    for seat in told:
        heard: dict[int, list[tuple[float, float | None]]] = defaultdict(list)
        for each in seat.heard:
            for ticket in each.tickets:
                heard[ticket].append((each.at, each.shown))
        for author, ticket, at in commits:
            if author == seat.seat:
                continue
            told_here = heard.get(ticket, [])
            place = bisect_left(told_here, (at,))
            if place == len(told_here):
                missed += 1
                continue
            came, shown = told_here[place]
            news.append((came - at) * 1000)
            if shown is not None:
                rows.append((shown - at) * 1000)
    return news, rows, missed


def outcomes(records: Iterable[Record]) -> Counter[Outcome]:
    """Return how many records had which outcome."""
    return Counter(record.outcome for record in records)


def _commits(told: Sequence[Told]) -> list[tuple[int, int, float]]:
    """Return workstation, ticket and instant of each commit that is separate from others of its ticket."""
    found = sorted(
        (record.committed, record.ticket, seat.seat)
        for seat in told
        for record in seat.records
        if record.committed is not None and record.ticket is not None
    )
    last: dict[int, float] = {}
    apart = []
    for at, ticket, seat in found:
        if at - last.get(ticket, 0) > APART:
            apart.append((seat, ticket, at))
        last[ticket] = at
    return apart


def _row(name: str, records: Sequence[Record]) -> tuple[str, ...]:
    ours, floor = latencies(records, Outcome.DONE), latencies(records, Outcome.FLOOR)
    waited = [(record.begun - record.due) * 1000 for record in records if record.outcome is Outcome.DONE]
    count = outcomes(records)
    figures = [_ms(ours, 50), _ms(ours, 95), _ms(ours, 99), _ms(waited, 95), _ms(floor, 50), _ms(floor, 95)]
    return (name, str(len(ours)), *figures, str(count[Outcome.CONFLICT]), str(count[Outcome.REFUSED]))


def _ms(samples: Sequence[float], share: float) -> str:
    return f"{percentile(samples, share):.1f}" if samples else "-"
