"""What the alert panel shows: alerts that were sent and nobody has seen, and digests of old ones."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, text

from tickets.rules.words import Priority, Role, RungKind, Stage
from tickets.store.rows import freeze
from tickets.store.tables import alerts, clocks, crews, digests, faults, places, rungs, tickets

PANEL_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class PanelAlert:
    """One unseen alert. `over` says that the stage has ended since, so that there is nothing left to do."""

    id: int
    ticket_id: int
    number: str
    priority: Priority
    fault_name: str
    place: str | None
    address: str
    crew: str | None
    departed: bool
    stage: Stage
    kind: RungKind
    recipient: Role
    due: datetime
    raised: datetime
    deadline: datetime
    over: bool


@dataclass(frozen=True, slots=True)
class PanelDigest:
    """One unseen digest: `alerts` alerts that fell due between `since` and `until` while nobody watched."""

    id: int
    made: datetime
    since: datetime
    until: datetime
    alerts: int


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything the alert panel shows, newest first."""

    alerts: tuple[PanelAlert, ...]
    digests: tuple[PanelDigest, ...]


_UNSEEN = (
    select(
        alerts.c.id, tickets.c.id, tickets.c.number, clocks.c.priority, faults.c.name, places.c.name,
        tickets.c.address, crews.c.name, tickets.c.departed_at.is_not(None), clocks.c.stage, rungs.c.kind,
        alerts.c.recipient, alerts.c.due, alerts.c.raised, clocks.c.deadline, clocks.c.stopped.is_not(None),
    )
    .select_from(alerts)
    .join(clocks, clocks.c.id == alerts.c.clock_id)
    .join(tickets, tickets.c.id == clocks.c.ticket_id)
    .join(faults, faults.c.code == tickets.c.fault)
    .join(rungs, rungs.c.id == alerts.c.rung_id)
    .outerjoin(places, places.c.id == tickets.c.place_id)
    .outerjoin(crews, crews.c.id == tickets.c.crew_id)
    .where(text("alerts.seen_at IS NULL AND alerts.outcome = 'sent'"), alerts.c.digest_id.is_(None))
    .order_by(alerts.c.id.desc())
    .limit(PANEL_AT_MOST)
)  # fmt: skip
_UNSEEN_DIGESTS = (
    select(digests.c.id, digests.c.made, digests.c.since, digests.c.until, digests.c.alerts)
    .where(digests.c.seen_at.is_(None))
    .order_by(digests.c.id.desc())
)


def alert_panel(connection: Connection) -> Panel:
    """Return what nobody has seen yet, at most PANEL_AT_MOST alerts, the newest first."""
    rows = tuple(freeze(PanelAlert, connection.execute(_UNSEEN)))
    return Panel(rows, tuple(freeze(PanelDigest, connection.execute(_UNSEEN_DIGESTS))))
