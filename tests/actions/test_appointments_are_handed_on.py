"""An appointment is told as often as nobody was there for it, by whatever rounds and mergers it was handed on."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.command import Command
from tickets.actions.consent import decide
from tickets.actions.dispatch import cancel, dispatch, merge, rerate, return_
from tickets.actions.progress import accept, arrive, hold, resume
from tickets.actions.settling import settle
from tickets.actions.undo import undo
from tickets.checking.invariants import check
from tickets.reports.measures import report
from tickets.reports.scope import Scope
from tickets.rules.words import ConsentKind, Priority, Stage
from tickets.store.queries.merging import merge_outcome
from tickets.store.tables import consents

pytestmark = pytest.mark.on_both

METER, LEAK = "meter_stopped", "hidden_leak"


def minute(count: int) -> datetime:
    """Return the instant this many minutes after the first call."""
    return START + timedelta(minutes=count)


class Course:
    """Tickets by name, which are worked on at given minutes."""

    def __init__(self, hand: Hand, clock: HandClock) -> None:
        self.hand, self.clock = hand, clock
        self.keys: dict[str, int] = {}

    def at(self, count: int, *commands: Command[int]) -> None:
        """Take steps at this minute, or as many seconds later as there were steps in it."""
        self.clock.set(max(minute(count), self.clock.now))
        for command in commands:
            self.hand.do(command)

    def log(self, name: str, count: int, fault: str = METER, due: int | None = None) -> int:
        self.clock.set(max(minute(count), self.clock.now))
        agreed = {} if due is None else {"appointment": minute(due), "priority": Priority.P4}
        self.keys[name] = self.hand.log(fault, **agreed)
        return self.keys[name]

    def accepts(self, key: int, count: int) -> None:
        self.at(count, dispatch(key, None, self.hand.crew()), accept(key, None))

    def failed(self) -> int:
        """Return how many arrivals were late at the end; the database is sound."""
        self.hand.desk.sweep()
        assert list(self.hand.desk.read(check, self.clock())) == []
        _, arriving, *_ = self.hand.desk.read(report, Scope(START, minute(6000)), self.clock()).stages
        return arriving.punctuality.late + arriving.punctuality.overdue


@pytest.fixture
def course(hand: Hand, clock: HandClock) -> Course:
    return Course(hand, clock)


@pytest.mark.parametrize("returned", [False, True])
def test_a_return_between_makes_no_rule_of_an_appointment_that_a_merger_brought(course: Course, returned: bool) -> None:
    kept, first, second = course.log("N", 0), course.log("A", 0, due=100), course.log("B", 0, due=80)
    course.at(2, merge(first, None, kept))
    course.accepts(kept, 5)
    if returned:
        course.at(10, return_(kept, None, "去不了"))
        course.accepts(kept, 12)
    course.at(15, merge(second, None, kept))
    course.at(85, return_(kept, None, "去不了"))
    course.accepts(kept, 90)
    course.at(130, arrive(kept, None))
    assert course.failed() == 2


@pytest.mark.parametrize("again", ["not accepted", "accepted", "returned again"])
@pytest.mark.parametrize("returned", [False, True])
def test_a_merger_hands_on_every_round_that_was_given_up(course: Course, returned: bool, again: str) -> None:
    kept, met = course.log("N", 0), course.log("A", 0, due=100)
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
    assert course.failed() == 1


@pytest.mark.parametrize("returned", [False, True])
def test_an_appointment_outlives_a_deadline_of_a_return_that_passed_before_the_merger(
    course: Course, returned: bool
) -> None:
    kept, met = course.log("N", 0, LEAK), course.log("A", 0, LEAK, due=200)
    for key in (kept, met):
        course.accepts(key, 10)
    course.at(10, arrive(kept, None))
    if returned:
        course.at(50, return_(met, None, "去不了"))
    course.at(80, merge(met, None, kept))
    course.at(100, return_(kept, None, "去不了"))
    course.accepts(kept, 230)
    course.at(250, arrive(kept, None))
    assert course.failed() == 2, "by the rule before the merger, and at the appointment"


@pytest.mark.parametrize("end", [cancel, settle, merge])
@pytest.mark.parametrize("returned", [False, True])
def test_a_ticket_that_ends_tells_each_appointment_that_passed(
    course: Course, end: Callable[..., Command[int]], returned: bool
) -> None:
    other, met = course.log("N", 0), course.log("A", 0, due=100)
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
    assert course.failed() == 2


@pytest.mark.parametrize("held", [False, True])
def test_a_granted_hold_makes_no_rule_of_an_appointment(course: Course, held: bool) -> None:
    kept, met = course.log("N", 0, LEAK), course.log("A", 0, LEAK, due=100)
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
    assert course.failed() == 1


@pytest.mark.parametrize("returned", [False, True])
def test_a_deadline_of_the_rules_is_handed_on_as_such_by_a_clock_that_goes_by_an_appointment(
    course: Course, returned: bool
) -> None:
    kept, met = course.log("N", 0, LEAK), course.log("A", 0, LEAK, due=100)
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
    assert course.failed() == 0, "a crew was there before, and will be at the appointment"


@pytest.mark.parametrize("slip", [False, True])
def test_a_return_that_was_a_slip_does_not_take_the_crew_from_an_appointment(course: Course, slip: bool) -> None:
    kept, met = course.log("N", 0), course.log("A", 0, due=100)
    course.accepts(kept, 1)
    course.at(10, arrive(kept, None))
    course.at(50, merge(met, None, kept))
    if slip:
        course.at(99, return_(kept, None, "按错了"))
        course.at(101, undo(kept, None))
    course.at(150, return_(kept, None, "修不了"))
    course.accepts(kept, 155)
    course.at(160, arrive(kept, None))
    assert course.failed() == 0


def test_the_merge_form_tells_the_appointment_and_the_deadline_that_the_merger_brings(course: Course) -> None:
    far, near, kept = course.log("B", 0, due=150), course.log("A", 1, due=110), course.log("N", 1)
    course.accepts(kept, 2)
    course.at(10, merge(near, None, far))
    course.clock.set(minute(16))
    told = course.hand.desk.read(merge_outcome, far, kept, course.clock())
    assert told.appointment == minute(110)
    assert [change.after.deadline for change in told.changes] == [minute(110)]
    course.at(16, merge(far, None, kept))
    assert course.hand.clock(kept, Stage.ARRIVE).clock.deadline == minute(110)
