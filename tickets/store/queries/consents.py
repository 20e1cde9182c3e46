"""Requests for a supervisor's consent, and what granting each would change."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, Text, bindparam, cast, func, select, text

from tickets.errors import Refused, Unavailable
from tickets.rules.clocks import LEAVES_OUT, Clock, on_time
from tickets.rules.granting import AskedFor, HoldAskedFor, chain_after_granting
from tickets.rules.promises import TicketTiming
from tickets.rules.rounds import Round
from tickets.rules.words import ConsentKind, ConsentState, Priority, State, SubjectKind, Zone
from tickets.store.queries.lookups import hold_cap
from tickets.store.queries.rating_changes import RatingChange, rating_changes
from tickets.store.queries.timings import kept_chains, ticket_timings
from tickets.store.rows import clock_of, freeze
from tickets.store.rulebook import NO_RULES, Rulebook, read_rulebook, terms_of
from tickets.store.tables import clocks, consents, faults, holds, places, staff, tickets
from tickets.store.unreadable import Broken, BrokenRow, report_broken, rows_with_broken

LISTED_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class ClockChange:
    """What granting a request changes of one clock; `number` is that of its ticket if it is not the request's.

    `also` are the kinds of the ticket's other requests that have to be granted, too, for the clock to be on time.
    """

    id: int
    before: Clock
    after: Clock
    number: str = ""
    also: tuple[ConsentKind, ...] = ()

    @property
    def left_out(self) -> bool:
        """Whether the clock would no longer count."""
        return self.after.consent in LEAVES_OUT


@dataclass(frozen=True, slots=True)
class ConsentRequest:
    """A request for consent, with its ticket as it is now.

    `clock_id` is the clock of a late entry. `step` is the action that asked; None if it is not known. `grace` is until
    when a hold is in effect without consent. `rerating` is what a re-rating changed. `changes` of one that waits are
    all those that granting would make, to tickets that this one was merged into as well. Those of a granted one are the
    clocks that it is about, as they are now beside the same without the consent; a re-rating has none. They are empty
    for a request that was refused or withdrawn. What an `unreadable` one changes can't be read. `agreed` is the
    appointment of the rating before that a crew has to keep until a re-rating is granted, if any.
    """

    id: int
    ticket_id: int
    number: str
    ticket_state: State
    fault_name: str
    priority: Priority
    zone: Zone
    dn: int | None
    appointment: datetime | None
    place: str | None
    address: str
    kind: ConsentKind
    state: ConsentState
    asked_at: datetime
    asked_by: int | None
    asker: str | None
    clock_id: int | None
    reason: str
    step: str | None
    grace: datetime | None
    decided_at: datetime | None
    decider: str | None
    note: str
    rerating: RatingChange | None = None
    changes: tuple[ClockChange, ...] = ()
    unreadable: bool = False
    agreed: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.state is ConsentState.ASKED


@dataclass(frozen=True, slots=True)
class ConsentList:
    """The requests of one state, at most LISTED_AT_MOST, and how many there are."""

    state: ConsentState
    rows: tuple[ConsentRequest, ...]
    count: int


_ASKER, _DECIDER = staff.alias("asker"), staff.alias("decider")
# The rating is decoded with what granting changes: one that can't be decoded is told in its row.
_COLUMNS = [cast(each, Text).label("kept") if each is consents.c.before else each for each in consents.c]
_REQUESTS = (
    select(
        *_COLUMNS, tickets.c.number, tickets.c.state.label("ticket_state"), faults.c.name.label("fault_name"),
        tickets.c.fault, tickets.c.priority, tickets.c.zone, tickets.c.dn, tickets.c.appointment, tickets.c.address,
        places.c.name.label("place"), _ASKER.c.name.label("asker"), _DECIDER.c.name.label("decider"),
    )
    .join(tickets, tickets.c.id == consents.c.ticket_id)
    .join(faults, faults.c.code == tickets.c.fault)
    .outerjoin(places, places.c.id == tickets.c.place_id)
    .outerjoin(_ASKER, _ASKER.c.id == consents.c.asked_by)
    .outerjoin(_DECIDER, _DECIDER.c.id == consents.c.decided_by)
)  # fmt: skip
_IS_ASKED = text("consents.state = 'asked'")  # exactly the condition of ix_consents_asked
_ASKED = _REQUESTS.where(_IS_ASKED).order_by(consents.c.asked_at, consents.c.id).limit(LISTED_AT_MOST)
_IN_STATE = consents.c.state == bindparam("state")
_DECIDED = _REQUESTS.where(_IN_STATE).order_by(consents.c.id.desc()).limit(LISTED_AT_MOST)
_OF_TICKET = _REQUESTS.where(consents.c.ticket_id == bindparam("id")).order_by(consents.c.id)
_TICKET_IDS: BindParameter[Any] = bindparam("tickets", expanding=True)
_CLOCKS = (
    select(clocks)
    .where(clocks.c.subject_id.in_(_TICKET_IDS), clocks.c.subject_kind == SubjectKind.TICKET)
    .order_by(clocks.c.id)
)
_HOLDS = (
    select(holds.c.consent_id, holds.c.clock_id, holds.c.since, holds.c.until, holds.c.counted)
    .where(holds.c.consent_id.in_(bindparam("consents", expanding=True)))
    .order_by(holds.c.id)
)
# What computing with values that can't be read raises, besides the reading itself.
_UNREADABLE = (Unavailable, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_STOOD = (ConsentState.ASKED, ConsentState.REFUSED, ConsentState.GRANTED)  # all states but withdrawn


def consent_requests(connection: Connection, state: ConsentState, now: datetime) -> ConsentList:
    """Return the requests in a state: those that wait with the oldest first, others with the newest first."""
    waiting = state is ConsentState.ASKED
    found = _readable(connection, _ASKED if waiting else _DECIDED, {} if waiting else {"state": state})
    rows = _requests(connection, found, now)
    if len(found) < LISTED_AT_MOST:
        return ConsentList(state, rows, len(found))
    every = select(func.count()).select_from(consents).where(_IS_ASKED if waiting else consents.c.state == state)
    return ConsentList(state, rows, int(connection.execute(every).scalar_one()))


def requests_of_ticket(connection: Connection, ticket_id: int, now: datetime) -> tuple[ConsentRequest, ...]:
    """Return every request of a ticket, the oldest first."""
    return _requests(connection, _readable(connection, _OF_TICKET, {"id": ticket_id}), now)


def _readable(connection: Connection, statement: Select[Any], values: dict[str, Any]) -> Sequence[Row[Any]]:
    """Return the rows of requests that can be read; the others are reported by the numbers of their tickets."""
    try:
        return connection.execute(statement, values).all()
    except Unavailable:
        rows = rows_with_broken(connection.execute(statement, values))
    whole = [row for row in rows if not any(isinstance(value, Broken) for value in row)]
    _report(row for row in rows if row not in whole)
    return whole


def _report(rows: Iterable[Row[Any]]) -> None:
    report_broken(BrokenRow("核准申请", str(row.number), ("consents",), row.id) for row in rows)


def _requests(connection: Connection, found: Sequence[Row[Any]], now: datetime) -> tuple[ConsentRequest, ...]:
    """Return the requests with what granting each changes. One whose clocks can't be read stops no other."""
    try:
        return _with_changes(connection, found, now)
    except _UNREADABLE:
        if len(found) == 1:
            _report(found)
            return tuple(
                freeze(
                    ConsentRequest, found,
                    rerating=_nothing, changes=lambda _: (), unreadable=lambda _: True, agreed=_nothing,
                )
            )  # fmt: skip
    half = len(found) // 2
    return _requests(connection, found[:half], now) + _requests(connection, found[half:], now)


def _nothing(_row: Row[Any]) -> None:
    return None


def _with_changes(connection: Connection, found: Sequence[Row[Any]], now: datetime) -> tuple[ConsentRequest, ...]:
    if not found:
        return ()
    stood = [row for row in found if row.state in _STOOD]
    of_ratings = [row for row in stood if row.kind is ConsentKind.RERATE]
    rules_in_force = read_rulebook(connection) if of_ratings else None
    rerated = {} if rules_in_force is None else rating_changes(connection, of_ratings, rules_in_force, now)
    waiting, made = _Waiting(connection, found, rules_in_force, now), _Made(connection, stood)

    def rerating(row: Row[Any]) -> RatingChange | None:
        """Return what a re-rating that was not withdrawn changed."""
        return rerated.get(row.id)

    def changes(row: Row[Any]) -> tuple[ClockChange, ...]:
        """Return what granting a request would change or has changed; nothing for one that was not granted."""
        if row.state is ConsentState.ASKED:
            return waiting.changes(row)
        return made.changes(row) if row.state is ConsentState.GRANTED else ()

    return tuple(
        freeze(
            ConsentRequest, found,
            rerating=rerating, changes=changes, unreadable=lambda _: False, agreed=waiting.agreed,
        )
    )  # fmt: skip


class _Waiting:
    """What granting requests would change, and what counts until then: the timings it depends on, read once."""

    def __init__(
        self, connection: Connection, found: Sequence[Row[Any]], rules_in_force: Rulebook | None, now: datetime
    ) -> None:
        asked = [row for row in found if row.state is ConsentState.ASKED]
        self._of_ticket: defaultdict[int, list[Row[Any]]] = defaultdict(list)
        for row in asked:
            self._of_ticket[row.ticket_id].append(row)
        self._now = now
        self._chains = kept_chains(connection, {row.ticket_id for row in asked})
        every = {kept.id for chain in self._chains.values() for kept in chain}
        every |= {row.ticket_id for row in found if _counts_on(row)}
        self._timings = ticket_timings(connection, every) if every else {}
        self._holds = _holds_of(connection, [row.id for row in asked if row.kind is ConsentKind.HOLD])
        self._terms = terms_of(rules_in_force or NO_RULES, hold_cap(connection))  # only re-ratings need the rules

    def changes(self, row: Row[Any]) -> tuple[ClockChange, ...]:
        """Return what granting a request would change, by the functions that granting it uses."""
        chain = self._chains[row.ticket_id]
        timings = [self._timings[kept.id] for kept in chain]
        try:
            after = self._granted(row, timings)
        except Refused:  # there is no limit for this case: granting says so
            return ()
        return tuple(
            ClockChange(
                old.id, old.clock, new.clock, kept.number if kept.id != row.ticket_id else "",
                self._also(row, new, after),
            )
            for kept, was, will in zip(chain, timings, after, strict=True)
            for old, new in zip(was.rounds, will.rounds, strict=True)
            if old.clock != new.clock
        )  # fmt: skip

    def _granted(self, row: Row[Any], timings: Sequence[TicketTiming]) -> list[TicketTiming]:
        """Return the timings of a chain of tickets when a request of the first one is granted."""
        held = tuple(HoldAskedFor(hold.clock_id, hold.since, hold.until) for hold in self._holds[row.id])
        asked = AskedFor(row.id, row.kind, row.clock_id, held)
        return chain_after_granting(timings, asked, self._terms, self._now)

    def _also(self, row: Row[Any], own: Round, timings: Sequence[TicketTiming]) -> tuple[ConsentKind, ...]:
        """Return what else has to be granted for a clock to be on time: one other kind, or all that wait; () for none.

        The `timings` are those once the request is granted.
        """
        if on_time(own.clock) is not False:
            return ()
        others = [each for each in self._of_ticket[row.ticket_id] if each.id != row.id]
        for some in (*([each] for each in others), others):
            after = list(timings)
            with suppress(Refused):  # there is no limit for this case
                for other in some:
                    after = self._granted(other, after)
            if any(each.id == own.id and on_time(each.clock) for timing in after for each in timing.rounds):
                return tuple(dict.fromkeys(each.kind for each in some))
        return ()

    def agreed(self, row: Row[Any]) -> datetime | None:
        """Return the appointment that a crew has to keep until a request is granted; None for none."""
        return self._timings[row.ticket_id].appointment_until(row.id) if _counts_on(row) else None


def _counts_on(row: Row[Any]) -> bool:
    """Return whether the rating before a request still counts."""
    return row.kind is ConsentKind.RERATE and row.state in (ConsentState.ASKED, ConsentState.REFUSED)


class _Made:
    """What requests that were granted have changed: the clocks and holds that they are about, read once."""

    def __init__(self, connection: Connection, stood: Sequence[Row[Any]]) -> None:
        granted = [row for row in stood if row.state is ConsentState.GRANTED]
        self._clocks: defaultdict[int, list[Any]] = defaultdict(list)
        for clock in connection.execute(_CLOCKS, {"tickets": [row.ticket_id for row in granted]}) if granted else ():
            self._clocks[clock.subject_id].append(clock)
        self._holds = _holds_of(connection, [row.id for row in granted if row.kind is ConsentKind.HOLD])

    def changes(self, row: Row[Any]) -> tuple[ClockChange, ...]:
        """Return what granting a request has changed."""
        after = {clock.id: clock_of(clock) for clock in self._clocks[row.ticket_id]}
        before = dict(after)
        for hold in self._holds[row.id]:
            if hold.clock_id in before:
                before[hold.clock_id] = _without_hold(before[hold.clock_id], hold)
        for key, clock in after.items():
            concerns = row.kind in LEAVES_OUT or key == row.clock_id
            if clock.consent is row.kind and concerns and row.kind is not ConsentKind.RERATE:
                before[key] = replace(clock, consent=None)
        return tuple(ClockChange(key, before[key], after[key]) for key in after if before[key] != after[key])


def _holds_of(connection: Connection, consent_ids: Sequence[int]) -> defaultdict[int, list[Any]]:
    """Return the holds that were asked for by each of these requests."""
    found: defaultdict[int, list[Any]] = defaultdict(list)
    if consent_ids:
        for hold in connection.execute(_HOLDS, {"consents": list(consent_ids)}).all():
            found[hold.consent_id].append(hold)
    return found


def _without_hold(clock: Clock, hold: Row[Any]) -> Clock:
    """Return the clock without a granted hold: one that lasts, or what counted of one that has ended."""
    if hold.until is None:
        return replace(clock, granted=False)
    return replace(clock, held=max(0, clock.held - (hold.counted or 0)))
