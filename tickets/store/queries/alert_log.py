"""Alerts as a log tells them: one line each, in the order in which they were raised."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from tickets.rules.words import AlertOutcome, Role, RungKind, Stage
from tickets.store.rows import freeze
from tickets.store.tables import alerts, clocks, digests, rungs, tickets


@dataclass(frozen=True, slots=True)
class LoggedAlert:
    """One alert that was sent on its own."""

    id: int
    raised: datetime
    due: datetime
    number: str
    stage: Stage
    kind: RungKind
    recipient: Role


@dataclass(frozen=True, slots=True)
class LoggedDigest:
    """One digest of `alerts` old alerts, which fell due between `since` and `until`."""

    id: int
    made: datetime
    since: datetime
    until: datetime
    alerts: int


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a log has got: the last alert and the last digest."""

    alert: int = 0
    digest: int = 0


def reached(connection: Connection) -> Reached:
    """Return where a log begins that tells nothing of what was before."""
    alert = connection.execute(select(func.coalesce(func.max(alerts.c.id), 0))).scalar_one()
    digest = connection.execute(select(func.coalesce(func.max(digests.c.id), 0))).scalar_one()
    return Reached(alert, digest)


def logged_since(connection: Connection, last: Reached) -> tuple[list[LoggedAlert], list[LoggedDigest]]:
    """Return the alerts sent and the digests made since, in their order."""
    sent = (
        select(
            alerts.c.id, alerts.c.raised, alerts.c.due, tickets.c.number, clocks.c.stage, rungs.c.kind,
            alerts.c.recipient,
        )
        .select_from(alerts)
        .join(clocks, clocks.c.id == alerts.c.clock_id)
        .join(tickets, tickets.c.id == clocks.c.ticket_id)
        .join(rungs, rungs.c.id == alerts.c.rung_id)
        .where(alerts.c.id > last.alert, alerts.c.outcome == AlertOutcome.SENT, alerts.c.digest_id.is_(None))
        .order_by(alerts.c.id)
    )  # fmt: skip
    made = (
        select(digests.c.id, digests.c.made, digests.c.since, digests.c.until, digests.c.alerts)
        .where(digests.c.id > last.digest)
        .order_by(digests.c.id)
    )
    return freeze(LoggedAlert, connection.execute(sent)), freeze(LoggedDigest, connection.execute(made))
