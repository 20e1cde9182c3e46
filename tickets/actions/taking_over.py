"""What a kept ticket takes over from one that is merged into it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tickets.actions.promises import (
    done_by,
    has_counted,
    last_course,
    promised_by_merged,
    rounds,
    stood,
    was_late_merged,
)
from tickets.actions.ticket_edit import TicketEdit
from tickets.rules import clocks as rules
from tickets.rules.clocks import Clock
from tickets.rules.instants import plus
from tickets.rules.rounds import promise_of
from tickets.rules.words import Outcome
from tickets.store.rows import StageClock


def inherit(edit: TicketEdit) -> None:
    """Let the stages that are not done yet take over promises of merged tickets, and that they were late there.

    A stage that was done before keeps its own verdict, as the merged ticket's clock does.
    """
    for row in edit.unstopped:
        stage = row.clock.stage
        repeats = row.clock.repeats or was_late_merged(edit.unit, edit.ticket, edit.clocks, stage)
        moved = edit.move(row, replace(row.clock, repeats=repeats), None)
        for merged in promised_by_merged(edit.unit, edit.ticket, edit.clocks, stage):
            moved = edit.change_deadline(moved, rules.take_over(moved.clock, merged.deadline, edit.unit.now))


def recount(edit: TicketEdit) -> None:
    """Let each clock of the present course follow the earlier rounds and the merged tickets, after a consent.

    By a consent a clock may count again, never the reverse. Clocks from before schema 0005 stay as they are.
    """
    now = edit.unit.now
    for row in [row for row in last_course(edit.clocks) if row.clock.first_due is not None]:
        earlier = [each for each in edit.clocks if each.id < row.id]
        stage = row.clock.stage
        promises = [promise_of(rounds(earlier, stage)), _started_with(edit, row, earlier)]
        repeats = row.clock.repeats and has_counted(edit.unit, edit.ticket, earlier, stage)
        clock = replace(rules.with_promise(row.clock, min(filter(None, promises), default=None)), repeats=repeats)
        if all(each.clock.stage is not stage for each in edit.clocks if each.id > row.id):
            for merged in promised_by_merged(edit.unit, edit.ticket, edit.clocks, stage):
                if clock.outcome is not Outcome.DONE or not done_by(clock, merged.deadline):
                    clock = rules.take_over(clock, _moved(row.clock, merged.deadline, now), now)
        clock = replace(clock, term=row.clock.term)
        if clock.stopped is None and clock.deadline != row.clock.deadline:
            edit.begin_term(row, replace(clock, term=clock.term + 1), "核准后时限有变")
        elif clock != row.clock:
            edit.move(row, clock, None)


def _started_with(edit: TicketEdit, row: StageClock, earlier: Sequence[StageClock]) -> datetime | None:
    """Return the promise that a clock has since its start, of an appointment or an undone step; None if it has none."""
    if row.clock.promised is None:
        return None
    undone = stood(edit.unit, edit.ticket, earlier, row.clock, row.id).counted
    by_rule = undone and row.clock.limit_id is not None
    less = [plus(row.clock.started, row.clock.limit - undone)] if by_rule else []
    agreed = edit.appointments(row.clock.stage, ended=row.clock.stopped is not None)
    due = min([*agreed, *less], default=None)
    return None if due is None else max(due, row.clock.promised)  # a stricter limit since then has not moved it


def _moved(clock: Clock, promise: datetime, now: datetime) -> datetime:
    """Return a merged ticket's promise as holds and extensions of the clock that goes on have moved it.

    Of a promise that it carries already only those since the merge have.
    """
    longer = clock.held + clock.extended + rules.counted(clock, now)
    return plus(promise, longer) if clock.promised is None else max(promise, plus(clock.promised, longer))
