"""The content of the alert bar: unseen alerts to some roles, and digests of old ones."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, bindparam, case, distinct, func, or_, select, text

from tickets.rules.present_hold import PresentHold, present_hold
from tickets.rules.subjects import Subject
from tickets.rules.words import Outcome, Priority, Role, RungKind, Stage, State, SubjectKind
from tickets.store.queries.refused_hold import IS_REFUSED
from tickets.store.rows import freeze
from tickets.store.subjects import name_of, of_subject, of_ticket, subject_names
from tickets.store.tables import UNSEEN, alerts, clocks, crews, digests, faults, places, rungs, tickets

PANEL_AT_MOST = 500
GRAVEST = {RungKind.ESCALATION: 0, RungKind.OVERDUE: 1, RungKind.WARNING: 2}


@dataclass(frozen=True, slots=True)
class PanelAlert:
    """One alert with its clock's present state.

    `name` is the subject's displayed name. `fault_name` to `departed` are of a ticket, empty for another subject.
    `current` means that the clock's deadline has not changed since the alert was raised, `undone` that the step was
    undone to which the alert belonged; `extended` and `held` are seconds. `clock_outcome` is how the clock ended, None
    while it hasn't.
    """

    id: int
    clock_id: int
    subject_kind: SubjectKind
    subject_id: int
    name: str
    priority: Priority
    state: State | None
    fault_name: str
    place: str | None
    address: str
    crew: str | None
    departed: bool
    stage: Stage
    kind: RungKind
    recipient: Role
    reason: str
    due: datetime
    raised: datetime
    current: bool
    deadline: datetime
    extended: int
    held: int
    held_since: datetime | None
    clock_outcome: Outcome | None
    undone: bool = False
    held_until: datetime | None = None
    granted: bool = False
    refused: bool = False

    @property
    def hold(self) -> PresentHold | None:
        """The present hold of the clock."""
        return present_hold(self.held_since, self.held_until, granted=self.granted, refused=self.refused)

    def due_at(self, now: datetime) -> datetime:
        """Return the clock's deadline as it is at `now`."""
        return self.deadline if self.hold is None else self.hold.deadline(self.deadline, now)

    def stands_since(self, now: datetime) -> datetime | None:
        """Return since when the clock has stood still; None while no hold is in effect."""
        return None if self.hold is None or not self.hold.in_effect(now) else self.hold.since

    @property
    def subject(self) -> Subject:
        """The clock's subject."""
        return Subject(self.subject_kind, self.subject_id)

    @property
    def over(self) -> bool:
        """Whether the stage has ended, so that nothing is left to do."""
        return self.clock_outcome is not None


@dataclass(frozen=True, slots=True)
class PanelDigest:
    """One digest: `alerts` of its alerts, on a screen the unseen ones, fell due between `since` and `until`."""

    id: int
    made: datetime
    since: datetime
    until: datetime
    alerts: int


@dataclass(frozen=True, slots=True)
class Panel:
    """The alert bar's content: the gravest alerts first, the newest digest first; `matters` is the number of clocks."""

    alerts: tuple[PanelAlert, ...]
    digests: tuple[PanelDigest, ...]
    matters: int


def _of_ticket(column: Column[str]) -> ColumnElement[str]:
    """Return a ticket's text; null for a subject of another kind, unreadable for a missing ticket."""
    return case((clocks.c.subject_kind == SubjectKind.TICKET, column), else_="")


NAMES = subject_names()
ALERT_COLUMNS = (
    alerts.c.id, alerts.c.clock_id, clocks.c.subject_kind, clocks.c.subject_id, name_of(NAMES).label("name"),
    clocks.c.priority, tickets.c.state, _of_ticket(faults.c.name).label("fault_name"), places.c.name.label("place"),
    _of_ticket(tickets.c.address).label("address"), crews.c.name.label("crew"),
    tickets.c.departed_at.is_not(None).label("departed"), clocks.c.stage, rungs.c.kind,
    alerts.c.recipient, alerts.c.reason, alerts.c.due, alerts.c.raised,
    (alerts.c.term == clocks.c.term).label("current"),
    or_(alerts.c.term < 0, clocks.c.subject_kind == SubjectKind.UNDONE).label("undone"),
    clocks.c.deadline, clocks.c.extended, clocks.c.held, clocks.c.held_since, clocks.c.held_until, clocks.c.granted,
    clocks.c.outcome.label("clock_outcome"), IS_REFUSED,
)  # fmt: skip
ALERTS = (
    alerts.join(clocks, clocks.c.id == alerts.c.clock_id)
    .outerjoin(NAMES, of_subject(NAMES))
    .outerjoin(tickets, of_ticket(tickets.c.id))
    .outerjoin(faults, faults.c.code == tickets.c.fault)
    .join(rungs, rungs.c.id == alerts.c.rung_id)
    .outerjoin(places, places.c.id == tickets.c.place_id)
    .outerjoin(crews, crews.c.id == tickets.c.crew_id)
)
_MINE = (text(UNSEEN), alerts.c.recipient.in_(bindparam("roles", expanding=True)))
_ALONE = (*_MINE, alerts.c.digest_id.is_(None))
_GRAVEST_FIRST = (
    clocks.c.stopped.is_not(None),
    case({str(kind): weight for kind, weight in GRAVEST.items()}, value=rungs.c.kind),
    clocks.c.priority,
    clocks.c.deadline,
    alerts.c.id,
)
_IDS = (  # in a storm there are thousands: only the rows to show are joined with other tables
    select(alerts.c.id)
    .select_from(alerts.join(clocks, clocks.c.id == alerts.c.clock_id).join(rungs, rungs.c.id == alerts.c.rung_id))
    .where(*_ALONE)
    .order_by(*_GRAVEST_FIRST)
)
_UNSEEN = (
    select(*ALERT_COLUMNS)
    .select_from(ALERTS)
    .where(alerts.c.id.in_(_IDS.limit(bindparam("most"))))
    .order_by(*_GRAVEST_FIRST)
)
_MATTERS = select(func.count(distinct(alerts.c.clock_id))).where(*_ALONE)
_UNSEEN_DIGESTS = (
    select(
        digests.c.id,
        digests.c.made,
        func.min(alerts.c.due).label("since"),
        func.max(alerts.c.due).label("until"),
        func.count().label("alerts"),
    )
    .select_from(alerts.join(digests, digests.c.id == alerts.c.digest_id))
    .where(*_MINE)
    .group_by(digests.c.id, digests.c.made)
    .order_by(digests.c.id.desc())
)


def alert_panel(connection: Connection, roles: frozenset[Role] = frozenset(Role)) -> Panel:
    """Return what these roles have not seen yet, at most PANEL_AT_MOST alerts."""
    mine: dict[str, Any] = {"roles": sorted(roles)}
    rows = tuple(freeze(PanelAlert, connection.execute(_UNSEEN, mine | {"most": PANEL_AT_MOST})))
    count = len({row.clock_id for row in rows})
    if len(rows) == PANEL_AT_MOST:
        count = connection.execute(_MATTERS, mine).scalar_one()
    return Panel(rows, tuple(freeze(PanelDigest, connection.execute(_UNSEEN_DIGESTS, mine))), count)
