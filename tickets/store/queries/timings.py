"""Reads what the deadlines of tickets' clocks depend on: their rounds, ratings, merged tickets and undone steps."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Row, bindparam, select

from tickets.rules.limits import Rating
from tickets.rules.merged_appointments import told_appointment
from tickets.rules.merged_rounds import brought_by
from tickets.rules.promises import FormerRating, TicketTiming
from tickets.rules.rounds import MergedRound, Round, UndoneRound
from tickets.rules.words import ConsentKind, ConsentState, SubjectKind
from tickets.store.queries.rating_history import earlier_ratings
from tickets.store.ratings import ended_when_asked, rating_from_json, rating_of
from tickets.store.rows import clock_of
from tickets.store.tables import clocks, consents, tickets

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_MERGE = tickets.c.id, tickets.c.merged_into, tickets.c.ended_at
_INTO = (
    select(tickets.c.merged_into.label("root"), *_MERGE, tickets.c.ended_at.label("reached"))
    .where(tickets.c.merged_into.in_(_IDS))
    .cte("merged", recursive=True)
)
_MERGED = _INTO.union(  # a circle, which only damage makes, ends
    select(_INTO.c.root, *_MERGE, _INTO.c.reached).where(tickets.c.merged_into == _INTO.c.id)
)
_OWN_CLOCKS = select(clocks).where(clocks.c.subject_id.in_(_IDS)).order_by(clocks.c.id)
_MERGED_CLOCKS = (
    select(clocks, _MERGED.c.root, _MERGED.c.merged_into, _MERGED.c.ended_at, _MERGED.c.reached)
    .join(_MERGED, _MERGED.c.id == clocks.c.subject_id)
    .order_by(clocks.c.id)
)
_RERATED = (
    select(consents, tickets.c.appointment)
    .join(tickets, tickets.c.id == consents.c.ticket_id)
    .where(
        consents.c.ticket_id.in_(_IDS),
        consents.c.kind == ConsentKind.RERATE,
        consents.c.state.in_((ConsentState.ASKED, ConsentState.REFUSED, ConsentState.GRANTED)),
    )
    .order_by(consents.c.id)
)
_MERGED_RATINGS = (
    select(_MERGED.c.root, consents.c.before, tickets.c.appointment)
    .join(consents, consents.c.ticket_id == _MERGED.c.id)
    .join(tickets, tickets.c.id == _MERGED.c.id)
    .where(consents.c.kind == ConsentKind.RERATE, consents.c.state == ConsentState.GRANTED)
)
_ANY_MERGED = select(tickets.c.id).where(tickets.c.merged_into == bindparam("id")).limit(1)
_CALLER = (
    select(tickets.c.phone, tickets.c.caller)
    .join(clocks, clocks.c.subject_id == tickets.c.id)
    .where(clocks.c.id == bindparam("clock"))
)
_TICKETS = select(tickets).where(tickets.c.id.in_(_IDS))
_KEPT_FIRST = select(tickets.c.id, tickets.c.number, tickets.c.merged_into).where(tickets.c.id.in_(_IDS)).cte(
    "kept", recursive=True
)  # fmt: skip
_KEPT = _KEPT_FIRST.union(
    select(tickets.c.id, tickets.c.number, tickets.c.merged_into).where(tickets.c.id == _KEPT_FIRST.c.merged_into)
)


class KeptTicket(NamedTuple):
    """A ticket of a chain of merges."""

    id: int
    number: str


@dataclass(frozen=True, slots=True)
class PromisedAppointment:
    """An appointment that a merged ticket brought, and the caller with whom it was made.

    One that is `met` has been kept by the crew that is there, unless the ticket is handed back before it comes.
    """

    at: datetime
    phone: str = ""
    caller: str = ""
    met: bool = False


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a ticket's deadlines depend on of merged tickets and of undone steps: see TicketTiming."""

    merged: tuple[MergedRound, ...] = ()
    undone: tuple[UndoneRound, ...] = ()
    merged_former: tuple[Rating, ...] = ()


def ticket_timings(connection: Connection, ticket_ids: Iterable[int]) -> dict[int, TicketTiming]:
    """Return the timing of each of these tickets."""
    wanted = {"ids": list(ticket_ids)}
    own: defaultdict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(_OWN_CLOCKS, wanted):
        own[row.subject_id].append(row)
    merged = _merged_clocks(connection, wanted)
    former, ratings = former_ratings(connection, wanted["ids"]), _ratings_of_merged(connection, wanted, merged)
    earlier = earlier_ratings(connection, former) if former else {}
    timings = {
        row.id: timing_of(row, own[row.id], merged[row.id], former.get(row.id, ()), ratings[row.id])
        for row in connection.execute(_TICKETS, wanted)
    }
    return {key: replace(timing, earlier=earlier.get(key, ())) for key, timing in timings.items()}


def timing_of(
    ticket: Any, own: Sequence[Any], merged: Sequence[Any], former: tuple[FormerRating, ...],
    of_merged: tuple[Rating, ...],
) -> TicketTiming:  # fmt: skip
    """Return a ticket's timing from its row and rows of clocks, in order: its own, and those of merged tickets.

    The latter also have the ticket's `merged_into` and `ended_at`, and `reached`: see MergedRound. `former` and
    `of_merged` are former ratings.
    """
    rounds = tuple(Round(each.id, clock_of(each)) for each in own if each.subject_kind is SubjectKind.TICKET)
    others = _inherited(own, merged, of_merged)
    return TicketTiming(rounds, rating_of(ticket), former, others.merged, others.undone, others.merged_former)


def kept_chains(connection: Connection, ticket_ids: Iterable[int]) -> dict[int, list[KeptTicket]]:
    """Return for each ticket itself, the one that it was merged into, and so on."""
    wanted = list(ticket_ids)
    found = {row.id: row for row in connection.execute(select(_KEPT), {"ids": wanted})}
    chains: dict[int, list[KeptTicket]] = {}
    for ticket_id in wanted:
        chain: dict[int, KeptTicket] = {}
        key: int | None = ticket_id
        while key is not None and key in found and key not in chain:
            chain[key] = KeptTicket(key, found[key].number)
            key = found[key].merged_into
        chains[ticket_id] = list(chain.values())
    return chains


def inherited(connection: Connection, ticket_id: int) -> Inherited:
    """Return what a ticket's deadlines depend on besides its own rounds and ratings."""
    wanted = {"ids": [ticket_id]}
    own, merged = connection.execute(_OWN_CLOCKS, wanted).all(), _merged_clocks(connection, wanted)
    return _inherited(own, merged[ticket_id], _ratings_of_merged(connection, wanted, merged)[ticket_id])


def timing_with_merged(connection: Connection, ticket_id: int) -> TicketTiming | None:
    """Return the timing of a ticket into which another was merged; None if none was."""
    if connection.execute(_ANY_MERGED, {"id": ticket_id}).first() is None:
        return None
    return ticket_timings(connection, (ticket_id,))[ticket_id]


def promised_appointment(connection: Connection, timing: TicketTiming, now: datetime) -> PromisedAppointment | None:
    """Return the appointment of a merged ticket that a crew still has to keep, or the next one; None for none."""
    found = told_appointment(timing, now)
    if found is None:
        return None
    phone, caller = connection.execute(_CALLER, {"clock": found.clock_id}).one()
    return PromisedAppointment(found.at, phone, caller, found.met)


def former_ratings(connection: Connection, ticket_ids: Iterable[int]) -> dict[int, tuple[FormerRating, ...]]:
    """Return, by ticket, the ratings before each change that needed consent."""
    found: defaultdict[int, list[FormerRating]] = defaultdict(list)
    for row in connection.execute(_RERATED, {"ids": list(ticket_ids)}):
        found[row.ticket_id].append(former_rating(row, row.appointment))
    return {key: tuple(each) for key, each in found.items()}


def former_rating(request: Any, appointment: datetime | None) -> FormerRating:
    """Return the former rating of a row of a request, of the ticket with this appointment."""
    before, is_granted = request.before, request.state is ConsentState.GRANTED
    rating, ended = rating_from_json(before, appointment), ended_when_asked(before)
    return FormerRating(request.id, rating, is_granted, request.asked_at, ended)


def _inherited(own: Sequence[Any], merged: Sequence[Any], of_merged: tuple[Rating, ...]) -> Inherited:
    rounds, undone = _Tree(merged).brought()
    own_ones = (UndoneRound(row.id, clock_of(row)) for row in own if row.subject_kind is SubjectKind.UNDONE)
    return Inherited(rounds, (*own_ones, *undone), of_merged)


def _merged_clocks(connection: Connection, wanted: dict[str, Any]) -> defaultdict[int, list[Row[Any]]]:
    """Return the clocks of the tickets merged into each ticket, in order."""
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(_MERGED_CLOCKS, wanted):
        found[row.root].append(row)
    return found


def _ratings_of_merged(
    connection: Connection, wanted: dict[str, Any], merged: Mapping[int, Sequence[Any]]
) -> defaultdict[int, tuple[Rating, ...]]:
    """Return the ratings of the tickets merged into each ticket that a consent has changed."""
    found: defaultdict[int, tuple[Rating, ...]] = defaultdict(tuple)
    for row in connection.execute(_MERGED_RATINGS, wanted) if any(merged.values()) else ():
        found[row.root] += (rating_from_json(row.before, row.appointment),)
    return found


class _Tree:
    """The tickets that were merged into one ticket, from the rows of their clocks."""

    def __init__(self, rows: Iterable[Row[Any]]) -> None:
        self._rounds: defaultdict[int, list[Round]] = defaultdict(list)
        self._undone: defaultdict[int, list[UndoneRound]] = defaultdict(list)
        self._merges: dict[int, Row[Any]] = {}
        for row in rows:
            self._merges[row.subject_id] = row
            if row.subject_kind is SubjectKind.TICKET:
                self._rounds[row.subject_id].append(Round(row.id, clock_of(row)))
            elif row.subject_kind is SubjectKind.UNDONE:
                self._undone[row.subject_id].append(UndoneRound(row.id, clock_of(row)))

    def brought(self) -> tuple[tuple[MergedRound, ...], tuple[UndoneRound, ...]]:
        """Return what the tickets have brought to the one that is kept, the earliest merger first.

        A ticket between that has no clocks is not among them: what was merged into it counts from when it was merged.
        """
        first = [key for key, merge in self._merges.items() if merge.merged_into not in self._merges]
        return self._together(sorted(first, key=self._order), {key: self._merges[key].reached for key in first})

    def _together(
        self, ticket_ids: Iterable[int], reached: Mapping[int, datetime]
    ) -> tuple[tuple[MergedRound, ...], tuple[UndoneRound, ...]]:
        merged: tuple[MergedRound, ...] = ()
        undone: tuple[UndoneRound, ...] = ()
        for key in ticket_ids:
            into = [other for other, merge in self._merges.items() if merge.merged_into == key]
            had = self._together(sorted(into, key=self._order), {each: self._merges[each].ended_at for each in into})
            brought = brought_by(self._rounds[key], had[0], (*had[1], *self._undone[key]), reached[key])
            merged, undone = (*merged, *brought[0]), (*undone, *brought[1])
        return merged, undone

    def _order(self, ticket_id: int) -> tuple[datetime, int]:
        return self._merges[ticket_id].ended_at, ticket_id
