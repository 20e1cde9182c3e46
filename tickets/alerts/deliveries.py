"""Deliveries of alerts, one per channel.

Deliveries to the screen are shown by every workstation, and the first one marks them. Those of other channels are
claimed for a short time; an expired claim can be taken over.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, or_, select, text, update

from tickets.alerts.channels import served
from tickets.rules.instants import plus
from tickets.rules.words import Channel, DeliveryState
from tickets.store.inserting import insert_new, to_db
from tickets.store.rows import freeze
from tickets.store.tables import WAITING, deliveries

LEASE = 20  # seconds that a claim is valid; its holder has delivered and confirmed by then, or is dead


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that the caller has claimed, waiting since `since`."""

    id: int
    alert_id: int
    since: datetime


def post(connection: Connection, alert_ids: Sequence[int], now: datetime, *, is_digest: bool = False) -> None:
    """Create deliveries of alerts on every channel that is served. A notifier gets a digest as its first alert."""
    rest = {"state": str(DeliveryState.PENDING), "tries": 0, "at": to_db(now)}
    rows = [
        {"alert_id": alert_id, "channel": str(entry.channel), **rest}
        for entry in served(connection, now)
        for alert_id in (alert_ids[:1] if is_digest and entry.notifier is not None else alert_ids)
    ]
    insert_new(connection, deliveries, rows)


def mark_delivered(connection: Connection, alert_ids: Iterable[int], channel: Channel, at: datetime) -> None:
    """Record that a channel has shown these alerts."""
    ids = list(alert_ids)
    if ids:
        connection.execute(
            update(deliveries)
            .where(
                deliveries.c.alert_id.in_(ids),
                deliveries.c.channel == channel,
                deliveries.c.state == DeliveryState.PENDING,
            )
            .values(state=DeliveryState.DELIVERED, tries=deliveries.c.tries + 1, at=at)
        )


def claim(
    connection: Connection, channel: Channel, by: str, now: datetime, lease: int = LEASE, limit: int = 1000
) -> list[Claimed]:
    """Claim up to `limit` waiting deliveries, the oldest first, for `lease` seconds.

    `by` is unique among all claimants. Needs a transaction of its own, so that others see the claim at once.
    """
    free = (
        select(deliveries.c.id)
        .where(text(WAITING), deliveries.c.channel == channel)
        .where(or_(deliveries.c.state == DeliveryState.PENDING, deliveries.c.claimed_until < now))
        .order_by(deliveries.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte()
    )
    claimed = (
        update(deliveries)
        .where(deliveries.c.id.in_(select(free.c.id)))
        .values(state=DeliveryState.CLAIMED, claimed_by=by, claimed_until=plus(now, lease))
        .returning(deliveries.c.id, deliveries.c.alert_id, deliveries.c.at.label("since"))
    )
    return sorted(freeze(Claimed, connection.execute(claimed)), key=lambda one: one.id)


def is_waiting(connection: Connection, channel: Channel) -> bool:
    """Return whether a delivery waits on a channel, claimed or not."""
    waiting = exists().where(text(WAITING), deliveries.c.channel == channel)
    return bool(connection.execute(select(waiting)).scalar_one())


def release(connection: Connection, delivery_ids: Sequence[int], by: str, now: datetime) -> None:
    """Let others claim at once, in the same second, what `by` has claimed."""
    held = update(deliveries).where(
        deliveries.c.id.in_(delivery_ids),
        deliveries.c.state == DeliveryState.CLAIMED,
        deliveries.c.claimed_by == by,
    )
    connection.execute(held.values(claimed_until=plus(now, -1)))


def confirm(
    connection: Connection,
    delivery_ids: Sequence[int],
    by: str,
    now: datetime,
    state: DeliveryState = DeliveryState.DELIVERED,
) -> int:
    """Record the result of deliveries claimed by `by`; return how many were still claimed."""
    done = (
        update(deliveries)
        .where(
            deliveries.c.id.in_(delivery_ids),
            deliveries.c.state == DeliveryState.CLAIMED,
            deliveries.c.claimed_by == by,
        )
        .values(state=state, tries=deliveries.c.tries + 1, at=now, claimed_until=None)
    )
    return int(connection.execute(done).rowcount) if delivery_ids else 0
