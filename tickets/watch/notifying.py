"""Makes the deliveries of a channel: claims them, passes them to a notifier, confirms them."""

from collections.abc import Callable, Sequence

from tickets.alerts.channels import ChannelEntry
from tickets.alerts.deliveries import Claimed, claim, confirm
from tickets.alerts.ledger import DIGEST_AFTER
from tickets.alerts.notifier import Batch, Notifier
from tickets.rules.instants import plus
from tickets.rules.words import DeliveryState
from tickets.service import TicketService
from tickets.store.queries.alert_log import logged
from tickets.store.queries.lookups import setting


class DeliveryLoop:
    """Makes the deliveries of one channel that no other watch has claimed.

    A delivery is claimed, passed to the notifier, then confirmed. If this program dies in between, another watch takes
    the claim over and may deliver the alert twice: the outside can't take part in a transaction.
    """

    def __init__(self, desk: TicketService, entry: ChannelEntry, notifier: Notifier, by: str) -> None:
        """Claim as `by`, which is unique among all claimants."""
        self._desk = desk
        self._entry = entry
        self._notifier = notifier
        self._by = by
        self._told: list[Claimed] = []
        self._late: list[Claimed] = []

    def run(self, answered: Callable[[], None]) -> None:
        """Deliver until nothing waits. `answered` is called before the first delivery: the database answers.

        Raises what the database and the notifier raise; claimed deliveries are then repeated later.
        """
        self._confirm()  # deliveries made before the connection broke
        while self._claim_and_tell(answered):
            self._confirm()

    def _claim_and_tell(self, answered: Callable[[], None]) -> bool:
        now = self._desk.now()
        oldest = plus(now, -DIGEST_AFTER)
        with self._desk.store.writing() as connection:
            claimed = claim(connection, self._entry.channel, self._by, now)
            fresh = [one for one in claimed if one.since >= oldest]
            late = [one for one in claimed if one.since < oldest]
            alerts, digests = logged(connection, [one.alert_id for one in fresh])
            address = "" if self._entry.address is None else setting(connection, self._entry.address)
            missed, missed_digests = logged(connection, [one.alert_id for one in late])
        if claimed:
            answered()
            count = len(missed) + sum(digest.alerts for digest in missed_digests)
            self._notifier.deliver(Batch(now, alerts, digests, count, address))
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
