"""The order of the queue: what falls due next is on top."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.queue import QueueKey, queue_key

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
instants = st.integers(-(10**6), 10**6).map(lambda seconds: NOON + timedelta(seconds=seconds))


@dataclass(frozen=True)
class Row:
    id: int
    deadline: datetime | None
    held_since: datetime | None
    opened: datetime

    @property
    def key(self) -> QueueKey:
        return queue_key(self.deadline, self.held_since, self.opened, self.id)

    @property
    def group(self) -> int:
        """0 running, 1 held, 2 without a clock."""
        return 2 if self.deadline is None else 1 if self.held_since else 0


rows = st.builds(Row, st.integers(1, 10**6), st.none() | instants, st.none() | instants, instants)
boards = st.lists(rows, max_size=30, unique_by=lambda row: row.id)


@given(boards)
def test_running_tickets_come_first_then_held_ones_then_those_waiting_for_a_callback(board: list[Row]) -> None:
    groups = [row.group for row in sorted(board, key=lambda row: row.key)]
    assert groups == sorted(groups)


@given(boards)
def test_within_a_group_tickets_are_sorted_by_urgency(board: list[Row]) -> None:
    ordered = sorted(board, key=lambda row: row.key)
    running = [row.deadline for row in ordered if row.group == 0]
    held = [row.deadline - row.held_since for row in ordered if row.group == 1]  # type: ignore[operator]
    waiting = [row.opened for row in ordered if row.group == 2]
    for urgency in (running, held, waiting):
        assert urgency == sorted(urgency)  # type: ignore[type-var]


@given(boards, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_the_board_was_read(board: list[Row], shuffle: object) -> None:
    again = list(board)
    shuffle.shuffle(again)  # type: ignore[attr-defined]
    assert sorted(again, key=lambda row: row.key) == sorted(board, key=lambda row: row.key)


@given(instants, instants, instants)
def test_the_longest_overdue_ticket_comes_first_at_any_time(first: datetime, second: datetime, now: datetime) -> None:
    overdue = {n: now - due for n, due in ((1, first), (2, second)) if due < now}
    keys = {n: queue_key(due, None, NOON, n) for n, due in ((1, first), (2, second))}
    if len(overdue) == 2 and overdue[1] != overdue[2]:
        assert (keys[1] < keys[2]) == (overdue[1] > overdue[2])
