"""What a kept ticket takes over from one that is merged into it, and how clocks follow a consent or a correction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from tickets.actions.ticket_edit import TicketEdit, open_edit, open_edits
from tickets.actions.unit_of_work import UnitOfWork
from tickets.rules.granting import recounted
from tickets.rules.promises import TicketTiming
from tickets.store.queries.timings import kept_chains


class KeptChain:
    """A ticket that a supervisor changes, `edit`, and those that it was merged into, one after the other."""

    def __init__(self, unit: UnitOfWork, ticket_id: int, version: int | None) -> None:
        """Open the tickets; raises as `open_edit` does."""
        edits = open_edits(unit, _with_kept(unit, ticket_id), version)
        self.edit = edits[ticket_id]
        self.has_followed = False  # whether a clock of a kept ticket has changed
        # If the ticket was merged before it was locked, the one that it was merged into is not open yet.
        self._kept = [edits.get(key) or open_edit(unit, key, None) for key in _with_kept(unit, ticket_id)[1:]]

    @contextmanager
    def followed(self, *, concerns_all: bool) -> Iterator[None]:
        """Let the clocks of the kept tickets follow what the block changes.

        It is a step of theirs, too, if it `concerns_all`, as a consent does, or gives a clock of theirs more time. A
        correction gives none less.
        """
        timings = [each.timing for each in self._kept]
        yield
        for each, before in zip(self._kept, timings, strict=True):
            has_changed = recount(each, before, may_take=concerns_all)
            self.has_followed = self.has_followed or has_changed
            if has_changed or concerns_all:
                each.save()


def _with_kept(unit: UnitOfWork, ticket_id: int) -> list[int]:
    """Return the ids of a ticket, if there is one, of the one that it was merged into, and so on."""
    return [kept.id for kept in kept_chains(unit.connection, [ticket_id])[ticket_id]] or [ticket_id]


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


def recount(edit: TicketEdit, before: TicketTiming, *, may_take: bool = True) -> bool:
    """Let each clock of the present course follow the earlier rounds and the merged tickets; return whether any did.

    `before` is the ticket's timing before a consent or a correction. Without `may_take` no clock gets less time.
    """
    timing = edit.timing
    for key, clock in recounted(edit.timing, before, edit.unit.now).items():
        row = edit.clock(key)
        if clock.deadline < row.clock.deadline and not may_take:
            continue
        if clock.stopped is None and clock.deadline != row.clock.deadline:
            edit.begin_term(row, replace(clock, term=clock.term + 1), "核准或更正后时限有变")
        elif clock != row.clock:
            edit.move(row, clock, None)
    return edit.timing != timing
