"""The changed verdicts behind a figure: from what to what, who asked for it and why, and who consented when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from tickets.reports.clock_measures import clock_conditions
from tickets.reports.figures import Figure
from tickets.reports.merged_in import ASKED_BY_MERGER
from tickets.reports.report_filters import narrowed_clocks
from tickets.reports.scope import Scope
from tickets.reports.verdicts import verdict_columns, verdict_of
from tickets.rules.words import ConsentKind, ConsentState, Stage
from tickets.store.tables import clocks, consents, crews, holds, journal, staff

_OWN_STEPS = {"correct_time": ConsentKind.CORRECTION, "extend": ConsentKind.EXTEND}  # need no request
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_ASKER = staff.alias("asker")
_GRANTED = (
    select(
        consents.c.ticket_id, consents.c.kind, consents.c.clock_id, holds.c.clock_id.label("held"), consents.c.reason,
        consents.c.asked_at, _ASKER.c.name.label("asked_by"), consents.c.decided_at, staff.c.name.label("decided_by"),
    )
    .outerjoin(_ASKER, _ASKER.c.id == consents.c.asked_by)
    .outerjoin(staff, staff.c.id == consents.c.decided_by)
    .outerjoin(holds, holds.c.consent_id == consents.c.id)
    .where(consents.c.ticket_id.in_(_IDS), consents.c.state == ConsentState.GRANTED)
    .order_by(ASKED_BY_MERGER.desc(), consents.c.decided_at, consents.c.id)
)  # fmt: skip
_DONE = (
    select(journal.c.ticket_id, journal.c.action, journal.c.at, journal.c.text, staff.c.name.label("by"))
    .outerjoin(staff, staff.c.id == journal.c.staff_id)
    .where(journal.c.ticket_id.in_(_IDS), journal.c.action.in_(_OWN_STEPS))
    .order_by(journal.c.id)
)


@dataclass(frozen=True, slots=True)
class AskedConsent:
    """Who asked for something and why, and who consented: the same person in a supervisor's correction or extension.

    Who it was is None for a login that is not known any more.
    """

    asked_by: str | None
    asked_at: datetime
    reason: str
    decided_by: str | None
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class ChangedVerdict:
    """A verdict that a supervisor's consent changed; `recorded` is what it would be without, a Figure.

    `consent` is None where nothing is known of it, as of a hold from before holds needed one.
    """

    kind: ConsentKind
    recorded: Figure
    present: Figure
    crew: str | None
    consent: AskedConsent | None = None


@dataclass(frozen=True, slots=True)
class ChangeColumn:
    """A column about changed verdicts, in the window and in exports; `cell` gets a function that writes an instant."""

    key: str
    title: str
    cell: Callable[[ChangedVerdict, Callable[[datetime], str]], str]

    def of(self, changed: Sequence[ChangedVerdict], moment: Callable[[datetime], str]) -> str:
        """Return the text about a ticket's changed verdicts, each text once."""
        return "；".join(dict.fromkeys(filter(None, (self.cell(each, moment) for each in changed))))


_SHORT = {Figure.LATE: "超时", Figure.OVERDUE: "超时", Figure.LEFT_OUT: "不计"}
_NOBODY, _UNKNOWN = "未留名", "没有核准记录"
CHANGE_COLUMNS = (
    ChangeColumn("changed", "改判定", lambda v, _: f"{v.kind.label} {_short(v.recorded)} → {_short(v.present)}"),
    ChangeColumn("crew_then", "当时班组", lambda v, _: v.crew or ""),
    ChangeColumn(
        "asked", "提出", lambda v, at: f"{c.asked_by or _NOBODY} {at(c.asked_at)}" if (c := v.consent) else "",
    ),
    ChangeColumn(
        "consented", "核准",
        lambda v, at: f"{c.decided_by or _NOBODY} {at(c.decided_at)}" if (c := v.consent) else _UNKNOWN,
    ),
    ChangeColumn("reason", "原因", lambda v, _: v.consent.reason if v.consent else ""),
)  # fmt: skip


def _short(figure: Figure) -> str:
    return _SHORT.get(figure, figure.label)


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
        eased = verdict.recorded == verdict.present
        recorded = Figure.LATE if eased else Figure(verdict.recorded)
        asked = ConsentKind.RERATE if eased and verdict.changed is ConsentKind.MERGE else verdict.changed
        of_clock, of_ticket = ((ticket, asked, about) for about in (clock, None))
        consent = given.get(of_clock) or given.get(of_ticket)
        changed = ChangedVerdict(verdict.changed, recorded, Figure(verdict.present), crew, consent)
        behind[ticket] = (*behind.get(ticket, ()), changed)
    return behind


def _consents(
    connection: Connection, tickets: Sequence[int]
) -> dict[tuple[int, ConsentKind, int | None], AskedConsent]:
    """Return the last consents, by ticket, kind and the clock it was about; None for the whole ticket.

    The request for a rating that a merger made is returned only if there was no other.
    """
    found: dict[tuple[int, ConsentKind, int | None], AskedConsent] = {}
    for done in connection.execute(_DONE, {"ids": tickets}):
        own = AskedConsent(done.by, done.at, done.text, done.by, done.at)
        found[done.ticket_id, _OWN_STEPS[done.action], None] = own
    for row in connection.execute(_GRANTED, {"ids": tickets}):
        given = AskedConsent(row.asked_by, row.asked_at, row.reason, row.decided_by, row.decided_at)
        found[row.ticket_id, row.kind, row.clock_id or row.held] = given
    return found
