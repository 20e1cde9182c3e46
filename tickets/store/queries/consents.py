"""Requests for a supervisor's consent, and what granting each would change."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, func, select, text

from tickets.rules import clocks as rules
from tickets.rules.clocks import LEAVES_OUT, Clock
from tickets.rules.limits import Rating, limit_of
from tickets.rules.rounds import COUNTING
from tickets.rules.words import ConsentKind, ConsentState, Priority, State, SubjectKind, Zone
from tickets.settings import HOLD_CAP
from tickets.store.queries.lookups import setting
from tickets.store.ratings import ended_when_asked, rating_from_json, rating_of
from tickets.store.rows import clock_of, freeze
from tickets.store.rulebook import Rulebook, read_rulebook
from tickets.store.tables import clocks, consents, faults, holds, places, staff, tickets

LISTED_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class ClockChange:
    """What granting a request changes of one clock."""

    id: int
    before: Clock
    after: Clock

    @property
    def left_out(self) -> bool:
        """Whether the clock would no longer count."""
        return self.after.consent in LEAVES_OUT


@dataclass(frozen=True, slots=True)
class NamedRating:
    """The rating that counts until a re-rating is consented to, with the name of its fault."""

    fault_name: str
    priority: Priority
    zone: Zone
    dn: int | None
    appointment: datetime | None


@dataclass(frozen=True, slots=True)
class ConsentRequest:
    """A request for consent, with its ticket as it is now.

    `grace` is until when a hold is in effect without consent. `former` is the rating before a re-rating. `changes` are
    those that granting would make, or has made: then the clocks as they are now beside the same without the consent.
    They are empty for a request that was refused or withdrawn, and for a granted re-rating.
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
    reason: str
    grace: datetime | None
    decided_at: datetime | None
    decider: str | None
    note: str
    former: NamedRating | None = None
    changes: tuple[ClockChange, ...] = ()

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
_REQUESTS = (
    select(
        consents, tickets.c.number, tickets.c.state.label("ticket_state"), faults.c.name.label("fault_name"),
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
_RERATED = select(consents.c.id, consents.c.ticket_id, consents.c.before).where(
    consents.c.ticket_id.in_(_TICKET_IDS),
    consents.c.kind == ConsentKind.RERATE,
    consents.c.state.in_((ConsentState.ASKED, ConsentState.REFUSED)),
)
_TOLD = (ConsentState.ASKED, ConsentState.GRANTED)  # the states of requests whose changes are told


def consent_requests(connection: Connection, state: ConsentState) -> ConsentList:
    """Return the requests in a state: those that wait with the oldest first, others with the newest first."""
    waiting = state is ConsentState.ASKED
    found = connection.execute(_ASKED if waiting else _DECIDED, {} if waiting else {"state": state}).all()
    rows = _requests(connection, found)
    if len(found) < LISTED_AT_MOST:
        return ConsentList(state, rows, len(found))
    every = select(func.count()).select_from(consents).where(_IS_ASKED if waiting else consents.c.state == state)
    return ConsentList(state, rows, int(connection.execute(every).scalar_one()))


def requests_of_ticket(connection: Connection, ticket_id: int) -> tuple[ConsentRequest, ...]:
    """Return every request of a ticket, the oldest first."""
    return _requests(connection, connection.execute(_OF_TICKET, {"id": ticket_id}).all())


def _requests(connection: Connection, found: Sequence[Row[Any]]) -> tuple[ConsentRequest, ...]:
    if not found:
        return ()
    granting = _Granting(connection, [row for row in found if row.state in _TOLD])
    rows = freeze(ConsentRequest, found, former=granting.former, changes=granting.changes)
    return tuple(rows)


class _Granting:
    """What granting some requests would do or has done: the clocks, holds and rules it depends on, read once."""

    def __init__(self, connection: Connection, told: Sequence[Row[Any]]) -> None:
        self._cap = int(setting(connection, HOLD_CAP)) * 3600
        self._clocks: defaultdict[int, list[Any]] = defaultdict(list)
        self._holds: defaultdict[int, list[Any]] = defaultdict(list)
        self._ratings: defaultdict[int, list[Any]] = defaultdict(list)
        self._rules: Rulebook | None = None
        ids = [row.ticket_id for row in told]
        if not told:
            return
        for clock in connection.execute(_CLOCKS, {"tickets": ids}).all():
            self._clocks[clock.subject_id].append(clock)
        for hold in connection.execute(_HOLDS, {"consents": [row.id for row in told]}).all():
            self._holds[hold.consent_id].append(hold)
        if any(row.kind is ConsentKind.RERATE for row in told):
            self._rules = read_rulebook(connection)
            for rating in connection.execute(_RERATED, {"tickets": ids}).all():
                self._ratings[rating.ticket_id].append(rating)

    def former(self, row: Row[Any]) -> NamedRating | None:
        """Return the rating before a re-rating that waits for consent or was granted."""
        if self._rules is None or row.before is None or row.state not in _TOLD:
            return None
        kept = rating_from_json(row.before, row.appointment)
        fault = self._rules.faults.get(kept.fault)
        name = kept.fault if fault is None else fault.name
        return NamedRating(name, kept.priority, kept.zone, kept.dn, kept.appointment)

    def changes(self, row: Row[Any]) -> tuple[ClockChange, ...]:
        """Return what granting a request would change or has changed; nothing for one that was not granted."""
        if row.state is ConsentState.GRANTED:
            return self._made(row)
        if row.state is not ConsentState.ASKED:
            return ()
        own = self._clocks[row.ticket_id]
        before = {clock.id: clock_of(clock) for clock in own}
        after = dict(before)
        if row.kind is ConsentKind.HOLD:
            for hold in self._holds[row.id]:
                if hold.clock_id in after:
                    after[hold.clock_id] = rules.grant(after[hold.clock_id], hold.since, hold.until, self._cap)
        elif row.kind is ConsentKind.RERATE:
            ended = ended_when_asked(row.before, (key for key, clock in after.items() if clock.stopped is not None))
            after |= {key: self._rerated(clock, row) for key, clock in after.items() if key not in ended}
        elif row.kind in LEAVES_OUT:
            late = (key for key, clock in before.items() if rules.fell_due(clock, row.asked_at))
            after |= {key: replace(before[key], consent=row.kind) for key in late}
        elif row.clock_id in after:
            after[row.clock_id] = replace(after[row.clock_id], consent=row.kind)
        return tuple(ClockChange(key, before[key], after[key]) for key in before if before[key] != after[key])

    def _made(self, row: Row[Any]) -> tuple[ClockChange, ...]:
        """Return what granting a request has changed."""
        after = {clock.id: clock_of(clock) for clock in self._clocks[row.ticket_id]}
        before = dict(after)
        if row.kind is ConsentKind.HOLD:
            for hold in self._holds[row.id]:
                if hold.clock_id in before:
                    before[hold.clock_id] = _without_hold(before[hold.clock_id], hold)
        elif row.kind is not ConsentKind.RERATE:
            concerned = [
                key
                for key, clock in after.items()
                if clock.consent is row.kind and (row.kind in LEAVES_OUT or key == row.clock_id)
            ]
            before |= {key: replace(after[key], consent=None) for key in concerned}
        return tuple(ClockChange(key, before[key], after[key]) for key in after if before[key] != after[key])

    def _rerated(self, clock: Clock, row: Row[Any]) -> Clock:
        if clock.outcome not in (None, *COUNTING):
            return clock
        assert self._rules is not None
        of_each = [limit_of(self._rules.limits, each, clock.stage, clock.started) for each in self._counting(row)]
        limits = [limit[0] for limit in of_each if limit is not None]
        if not limits or (clock.stopped is not None and min(limits) < clock.limit):  # which is too late to shorten
            return clock
        return replace(clock, limit=min(limits))

    def _counting(self, row: Row[Any]) -> Iterable[Rating]:
        """Yield the ratings whose strictest limit counts once this request is granted."""
        yield rating_of(row)
        for other in (each for each in self._ratings[row.ticket_id] if each.id != row.id):
            yield rating_from_json(other.before, row.appointment)


def _without_hold(clock: Clock, hold: Row[Any]) -> Clock:
    """Return the clock without a granted hold: one that lasts, or what counted of one that has ended."""
    if hold.until is None:
        return replace(clock, granted=False)
    return replace(clock, held=max(0, clock.held - (hold.counted or 0)))
