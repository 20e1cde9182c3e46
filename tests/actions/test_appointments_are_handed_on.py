"""An appointment is told as often as nobody was there for it, by whatever rounds and mergers it was handed on."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.command import Command
from tickets.actions.consent import decide
from tickets.actions.dispatch import cancel, dispatch, merge, rerate, return_
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.progress import accept, arrive, hold, resume
from tickets.actions.settling import settle
from tickets.actions.undo import undo
from tickets.checking.invariants import check
from tickets.reports.measures import report
from tickets.reports.scope import Scope
from tickets.rules.words import ConsentKind, Priority, Stage
from tickets.store.queries.merging import merge_outcome
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.queries.timings import PromisedAppointment
from tickets.store.tables import consents

pytestmark = pytest.mark.on_both

METER, LEAK = "meter_stopped", "hidden_leak"


def minute(count: int) -> datetime:
    """Return the instant this many minutes after the first call."""
    return START + timedelta(minutes=count)


class Minutes:
    """Tickets that are worked on at given minutes."""

    def __init__(self, hand: Hand, clock: HandClock) -> None:
        self.hand, self.clock = hand, clock

    def at(self, count: int, *commands: Command[int]) -> None:
        """Take steps at this minute, or as many seconds later as there were steps in it."""
        self.clock.set(max(minute(count), self.clock.now))
        for command in commands:
            self.hand.do(command)

    def log(self, count: int, fault: str = METER, due: int | None = None) -> int:
        self.clock.set(max(minute(count), self.clock.now))
        agreed = {} if due is None else {"appointment": minute(due), "priority": Priority.P4}
        return self.hand.log(fault, **agreed)

    def since(self, count: int) -> int:
        """Return the minute this many minutes from now."""
        return int((self.clock.now - START).total_seconds()) // 60 + count

    def accepts(self, key: int, count: int) -> None:
        self.at(count, dispatch(key, None, self.hand.crew()), accept(key, None))

    def late_arrivals(self) -> int:
        """Return how many arrivals were late at the end; the database is sound."""
        self.hand.desk.sweep()
        assert list(self.hand.desk.read(check, self.clock())) == []
        _, arriving, *_ = self.hand.desk.read(report, Scope(START, minute(6000)), self.clock()).stages
        return arriving.punctuality.late + arriving.punctuality.overdue


@pytest.fixture
def course(hand: Hand, clock: HandClock) -> Minutes:
    return Minutes(hand, clock)


@pytest.mark.parametrize("returned", [False, True])
def test_a_return_between_makes_no_rule_of_an_appointment_that_a_merger_brought(
    course: Minutes, returned: bool
) -> None:
    kept, first, second = course.log(0), course.log(0, due=100), course.log(0, due=80)
    course.at(2, merge(first, None, kept))
    course.accepts(kept, 5)
    if returned:
        course.at(10, return_(kept, None, "去不了"))
        course.accepts(kept, 12)
    course.at(15, merge(second, None, kept))
    course.at(85, return_(kept, None, "去不了"))
    course.accepts(kept, 90)
    course.at(130, arrive(kept, None))
    assert course.late_arrivals() == 2


@pytest.mark.parametrize(
    ("returned", "again"), [(False, ""), (True, "not accepted"), (True, "accepted"), (True, "returned again")]
)
def test_a_merger_hands_on_every_round_that_was_given_up(course: Minutes, returned: bool, again: str) -> None:
    kept, met = course.log(0), course.log(0, due=100)
    course.accepts(kept, 1)
    course.at(2, arrive(kept, None))
    course.accepts(met, 5)
    if returned:
        course.at(10, return_(met, None, "去不了"))
    course.at(12, rerate(met, None, "不用约", priority=Priority.P3))
    if returned and again != "not accepted":
        course.accepts(met, 15)
        if again == "returned again":
            course.at(16, return_(met, None, "去不了"))
    course.at(20, merge(met, None, kept))
    course.at(60, return_(kept, None, "去不了"))
    course.accepts(kept, 200)
    course.at(230, arrive(kept, None))
    assert course.late_arrivals() == 1


@pytest.mark.parametrize("returned", [False, True])
def test_an_appointment_outlives_a_deadline_of_a_return_that_passed_before_the_merger(
    course: Minutes, returned: bool
) -> None:
    kept, met = course.log(0, LEAK), course.log(0, LEAK, due=200)
    for key in (kept, met):
        course.accepts(key, 10)
    course.at(10, arrive(kept, None))
    if returned:
        course.at(50, return_(met, None, "去不了"))
    course.at(80, merge(met, None, kept))
    course.at(100, return_(kept, None, "去不了"))
    course.accepts(kept, 230)
    course.at(250, arrive(kept, None))
    assert course.late_arrivals() == 2, "by the rule before the merger, and at the appointment"


@pytest.mark.parametrize("end", [cancel, settle, merge])
@pytest.mark.parametrize("returned", [False, True])
def test_a_ticket_that_ends_tells_each_appointment_that_passed(
    course: Minutes, end: Callable[..., Command[int]], returned: bool
) -> None:
    other, met = course.log(0), course.log(0, due=100)
    course.accepts(other, 1)
    course.at(2, arrive(other, None))
    course.accepts(met, 5)
    if returned:
        course.at(10, return_(met, None, "去不了"))
    course.at(12, rerate(met, None, "不用约", priority=Priority.P3))
    if returned:
        course.accepts(met, 15)
    course.at(80, return_(met, None, "去不了"))
    course.at(120, end(met, None, other) if end is merge else end(met, None, "误报"))
    assert course.late_arrivals() == 2


@pytest.mark.parametrize("held", [False, True])
def test_a_granted_hold_makes_no_rule_of_an_appointment(course: Minutes, held: bool) -> None:
    kept, met = course.log(0, LEAK), course.log(0, LEAK, due=100)
    course.accepts(kept, 1)
    course.at(2, arrive(kept, None))
    course.accepts(met, 3)
    if held:
        course.at(5, hold(met, None, "等燃气交底"))
        course.at(50, resume(met, None))
        (asked,) = course.hand.rows(consents, kind=ConsentKind.HOLD)
        course.hand.other_supervisor().do(decide(asked.id, True))
    course.at(55, merge(met, None, kept))
    course.at(60, return_(kept, None, "去不了"))
    course.accepts(kept, 240)
    course.at(250, arrive(kept, None))
    assert course.late_arrivals() == 1


@pytest.mark.parametrize("returned", [False, True])
def test_a_deadline_of_the_rules_is_handed_on_as_such_by_a_clock_that_goes_by_an_appointment(
    course: Minutes, returned: bool
) -> None:
    kept, met = course.log(0, LEAK), course.log(0, LEAK, due=100)
    for key in (kept, met):
        course.accepts(key, 2)
    course.at(2, arrive(kept, None))
    if returned:
        course.at(10, return_(met, None, "去不了"))
        course.accepts(met, 50)
    course.at(55, merge(met, None, kept))
    course.at(58, return_(kept, None, "去不了"))
    course.accepts(kept, 70)
    course.at(90, arrive(kept, None))
    assert course.late_arrivals() == 0, "a crew was there before, and will be at the appointment"


@pytest.mark.parametrize("slip", [False, True])
def test_a_return_that_was_a_slip_does_not_take_the_crew_from_an_appointment(course: Minutes, slip: bool) -> None:
    kept, met = course.log(0), course.log(0, due=100)
    course.accepts(kept, 1)
    course.at(10, arrive(kept, None))
    course.at(50, merge(met, None, kept))
    if slip:
        course.at(99, return_(kept, None, "按错了"))
        course.at(101, undo(kept, None))
    course.at(150, return_(kept, None, "修不了"))
    course.accepts(kept, 155)
    course.at(160, arrive(kept, None))
    assert course.late_arrivals() == 0


@pytest.mark.parametrize("accepted", [False, True])
@pytest.mark.parametrize("chain", [False, True])
def test_a_merger_brings_the_appointment_and_the_deadline_that_were_told_before(
    course: Minutes, chain: bool, accepted: bool
) -> None:
    call, priority = CallDetails("13900000009", "演示来电人", "水表不走"), Priority.P4
    near = course.hand.do(log_call(call, ReportedFault(METER, appointment=minute(110), priority=priority)))
    kept = course.log(0)
    course.accepts(kept, 1)
    far = course.log(1, due=150) if chain else near
    if accepted:
        course.accepts(far, 2)
    if chain:
        course.at(10, merge(near, None, far))
    course.clock.set(minute(16))
    outcome = course.hand.desk.read(merge_outcome, far, kept, course.clock())
    assert outcome.appointment == minute(110)
    assert [change.after.deadline for change in outcome.changes] == [minute(110)]
    course.at(16, merge(far, None, kept))
    assert course.hand.clock(kept, Stage.ARRIVE).clock.deadline == minute(110)
    promised = told(course, kept)
    assert (promised.at, promised.phone) == (minute(110), call.phone), "whose appointment it is"


def told(course: Minutes, key: int) -> PromisedAppointment:
    """Return the appointment of a merged ticket that a ticket's panel tells now."""
    file = course.hand.desk.read(ticket_file, key, course.clock())
    assert file is not None
    assert file.promised is not None
    return file.promised


@pytest.mark.parametrize(("eased", "shown"), [("before the merger", 100), ("after it", 110), ("never", 100)])
def test_the_appointment_of_a_merged_ticket_is_shown_as_the_crew_has_to_keep_it(
    course: Minutes, eased: str, shown: int
) -> None:
    """As consents have moved it since the merger, also after a return; whoever it is handed on to."""
    kept, met = course.log(0), course.log(0, due=100)
    course.accepts(kept, 1)
    for part in ("before the merger", "after it"):
        if part == "after it":
            course.at(30, merge(met, None, kept))
        if eased == part:
            course.at(course.since(10), hold(kept, None, "等材料"))
            course.at(course.since(10), resume(kept, None))
            course.hand.decide()
    course.at(60)
    for again in (False, True):
        if again:
            course.at(70, return_(kept, None, "去不了"))
        assert told(course, kept).at == minute(shown)
    course.accepts(kept, 75)
    assert course.hand.clock(kept, Stage.ARRIVE).clock.deadline == minute(shown)
    assert told(course, kept).at == minute(shown)


@pytest.mark.parametrize(("held", "there", "late"), [(False, 58, 1), (True, 58, 0), (True, 62, 1)])
def test_a_granted_hold_moves_an_appointment_that_a_clock_of_the_rules_carries(
    course: Minutes, held: bool, there: int, late: int
) -> None:
    kept, carrier, met = course.log(0, LEAK), course.log(0, LEAK), course.log(0, due=50)
    course.accepts(kept, 1)
    course.at(2, arrive(kept, None))
    course.accepts(carrier, 2)
    course.at(3, merge(met, None, carrier))
    if held:
        course.at(5, hold(carrier, None, "等燃气交底"))
        course.at(15, resume(carrier, None))
        course.hand.decide()
    course.at(20, return_(carrier, None, "去不了"))
    course.accepts(carrier, 25)
    course.at(30, merge(carrier, None, kept))
    course.at(40, return_(kept, None, "去不了"))
    course.accepts(kept, 45)
    course.at(there, arrive(kept, None))
    assert course.late_arrivals() == late


@pytest.mark.parametrize("again", [False, True])
def test_a_second_granted_hold_makes_no_rule_of_an_appointment_that_a_clock_carries(
    course: Minutes, again: bool
) -> None:
    kept, carrier, met = course.log(0, LEAK), course.log(0, LEAK), course.log(0, due=80)
    course.accepts(kept, 1)
    course.at(2, arrive(kept, None))
    course.accepts(carrier, 2)
    for since, until in ((5, 35), (45, 65))[: 1 + again]:
        course.at(since, hold(carrier, None, "等燃气交底"))
        course.at(until, resume(carrier, None))
        course.hand.decide()
        if since == 5:
            course.at(40, merge(met, None, carrier))
    course.at(70, merge(carrier, None, kept))
    course.at(75, return_(kept, None, "去不了"))
    course.accepts(kept, 200)
    course.at(230, arrive(kept, None))
    assert course.late_arrivals() == 1
