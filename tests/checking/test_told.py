"""What the check prints for many violations: the first ones, and the number of the others."""

import gc
from io import StringIO

import pytest

from tests.desk_fixtures import Hand
from tickets.actions.progress import hold
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


def test_a_text_that_is_no_text_is_told_without_a_traceback(hand: Hand, caplog: pytest.LogCaptureFixture) -> None:
    key = hand.log()
    hand.do(hold(key, None, "等待开挖许可"))
    with hand.desk.store.writing() as connection:
        connection.exec_driver_sql("UPDATE holds SET reason = CAST(x'41ff42' AS TEXT)")
    out = StringIO()
    assert print_violations(hand.desk, out) == 1
    assert "holds 第 1 行与日志不符（reason）" in out.getvalue()
    hand.desk.close()
    gc.collect()
    assert [record.name for record in caplog.records if record.name.startswith("sqlalchemy")] == []
