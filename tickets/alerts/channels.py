"""The channels on which alerts reach people, one entry each.

Deliveries on every channel but the screen are made by a notifier of a watch: see tickets/watch/notifying.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, func, select

from tickets.rules.instants import plus
from tickets.rules.words import Channel
from tickets.store.tables import watches

LOGGED_WITHIN = 24 * 60 * 60  # seconds: when no watch has run for so long, nobody keeps a log


@dataclass(frozen=True, slots=True)
class ChannelEntry:
    """How deliveries are made on a channel.

    `told` says of an alert what was done with it. `is_served` returns whether anybody makes deliveries there at an
    instant: without, they would pile up for years. A digest is delivered as a whole, by its first alert, unless
    `each_of_a_digest` is.
    """

    channel: Channel
    told: str
    is_served: Callable[[Connection, datetime], bool]
    each_of_a_digest: bool = False


def always(_connection: Connection, _now: datetime) -> bool:
    """Return True: somebody sits at a seat, or will."""
    return True


def a_watch_ran_lately(connection: Connection, now: datetime) -> bool:
    """Return whether a watch without a window has run within LOGGED_WITHIN."""
    lately = func.coalesce(watches.c.swept, watches.c.started) >= plus(now, -LOGGED_WITHIN)
    return bool(connection.execute(select(exists().where(lately))).scalar_one())


CHANNELS = (
    ChannelEntry(Channel.SCREEN, "屏幕上显示", always, each_of_a_digest=True),
    ChannelEntry(Channel.LOG, "记入值守日志", a_watch_ran_lately),
)
