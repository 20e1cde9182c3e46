"""Everybody who sweeps may write to the ledger: the server refuses, or `check` reports, rows that suppress alerts."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest

from tests.staffed import OPERATOR, StaffedDesk
from tickets.checking.invariants import check
from tickets.rules.words import AlertOutcome
from tickets.store.tables import alerts

pytestmark = pytest.mark.slow

NOW = "floor(extract(epoch FROM now()))"


@pytest.fixture
def attacker(staffed_desk: StaffedDesk) -> Iterator[psycopg.Connection]:
    """An operator with psql, just after a call was logged."""
    staffed_desk.hand(OPERATOR).log()
    member = staffed_desk[OPERATOR]
    with staffed_desk.server.connect(staffed_desk.database, member.login, member.password) as connection:
        yield connection


def silence(due: str, outcome: AlertOutcome, reason: str = "") -> bytes:
    """Return a statement that adds every rung of every clock to the ledger before it falls due."""
    return (
        "INSERT INTO alerts (clock_id, term, rung_id, recipient, due, raised, outcome, reason) "
        f"SELECT c.id, c.term, r.id, recipient, {due}, {NOW}, '{outcome}', '{reason}' "
        "FROM clocks c JOIN rungs r ON coalesce(r.stage, c.stage) = c.stage AND r.until IS NULL, "
        "unnest(string_to_array(r.roles, ',')) AS recipient"
    ).encode()


@pytest.mark.parametrize("outcome", AlertOutcome)
def test_no_alert_is_written_before_it_falls_due(attacker: psycopg.Connection, outcome: AlertOutcome) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        attacker.execute(silence(f"{NOW} + 60", outcome, "x"))


@pytest.mark.parametrize("outcome", [AlertOutcome.SENT, AlertOutcome.SUPPRESSED])
def test_the_check_finds_an_alert_with_a_forged_due_time(
    staffed_desk: StaffedDesk, attacker: psycopg.Connection, outcome: AlertOutcome
) -> None:
    desk = staffed_desk.desk(OPERATOR)
    assert desk.read(check, desk.now()) == []
    attacker.execute(silence(NOW, outcome, "" if outcome is AlertOutcome.SENT else "已改判"))
    assert staffed_desk.hand(OPERATOR).rows(alerts)
    invariants = {violation.invariant for violation in desk.read(check, desk.now() + timedelta(days=1))}
    assert "alerts_are_due_at_their_rung" in invariants
    assert ("unsent_alerts_are_explained" in invariants) == (outcome is AlertOutcome.SUPPRESSED)
