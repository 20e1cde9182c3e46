"""The changed verdicts behind a figure: of which kind each is, from what to what, and who consented when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from tickets.reports.clock_measures import clock_conditions
from tickets.reports.figures import Figure
from tickets.reports.report_filters import narrowed_clocks
from tickets.reports.scope import Scope
from tickets.reports.verdicts import verdict_columns, verdict_of
from tickets.rules.words import ConsentKind, ConsentState, Stage
from tickets.store.tables import clocks, consents, crews, holds, journal, staff

_DEEDS = {"correct_time": ConsentKind.CORRECTION, "extend": ConsentKind.EXTEND}  # a supervisor's own, without a request
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_GRANTED = (
    select(
        consents.c.ticket_id, consents.c.kind, consents.c.decided_at.label("at"), staff.c.name.label("by"),
        consents.c.clock_id, holds.c.clock_id.label("held"),
    )
    .outerjoin(staff, staff.c.id == consents.c.decided_by)
    .outerjoin(holds, holds.c.consent_id == consents.c.id)
    .where(consents.c.ticket_id.in_(_IDS), consents.c.state == ConsentState.GRANTED)
    .order_by(consents.c.decided_at, consents.c.id)
)  # fmt: skip
_DONE = (
    select(journal.c.ticket_id, journal.c.action, journal.c.at, staff.c.name.label("by"))
    .outerjoin(staff, staff.c.id == journal.c.staff_id)
    .where(journal.c.ticket_id.in_(_IDS), journal.c.action.in_(_DEEDS))
    .order_by(journal.c.id)
)


@dataclass(frozen=True, slots=True)
class ChangedVerdict:
    """A verdict that a supervisor's consent changed; `recorded` is what it would be without, a Figure.

    `by` and `at` are None where nothing is known of the consent, as of a hold from before holds needed one.
    """

    kind: ConsentKind
    recorded: Figure
    present: Figure
    crew: str | None
    by: str | None = None
    at: datetime | None = None


def changed_verdicts(
    connection: Connection, scope: Scope, stage: Stage | None, kind: ConsentKind | None, now: datetime,
    tickets: Sequence[int],
) -> dict[int, tuple[ChangedVerdict, ...]]:  # fmt: skip
    """Return the changed verdicts of a stage on these tickets, by ticket, the earliest clock first."""
    code = verdict_columns(scope, now).code.label("code")
    statement = select(clocks.c.subject_id, clocks.c.id, code, crews.c.name).where(
        clocks.c.stage == stage, clock_conditions(scope, now, kind)[Figure.CHANGED], clocks.c.subject_id.in_(_IDS)
    )
    narrowed = narrowed_clocks(statement, scope, clocks.c.deadline)
    found = connection.execute(
        narrowed.outerjoin(crews, crews.c.id == clocks.c.crew_id).order_by(clocks.c.id), {"ids": tickets}
    ).all()
    given = _consents(connection, tickets)
    behind: dict[int, tuple[ChangedVerdict, ...]] = {}
    for ticket, clock, written, crew in found:
        verdict = verdict_of(written)
        assert verdict.changed is not None and verdict.present is not None and verdict.recorded is not None
        # an eased clock is on time as recorded: without the hold, extension or re-rating it would have been late
        recorded = Figure(verdict.recorded) if verdict.recorded != verdict.present else Figure.LATE
        of_clock, of_ticket = ((ticket, verdict.changed, about) for about in (clock, None))
        by, at = given.get(of_clock) or given.get(of_ticket) or (None, None)
        changed = ChangedVerdict(verdict.changed, recorded, Figure(verdict.present), crew, by, at)
        behind[ticket] = (*behind.get(ticket, ()), changed)
    return behind


def _consents(
    connection: Connection, tickets: Sequence[int]
) -> dict[tuple[int, ConsentKind, int | None], tuple[str | None, datetime]]:
    """Return who consented last and when, by ticket, kind and the clock it was about; None for the whole ticket."""
    found: dict[tuple[int, ConsentKind, int | None], tuple[str | None, datetime]] = {}
    for done in connection.execute(_DONE, {"ids": tickets}):
        found[done.ticket_id, _DEEDS[done.action], None] = done.by, done.at
    for given in connection.execute(_GRANTED, {"ids": tickets}):
        found[given.ticket_id, given.kind, given.clock_id or given.held] = given.by, given.at
    return found
