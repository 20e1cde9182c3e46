"""However transactions overlap, every committed id is found once, and no gap is kept for ever."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from tickets.store.feed.id_gaps import IdGapTracker


@dataclass
class Table:
    """A table with ids assigned as by a server, and a reader that polls it."""

    unseen: IdGapTracker = field(default_factory=lambda: IdGapTracker(0))
    next_transaction: int = 100
    next_id: int = 1
    running: dict[int, list[int]] = field(default_factory=dict)
    committed: list[int] = field(default_factory=list)
    reported: list[int] = field(default_factory=list)

    def begin(self) -> None:
        self.running[self.new_transaction()] = []

    def insert(self, chosen: int) -> None:
        if self.running:
            self.nth(chosen).append(self.next_id)
            self.next_id += 1

    def end(self, chosen: int, *, commits: bool) -> None:
        if self.running:
            key = list(self.running)[chosen % len(self.running)]
            ids = self.running.pop(key)
            self.committed += ids if commits else []

    def poll(self, *, with_bound: bool) -> None:
        oldest = min(self.running, default=self.next_transaction)
        gaps = self.unseen.gaps
        found = [one for one in self.committed if any(gap.low <= one <= gap.high for gap in gaps)]
        bound = self.new_transaction() if with_bound else None
        self.reported += found
        self.unseen.take(reversed(found), oldest, bound)

    def new_transaction(self) -> int:
        self.next_transaction += 1
        return self.next_transaction - 1

    def nth(self, chosen: int) -> list[int]:
        return list(self.running.values())[chosen % len(self.running)]


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str, int]]:
    steps = ["begin", "insert", "insert", "commit", "abort", "poll", "poll with bound"]
    return draw(st.lists(st.tuples(st.sampled_from(steps), st.integers(0, 5)), max_size=60))


@given(histories())
def test_each_committed_id_is_reported_once_and_nothing_else(history: list[tuple[str, int]]) -> None:
    table = Table()
    for step, chosen in history:
        match step:
            case "begin":
                table.begin()
            case "insert":
                table.insert(chosen)
            case "commit" | "abort":
                table.end(chosen, commits=step == "commit")
            case _:
                table.poll(with_bound="bound" in step)
    while table.running:
        table.end(0, commits=True)
    table.poll(with_bound=True)
    assert sorted(table.reported) == sorted(table.committed)
    table.poll(with_bound=False)
    assert [gap.is_open for gap in table.unseen.gaps] == [True]


def test_an_id_gap_is_kept_while_a_transaction_that_may_fill_it_is_running() -> None:
    """The younger transaction's id lies beyond what the snapshot knows to have ended."""
    table = Table()
    table.begin()
    table.begin()
    table.insert(1)
    table.insert(0)
    table.end(0, commits=True)
    for _ in range(3):
        table.poll(with_bound=True)
    assert table.reported == [2]
    table.end(0, commits=True)
    table.poll(with_bound=False)
    assert table.reported == [2, 1]


def test_a_large_jump_of_ids_is_one_gap() -> None:
    unseen = IdGapTracker(10)
    unseen.take([5_000_000], oldest=7)
    assert [(gap.low, gap.high) for gap in unseen.gaps[:-1]] == [(11, 4_999_999)]
    assert unseen.wants_bound
    unseen.take([], oldest=7, bound=9)
    assert not unseen.wants_bound
    unseen.take([], oldest=9)
    assert len(unseen.gaps) == 1
