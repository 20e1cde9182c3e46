"""Rows as the actions use them: frozen dataclasses with the domain's types."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, make_dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Result, Row

from tickets.rules.clocks import Clock
from tickets.rules.moves import MoveContext
from tickets.rules.recorded_times import Hold, TicketRecord
from tickets.rules.stages import COLUMNS, STEPS
from tickets.rules.subjects import Subject
from tickets.rules.ticket_texts import TicketTexts
from tickets.rules.words import CallbackResult, Move, Priority, Role, Source, State, Zone
from tickets.store.unreadable import ReadableRows, broken_count, broken_since, readable

T = TypeVar("T")

_ENDED_BY = {
    State.CLOSED: Move.CLOSE,
    State.CANCELLED: Move.CANCEL,
    State.MERGED: Move.MERGE,
    State.SETTLED: Move.SETTLE,
}


@dataclass(frozen=True, slots=True)
class Who:
    """The author of a command, and their workstation."""

    staff_id: int | None
    name: str
    roles: frozenset[Role]
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket(TicketTexts):
    """A row of tickets: a field for each column, of the same name. The defaults are those of a new ticket.

    `id` is 0 until it is written.
    """

    id: int = 0
    number: str
    version: int = 1
    state: State
    held: bool = False
    fault: str
    priority: Priority
    zone: Zone
    place_id: int | None = None
    address: str = ""
    phone: str = ""
    caller: str = ""
    household_no: str = ""
    dn: int | None = None
    households: int | None = None
    triage: str = ""
    water_over_road: bool = False
    traffic_blocked: bool = False
    sensitive_user: bool = False
    danger_to_people: bool = False
    crew_id: int | None = None
    supervised: bool = False
    opened: datetime
    first_call: datetime | None = None  # of the tickets merged into it, if one was opened earlier
    appointment: datetime | None = None
    dispatched_at: datetime | None = None
    departed_at: datetime | None = None
    located_at: datetime | None = None
    isolated_at: datetime | None = None
    resolved_at: datetime | None = None
    ended_at: datetime | None = None
    merged_into: int | None = None
    calls: int = 1
    chases: int = 0
    returns: int = 0
    extensions: int = 0
    reopenings: int = 0
    reratings: int = 0
    callback: CallbackResult | None = None
    first_answer: CallbackResult | None = None  # of all callbacks, also those before a reopening
    callback_tries: int = 0  # at which nobody answered, since the last repair
    callback_again: datetime | None = None  # when the caller is to be rung again; None for now
    resolution: str = ""
    source: Source
    source_key: str | None = None


@dataclass(frozen=True, slots=True)
class StageClock:
    """A clock with its row in the database.

    `next_rung` is the instant of the next rung: every earlier rung has its row in the alert ledger. `priority` selects
    the ladder; it and `crew_id` no longer change once the clock has stopped.
    """

    id: int
    subject: Subject
    clock: Clock
    next_rung: datetime | None
    priority: Priority
    crew_id: int | None


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault."""

    code: str
    name: str
    fault_group: str
    priority: Priority
    isolate: bool
    customer_side: bool
    words: str
    advice: str
    position: int
    active: bool


def move_context(ticket: Ticket, fault: Fault) -> MoveContext:
    """Return the facts that the rules of moves need about a ticket with this fault."""
    return MoveContext(
        ticket.state,
        ticket.held,
        frozenset(step.move for step in STEPS if step.column and getattr(ticket, step.column) is not None),
        fault.isolate,
        ticket.extensions,
        ticket.callback is not None,
        ticket.callback is CallbackResult.UNSATISFIED,
        ticket.reopenings > 0,
    )


def record_of(ticket: Ticket, stage_clocks: Mapping[int, Clock], held: Iterable[Hold]) -> TicketRecord:
    """Return what is recorded of a ticket, for the rules of corrections; its clocks are by id, in their order."""
    taken = {name: at for name in COLUMNS if (at := getattr(ticket, name)) is not None}
    ended = None if ticket.ended_at is None else (_ENDED_BY[ticket.state], ticket.ended_at)
    return TicketRecord(ticket.opened, taken, stage_clocks, tuple(held), ended, ticket.appointment)


TICKET_FIELDS = tuple(field.name for field in fields(Ticket))
CLOCK_FIELDS = tuple(field.name for field in fields(Clock))


def clock_of(row: Row[Any]) -> Clock:
    """Return the clock in a row with every column of clocks."""
    return Clock(**{name: getattr(row, name) for name in CLOCK_FIELDS})


def stage_clock_of(row: Row[Any]) -> StageClock:
    """Return the stage clock in a row of clocks."""
    subject = Subject(row.subject_kind, row.subject_id)
    return StageClock(row.id, subject, clock_of(row), row.next_rung, row.priority, row.crew_id)


def ticket_values(*parts: Any) -> dict[str, Any]:
    """Return those values of dataclasses that a ticket has a column for, by name."""
    return {name: getattr(one, name) for one in parts for name in field_names(one.__class__) if name in TICKET_FIELDS}


def columns_of(ticket: Ticket) -> dict[str, Any]:
    """Return the ticket's values by column name."""
    return {name: getattr(ticket, name) for name in TICKET_FIELDS}


def columns_of_clock(row: StageClock) -> dict[str, Any]:
    """Return a clock's values by column name, without its id."""
    return {
        "subject_kind": row.subject.kind,
        "subject_id": row.subject.id,
        **{name: getattr(row.clock, name) for name in CLOCK_FIELDS},
        "deadline": row.clock.deadline,
        "next_rung": row.next_rung,
        "priority": row.priority,
        "crew_id": row.crew_id,
    }


def freeze(kind: type[T], found: Result[Any] | Sequence[Row[Any]], **computed: Callable[[Any], Any]) -> ReadableRows[T]:
    """Return a frozen dataclass (with slots) of this kind for each row, each field from the column of its name.

    A field in `computed` is the result of that function for the row. `found` may be a part of a result, with at least
    one row. Unreadable rows are left out and listed in `broken`, or raise Unavailable: see `unreadable`. Raises
    TypeError for a field that is neither a column nor computed.
    """
    names = tuple(found.keys()) if isinstance(found, Result) else found[0]._fields
    before = broken_count()
    make = row_maker(kind, names, **computed)
    return ReadableRows([make(row) for row in readable(kind, found, names)], broken_since(before))


def row_maker(kind: type[T], names: Sequence[str], **computed: Callable[[Any], Any]) -> Callable[[Any], T]:
    """Return a function that makes a frozen row of a row with these columns: see `freeze`."""
    wanted = field_names(cast(Any, kind))
    missing = [name for name in wanted if name not in names and name not in computed]
    if missing:
        raise TypeError(f"no column for {', '.join(missing)} of {kind.__name__}: label one in the select")
    taken = [place for place, name in enumerate(names) if name in wanted and name not in computed]
    draft = _draft(cast(Any, kind), (*(names[place] for place in taken), *computed))
    others = tuple(computed.values())
    takes_all = len(taken) == len(names)

    def make(row: Any) -> Any:
        values = row if takes_all else [row[place] for place in taken]
        made = draft(*values, *[value(row) for value in others]) if others else draft(*values)
        made.__class__ = kind
        return made

    return make


def one_row(kind: type[T], row: Row[Any]) -> T:
    """Return a single row as a dataclass whose fields are named like its columns."""
    return kind(**row._asdict())


@cache
def field_names(kind: Any) -> tuple[str, ...]:
    """Return the names of a dataclass's fields."""
    return tuple(field.name for field in fields(kind))


@cache
def _draft(kind: Any, order: tuple[str, ...]) -> Any:
    """Return a mutable class with the layout of `kind`, whose fields are set in this order.

    Setting them takes a fraction of the time of a frozen dataclass.
    """
    filling = vars(make_dataclass("Draft", order))["__init__"]
    is_open = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type("Draft", kind.__bases__, {"__slots__": kind.__slots__, "__init__": filling, **is_open})
