"""What a kept ticket takes over from one that is merged into it, and how clocks follow a consent."""

from dataclasses import replace

from tickets.actions.ticket_edit import TicketEdit
from tickets.rules.granting import recounted
from tickets.rules.promises import TicketTiming


def inherit(edit: TicketEdit) -> None:
    """Let the stages that are not done yet take over promises of merged tickets, and that they were late there.

    A stage that was done before keeps its own verdict, as the merged ticket's clock does.
    """
    timing = edit.timing
    for row in edit.unstopped:
        stage = row.clock.stage
        repeats = row.clock.repeats or timing.was_late_merged(stage)
        moved = edit.move(row, replace(row.clock, repeats=repeats), None)
        edit.change_deadline(moved, timing.going_on(moved.clock, edit.unit.now))


def recount(edit: TicketEdit, before: TicketTiming) -> None:
    """Let each clock of the present course follow the earlier rounds and the merged tickets, after a consent.

    `before` is the ticket's timing before it.
    """
    for key, clock in recounted(edit.timing, before, edit.unit.now).items():
        row = edit.clock(key)
        if clock.stopped is None and clock.deadline != row.clock.deadline:
            edit.begin_term(row, replace(clock, term=clock.term + 1), "核准后时限有变")
        elif clock != row.clock:
            edit.move(row, clock, None)
