"""Delivers what waits on a channel: claims it, lets a notifier tell it, confirms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tickets.alerts.deliveries import Claimed, claim, confirm
from tickets.alerts.ledger import DIGEST_AFTER
from tickets.rules.instants import plus
from tickets.rules.words import Channel, DeliveryState
from tickets.service import TicketService
from tickets.store.queries.alert_log import LoggedAlert, LoggedDigest, logged


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be told at one time: alerts, digests, and how many alerts waited too long to be told one by one."""

    at: datetime
    alerts: Sequence[LoggedAlert]
    digests: Sequence[LoggedDigest]
    missed: int


class Notifier(Protocol):
    """Tells alerts to people on one channel."""

    channel: Channel

    def tell(self, batch: Batch) -> None:
        """Tell what is in the batch, within LEASE seconds. Whatever it raises, the batch is told again later.

        BrokenPipeError ends the watch: its service manager reads no more.
        """


class DeliveryLoop:
    """Makes the deliveries of one channel that no other watch has claimed.

    A delivery is claimed, told, then confirmed. Who dies in between leaves the claim to another watch, which tells
    the alert once more if it had been told: what is outside can't take part in a transaction.
    """

    def __init__(self, desk: TicketService, notifier: Notifier, by: str) -> None:
        """Claim as `by`, which is unique among all who claim."""
        self._desk = desk
        self._notifier = notifier
        self._by = by
        self._told: list[Claimed] = []
        self._late: list[Claimed] = []

    def run(self, answered: Callable[[], None]) -> None:
        """Deliver until nothing waits. `answered` is called before anything is told: the database answers again.

        Raises what the database and the notifier raise; what was claimed is told again later.
        """
        self._confirm()  # what was told last time, before the connection broke
        while self._claim_and_tell(answered):
            self._confirm()

    def _claim_and_tell(self, answered: Callable[[], None]) -> bool:
        now = self._desk.now()
        oldest = plus(now, -DIGEST_AFTER)
        with self._desk.store.writing() as connection:
            claimed = claim(connection, self._notifier.channel, self._by, now)
            fresh = [one for one in claimed if one.since >= oldest]
            late = [one for one in claimed if one.since < oldest]
            alerts, digests = logged(connection, [one.alert_id for one in fresh])
            missed, missed_digests = logged(connection, [one.alert_id for one in late])
        if claimed:
            answered()
            count = len(missed) + sum(digest.alerts for digest in missed_digests)
            self._notifier.tell(Batch(now, alerts, digests, count))
        self._told += fresh
        self._late += late
        return bool(claimed)

    def _confirm(self) -> None:
        if self._told or self._late:
            with self._desk.store.writing() as connection:
                now = self._desk.now()
                confirm(connection, _ids(self._told), self._by, now)
                confirm(connection, _ids(self._late), self._by, now, DeliveryState.FAILED)
        self._told, self._late = [], []


def _ids(claimed: Sequence[Claimed]) -> list[int]:
    return [one.id for one in claimed]
