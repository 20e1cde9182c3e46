"""The list of all invariants, and their check."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection

from tickets.checking import journal, storage
from tickets.checking.alerts import LEDGER
from tickets.checking.clocks import CLOCKS
from tickets.checking.consents import CONSENTS
from tickets.checking.incoming import INCOMING
from tickets.checking.outages import OUTAGES
from tickets.checking.states import TICKETS
from tickets.checking.violations import Invariant, Violation
from tickets.service import TicketService
from tickets.store.unreadable import Unreadable

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
    storage.households_are_findable,
    *CLOCKS,
    *CONSENTS,
    *TICKETS,
    *LEDGER,
    *OUTAGES,
    *INCOMING,
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
