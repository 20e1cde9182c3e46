"""What a kept ticket takes over from one that is merged into it."""

from dataclasses import replace

from tickets.actions.promises import course, done_by, handed_on, merged_promises, was_late_merged
from tickets.actions.ticket_edit import TicketEdit
from tickets.rules import clocks as rules
from tickets.rules.words import Outcome, Stage


def inherit(edit: TicketEdit) -> None:
    """Take over the promises of merged tickets as far as this one has not met them, and that a stage was late there."""
    for stage in Stage:
        of_stage = [row for row in course(edit.clocks) if row.clock.stage is stage]
        if of_stage and was_late_merged(edit.unit, edit.ticket, edit.clocks, stage):
            of_stage = [edit.move(row, replace(row.clock, repeats=True), None) for row in of_stage]
        for promise in merged_promises(edit.unit, edit.ticket, edit.clocks, stage) if of_stage else ():
            row = of_stage[-1]
            if row.clock.outcome is not Outcome.DONE or not done_by(row.clock, promise):
                of_stage[-1] = edit.change_deadline(row, rules.take_over(row.clock, promise))


def forget(edit: TicketEdit) -> None:
    """Take over only the promises that still count, now that somebody consented to leave out a merged ticket's."""
    for row in [row for row in course(edit.clocks) if row.clock.promised is not None]:
        clock = replace(row.clock, promised=None)
        for promise in handed_on(edit.unit, edit.ticket, edit.clocks, row.clock.stage):
            clock = rules.take_over(clock, promise)
        if clock.stopped is not None:
            edit.move(row, clock, None)
        elif clock.deadline != row.clock.deadline:
            edit.begin_term(row, replace(clock, term=row.clock.term + 1), "已核准并单")
