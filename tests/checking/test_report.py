"""What the check prints for many violations and for what is no text; and that a server counts far enough."""

import gc
from datetime import timedelta
from io import StringIO

import pytest

from tests.desk_fixtures import Hand, HandClock
from tickets.actions.dispatch import dispatch
from tickets.actions.progress import accept, hold
from tickets.checking import invariants
from tickets.checking.alerts import GRACE_SECONDS
from tickets.checking.invariants import check
from tickets.cli.check import print_violations
from tickets.rules.words import Priority


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
    others = lines.count("同样的不符还有 3 处，没有列出。")
    assert others > 0
    assert f"发现 {len(lines) - 1 + others * (3 - 1)} 处不符。" in lines[-1]


def test_the_check_reports_invalid_utf8_without_a_traceback(hand: Hand, caplog: pytest.LogCaptureFixture) -> None:
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


@pytest.mark.on_both
def test_what_no_watch_has_reached_is_no_violation_but_a_lost_alert_is(hand: Hand, clock: HandClock) -> None:
    for _ in range(2):
        hand.log()
    clock.advance(minutes=7)
    assert hand.desk.sweep().raised == 2
    clock.advance(minutes=3, seconds=GRACE_SECONDS)
    out = StringIO()
    assert print_violations(hand.desk, out) == 0
    assert "值守尚未扫到 2 个计时" in out.getvalue() and "全部相符" in out.getvalue()
    with hand.desk.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM deliveries WHERE alert_id = (SELECT MIN(id) FROM alerts)")
        connection.exec_driver_sql("DELETE FROM alerts WHERE id = (SELECT MIN(id) FROM alerts)")
    assert print_violations(hand.desk, out) == 1
    assert "应发给调度员的临期告警不在账上" in out.getvalue()
    hand.desk.sweep()
    out = StringIO()
    assert print_violations(hand.desk, out) == 1, "the lost alert is not raised again"
    assert "尚未扫到" not in out.getvalue()


@pytest.mark.on_both
def test_a_visit_agreed_for_the_year_after_next_is_checked(hand: Hand, clock: HandClock) -> None:
    """Computations that are 64-bit in SQLite must not overflow a server's INTEGER."""
    key = hand.log(priority=Priority.P4, appointment=clock.now + timedelta(days=700))
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    clock.advance(days=699)
    hand.desk.sweep()
    assert hand.desk.read(check, clock.now) == []
