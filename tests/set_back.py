"""What must hold when the clock of a machine or a server is set back in the middle of the work."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from tests.every_step import Staff, every_step
from tickets.actions.command import Command
from tickets.actions.undo import undo
from tickets.checking.invariants import check
from tickets.rules.clocks import on_time
from tickets.rules.undoing import STEPS
from tickets.store.rows import stage_clock_of
from tickets.store.tables import alerts, clocks

HOUR, DAY = 3600, 24 * 3600

SetBack = Callable[[Command[Any]], Command[Any]]  # gives a command before or during which the clock is set back


class Time(Protocol):
    """A clock that can be set forward and back."""

    def __call__(self) -> datetime: ...
    def advance(self, seconds: float = 0, /) -> object: ...


def require_punctual(staff: Staff, time: Time, back: int, set_back: SetBack) -> None:
    """Take every step, take it back and take it again. The clock goes back each time, and is right after each step.

    It goes back at the undo, too, or the undo follows by the clock as it is then.
    """
    taken, others = set(), {row.id for row in staff.lead.rows(clocks)}
    for hand, make in every_step(staff):
        for is_back in (False, True):
            command = make()
            taken.add(command.name)
            done = hand.execute(set_back(command))
            time.advance(2)
            undoing = undo(min(done.tickets), None)
            hand.do(set_back(undoing) if is_back else undoing)
        hand.do(set_back(make()))
        staff.lead.desk.sweep()
        time.advance(4 * back + 1)
    assert taken == set(STEPS)
    _require_sound(staff, time)
    assert {row.clock_id for row in staff.lead.rows(alerts)} <= others
    assert _late(staff) <= others


def require_alerts(staff: Staff, time: Time, set_back: SetBack, *, odd: bool, swept: bool) -> None:
    """Take every step. At every other one the clock goes back by an hour, before which alerts have fallen due.

    With `swept` they have been raised.
    """
    for number, (hand, make) in enumerate(every_step(staff)):
        if number % 2 == odd:
            if swept:
                time.advance(4000)
                staff.lead.desk.sweep()
            hand.do(set_back(make()))
        else:
            time.advance(HOUR + 4000)
            hand.do(make())
    _require_sound(staff, time)
    assert _late(staff) <= {row.clock_id for row in staff.lead.rows(alerts)}


def _require_sound(staff: Staff, time: Time) -> None:
    assert staff.lead.desk.read(check, time()) == []
    staff.lead.desk.sweep()
    assert staff.lead.desk.read(check, time()) == []


def _late(staff: Staff) -> set[int]:
    return {row.id for row in staff.lead.rows(clocks) if on_time(stage_clock_of(row).clock) is False}
