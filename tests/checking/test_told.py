"""What the check prints for many violations: the first ones, and the number of the others."""

from io import StringIO

import pytest

from tests.desk_fixtures import Hand
from tickets.checking import invariants
from tickets.cli.check import print_violations


def test_of_many_violations_of_one_kind_only_the_first_are_kept_and_the_others_are_counted(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invariants, "TOLD_AT_MOST", 2)
    for _ in range(5):
        hand.log()
    with hand.desk.store.writing() as connection:
        connection.exec_driver_sql("UPDATE clocks SET held_since = started")
    out = StringIO()
    assert print_violations(hand.desk, out) == 1
    lines = out.getvalue().splitlines()
    assert "同样的不符还有 3 处，没有列出。" in lines
    counted = sum(3 for line in lines if line == "同样的不符还有 3 处，没有列出。")
    assert f"发现 {len(lines) - 1 - counted // 3 + counted} 处不符。" in lines[-1]
