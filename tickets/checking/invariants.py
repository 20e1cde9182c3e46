"""The list of all invariants, and their check."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection

from tickets.checking import alerts, clocks, journal, states, storage
from tickets.checking.violations import Violation
from tickets.service import TicketService
from tickets.store.unreadable import Unreadable

Invariant = Callable[[Connection, datetime], Iterator[Violation]]

SIDE_BY_SIDE = 2
# raised when a stored value has an impossible form
_ODD = (ValueError, TypeError, ArithmeticError, LookupError, OSError)
TOLD_AT_MOST = 1000  # violations of one invariant that are stored: a database may have a million


@dataclass(frozen=True, slots=True)
class Finding:
    """The number of violations of an invariant, and the first of them."""

    count: int
    first: tuple[Violation, ...]


INVARIANTS: tuple[Invariant, ...] = (
    journal.journal_accounts_for_tickets,
    storage.pages_are_sound,
    storage.values_make_sense,
    storage.references_lead_somewhere,
    storage.keys_are_unique,
    storage.numbers_are_of_their_day,
    storage.calls_are_findable,
    storage.numbers_are_findable,
    clocks.subjects_are_there,
    clocks.deadlines_add_up,
    clocks.limits_are_those_of_the_rules,
    clocks.holds_add_up,
    clocks.clocks_run_forward,
    clocks.stopped_clocks_have_outcomes,
    clocks.holds_lie_within_their_clock,
    clocks.open_holds_stand_for_held_clocks,
    clocks.rounds_are_numbered,
    clocks.rounds_do_not_overlap,
    clocks.stages_fill_the_time,
    clocks.last_stop_ends_the_work,
    states.states_agree_with_clocks,
    states.held_flags_agree_with_clocks,
    states.marks_agree_with_states,
    states.times_are_in_order,
    states.stage_times_are_in_order,
    states.calls_are_counted,
    alerts.crossed_rungs_are_in_the_ledger,
    alerts.next_rungs_are_right,
    alerts.resting_clocks_wait_for_nothing,
    alerts.unsent_alerts_have_reasons,
    alerts.unsent_alerts_are_explained,
    alerts.alerts_are_due_at_their_rung,
    alerts.alerts_belong_to_their_ladder,
    alerts.sent_alerts_are_delivered_to_the_screen,
    alerts.digests_are_counted,
    journal.journal_is_append_only,
    journal.journal_is_chained,
    journal.requests_and_journal_agree,
)


def check(connection: Connection, now: datetime) -> list[Violation]:
    """Return all violations; empty when every invariant holds."""
    return [violation for invariant in INVARIANTS for violation in _looked_for(connection, invariant, now)]


def examine(service: TicketService, now: datetime) -> Iterator[Finding]:
    """Yield the violations of each invariant, in order.

    Two invariants are checked in parallel: while one computes, the database works for the other.
    """
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        yield from pool.map(lambda invariant: service.read(_found, invariant, now), INVARIANTS)


def _found(connection: Connection, invariant: Invariant, now: datetime) -> Finding:
    violations = _looked_for(connection, invariant, now)
    first = tuple(islice(violations, TOLD_AT_MOST))
    return Finding(len(first) + sum(1 for _ in violations), first)


def _looked_for(connection: Connection, invariant: Invariant, now: datetime) -> Iterator[Violation]:
    """Yield an invariant's violations, and one more if unreadable data prevented a complete check."""
    try:
        yield from invariant(connection, now)
    except (Unreadable, *_ODD) as error:
        if isinstance(error, OSError) and error.filename is not None:
            raise
        yield Violation(invariant.__name__, f"检查项 {invariant.__name__}", "有读不出的内容，这一项没有核对完")
