"""Everything about one ticket: its facts, clocks, calls, holds and journal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter

from sqlalchemy import BindParameter, Connection, Text, bindparam, cast, or_, select

from tickets.rules.clocks import Clock
from tickets.rules.moves import MoveContext, next_move
from tickets.rules.promises import TicketTiming
from tickets.rules.recorded_times import Hold, TicketRecord
from tickets.rules.rounds import MergedRound, Round
from tickets.rules.undoing import NOT_A_STEP, UNDO, standing
from tickets.rules.words import (
    AlertOutcome,
    CallKind,
    ConsentKind,
    ConsentState,
    Move,
    Role,
    RungKind,
    Stage,
    SubjectKind,
)
from tickets.store.changes import Change, fits, read_changes
from tickets.store.queries.consents import ConsentRequest, requests_of_ticket
from tickets.store.queries.holds import recorded_holds
from tickets.store.queries.timings import PromisedAppointment, promised_appointment, timing_with_merged
from tickets.store.queries.waiting import waiting_requests
from tickets.store.ratings import rating_of
from tickets.store.rows import Fault, Ticket, clock_of, freeze, move_context, one_row, record_of
from tickets.store.subjects import of_ticket
from tickets.store.tables import (
    alerts,
    assists,
    calls,
    clocks,
    consents,
    crews,
    faults,
    holds,
    journal,
    places,
    rungs,
    staff,
    tickets,
)
from tickets.store.unreadable import Unreadable, about_ticket


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call about the ticket."""

    id: int
    kind: CallKind
    phone: str
    caller: str
    words: str
    address: str
    at: datetime
    operator: str | None
    recording: str = ""  # a link, or the telephone system's id of the call


@dataclass(frozen=True, slots=True)
class HoldLine:
    """One hold of a clock; `until` is None for the present one.

    `consent` is the state of the request for it; None for a hold from before holds needed consent. `counted` is the
    number of seconds by which it moved the deadline; None for such a hold.
    """

    stage: Stage
    since: datetime
    until: datetime | None
    reason: str
    granted_by: str | None
    consent: ConsentState | None = None
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class AssistLine:
    """One crew that assists or assisted; `arrived_at` and `left_at` are None until it did."""

    id: int
    crew_id: int
    crew: str
    phone: str
    dispatched_at: datetime
    arrived_at: datetime | None
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One round of one stage, with its crew."""

    id: int
    clock: Clock
    crew: str | None


@dataclass(frozen=True, slots=True)
class TicketAlert:
    """One alert of the ticket."""

    id: int
    stage: Stage
    kind: RungKind
    recipient: Role
    due: datetime
    raised: datetime
    outcome: AlertOutcome
    reason: str
    seen_by: str | None
    seen_at: datetime | None
    undone: bool = False  # belongs to a step that was undone


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One entry of the journal. `true_time` is set for a late entry (补录) or a corrected time.

    Unreadable changes are left out of `changes`; the check reports them.
    """

    id: int
    at: datetime
    true_time: datetime | None
    staff: str | None
    seat: str
    action: str
    text: str
    changes: tuple[Change, ...]
    staff_id: int | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class TicketFile:
    """A whole ticket, for the ticket panel and the printed sheet.

    `promised` is the appointment of a merged ticket that the crew has to keep, or the next one would have to if this
    one handed the ticket back. `merged` are the clocks of merged tickets. If there are any, `waiting` are the requests
    that wait of this ticket and of those: the kind of each, and the clock that it is about.
    """

    ticket: Ticket
    fault: Fault
    place: str | None
    town: str | None
    crew: str | None
    crew_phone: str | None
    merged_number: str | None
    clocks: tuple[ClockLine, ...]
    calls: tuple[CallLine, ...]
    holds: tuple[HoldLine, ...]
    alerts: tuple[TicketAlert, ...]
    journal: tuple[JournalLine, ...]
    context: MoveContext
    assists: tuple[AssistLine, ...] = ()
    recorded_holds: tuple[Hold, ...] = ()
    consents: tuple[ConsentRequest, ...] = ()
    promised: PromisedAppointment | None = None
    merged: tuple[MergedRound, ...] = ()
    waiting: frozenset[tuple[ConsentKind, int | None]] = frozenset()

    @property
    def record(self) -> TicketRecord:
        """What is recorded of its times, for a correction."""
        return record_of(self.ticket, {line.id: line.clock for line in self.clocks}, self.recorded_holds)

    @property
    def own_timing(self) -> TicketTiming:
        """What its deadlines depend on, without merged tickets, undone steps and former ratings."""
        return TicketTiming(tuple(Round(line.id, line.clock) for line in self.clocks), rating_of(self.ticket))

    @property
    def next_move(self) -> Move | None:
        """The usual next step; None when the ticket has ended."""
        return next_move(self.context)

    @property
    def asked(self) -> tuple[ConsentRequest, ...]:
        """The requests that wait for a supervisor's consent."""
        return tuple(request for request in self.consents if request.is_open)

    @property
    def running(self) -> tuple[Clock, ...]:
        """The clocks that have not stopped."""
        return tuple(line.clock for line in self.clocks if line.clock.stopped is None)


_ID: BindParameter[int] = bindparam("id")
# Built once: a ticket is read whenever somebody selects it.
_ASSISTS = (
    select(
        assists.c.id, assists.c.crew_id, crews.c.name.label("crew"), crews.c.phone, assists.c.dispatched_at,
        assists.c.arrived_at, assists.c.left_at,
    )
    .join(crews, crews.c.id == assists.c.crew_id)
    .where(assists.c.ticket_id == _ID, assists.c.undone.is_(False))
    .order_by(assists.c.id)
)  # fmt: skip
_CLOCKS = (
    select(clocks, crews.c.name.label("crew"))
    .outerjoin(crews, crews.c.id == clocks.c.crew_id)
    .where(of_ticket(_ID))
    .order_by(clocks.c.id)
)
_CALLS = (
    select(
        calls.c.id, calls.c.kind, calls.c.phone, calls.c.caller, calls.c.words, calls.c.address, calls.c.at,
        staff.c.name.label("operator"), calls.c.recording,
    )
    .outerjoin(staff, staff.c.id == calls.c.staff_id)
    .where(calls.c.ticket_id == _ID)
    .order_by(calls.c.at, calls.c.id)
)  # fmt: skip
_HOLDS = (
    select(
        clocks.c.stage, holds.c.since, holds.c.until, holds.c.reason, staff.c.name.label("granted_by"),
        consents.c.state.label("consent"), holds.c.counted,
    )
    .join(clocks, clocks.c.id == holds.c.clock_id)
    .outerjoin(staff, staff.c.id == holds.c.granted_by)
    .outerjoin(consents, consents.c.id == holds.c.consent_id)
    .where(of_ticket(_ID), or_(holds.c.until.is_(None), holds.c.until > holds.c.since))
    .order_by(holds.c.id)
)  # fmt: skip
_ALERTS = (
    select(
        alerts.c.id, clocks.c.stage, rungs.c.kind, alerts.c.recipient, alerts.c.due, alerts.c.raised,
        alerts.c.outcome, alerts.c.reason, staff.c.name.label("seen_by"), alerts.c.seen_at,
        or_(alerts.c.term < 0, clocks.c.subject_kind == SubjectKind.UNDONE).label("undone"),
    )
    .join(clocks, clocks.c.id == alerts.c.clock_id)
    .join(rungs, rungs.c.id == alerts.c.rung_id)
    .outerjoin(staff, staff.c.id == alerts.c.seen_by)
    .where(or_(of_ticket(_ID), of_ticket(_ID, kind=SubjectKind.UNDONE)))
    .order_by(alerts.c.id)
)  # fmt: skip
_JOURNAL = (
    select(
        journal.c.id, journal.c.at, journal.c.true_time, staff.c.name.label("staff"), journal.c.seat,
        journal.c.action, journal.c.text, cast(journal.c.changes, Text).label("written"), journal.c.staff_id,
    )
    .outerjoin(staff, staff.c.id == journal.c.staff_id)
    .where(journal.c.ticket_id == _ID)
    .order_by(journal.c.id)
)  # fmt: skip


def ticket_file(connection: Connection, ticket_id: int, now: datetime) -> TicketFile | None:
    """Return everything about a ticket at `now`; None when it doesn't exist. Raises Unreadable, naming the ticket."""
    try:
        return _ticket_file(connection, ticket_id, now)
    except Unreadable as error:
        number = connection.execute(select(tickets.c.number).where(tickets.c.id == ticket_id)).scalar()
        raise Unreadable(about_ticket(str(number))) from error


def _ticket_file(connection: Connection, ticket_id: int, now: datetime) -> TicketFile | None:
    found = connection.execute(select(tickets).where(tickets.c.id == ticket_id)).one_or_none()
    if found is None:
        return None
    ticket = one_row(Ticket, found)
    fault = one_row(Fault, connection.execute(select(faults).where(faults.c.code == ticket.fault)).one())
    place = connection.execute(select(places.c.name, places.c.town).where(places.c.id == ticket.place_id)).one_or_none()
    crew = connection.execute(select(crews.c.name, crews.c.phone).where(crews.c.id == ticket.crew_id)).one_or_none()
    merged = connection.execute(select(tickets.c.number).where(tickets.c.id == ticket.merged_into)).scalar()
    timing = timing_with_merged(connection, ticket_id)
    return TicketFile(
        ticket,
        fault,
        place.name if place else None,
        place.town if place else None,
        crew.name if crew else None,
        crew.phone if crew else None,
        merged,
        _clocks(connection, ticket_id),
        _calls(connection, ticket_id),
        _holds(connection, ticket_id),
        _alerts(connection, ticket_id),
        _journal(connection, ticket_id),
        move_context(ticket, fault),
        _assists(connection, ticket_id),
        recorded_holds(connection, ticket_id),
        requests_of_ticket(connection, ticket_id, now),
        None if timing is None else promised_appointment(connection, timing, now),
        () if timing is None else timing.merged,
        frozenset() if timing is None else waiting_requests(connection, ticket_id),
    )


def _assists(connection: Connection, ticket_id: int) -> tuple[AssistLine, ...]:
    found = connection.execute(_ASSISTS, {"id": ticket_id})
    return tuple(freeze(AssistLine, found))


def _clocks(connection: Connection, ticket_id: int) -> tuple[ClockLine, ...]:
    found = connection.execute(_CLOCKS, {"id": ticket_id})
    return tuple(ClockLine(row.id, clock_of(row), row.crew) for row in found)


def _calls(connection: Connection, ticket_id: int) -> tuple[CallLine, ...]:
    found = connection.execute(_CALLS, {"id": ticket_id})
    return tuple(freeze(CallLine, found))


def _holds(connection: Connection, ticket_id: int) -> tuple[HoldLine, ...]:
    found = connection.execute(_HOLDS, {"id": ticket_id})
    return tuple(freeze(HoldLine, found))


def _alerts(connection: Connection, ticket_id: int) -> tuple[TicketAlert, ...]:
    found = connection.execute(_ALERTS, {"id": ticket_id})
    return tuple(freeze(TicketAlert, found))


def _journal(connection: Connection, ticket_id: int) -> tuple[JournalLine, ...]:
    found = connection.execute(_JOURNAL, {"id": ticket_id})
    lines = freeze(
        JournalLine,
        found,
        changes=lambda row: tuple(filter(fits, read_changes(row.written) or ())),
        undone=lambda _row: False,
    )
    return _with_undone(lines)


def _with_undone(lines: Sequence[JournalLine]) -> tuple[JournalLine, ...]:
    """Return the lines; those that an undo took back are marked."""
    stand = {line.id for line in standing(reversed(lines), attrgetter("action"))}
    others = (*NOT_A_STEP, UNDO)
    return tuple(replace(line, undone=line.action not in others and line.id not in stand) for line in lines)
