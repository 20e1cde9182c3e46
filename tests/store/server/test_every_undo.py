"""With a login of one's own every step can be taken back on a server and then taken again."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.desk_fixtures import Hand
from tests.staffed import DISPATCHER, OPERATOR, SUPERVISOR, StaffedDesk
from tickets.actions.assisting import assist, assist_arrived, assist_left
from tickets.actions.command import Command
from tickets.actions.consent import decide
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_, supervise
from tickets.actions.followup import callback, close, note, reopen
from tickets.actions.intake import CallDetails, attach_call, chase
from tickets.actions.people import save_crew
from tickets.actions.progress import accept, arrive, depart, extend, hold, isolate, locate, resolve, resume
from tickets.actions.rulemaking import LimitDraft, save_limit, save_place, save_setting
from tickets.actions.settling import settle
from tickets.actions.undo import undo, undo_edit
from tickets.checking.invariants import check
from tickets.rules.undoing import EDITS, STEPS
from tickets.rules.words import CallbackResult, ConsentState, Move, Priority, Stage, Zone
from tickets.settings import LOCK_MINUTES
from tickets.store.tables import assists, consents

pytestmark = pytest.mark.slow
CALL = CallDetails(phone="13900000009", words="还在冒水")


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
    desk, line, lead = (staffed_desk.hand(name) for name in (DISPATCHER, OPERATOR, SUPERVISOR))
    key = line.log("burst_main")
    first, second = desk.crew(0), desk.crew(1)
    for make in (lambda: attach_call(key, None, CALL), lambda: chase(key, None, CALL), lambda: note(key, None, "备注")):
        does.twice(line, make)
    does.twice(line, lambda: rerate(key, None, "现场核实", dn=600))
    does.twice(desk, lambda: dispatch(key, None, first))
    does.twice(desk, lambda: assist(key, None, second))
    helping = desk.rows(assists)[-1].id
    does.twice(desk, lambda: assist_arrived(helping))
    does.twice(desk, lambda: assist_left(helping))
    does.twice(desk, lambda: reassign(key, None, second, "更近"))
    does.twice(desk, lambda: return_(key, None, "不归本班"))
    does.twice(lead, lambda: extend(key, None, 600, "夜间"))
    does.twice(lead, lambda: supervise(key, None, True))
    desk.do(dispatch(key, None, first))
    for step in (accept, depart, arrive, locate, isolate):
        does.twice(desk, lambda step=step: step(key, None))  # type: ignore[misc]
    does.twice(desk, lambda: hold(key, None, "等材料"))
    asked = desk.rows(consents, state=ConsentState.ASKED)[-1].id
    does.twice(lead, lambda: decide(asked, True))
    does.twice(desk, lambda: resume(key, None))
    does.twice(desk, lambda: resolve(key, None, "换管"))
    resolved = desk.ticket(key).resolved_at
    assert resolved is not None
    does.twice(lead, lambda: correct_time(key, None, Move.RESOLVE, resolved, "记错"))
    does.twice(line, lambda: callback(key, None, CallbackResult.SATISFIED))
    does.twice(line, lambda: close(key, None))
    does.twice(line, lambda: reopen(key, None, "又漏了"))
    again = line.log("burst_main")
    does.twice(line, lambda: merge(again, None, key))
    other = line.log()
    does.twice(desk, lambda: cancel(other, None, "误报"))
    other = line.log(priority=Priority.P3)
    does.twice(line, lambda: settle(other, None, "请关总阀"))
    assert does.names == set(STEPS)
    assert lead.desk.read(check, lead.desk.now()) == []


def test_edits_are_taken_back_with_the_rights_of_their_author(staffed_desk: StaffedDesk) -> None:
    does, lead = Doing(), staffed_desk.hand(SUPERVISOR)
    does.twice(lead, lambda: save_limit(None, LimitDraft(Stage.ACCEPT, 300, "burst_main", hour_from=1, hour_to=5)))
    does.twice(lead, lambda: save_setting(LOCK_MINUTES.key, 3))
    does.twice(lead, lambda: save_crew(lead.crew(), "新一班"))
    does.twice(staffed_desk.hand(OPERATOR), lambda: save_place(1, "改名", "镇", Zone.URBAN))
    does.twice(lead, lambda: save_place(1, "改名", "镇", Zone.RURAL))
    assert lead.desk.read(check, lead.desk.now()) == []
