"""What a kept ticket takes over from one that is merged into it."""

from dataclasses import replace

from tickets.actions.promises import (
    course,
    done_by,
    has_counted,
    last_course,
    merged_promises,
    rounds,
    was_late_merged,
)
from tickets.actions.ticket_edit import TicketEdit
from tickets.rules import clocks as rules
from tickets.rules.rounds import promise_of
from tickets.rules.words import Outcome, Stage


def inherit(edit: TicketEdit) -> None:
    """Take over the promises of merged tickets as far as this one has not met them, and that a stage was late there."""
    for stage in Stage:
        of_stage = [row for row in course(edit.clocks) if row.clock.stage is stage]
        if of_stage and was_late_merged(edit.unit, edit.ticket, edit.clocks, stage):
            of_stage = [edit.move(row, replace(row.clock, repeats=True), None) for row in of_stage]
        for promise in merged_promises(edit.unit, edit.ticket, edit.clocks, stage) if of_stage else ():
            row = of_stage[-1]
            if row.clock.stopped is None:  # else it was done in time, or its next round takes the promise over
                of_stage[-1] = edit.change_deadline(row, rules.take_over(row.clock, promise, edit.unit.now))


def recount(edit: TicketEdit) -> None:
    """Let each clock of the present course follow the earlier rounds and the merged tickets, after a consent.

    Clocks from before schema 0005 stay as they are.
    """
    for row in [row for row in last_course(edit.clocks) if row.clock.first_due is not None]:
        earlier = [each for each in edit.clocks if each.id < row.id]
        stage = row.clock.stage
        promise = promise_of(rounds(earlier, stage))
        repeats = has_counted(edit.unit, edit.ticket, earlier, stage)
        clock = replace(rules.with_promise(row.clock, promise), repeats=repeats)
        if all(each.clock.stage is not stage for each in edit.clocks if each.id > row.id):
            for merged in merged_promises(edit.unit, edit.ticket, edit.clocks, stage):
                if clock.outcome is not Outcome.DONE or not done_by(clock, merged):
                    clock = rules.take_over(clock, merged, edit.unit.now)
        clock = replace(clock, term=row.clock.term)
        if clock.stopped is None and clock.deadline != row.clock.deadline:
            edit.begin_term(row, replace(clock, term=clock.term + 1), "核准后时限有变")
        elif clock != row.clock:
            edit.move(row, clock, None)
