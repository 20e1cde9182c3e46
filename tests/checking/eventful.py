"""A scenario in which every table gets rows, executed through the service; the tests of `check` use it."""

from tests.desk_fixtures import Hand, HandClock
from tickets.actions.alerting import acknowledge
from tickets.actions.assisting import assist
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_
from tickets.actions.followup import callback, close, reopen
from tickets.actions.intake import CallDetails, attach_call, chase, log_other_call
from tickets.actions.progress import accept, arrive, depart, extend, hold, isolate, locate, resolve, resume
from tickets.rules.words import CallbackResult, CallKind, Move, Priority
from tickets.service import TicketService
from tickets.store.queries.alert_panel import alert_panel

REPAIRED, RETURNED, HELD, MERGED, SENT_OUT, CANCELLED, REOPENED, OVERSLEPT, NEW = range(1, 10)  # ids of the tickets
MOVED = 4  # the id of the call that was moved from the merged ticket
OPEN_HOLD = 2  # the id of the hold that has not ended
SINGLE_ALERT = 1  # the id of an alert that was raised at its instant, of a clock that has stopped
CALL = CallDetails(phone="0635-3280212、13800000001", caller="来电人", words="路上冒水", address="文化街北头")


def fill(desk: TicketService, clock: HandClock) -> None:
    """Execute a day and a half of work; the last sweep is at the end."""
    hand = Hand(desk)
    first, second = hand.crew(0), hand.crew(1)
    _log(hand, clock)
    desk.sweep()
    _repair(hand, clock, first)
    _return(hand, clock, first, second)
    _hold_merge_and_cancel(hand, clock, first)
    _reopen(hand, clock, second)
    hand.do(log_other_call(CALL, CallKind.ENQUIRY))
    hand.do(log_other_call(CALL, CallKind.COMPLAINT))
    hand.log("burst_main")
    desk.sweep()  # alerts missed while the watch slept become a digest


def _log(hand: Hand, clock: HandClock) -> None:
    for fault in ("burst_main", "burst_main", "low_pressure", "visible_leak", "visible_leak", "valve", "no_water"):
        hand.log(fault)
    hand.do(chase(REPAIRED, None, CALL))
    hand.do(attach_call(REPAIRED, None, CALL))
    clock.advance(minutes=8)


def _repair(hand: Hand, clock: HandClock, crew: int) -> None:
    hand.desk.sweep()
    hand.do(dispatch(REPAIRED, None, crew))
    hand.do(assist(REPAIRED, None, hand.crew(1)))
    hand.do(acknowledge(frozenset(alert.id for alert in hand.desk.read(alert_panel).alerts)))
    clock.advance(minutes=3)
    hand.desk.sweep()
    for command in (accept, depart, arrive, locate, isolate):
        clock.advance(minutes=10)
        hand.do(command(REPAIRED, None))
        clock.advance(minutes=2)
        hand.desk.sweep()
    hand.do(hold(REPAIRED, None, "等材料"))
    clock.advance(hours=2)
    hand.do(resume(REPAIRED, None))
    hand.do(extend(REPAIRED, None, 3600, "夜间"))
    clock.advance(hours=1)
    hand.do(resolve(REPAIRED, None, "换管"))
    hand.do(correct_time(REPAIRED, None, Move.RESOLVE, clock.ago(minutes=5), "记错"))
    hand.do(callback(REPAIRED, None, CallbackResult.SATISFIED))
    clock.advance(minutes=5)
    hand.do(close(REPAIRED, None))


def _return(hand: Hand, clock: HandClock, first: int, second: int) -> None:
    for command in (dispatch(RETURNED, None, first), accept(RETURNED, None), arrive(RETURNED, None)):
        hand.do(command)
        clock.advance(minutes=10)
    hand.do(return_(RETURNED, None, "不归本班"))
    clock.advance(hours=1)
    hand.do(dispatch(RETURNED, None, first))
    hand.do(reassign(RETURNED, None, second, "更近"))
    hand.do(accept(RETURNED, None, clock.ago(seconds=0)))
    hand.do(arrive(RETURNED, None))
    clock.advance(hours=3)
    hand.do(isolate(RETURNED, None))
    hand.do(rerate(RETURNED, None, "现场核实", dn=600))
    hand.do(resolve(RETURNED, None))


def _hold_merge_and_cancel(hand: Hand, clock: HandClock, crew: int) -> None:
    hand.do(merge(MERGED, None, SENT_OUT))
    hand.do(dispatch(SENT_OUT, None, crew))
    hand.do(cancel(CANCELLED, None, "误报"))
    hand.do(rerate(HELD, None, "整片无水", priority=Priority.P2, fault="no_water"))
    clock.advance(minutes=2)
    hand.do(hold(HELD, None, "用户要求改时间"))
    assert hand.log("burst_main") == OVERSLEPT
    clock.advance(hours=5)


def _reopen(hand: Hand, clock: HandClock, crew: int) -> None:
    for command in (dispatch(REOPENED, None, crew), accept(REOPENED, None), arrive(REOPENED, None)):
        hand.do(command)
    hand.do(resolve(REOPENED, None, "换阀"))
    clock.advance(minutes=30)
    hand.do(reopen(REOPENED, None, "又没水"))
