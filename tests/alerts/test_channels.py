"""Channels: each has an entry and whoever tells alerts there, and none waits for another."""

from collections import Counter

import pytest

from tests.alerts.test_deliveries import raise_alerts
from tests.desk_fixtures import Hand, HandClock
from tickets.alerts.channels import CHANNELS
from tickets.alerts.deliveries import LEASE
from tickets.rules.words import Channel, DeliveryState
from tickets.store.tables import deliveries
from tickets.watch.attending import NOTIFIERS, Attending
from tickets.watch.log_notifier import LogWriter
from tickets.watch.notifying import Batch
from tickets.watch.watch import WatchState


class Told:
    """Tells a channel's alerts to the test, or fails."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.told: Counter[int] = Counter()
        self.broken = False

    def tell(self, batch: Batch) -> None:
        if self.broken:
            raise ValueError("the wire is cut")
        self.told.update(alert.id for alert in batch.alerts)


def test_every_channel_has_an_entry_and_all_but_the_screen_a_notifier(hand: Hand) -> None:
    assert sorted(entry.channel for entry in CHANNELS) == sorted(Channel)
    told_by = [make(hand.desk, LogWriter(None)).channel for make in NOTIFIERS]  # type: ignore[arg-type]
    assert sorted([Channel.SCREEN, *told_by]) == sorted(Channel)


@pytest.mark.on_both
def test_a_channel_that_fails_keeps_no_other_waiting_and_catches_up(
    hand: Hand, clock: HandClock, surprises: list[str]
) -> None:
    first, second = Told(Channel.LOG), Told(Channel.SCREEN)
    watches = [Attending(hand.desk, [first, second], name, "host") for name in ("a", "b")]
    raised = raise_alerts(hand, clock)
    first.broken = True
    for watch in watches:
        watch.attend(WatchState(clock()))
    assert "程序出错" in watches[0].trouble
    assert (first.told, second.told.total()) == (Counter(), raised)
    first.broken = False
    clock.advance(LEASE + 1)
    for watch in watches:
        watch.attend(WatchState(clock()))
        assert watch.trouble == ""
    assert set(first.told.values()) == set(second.told.values()) == {1}
    assert {row.state for row in hand.rows(deliveries)} == {DeliveryState.DELIVERED}
    surprises.clear()
