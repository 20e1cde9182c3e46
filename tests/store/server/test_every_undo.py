"""With a login of one's own every step can be taken back on a server and then taken again."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.desk_fixtures import Hand
from tests.every_step import CALL, Staff, every_step
from tests.staffed import DISPATCHER, OPERATOR, SUPERVISOR, StaffedDesk
from tickets.actions.command import Command
from tickets.actions.intake import answer_by_outage
from tickets.actions.outages import announce_outage, change_outage, end_outage
from tickets.actions.people import save_crew
from tickets.actions.rulemaking import LimitDraft, save_limit, save_place, save_setting
from tickets.actions.undo import undo, undo_edit
from tickets.checking.invariants import check
from tickets.rules.instants import plus
from tickets.rules.undoing import EDITS, STEPS
from tickets.rules.words import Stage, Zone
from tickets.settings import LOCK_MINUTES

pytestmark = pytest.mark.slow


class Doing:
    """Takes each step, takes it back, and takes it again."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def twice(self, hand: Hand, make: Callable[[], Command[Any]]) -> Any:
        """Take the step that `make` returns, undo it, and return the result of the second time."""
        command = make()
        self.names.add(command.name)
        done = hand.execute(command)
        if command.name in EDITS:
            hand.do(undo_edit(command.request))
        else:
            hand.do(undo(min(done.tickets), None))
        return hand.do(make())


def test_every_step_is_taken_back_with_the_rights_of_its_author(staffed_desk: StaffedDesk) -> None:
    does = Doing()
    staff = Staff(*(staffed_desk.hand(name) for name in (DISPATCHER, OPERATOR, SUPERVISOR)))
    for hand, make in every_step(staff):
        does.twice(hand, make)
    assert does.names == set(STEPS)
    assert staff.lead.desk.read(check, staff.lead.desk.now()) == []


def test_edits_are_taken_back_with_the_rights_of_their_author(staffed_desk: StaffedDesk) -> None:
    does, lead = Doing(), staffed_desk.hand(SUPERVISOR)
    does.twice(lead, lambda: save_limit(None, LimitDraft(Stage.ACCEPT, 300, "burst_main", hour_from=1, hour_to=5)))
    does.twice(lead, lambda: save_setting(LOCK_MINUTES.key, 3))
    does.twice(lead, lambda: save_crew(lead.crew(), "新一班"))
    does.twice(staffed_desk.hand(OPERATOR), lambda: save_place(1, "改名", "镇", Zone.URBAN))
    does.twice(lead, lambda: save_place(1, "改名", "镇", Zone.RURAL))
    line = staffed_desk.hand(OPERATOR)
    key = does.twice(line, lambda: announce_outage("文化街", "抢修", line.desk.now()))
    does.twice(line, lambda: change_outage(key, "文化街以北", "抢修", plus(line.desk.now(), 3600)))
    does.twice(line, lambda: answer_by_outage(CALL, key))
    does.twice(line, lambda: end_outage(key))
    assert lead.desk.read(check, lead.desk.now()) == []
