"""Acknowledging alerts; who and when is stored."""

from sqlalchemy import or_, select, text

from tickets.actions.command import action
from tickets.actions.unit_of_work import UnitOfWork
from tickets.rules.subjects import Subject
from tickets.store.tables import UNSEEN, alerts, clocks, digests


@action("确认告警")
def acknowledge(unit: UnitOfWork, alert_ids: frozenset[int], digest_ids: frozenset[int] = frozenset()) -> int:
    """Record that somebody has seen these alerts, and of these digests what was sent to their roles.

    Each recipient acknowledges for itself: an alert to a role that the author doesn't have stays unseen, and so does a
    digest until all of its recipients have seen it. Returns how many alerts were unseen before.
    """
    found = unit.connection.execute(
        select(alerts.c.id, alerts.c.digest_id, clocks.c.subject_kind, clocks.c.subject_id)
        .join(clocks, clocks.c.id == alerts.c.clock_id)
        .where(or_(alerts.c.id.in_(alert_ids), alerts.c.digest_id.in_(digest_ids)), text(UNSEEN))
        .where(alerts.c.recipient.in_(unit.who.roles))
        .order_by(alerts.c.id)
        .with_for_update(of=alerts, key_share=True)  # of two who acknowledge at once, one gets the row
    ).all()
    seen = {"seen_by": unit.who.staff_id, "seen_at": unit.now}
    unseen = {"seen_by": None, "seen_at": None}
    for row in found:
        unit.update(alerts, row.id, unseen, seen, Subject(row.subject_kind, row.subject_id).ticket_id)
    of_digests = {row.digest_id for row in found} - {None}
    new = select(digests.c.id).where(digests.c.id.in_(of_digests), digests.c.seen_at.is_(None)).order_by(digests.c.id)
    held = unit.connection.execute(new.with_for_update(key_share=True)).scalars().all()
    # Read after the rows are locked: whoever acknowledged for another role at the same moment has committed by now.
    waiting = select(alerts.c.digest_id).where(alerts.c.digest_id.in_(held), text(UNSEEN))
    for digest_id in sorted(set(held) - set(unit.connection.execute(waiting).scalars())):
        unit.update(digests, digest_id, unseen, seen)
    return len(found)
