"""What a notifier is, and what it is given: see CHANNELS."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tickets.store.queries.alert_log import LoggedAlert, LoggedDigest


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be told at one time: alerts, digests, and how many alerts waited too long to be told one by one.

    `address` is what the setting of the channel says; "" for a channel without one.
    """

    at: datetime
    alerts: Sequence[LoggedAlert]
    digests: Sequence[LoggedDigest]
    missed: int
    address: str = ""


class Notifier(Protocol):
    """Tells alerts to people on one channel."""

    def deliver(self, batch: Batch) -> None:
        """Tell what is in the batch, within LEASE seconds. Whatever it raises, the batch is told again later.

        BrokenPipeError ends the watch: its service manager reads no more.
        """
