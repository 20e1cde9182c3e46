"""Corrects a recorded time. The journal keeps the old one, the new one and the reason."""

from datetime import datetime
from itertools import pairwise

from tickets.actions.command import action
from tickets.actions.fields import required
from tickets.actions.ticket_edit import TicketEdit, open_edit
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Refused
from tickets.rules.instants import in_words, whole
from tickets.rules.stages import (
    FIRST,
    LAST,
    MAIN_STAGES,
    MILESTONES,
    STEP_OF,
    STEPS,
    Step,
    TimedStage,
    ended_by,
    started_by,
)
from tickets.rules.words import Move, Outcome, Role, Stage
from tickets.store.rows import StageClock


@action("更正时间", Role.SUPERVISOR)
def correct_time(unit: UnitOfWork, ticket_id: int, version: int | None, step: Move, at: datetime, reason: str) -> int:
    """Correct when a step of the present round happened, from dispatch to resolve.

    The next stage starts at the corrected time. Raises Refused when the steps would be out of order.
    """
    edit = open_edit(unit, ticket_id, version)
    unit.text = f"{step.label}：{required('更正原因', reason)}"
    at = whole(at)
    if at > unit.now:
        raise Refused("时间在将来，请核对后重填。")
    unit.true_time = at
    if step not in STEP_OF:
        raise Refused(f"{step.label}没有可更正的时间，只有派单到处置完成的各步有。")
    column, ended = STEP_OF[step].column, ended_by(step)
    if column is not None and getattr(edit.before, column) is None:
        raise Refused(f"还没有登记{step.label}，没有可更正的时间。")
    if ended is not None:
        _move_stop(edit, ended, at)
    if column is not None:
        edit.change(**{column: at})
    _require_order(edit, {})
    return edit.save()


def _move_stop(edit: TicketEdit, ended: TimedStage, at: datetime) -> None:
    row = _last_done(edit, ended.stage)
    if row is None:
        if ended.milestone:  # a milestone that this fault doesn't have: its step is recorded, but not timed
            return
        raise Refused(f"{ended.stage.label}还没有完成，没有可更正的时间。")
    # before a clock refuses it, because the steps in the way can be named here
    _require_order(edit, {ended.end.move: at})
    followers = [each for each in _followers(edit, row, ended) if each.clock.started == row.clock.stopped]
    edit.correct(row, row.clock.started, at)
    for follower in followers:
        edit.correct(follower, at, follower.clock.stopped)


def _followers(edit: TicketEdit, row: StageClock, ended: TimedStage) -> list[StageClock]:
    """Return the clocks that start when this one stops.

    The next main stage need not be the one described as such: an old repair may lack a step, and a ticket that was
    under way when a stage was added lacks that stage.
    """
    later = [] if ended.milestone else [each for each in edit.clocks if each.id > row.id]
    main = [each for each in later if each.clock.stage in MAIN_STAGES]
    milestones = [begun.stage for begun in started_by(ended.end.move) if begun.milestone]
    return [*main[:1], *(each for each in later if each.clock.stage in milestones)]


def _present(edit: TicketEdit) -> list[StageClock]:
    """Return the clocks of the present course; each course begins with 受理, but an imported one need not."""
    first = max((row.id for row in edit.clocks if row.clock.stage is FIRST.stage), default=0)
    return [row for row in edit.clocks if row.id >= first]


def _last_done(edit: TicketEdit, stage: Stage) -> StageClock | None:
    done = [row for row in _present(edit) if row.clock.stage is stage and row.clock.outcome is Outcome.DONE]
    return done[-1] if done else None


def _require_order(edit: TicketEdit, moved: dict[Move, datetime]) -> None:
    """Raise Refused, naming two steps and their times, when the steps are out of order with those in `moved`."""
    present = _present(edit)
    times = {step.move: _time_of(edit, step) for step in STEPS} | moved
    began = present[0].clock if present else None
    begin = (
        "来电" if began is None or began.round == 1 else "上一轮",
        edit.ticket.opened if began is None else began.started,
    )
    of_milestones = [each.end.move for each in MILESTONES]
    steps = [(move.label, at) for move, at in times.items() if move not in of_milestones]
    _require_rising([begin, *steps, ("归档", edit.ticket.ended_at)])
    for each in MILESTONES:
        start, reached, last = each.starts_with, each.end.move, LAST.end.move
        course = [(move.label, times[move]) for move in (start, reached, last) if move is not None]
        if start not in moved:  # otherwise its clock moves, too
            started = [row.clock.started for row in present if row.clock.stage is each.stage]
            timing = [(f"{each.stage.label}计时", at) for at in started if start is None or at != times[start]]
            course[1:1] = timing  # where both have the same instant, the starting step is the better name
        _require_rising(course)


def _time_of(edit: TicketEdit, step: Step) -> datetime | None:
    """Return when a step of the present course was taken; None when it was not, or is unknown."""
    ended = ended_by(step.move)
    if step.column is not None:
        at: datetime | None = getattr(edit.ticket, step.column)
        return at
    row = None if ended is None else _last_done(edit, ended.stage)
    return None if row is None else row.clock.stopped


def _require_rising(course: list[tuple[str, datetime | None]]) -> None:
    known = [(name, at) for name, at in course if at is not None]
    for (earlier, first), (later, second) in pairwise(known):
        if second < first:
            times = f"{in_words(second, first)} 早于 {in_words(first, second)}"
            raise Refused(f"{later}不能早于{earlier}：{times}，请核对后重填。")
