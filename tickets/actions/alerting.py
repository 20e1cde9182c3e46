"""Alerts are acknowledged by people; who and when is kept."""

from sqlalchemy import select

from tickets.actions.act import Act
from tickets.actions.command import action
from tickets.store.tables import alerts, clocks, digests


@action("确认告警")
def acknowledge(act: Act, alert_ids: frozenset[int], digest_ids: frozenset[int] = frozenset()) -> int:
    """Take note that somebody has seen these alerts and digests; return how many were new to be seen."""
    found = act.connection.execute(
        select(alerts.c.id, clocks.c.ticket_id)
        .join(clocks, clocks.c.id == alerts.c.clock_id)
        .where(alerts.c.id.in_(alert_ids) | alerts.c.digest_id.in_(digest_ids), alerts.c.seen_at.is_(None))
        .order_by(alerts.c.id)
        .with_for_update(of=alerts, key_share=True)  # of two who acknowledge at once, one does
    ).all()
    seen = {"seen_by": act.who.staff_id, "seen_at": act.now}
    unseen = {"seen_by": None, "seen_at": None}
    for row in found:
        act.update(alerts, row.id, unseen, seen, row.ticket_id)
    new = select(digests.c.id).where(digests.c.id.in_(digest_ids), digests.c.seen_at.is_(None))
    for digest_id in act.connection.execute(new.with_for_update(key_share=True)).scalars().all():
        act.update(digests, digest_id, unseen, seen)
    return len(found)
