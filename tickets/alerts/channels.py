"""The channels on which alerts reach people, one entry each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, func, select

from tickets.alerts.log_notifier import LogNotifier, LogWriter
from tickets.alerts.notifier import Notifier
from tickets.rules.instants import plus
from tickets.rules.words import Channel
from tickets.settings import Setting
from tickets.store.queries.lookups import setting
from tickets.store.tables import watches

WATCHED_WITHIN = 24 * 60 * 60  # seconds: when no watch has run for so long, nobody delivers there


@dataclass(frozen=True, slots=True)
class ChannelEntry:
    """How alerts reach people on a channel.

    `label` is the word for a delivery in the history of an alert. `notifier` makes the notifier that delivers there,
    given the log of a watch; without one every workstation shows the alerts itself, as on the screen. Nothing is sent
    there while the setting `address` is empty.
    """

    channel: Channel
    label: str
    notifier: Callable[[LogWriter], Notifier] | None = None
    address: Setting[str] | None = None


CHANNELS = (
    ChannelEntry(Channel.SCREEN, "屏幕上显示"),
    ChannelEntry(Channel.LOG, "记入值守日志", LogNotifier),
)


def served(connection: Connection, now: datetime) -> Iterator[ChannelEntry]:
    """Yield the channels that are served at present: on others deliveries would accumulate for years."""
    lately = func.coalesce(watches.c.swept, watches.c.started) >= plus(now, -WATCHED_WITHIN)
    watched = bool(connection.execute(select(exists().where(lately))).scalar_one())
    for entry in CHANNELS:
        addressed = entry.address is None or setting(connection, entry.address) != ""
        if entry.notifier is None or (watched and addressed):
            yield entry
