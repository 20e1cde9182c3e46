"""Invariants of incoming calls: their times are in order, and one that is settled belongs to a call that was logged."""

from tickets.checking.violations import finds_none

_NAME = "SELECT '振铃第 ' || id || ' 条' AS name FROM incoming_calls"

INCOMING = (
    # Nothing is done about a call before it rings.
    finds_none(
        "incoming_calls_ring_first",
        "接听、未接、打字或登记早于振铃",
        f"{_NAME} WHERE missed_at < rang_at OR claimed_at < rang_at OR first_key_at < rang_at OR logged_at < rang_at",
    ),
    finds_none(
        "nobody_claims_calls_at_no_time",
        "有接听的人，却没有接听的时间",
        f"{_NAME} WHERE claimed_at IS NULL AND claimed_by IS NOT NULL",
    ),
    finds_none(
        "settled_incoming_calls_have_a_call",
        "登记了却没有来电，或有来电却没有登记",
        f"{_NAME} WHERE (logged_at IS NULL) <> (call_id IS NULL) OR (logged_at IS NULL AND first_key_at IS NOT NULL)",
    ),
)
