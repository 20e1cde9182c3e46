"""With a login of one's own the work goes on, and stays sound, on a server whose clock is set back."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.every_step import Staff
from tests.server_time import BEFORE, BEGUN, DONE, WAITING, ServerTime
from tests.set_back import DAY, HOUR, require_alerts, require_punctual
from tests.staffed import DISPATCHER, OPERATOR, SUPERVISOR, StaffedDesk
from tickets.actions.consent import decide
from tickets.actions.dispatch import merge, rerate
from tickets.actions.undo import undo
from tickets.rules.instants import plus
from tickets.rules.words import ConsentKind, Priority, Stage, State
from tickets.store.tables import consents

pytestmark = pytest.mark.slow
_EVERY_MOMENT = pytest.mark.parametrize("when", [BEFORE, WAITING, BEGUN, DONE])
_SUPPRESS = """
INSERT INTO alerts (clock_id, term, rung_id, recipient, due, raised, outcome, reason)
SELECT id, 99, 1, 'operator', {at} + {ahead}, {at}, 'suppressed', 'x' FROM clocks WHERE subject_id = {ticket}
"""


@pytest.fixture(scope="module")
def time(shared_desk: StaffedDesk) -> Iterator[ServerTime]:
    """The clock of the module's server."""
    server_time = ServerTime(shared_desk)
    yield server_time
    server_time.close()


@pytest.fixture
def staff(shared_desk: StaffedDesk) -> Staff:
    """Three people, each with a login."""
    return Staff(*(shared_desk.hand(name) for name in (DISPATCHER, OPERATOR, SUPERVISOR)))


@_EVERY_MOMENT
@pytest.mark.parametrize("back", [HOUR, DAY])
def test_every_step_is_taken_and_taken_back_and_stays_punctual(
    staff: Staff, time: ServerTime, back: int, when: str
) -> None:
    require_punctual(staff, time, back, lambda command: time.setting_back(command, back, when))


@_EVERY_MOMENT
@pytest.mark.parametrize("odd", [False, True])
@pytest.mark.parametrize("swept", [False, True])
def test_every_step_is_taken_when_alerts_have_fallen_due(
    staff: Staff, time: ServerTime, when: str, odd: bool, swept: bool
) -> None:
    require_alerts(staff, time, lambda command: time.setting_back(command, HOUR, when), odd=odd, swept=swept)


def test_no_alert_is_suppressed_beyond_the_last_entry_of_its_own_ticket(
    shared_desk: StaffedDesk, staff: Staff, time: ServerTime
) -> None:
    before = staff.line.log()
    time.advance(-HOUR)
    since = staff.line.log()
    at, member = int(time().timestamp()), shared_desk[OPERATOR]
    with shared_desk.server.connect(shared_desk.database, member.login, member.password) as attacker:
        for ticket, ahead in ((since, 1), (before, HOUR + 1)):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                attacker.execute(_SUPPRESS.format(at=at, ahead=ahead, ticket=ticket))
        attacker.execute(_SUPPRESS.format(at=at, ahead=HOUR, ticket=before))
    time.advance(HOUR)


def test_a_merger_of_a_ticket_whose_appointment_was_dropped_is_taken_back(
    shared_desk: StaffedDesk, time: ServerTime
) -> None:
    hand, supervisor = shared_desk.hand(DISPATCHER), shared_desk.hand(SUPERVISOR)
    key, kept = hand.log("meter_stopped", appointment=plus(time(), 1200)), hand.log("meter_stopped")
    hand.do(rerate(key, None, "不用约了", priority=Priority.P3))
    supervisor.do(decide(hand.rows(consents, ticket_id=key)[0].id, True))
    time.advance(1500)
    hand.do(merge(key, None, kept))
    assert hand.clock(key, Stage.ARRIVE).clock.consent is ConsentKind.RERATE, "the time that passed is left out"
    time.advance(3)
    hand.do(undo(key, None))
    assert hand.ticket(key).state is State.NEW
