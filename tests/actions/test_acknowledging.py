"""Each recipient acknowledges for itself, and only what it was shown; on a server the rights enforce it."""

import psycopg
import pytest

from tests.desk_fixtures import Hand, HandClock
from tests.staffed import ADMINISTRATOR, DISPATCHER, OPERATOR, SUPERVISOR, StaffedDesk
from tickets.actions.alerting import acknowledge
from tickets.rules.words import AlertOutcome, Role
from tickets.service import TicketService
from tickets.store.queries.alert_panel import Panel, alert_panel
from tickets.store.rows import Who
from tickets.store.tables import alerts, digests


def as_role(desk: TicketService, role: Role) -> Hand:
    """Return the hand of somebody with one role."""
    return Hand(desk, Who(1, role.label, frozenset({role}), "2 号席"))


def panel(hand: Hand) -> Panel:
    """Return what this person has not seen."""
    return hand.desk.read(alert_panel, hand.who.roles)


def unseen(hand: Hand) -> set[str]:
    """Return the recipients for whom something sent is unseen."""
    return {str(row.recipient) for row in hand.rows(alerts, outcome=AlertOutcome.SENT) if row.seen_at is None}


@pytest.mark.on_both
def test_only_alerts_sent_to_an_own_role_can_be_acknowledged(hand: Hand, clock: HandClock) -> None:
    hand.log()
    clock.advance(minutes=25)
    hand.desk.sweep()
    everything = frozenset(row.id for row in hand.rows(alerts))
    assert as_role(hand.desk, Role.OPERATOR).do(acknowledge(everything)) == 1
    assert unseen(hand) == {"dispatcher", "supervisor", "administrator"}
    assert as_role(hand.desk, Role.SUPERVISOR).do(acknowledge(everything)) == 1
    assert unseen(hand) == {"dispatcher", "administrator"}


@pytest.mark.on_both
def test_each_recipient_acknowledges_a_digest_separately(hand: Hand, clock: HandClock) -> None:
    hand.log()
    clock.advance(hours=5)
    hand.desk.sweep()
    everybody = {role: as_role(hand.desk, role) for role in Role}
    counts = {role: [digest.alerts for digest in panel(each).digests] for role, each in everybody.items()}
    assert counts == {Role.OPERATOR: [1], Role.DISPATCHER: [2], Role.SUPERVISOR: [1], Role.ADMINISTRATOR: [1]}
    (digest,) = hand.rows(digests)
    for number, (role, each) in enumerate(everybody.items(), start=1):
        assert each.do(acknowledge(frozenset(), frozenset({digest.id}))) == counts[role][0]
        assert panel(each).digests == ()
        (kept,) = hand.rows(digests)
        assert (kept.seen_at is not None) == (number == len(Role)), "a digest is seen once all of its alerts are"
    assert unseen(hand) == set()


@pytest.mark.on_both
def test_acknowledging_what_was_shown_leaves_newer_alerts_unacknowledged(hand: Hand, clock: HandClock) -> None:
    hand.log()
    clock.advance(minutes=7)
    hand.desk.sweep()
    shown = frozenset(alert.id for alert in panel(hand).alerts)
    clock.advance(minutes=3)
    hand.desk.sweep()
    assert hand.do(acknowledge(shown)) == len(shown) == 1
    assert len(panel(hand).alerts) == 2


@pytest.mark.on_both
def test_alerts_of_other_roles_do_not_fill_the_alert_panel(
    hand: Hand, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tickets.store.queries.alert_panel.PANEL_AT_MOST", 2)
    for _ in range(3):
        hand.log()
    clock.advance(minutes=15)
    hand.desk.sweep()
    found = panel(as_role(hand.desk, Role.OPERATOR))
    assert {alert.recipient for alert in found.alerts} == {Role.OPERATOR}
    assert (len(found.alerts), found.matters) == (2, 3)


def test_a_server_lets_nobody_acknowledge_for_another_role(staffed_desk: StaffedDesk) -> None:
    staffed_desk.hand(OPERATOR).log()
    ago = "started = started - 99999, deadline = deadline - 99999, next_rung = started - 99999"
    staffed_desk.execute(f"UPDATE clocks SET {ago}")
    staffed_desk.desk(OPERATOR).sweep()
    for name in (OPERATOR, SUPERVISOR, ADMINISTRATOR):
        person = staffed_desk[name]
        with staffed_desk.server.connect(staffed_desk.database, person.login, person.password) as connection:
            mark = f"seen_by = {person.id}, seen_at = floor(extract(epoch FROM now()))"
            others = f"UPDATE alerts SET {mark} WHERE recipient = 'dispatcher'".encode()
            if name == ADMINISTRATOR:  # who may not undo, and so sees no alert of others to change
                assert connection.execute(others).rowcount == 0
            else:
                with pytest.raises(psycopg.Error, match="permission denied for this change of table alerts"):
                    connection.execute(others)
            with pytest.raises(psycopg.Error, match="row-level security"):
                connection.execute(f"UPDATE digests SET {mark}".encode())
    hand = staffed_desk.hand(DISPATCHER)
    assert unseen(hand) == {"dispatcher", "operator", "supervisor", "administrator"}
    (digest,) = hand.rows(digests)
    for name in (OPERATOR, SUPERVISOR, ADMINISTRATOR, DISPATCHER):
        assert staffed_desk.hand(name).do(acknowledge(frozenset(), frozenset({digest.id}))) >= 1
    assert unseen(hand) == set()
    assert hand.rows(digests)[0].seen_at is not None
