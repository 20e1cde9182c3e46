"""Every step that can be taken back, one after the other, on the tickets of one fault."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.desk_fixtures import Hand
from tickets.actions.assisting import assist, assist_arrived, assist_left
from tickets.actions.command import Command
from tickets.actions.consent import decide
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_, supervise
from tickets.actions.followup import callback, close, note, reopen
from tickets.actions.intake import CallDetails, attach_call, chase
from tickets.actions.progress import accept, arrive, depart, extend, hold, isolate, locate, resolve, resume
from tickets.actions.settling import settle
from tickets.rules.words import CallbackResult, ConsentState, Move, Priority
from tickets.store.tables import assists, consents

CALL = CallDetails(phone="13900000009", words="还在冒水")
DAYS = 10 * 24 * 3600  # seconds

Step = tuple[Hand, Callable[[], Command[Any]]]


@dataclass(frozen=True, slots=True)
class Staff:
    """A dispatcher, an operator and a supervisor who did not ask for what they decide."""

    desk: Hand
    line: Hand
    lead: Hand


def every_step(staff: Staff) -> Iterator[Step]:
    """Give each step of STEPS: who takes it, and a function that returns its command.

    Whoever asks for the next one has taken it, and may have taken it back before and taken it again.
    """
    key = staff.line.log("burst_main")
    yield from _to_the_site(staff, key)
    yield from _to_the_end(staff, key)
    yield from _without_a_crew(staff, key)


def _to_the_site(staff: Staff, key: int) -> Iterator[Step]:
    desk, line, lead = staff.desk, staff.line, staff.lead
    first, second = desk.crew(0), desk.crew(1)
    yield line, lambda: attach_call(key, None, CALL)
    yield line, lambda: chase(key, None, CALL)
    yield line, lambda: note(key, None, "备注")
    yield line, lambda: rerate(key, None, "现场核实", dn=600)
    yield desk, lambda: dispatch(key, None, first)
    yield desk, lambda: assist(key, None, second)
    helping = desk.rows(assists)[-1].id
    yield desk, lambda: assist_arrived(helping)
    yield desk, lambda: assist_left(helping)
    yield desk, lambda: reassign(key, None, second, "更近")
    yield desk, lambda: return_(key, None, "不归本班")
    yield lead, lambda: extend(key, None, DAYS, "夜间")
    yield lead, lambda: supervise(key, None, True)
    yield desk, lambda: dispatch(key, None, first)


def _to_the_end(staff: Staff, key: int) -> Iterator[Step]:
    desk, line, lead = staff.desk, staff.line, staff.lead
    for step in (accept, depart, arrive, locate, isolate):
        yield desk, lambda step=step: step(key, None)  # type: ignore[misc]
    yield desk, lambda: hold(key, None, "等材料")
    asked = desk.rows(consents, state=ConsentState.ASKED)[-1].id
    yield lead, lambda: decide(asked, True)
    yield desk, lambda: resume(key, None)
    yield desk, lambda: resolve(key, None, "换管")
    resolved = desk.ticket(key).resolved_at
    assert resolved is not None
    yield lead, lambda: correct_time(key, None, Move.RESOLVE, resolved, "记错")
    yield line, lambda: callback(key, None, CallbackResult.SATISFIED)
    yield line, lambda: close(key, None)
    yield line, lambda: reopen(key, None, "又漏了")


def _without_a_crew(staff: Staff, key: int) -> Iterator[Step]:
    desk, line = staff.desk, staff.line
    again = line.log("burst_main")
    yield line, lambda: merge(again, None, key)
    other = line.log()
    yield desk, lambda: cancel(other, None, "误报")
    mild = line.log(priority=Priority.P3)
    yield line, lambda: settle(mild, None, "请关总阀")
