"""Invariants of outages: their times are in order, and a call that one answered has no ticket."""

from tickets.checking.violations import finds_none

OUTAGES = (
    # An outage ends after it has begun, and is not expected back before that.
    finds_none(
        "outages_end_after_they_begin",
        "停水的恢复时间或预计时间早于停水时间",
        "SELECT area AS name FROM outages WHERE until < since OR expected <= since OR first_expected <= since",
    ),
    # What callers were told first is never later than what they are told now, and is there if they were told anything.
    finds_none(
        "first_expected_ends_are_kept",
        "停水第一次说的预计时间不对",
        "SELECT area AS name FROM outages WHERE first_expected > expected "
        "OR (first_expected IS NULL AND expected IS NOT NULL)",
    ),
    finds_none(
        "calls_of_outages_have_no_ticket",
        "按停水登记的来电又有工单",
        "SELECT '来电第 ' || id || ' 条' AS name FROM calls WHERE outage_id IS NOT NULL AND ticket_id IS NOT NULL",
    ),
)
