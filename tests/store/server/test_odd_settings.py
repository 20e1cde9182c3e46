"""A hold on a server is asked for and granted whatever is stored as the settings about holds."""

import pytest

from tests.staffed import DISPATCHER, OPERATOR, SUPERVISOR, StaffedDesk
from tickets.actions.consent import decide
from tickets.actions.dispatch import dispatch
from tickets.actions.progress import accept, hold
from tickets.checking.invariants import check
from tickets.rules.instants import plus
from tickets.rules.words import Stage
from tickets.settings import HOLD_CAP, HOLD_GRACE
from tickets.store.tables import consents

pytestmark = pytest.mark.slow


def test_a_hold_counts_by_the_defaults_while_the_settings_are_no_numbers_that_may_be(staffed_desk: StaffedDesk) -> None:
    desk, lead = staffed_desk.hand(DISPATCHER), staffed_desk.hand(SUPERVISOR)
    for stored in ('"很久"', "0", "1.5", "null", "99999999999999999999", "[]"):
        for known in (HOLD_GRACE, HOLD_CAP):
            written = f"INSERT INTO settings (key, value) VALUES ('{known.key}', '{stored}')"
            staffed_desk.execute(f"{written} ON CONFLICT (key) DO UPDATE SET value = excluded.value")
        key = staffed_desk.hand(OPERATOR).log()
        desk.do(dispatch(key, None, desk.crew()))
        desk.do(accept(key, None))
        desk.do(hold(key, None, "等材料"))
        asked = desk.rows(consents)[-1]
        assert asked.grace == plus(asked.asked_at, 60 * HOLD_GRACE.default)
        lead.do(decide(asked.id, True))
        held_until = desk.clock(key, Stage.ARRIVE).clock.held_until
        assert held_until == plus(asked.asked_at, 3600 * HOLD_CAP.default)
    assert lead.desk.read(check, lead.desk.now()) == []
