"""Delivers the alerts of one channel to its notifier."""

from collections.abc import Sequence
from time import monotonic

from tickets.alerts.channels import ChannelEntry
from tickets.alerts.deliveries import LEASE, Claimed, claim, confirm, is_waiting, release
from tickets.alerts.ledger import DIGEST_AFTER
from tickets.alerts.log_notifier import LOG_FAILED
from tickets.alerts.notifier import Batch, Notifier
from tickets.errors import DeskError
from tickets.log.record import record
from tickets.rules.instants import plus
from tickets.rules.words import DeliveryState
from tickets.service import TicketService
from tickets.store.queries.alert_log import logged
from tickets.store.queries.lookups import setting
from tickets.store.unreadable import BrokenRow, broken_in, collecting_broken, lenient_reads, log_broken

HANGS_AFTER = LEASE  # seconds that a delivery may take
HANGS = "“{channel}”一直没有应答，这里的告警还没有送出，别处照常送。请看一下那边的设备或网络。"


class DeliveryLoop:
    """Makes the deliveries of one channel that no other watch has claimed.

    A delivery is claimed, passed to the notifier, then confirmed. If this program dies in between, another watch takes
    the claim over and may deliver the alert twice: the outside can't take part in a transaction. Unreadable alerts are
    delivered as a number, like those that waited too long: they must not keep the others waiting.
    """

    def __init__(self, service: TicketService, entry: ChannelEntry, notifier: Notifier, by: str) -> None:
        """Claim as `by`, which is unique among all claimants."""
        self._service = service
        self._entry = entry
        self._notifier = notifier
        self._by = by
        self._delivered: list[Claimed] = []  # but not confirmed
        self._late: list[Claimed] = []  # too old to be delivered singly, or unreadable
        self._noted: set[BrokenRow] = set()  # unreadable rows that are in the log already
        self._failed = ""  # why the last delivery failed; "" once nothing waits any more
        self._delivering: float | None = None  # since when, by the monotonic clock

    @property
    def trouble(self) -> str:
        """Why the channel delivers nothing: its last delivery failed or takes too long; "" if neither."""
        since = self._delivering
        if since is not None and monotonic() - since > HANGS_AFTER:
            return HANGS.format(channel=self._entry.channel.label)
        return self._failed

    def run(self) -> None:
        """Deliver until nothing waits.

        Raises what the database raises, and DeskError when the notifier fails; claimed deliveries are repeated later.
        """
        self._confirm()  # deliveries made before the connection broke
        while self._claim_and_deliver():
            self._confirm()

    def _claim_and_deliver(self) -> bool:
        now = self._service.now()
        oldest = plus(now, -DIGEST_AFTER)
        with self._service.store.writing() as connection:
            address = "" if self._entry.address is None else setting(connection, self._entry.address)
            if self._entry.address is not None and address == "":  # switched off while deliveries waited
                self._failed = ""
                return False
            claimed = claim(connection, self._entry.channel, self._by, now)
            if self._failed and not claimed and not is_waiting(connection, self._entry.channel):
                self._failed = ""  # another watch has delivered
            fresh = [one for one in claimed if one.since >= oldest]
            late = [one for one in claimed if one.since < oldest]
            with collecting_broken() as broken, lenient_reads():
                alerts, digests = logged(connection, [one.alert_id for one in fresh])
                missed, missed_digests = logged(connection, [one.alert_id for one in late])
        log_broken(broken, self._noted)
        unread = {row.id for row in broken_in(alerts)}
        if claimed:
            count = len(missed) + sum(digest.alerts for digest in missed_digests) + len(broken)
            batch = Batch(now, alerts, digests, count, address)
            try:
                self._deliver(batch)
            except DeskError:
                self._delivered += [one for one in fresh if one.alert_id in batch.arrived]
                self._leave_to_others([one for one in claimed if one.alert_id not in batch.arrived])
                self._confirm()
                raise
        self._delivered += [one for one in fresh if one.alert_id not in unread]
        self._late += [*late, *(one for one in fresh if one.alert_id in unread)]
        return bool(claimed)

    def _deliver(self, batch: Batch) -> None:
        self._delivering = monotonic()
        try:
            self._notifier.deliver(batch)
        except DeskError as error:
            self._failed = error.sentence
            raise
        except BaseException as error:
            unexpected = record(error, LOG_FAILED)
            self._failed = unexpected.sentence
            raise unexpected from error
        finally:
            self._delivering = None
        self._failed = ""

    def _leave_to_others(self, undelivered: Sequence[Claimed]) -> None:
        with self._service.store.writing() as connection:
            release(connection, _ids(undelivered), self._by, self._service.now())

    def _confirm(self) -> None:
        if self._delivered or self._late:
            with self._service.store.writing() as connection:
                now = self._service.now()
                confirm(connection, _ids(self._delivered), self._by, now)
                confirm(connection, _ids(self._late), self._by, now, DeliveryState.FAILED)
        self._delivered, self._late = [], []


def _ids(claimed: Sequence[Claimed]) -> list[int]:
    return [one.id for one in claimed]
