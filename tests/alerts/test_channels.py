"""Channels: each has an entry, none waits for another, and nothing is sent where nobody delivers."""

from collections import Counter
from dataclasses import replace
from io import StringIO

import pytest

from tests.alerts.test_deliveries import raise_alerts
from tests.desk_fixtures import Hand, HandClock
from tickets.actions.rulemaking import save_setting
from tickets.alerts import channels
from tickets.alerts.channels import CHANNELS, ChannelEntry
from tickets.alerts.deliveries import LEASE
from tickets.alerts.log_notifier import LOG_FAILED, LogWriter
from tickets.alerts.notifier import Batch
from tickets.errors import Unavailable
from tickets.rules.words import Channel, DeliveryState
from tickets.settings import Setting
from tickets.store.tables import alerts, deliveries
from tickets.watch.side_tasks import SideTasks
from tickets.watch.watch import WatchState

WIRE = Setting("wire", "", str)


class Wire:
    """Tells a channel's alerts to the test, or fails."""

    def __init__(self) -> None:
        self.told: Counter[int] = Counter()
        self.addresses: set[str] = set()
        self.missed = 0
        self.cut: Exception | None = None

    def deliver(self, batch: Batch) -> None:
        if self.cut:
            raise self.cut
        self.told.update(alert.id for alert in batch.alerts)
        self.addresses.add(batch.address)
        self.missed += batch.missed

    def on(self, channel: Channel) -> ChannelEntry:
        return ChannelEntry(channel, "", lambda _writer: self)


def test_every_channel_has_one_entry_and_only_the_screen_no_notifier() -> None:
    assert sorted(entry.channel for entry in CHANNELS) == sorted(Channel)
    assert [entry.channel for entry in CHANNELS if entry.notifier is None] == [Channel.SCREEN]
    assert all(entry.label for entry in CHANNELS)


@pytest.mark.on_both
@pytest.mark.parametrize("error", [ValueError("the wire is cut"), Unavailable("网关不答。")], ids=type)
def test_a_channel_that_fails_keeps_no_other_waiting_and_catches_up(
    error: Exception, hand: Hand, clock: HandClock, surprises: list[str]
) -> None:
    first, second = Wire(), Wire()
    entries = (first.on(Channel.LOG), second.on(Channel.SCREEN))
    watches = [SideTasks(hand.desk, LogWriter(StringIO()), name, "host", entries) for name in ("a", "b")]
    raised = raise_alerts(hand, clock)
    first.cut = error
    watches[0].run(WatchState(clock()))
    assert watches[0].trouble in (LOG_FAILED, str(error))
    assert (first.told.total(), second.told.total()) == (0, raised)
    first.cut = None
    clock.advance(LEASE + 1)
    for watch in watches:
        watch.run(WatchState(clock()))
        assert watch.trouble == ""
    assert set(first.told.values()) == set(second.told.values()) == {1}
    assert {row.state for row in hand.rows(deliveries)} == {DeliveryState.DELIVERED}
    surprises.clear()


@pytest.mark.parametrize("late", [0, 1])
def test_what_waited_longer_than_half_an_hour_is_told_by_its_number(hand: Hand, clock: HandClock, late: int) -> None:
    wire = Wire()
    watch = SideTasks(hand.desk, LogWriter(StringIO()), "w", "host", (wire.on(Channel.LOG),))
    raised = raise_alerts(hand, clock)
    clock.advance(30 * 60 + late)
    watch.run(WatchState(clock()))
    assert (wire.told.total(), wire.missed) == ((0, raised) if late else (raised, 0))
    states = {row.state for row in hand.rows(deliveries, channel=Channel.LOG)}
    assert states == {DeliveryState.FAILED if late else DeliveryState.DELIVERED}


def test_a_channel_without_an_address_is_sent_nothing(
    hand: Hand, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = Wire()
    entries = (replace(wire.on(Channel.LOG), address=WIRE),)
    monkeypatch.setattr(channels, "CHANNELS", entries)
    watch = SideTasks(hand.desk, LogWriter(StringIO()), "w", "host", entries)
    raise_alerts(hand, clock)
    assert hand.rows(deliveries) == []
    hand.do(save_setting(WIRE.key, "away"))
    raised = raise_alerts(hand, clock)
    watch.run(WatchState(clock()))
    assert (len(wire.told), wire.addresses) == (raised, {"away"})


def test_a_channel_that_is_switched_off_sends_nothing_of_what_waits(
    hand: Hand, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = Wire()
    entries = (replace(wire.on(Channel.LOG), address=WIRE),)
    monkeypatch.setattr(channels, "CHANNELS", entries)
    watch = SideTasks(hand.desk, LogWriter(StringIO()), "w", "host", entries)
    hand.do(save_setting(WIRE.key, "away"))
    raised = raise_alerts(hand, clock)
    hand.do(save_setting(WIRE.key, ""))
    watch.run(WatchState(clock()))
    assert wire.addresses == set()
    hand.do(save_setting(WIRE.key, "back"))
    watch.run(WatchState(clock()))
    assert (wire.told.total(), wire.addresses) == (raised, {"back"})


def test_an_alert_that_can_not_be_read_is_told_by_its_number_and_keeps_no_other_waiting(
    hand: Hand, clock: HandClock
) -> None:
    wire = Wire()
    watch = SideTasks(hand.desk, LogWriter(StringIO()), "w", "host", (wire.on(Channel.LOG),))
    raised = raise_alerts(hand, clock)
    damaged, *whole = [row.id for row in hand.rows(alerts)]
    with hand.desk.store.writing() as connection:
        connection.exec_driver_sql(f"UPDATE alerts SET recipient = 'nobody we know' WHERE id = {damaged}")
    watch.run(WatchState(clock()))
    assert watch.trouble == ""
    assert (sorted(wire.told), wire.missed) == (whole, 1)
    states = {row.alert_id: row.state for row in hand.rows(deliveries, channel=Channel.LOG)}
    assert len(states) == raised
    assert states.pop(damaged) is DeliveryState.FAILED
    assert set(states.values()) == {DeliveryState.DELIVERED}
