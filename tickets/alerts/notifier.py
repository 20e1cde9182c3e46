"""The interface of notifiers: see CHANNELS."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from tickets.store.queries.alert_log import LoggedAlert
from tickets.store.queries.alert_panel import PanelDigest


@dataclass(frozen=True, slots=True)
class Batch:
    """What to deliver together: alerts, digests, and the number of alerts too old to be delivered singly or unreadable.

    `address` is the value of the channel's setting; "" for a channel without one.
    """

    at: datetime
    alerts: Sequence[LoggedAlert]
    digests: Sequence[PanelDigest]
    missed: int
    address: str = ""
    arrived: set[int] = field(default_factory=set)


class Notifier(Protocol):
    """Delivers alerts to people on one channel."""

    def deliver(self, batch: Batch) -> None:
        """Deliver the batch within LEASE seconds.

        After any exception the batch is delivered again later, without the alerts whose ids were added to `arrived`.
        """
