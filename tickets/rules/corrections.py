"""What follows from the correction of a recorded time: for the ticket's columns, its clocks and their holds. Pure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from tickets.rules import clocks as rules
from tickets.rules.clocks import Clock
from tickets.rules.instants import in_words, plus, seconds_between
from tickets.rules.limits import agreed
from tickets.rules.recorded_times import Hold, Mark, RecordedTimes, TimeCell
from tickets.rules.rounds import have_counted, promise_of
from tickets.rules.stages import FIRST, LAST, described
from tickets.rules.words import ConsentState, Move, Outcome, Stage

_PAUSES = (Move.HOLD, Move.RESUME)

Times = Mapping[TimeCell, datetime]


class OutOfOrder(ValueError):
    """A time that would be before one it must follow; the text is a sentence that names both."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What changes: columns of the ticket, and the clocks and holds by their id."""

    columns: Mapping[str, datetime]
    clocks: Mapping[int, Clock]
    holds: Mapping[int, Hold]


def corrected(recorded: RecordedTimes, step: Mark, at: datetime, cap: int) -> Correction:
    """Return what changes when a step's time becomes `at`. A granted hold counts for `cap` seconds at most.

    Everything that begins or ends with the step moves with it. Raises OutOfOrder.
    """
    times = recorded.times | dict.fromkeys(step.cells, at)
    for span in recorded.spans:
        if span.began is step:
            times |= {since: max(at, times[start]) for since, start in span.others}
    _require_order(recorded, times)
    _require_no_step_in_a_hold(recorded, times)
    held = {hold.id: _corrected_hold(hold, times, cap) for hold in recorded.record.holds}
    clocks = {key: _corrected_clock(recorded, key, times, held, cap) for key in recorded.record.clocks}
    if recorded.at(step) == at:
        for cell in (each for each in step.cells if each.table == "clocks" and each.column == "stopped"):
            clocks[cell.row] = rules.confirm(clocks[cell.row])
    _follow_earlier_rounds(recorded.record.clocks, clocks)
    return Correction(
        {name: times[TimeCell("tickets", 0, name)] for name, old in recorded.record.columns.items()
         if times[TimeCell("tickets", 0, name)] != old},
        {key: clock for key, clock in clocks.items() if clock != recorded.record.clocks[key]},
        {hold.id: held[hold.id] for hold in recorded.record.holds if held[hold.id] != hold},
    )  # fmt: skip


def _follow_earlier_rounds(before: Mapping[int, Clock], after: dict[int, Clock]) -> None:
    """Give each later round of a stage what the corrected rounds before it lead to.

    That is the promise of those of its course that were given up in time, and whether the stage has counted before.
    """
    earlier: defaultdict[Stage, list[int]] = defaultdict(list)
    of_course: defaultdict[Stage, list[int]] = defaultdict(list)  # without those of earlier courses
    repaired = False
    for key, old in before.items():
        if old.stage is FIRST.stage and repaired:  # a new course begins
            of_course.clear()
            repaired = False
        rounds, course = earlier[old.stage], of_course[old.stage]
        due, moved = (promise_of(clocks[each] for each in course) for clocks in (before, after))
        counted, counts = (have_counted(clocks[each] for each in rounds) for clocks in (before, after))
        new = _with_promise(old, after[key], due, moved)
        after[key] = replace(new, repeats=counts) if old.repeats == counted else new
        rounds.append(key)
        course.append(key)
        repaired = repaired or (old.stage is LAST.stage and old.outcome is Outcome.DONE)


def _with_promise(old: Clock, new: Clock, due: datetime | None, moved: datetime | None) -> Clock:
    """Return a clock under the promise `moved` that was `due` before.

    An earlier promise, of a merged ticket, stays. A round from before promises has none.
    """
    if due == moved and old.started == new.started:
        return new
    outside = old.first_due is not None and due is not None and due >= old.first_due
    own = old.promised == due or (old.promised is None and outside)
    if not own and old.promised is None:
        return new
    promise = min(filter(None, (moved, None if own else old.promised)), default=None)
    kept = rules.with_promise(new, promise)
    if kept.stopped is None and kept.deadline != new.deadline and new.term == old.term:
        return replace(kept, term=kept.term + 1)
    return kept


def _corrected_hold(hold: Hold, times: Times, cap: int) -> Hold:
    since, until = times[TimeCell("holds", hold.id, "since")], times.get(TimeCell("holds", hold.id, "until"))
    if (since, until) == (hold.since, hold.until):
        return hold
    counted = hold.counted
    if hold.consent is ConsentState.GRANTED and until is not None:
        counted = min(seconds_between(since, until), cap)
    return replace(hold, since=since, until=until, counted=counted)


def _corrected_clock(recorded: RecordedTimes, key: int, times: Times, held: Mapping[int, Hold], cap: int) -> Clock:
    clock = recorded.record.clocks[key]
    split = times.get(TimeCell("clocks", key, "split"), clock.split)
    new = rules.correct(replace(clock, split=split), times[TimeCell("clocks", key, "started")], _stop(key, times))
    if new.started != clock.started and clock.limit_id is None and described(clock.stage).by_appointment:
        agreed_on = _appointment(clock, recorded.record.appointment)
        new = replace(new, limit=agreed(new.started, agreed_on))  # the appointment itself does not move
    of_clock = [hold for hold in recorded.record.holds if hold.clock_id == key]
    longer = sum(_counted(held[hold.id]) - _counted(hold) for hold in of_clock)
    present = next((held[hold.id].since for hold in of_clock if hold.until is None), clock.held_since)
    return rules.correct_hold(new, clock.held + longer, None if clock.held_since is None else present, cap)


def _appointment(clock: Clock, present: datetime | None) -> datetime:
    """Return the appointment that a clock goes by: the ticket's present one, or an earlier one."""
    if present is not None and agreed(clock.started, present) == clock.limit:
        return present
    return plus(clock.started, clock.limit)


def _stop(key: int, times: Times) -> datetime | None:
    return times.get(TimeCell("clocks", key, "stopped"))


def _counted(hold: Hold) -> int:
    """Return the seconds of a hold that its clock's sum contains: none while it lasts."""
    if hold.until is None:
        return 0
    return seconds_between(hold.since, hold.until) if hold.counted is None else hold.counted


def _require_order(recorded: RecordedTimes, times: Times) -> None:
    """Raise OutOfOrder for two marks of a line that are out of order now; what was so before is not refused."""
    for line in recorded.lines:
        for earlier, later in pairwise(line):
            first, second = times[earlier.cells[0]], times[later.cells[0]]
            if second < first and (first, second) != (recorded.at(earlier), recorded.at(later)):
                words = f"{in_words(second, first)} 早于 {in_words(first, second)}"
                raise OutOfOrder(f"{later.label}不能早于{earlier.label}：{words}，请核对后重填。")


def _require_no_step_in_a_hold(recorded: RecordedTimes, times: Times) -> None:
    for span in recorded.spans:
        since, until = times[span.began.cells[0]], None if span.ended is None else times[span.ended.cells[0]]
        for step in (each for each in recorded.steps if each.move not in _PAUSES):
            at = times[step.cells[0]]
            same = (at, since) == (recorded.at(step), recorded.at(span.began))
            same = same and (span.ended is None or until == recorded.at(span.ended))
            if since < at and (until is None or at < until) and not same:
                span_words = f"{in_words(since, at)} " + ("起" if until is None else f"到 {in_words(until, at)}")
                raise OutOfOrder(f"{step.label} {in_words(at, since)} 落在挂起时间（{span_words}）里，请核对后重填。")
