"""Putting a recorded time right. The journal keeps the old one, the new one and the reason."""

from datetime import datetime
from itertools import pairwise

from tickets.actions.command import action
from tickets.actions.fields import required
from tickets.actions.ticket_edit import TicketEdit, open_job
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Refused
from tickets.rules.instants import in_words, whole
from tickets.rules.words import Move, Outcome, Role, Stage
from tickets.store.rows import StageClock

_STAGE = {
    Move.ACCEPT: Stage.ACCEPT,
    Move.ARRIVE: Stage.ARRIVE,
    Move.ISOLATE: Stage.ISOLATE,
    Move.RESOLVE: Stage.RESOLVE,
}
_FOLLOWERS = {Stage.ACCEPT: (Stage.ARRIVE,), Stage.ARRIVE: (Stage.RESOLVE, Stage.ISOLATE)}
_MARK = {
    Move.DISPATCH: "dispatched_at",
    Move.DEPART: "departed_at",
    Move.LOCATE: "located_at",
    Move.ISOLATE: "isolated_at",
    Move.RESOLVE: "resolved_at",
}


@action("更正时间", Role.SUPERVISOR)
def correct_time(act: UnitOfWork, ticket_id: int, version: int | None, step: Move, at: datetime, reason: str) -> int:
    """Put right when a step of the present round happened, from dispatch to resolve.

    A stage that follows starts at the corrected time. Raises Refused when the steps would come out of order.
    """
    job = open_job(act, ticket_id, version)
    before = job.ticket
    act.text = f"{step.label}：{required('更正原因', reason)}"
    at = whole(at)
    if at > act.now:
        raise Refused("时间在将来，请核对后重填。")
    act.true_time = at
    if step not in (*_STAGE, *_MARK):
        raise Refused(f"{step.label}没有可更正的时间，只有派单到处置完成的各步有。")
    mark = _MARK.get(step)
    if mark is not None and getattr(before, mark) is None:
        raise Refused(f"还没有登记{step.label}，没有可更正的时间。")
    if step in _STAGE:
        _move_stop(job, step, at)
    if mark is not None:
        job.change(**{mark: at})
    _require_order(job, {})
    job.save(before)
    return ticket_id


def _move_stop(job: TicketEdit, step: Move, at: datetime) -> None:
    stage = _STAGE[step]
    row = _last_done(job, stage)
    if row is None:
        if stage is Stage.ISOLATE:  # stopping the water is noted, but not timed, for faults that don't need it
            return
        raise Refused(f"{stage.label}还没有完成，没有可更正的时间。")
    _require_order(job, {step: at})  # before a clock refuses it: here is known which steps are in the way
    old = row.clock.stopped
    following = _FOLLOWERS.get(stage, ())
    followers = [f for f in job.clocks if f.id > row.id and f.clock.stage in following and f.clock.started == old]
    job.correct(row, row.clock.started, at)
    for follower in followers:
        job.correct(follower, at, follower.clock.stopped)


def _present(job: TicketEdit) -> list[StageClock]:
    """Return the clocks of the present course; each course begins with 受理, but that of an old repair need not."""
    first = max((row.id for row in job.clocks if row.clock.stage is Stage.ACCEPT), default=0)
    return [row for row in job.clocks if row.id >= first]


def _last_done(job: TicketEdit, stage: Stage) -> StageClock | None:
    done = [row for row in _present(job) if row.clock.stage is stage and row.clock.outcome is Outcome.DONE]
    return done[-1] if done else None


def _require_order(job: TicketEdit, moved: dict[Move, datetime]) -> None:
    """Raise Refused, naming two steps and their times, when the steps are out of order with those in `moved`."""
    ticket = job.ticket
    present = _present(job)
    stops = {stage: row.clock.stopped for stage in Stage if (row := _last_done(job, stage)) is not None}
    began = present[0].clock if present else None
    isolating = [("止水计时", row.clock.started) for row in present if row.clock.stage is Stage.ISOLATE]
    times = {
        Move.DISPATCH: ticket.dispatched_at,
        Move.ACCEPT: stops.get(Stage.ACCEPT),
        Move.DEPART: ticket.departed_at,
        Move.ARRIVE: stops.get(Stage.ARRIVE),
        Move.LOCATE: ticket.located_at,
        Move.ISOLATE: ticket.isolated_at,
        Move.RESOLVE: ticket.resolved_at,
    } | moved
    if Move.ARRIVE in moved:  # the clock of 止水 moves with it
        isolating = []
    isolating = [each for each in isolating if each[1] != times[Move.ARRIVE]]  # 到场 says more to people
    begin = (
        "来电" if began is None or began.round == 1 else "上一轮",
        ticket.opened if began is None else began.started,
    )
    steps = [(step.label, times[step]) for step in times if step is not Move.ISOLATE]
    _require_rising([begin, *steps, ("归档", ticket.ended_at)])
    on_site = [("到场", times[Move.ARRIVE]), *isolating, ("止水", times[Move.ISOLATE])]
    _require_rising([*on_site, ("处置完成", times[Move.RESOLVE])])


def _require_rising(course: list[tuple[str, datetime | None]]) -> None:
    known = [(name, at) for name, at in course if at is not None]
    for (earlier, first), (later, second) in pairwise(known):
        if second < first:
            times = f"{in_words(second, first)} 早于 {in_words(first, second)}"
            raise Refused(f"{later}不能早于{earlier}：{times}，请核对后重填。")
