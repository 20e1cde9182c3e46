"""Alerts for a log: one line each, in the order in which they were raised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from tickets.rules.words import Role, RungKind, Stage
from tickets.store.queries.alert_panel import PanelDigest
from tickets.store.rows import freeze
from tickets.store.subjects import name_of, of_subject, subject_names
from tickets.store.tables import alerts, clocks, digests, rungs


@dataclass(frozen=True, slots=True)
class LoggedAlert:
    """One alert that was sent singly; `subject` is a name, `reason` says when nobody was on duty."""

    id: int
    raised: datetime
    subject: str
    stage: Stage
    kind: RungKind
    recipient: Role
    reason: str


def logged(connection: Connection, alert_ids: Sequence[int]) -> tuple[list[LoggedAlert], list[PanelDigest]]:
    """Return those of these alerts that were sent singly, and the digests of the others."""
    names = subject_names()
    alone = (
        select(
            alerts.c.id, alerts.c.raised, name_of(names).label("subject"), clocks.c.stage, rungs.c.kind,
            alerts.c.recipient, alerts.c.reason,
        )
        .select_from(alerts)
        .join(clocks, clocks.c.id == alerts.c.clock_id)
        .outerjoin(names, of_subject(names))
        .join(rungs, rungs.c.id == alerts.c.rung_id)
        .where(alerts.c.id.in_(alert_ids), alerts.c.digest_id.is_(None))
        .order_by(alerts.c.id)
    )  # fmt: skip
    together = (
        select(digests.c.id, digests.c.made, digests.c.since, digests.c.until, digests.c.alerts)
        .where(digests.c.id.in_(select(alerts.c.digest_id).where(alerts.c.id.in_(alert_ids))))
        .order_by(digests.c.id)
    )
    return freeze(LoggedAlert, connection.execute(alone)), freeze(PanelDigest, connection.execute(together))
