"""Channels: each has an entry, none waits for another, and nothing is sent where nobody delivers."""

import errno
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime
from io import BufferedWriter, RawIOBase, StringIO, TextIOWrapper
from threading import Event, Thread
from typing import Any

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
from tickets.service import TicketService
from tickets.settings import Setting
from tickets.store.tables import alerts, deliveries
from tickets.watch import delivery_loop
from tickets.watch.health import print_health
from tickets.watch.side_tasks import SideTasks
from tickets.watch.watch import WatchState

WIRE = Setting("wire", "", str)
PATIENCE = 60


class FullDisk(RawIOBase):
    """A disk on which only so many more lines fit."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.text = ""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if not self.room:
            raise OSError(errno.ENOSPC, "full")
        self.room -= 1
        self.text += bytes(data).decode()
        return len(data)

    def writer(self) -> LogWriter:
        """Return a log on this disk."""
        return LogWriter(TextIOWrapper(BufferedWriter(self), encoding="utf-8", newline=""))


class Wire:
    """Tells a channel's alerts to the test, or fails."""

    def __init__(self) -> None:
        self.delivered: Counter[int] = Counter()
        self.addresses: set[str] = set()
        self.missed = 0
        self.cut: Exception | None = None
        self.answers, self.asked = Event(), Event()
        self.answers.set()

    def deliver(self, batch: Batch) -> None:
        self.asked.set()
        self.answers.wait(PATIENCE)
        if self.cut:
            raise self.cut
        self.delivered.update(alert.id for alert in batch.alerts)
        self.addresses.add(batch.address)
        self.missed += batch.missed

    def on(self, channel: Channel) -> ChannelEntry:
        return ChannelEntry(channel, "", lambda _writer: self)


def deliver(watch: SideTasks, now: datetime) -> None:
    """Do the side tasks and wait until the deliveries are made."""
    watch.run(WatchState(now))
    assert watch.wait(PATIENCE)


def test_every_channel_is_registered_once_and_all_but_the_screen_have_a_notifier() -> None:
    assert sorted(entry.channel for entry in CHANNELS) == sorted(Channel)
    assert [entry.channel for entry in CHANNELS if entry.notifier is None] == [Channel.SCREEN]
    assert all(entry.label for entry in CHANNELS)


@pytest.mark.on_both
@pytest.mark.parametrize(
    ("error", "first_to_try"),
    [(ValueError("the wire is cut"), 0), (Unavailable("网关不答。"), 1)],
    ids=["here", "there"],
)
def test_a_failing_channel_does_not_delay_others_and_catches_up_later(
    error: Exception, first_to_try: int, hand: Hand, clock: HandClock, surprises: list[str]
) -> None:
    first, second = Wire(), Wire()
    entries = (first.on(Channel.LOG), second.on(Channel.SCREEN))
    watches = [SideTasks(hand.desk, LogWriter(StringIO()), name, "host", entries) for name in ("a", "b")]
    raised = raise_alerts(hand, clock)
    first.cut = error
    deliver(watches[0], clock())
    assert watches[0].trouble in (LOG_FAILED, str(error))
    assert (first.delivered.total(), second.delivered.total()) == (0, raised)
    deliver(watches[0], clock())
    assert watches[0].trouble, "nothing has been delivered since"
    first.cut = None
    clock.advance(LEASE + 1)
    for watch in (watches[first_to_try], watches[1 - first_to_try]):
        deliver(watch, clock())
        assert watch.trouble == "", "nothing waits any more"
    assert set(first.delivered.values()) == set(second.delivered.values()) == {1}
    assert {row.state for row in hand.rows(deliveries)} == {DeliveryState.DELIVERED}
    surprises.clear()


@pytest.mark.on_both
def test_a_watch_with_a_full_log_disk_leaves_its_unwritten_alerts_to_another_at_once(
    hand: Hand, clock: HandClock, surprises: list[str]
) -> None:
    disks = FullDisk(1), FullDisk(99)
    watches = [SideTasks(hand.desk, disk.writer(), name, "host") for disk, name in zip(disks, "ab", strict=True)]
    raised = raise_alerts(hand, clock)
    assert raised > 2, "one is written, one is tried, and others wait"
    for watch in watches:
        deliver(watch, clock())
    numbers = re.findall("告警#[0-9]+", disks[0].text + disks[1].text)
    assert (len(numbers), len(set(numbers))) == (raised, raised)
    assert {row.state for row in hand.rows(deliveries, channel=Channel.LOG)} == {DeliveryState.DELIVERED}
    surprises.clear()


def test_a_line_retried_on_a_full_disk_is_written_to_the_log_once(clock: HandClock, surprises: list[str]) -> None:
    disk = FullDisk(0)
    writer = disk.writer()
    for _ in range(3):
        with pytest.raises(Unavailable):
            writer.say(clock(), "告警#1")
    disk.room = 99
    for words in ("告警#1", "告警#2"):
        writer.say(clock(), words)
    assert re.findall("告警#[0-9]+", disk.text) == ["告警#1", "告警#2"]
    surprises.clear()


def test_when_no_thread_can_start_alerts_are_delivered_later(
    hand: Hand, clock: HandClock, monkeypatch: pytest.MonkeyPatch, surprises: list[str]
) -> None:
    def refuse(_thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    paper = StringIO()
    watch = SideTasks(hand.desk, LogWriter(paper), "w", "host")
    raised = raise_alerts(hand, clock)
    with monkeypatch.context() as full:
        full.setattr(Thread, "start", refuse)
        deliver(watch, clock())
        with pytest.raises(Unavailable):
            LogWriter(paper).say(clock(), "值守中")
    assert watch.trouble == LOG_FAILED
    deliver(watch, clock())
    assert (watch.trouble, paper.getvalue().count("告警#")) == ("", raised)
    surprises.clear()


@pytest.mark.on_both
def test_a_hanging_channel_does_not_delay_others_and_is_reported(
    hand: Hand, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, other = Wire(), Wire()
    stuck.answers.clear()
    watch = SideTasks(hand.desk, LogWriter(StringIO()), "w", "host", (stuck.on(Channel.LOG), other.on(Channel.SCREEN)))
    raised = raise_alerts(hand, clock)
    watch.run(WatchState(clock()))
    try:
        assert stuck.asked.wait(PATIENCE)
        assert not watch.wait(0)
        raised += raise_alerts(hand, clock)
        watch.run(WatchState(clock()))
        assert watch._workers[1].wait(PATIENCE)
        assert (stuck.delivered.total(), other.delivered.total()) == (0, raised)
        states = {row.state for row in hand.rows(deliveries, channel=Channel.LOG)}
        assert states == {DeliveryState.CLAIMED, DeliveryState.PENDING}
        assert watch.trouble == "", "it may still answer"
        monkeypatch.setattr(delivery_loop, "HANGS_AFTER", 0)
        watch.run(WatchState(clock()))
        assert Channel.LOG.label in watch.trouble
        assert health(hand.desk)["trouble"] == watch.trouble
    finally:
        stuck.answers.set()
    assert watch.wait(PATIENCE)
    deliver(watch, clock())
    assert watch.trouble == health(hand.desk)["trouble"] == ""
    assert len(stuck.delivered) == len(other.delivered) == raised
    assert set(stuck.delivered.values()) == set(other.delivered.values()) == {1}


def health(service: TicketService) -> dict[str, object]:
    """Return what `watch --health` prints."""
    out = StringIO()
    print_health(lambda look: look(service), any_host=True, out=out)
    found: dict[str, object] = json.loads(out.getvalue())
    return found


@pytest.mark.parametrize("late", [0, 1])
def test_alerts_that_waited_over_half_an_hour_are_reported_as_a_count(hand: Hand, clock: HandClock, late: int) -> None:
    wire = Wire()
    watch = SideTasks(hand.desk, LogWriter(StringIO()), "w", "host", (wire.on(Channel.LOG),))
    raised = raise_alerts(hand, clock)
    clock.advance(30 * 60 + late)
    deliver(watch, clock())
    assert (wire.delivered.total(), wire.missed) == ((0, raised) if late else (raised, 0))
    states = {row.state for row in hand.rows(deliveries, channel=Channel.LOG)}
    assert states == {DeliveryState.FAILED if late else DeliveryState.DELIVERED}


def test_nothing_is_sent_to_a_channel_without_an_address(
    hand: Hand, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = Wire()
    wire.cut = Unavailable("网关不答。")
    entries = (replace(wire.on(Channel.LOG), address=WIRE),)
    monkeypatch.setattr(channels, "CHANNELS", entries)
    watch = SideTasks(hand.desk, LogWriter(StringIO()), "w", "host", entries)
    raise_alerts(hand, clock)
    assert hand.rows(deliveries) == []
    hand.do(save_setting(WIRE.key, "away"))
    raised = raise_alerts(hand, clock)
    deliver(watch, clock())
    assert watch.trouble
    hand.do(save_setting(WIRE.key, ""))
    clock.advance(LEASE + 1)
    deliver(watch, clock())
    assert wire.addresses == set(), "what waits is not sent while the channel is switched off"
    assert watch.trouble == "", "nor is it missed"
    wire.cut = None
    hand.do(save_setting(WIRE.key, "back"))
    deliver(watch, clock())
    assert (wire.delivered.total(), wire.addresses) == (raised, {"back"})


def test_an_unreadable_alert_is_reported_by_number_and_does_not_delay_others(hand: Hand, clock: HandClock) -> None:
    wire = Wire()
    watch = SideTasks(hand.desk, LogWriter(StringIO()), "w", "host", (wire.on(Channel.LOG),))
    raised = raise_alerts(hand, clock)
    damaged, *whole = [row.id for row in hand.rows(alerts)]
    with hand.desk.store.writing() as connection:
        connection.exec_driver_sql(f"UPDATE alerts SET recipient = 'nobody we know' WHERE id = {damaged}")
    deliver(watch, clock())
    assert watch.trouble == ""
    assert (sorted(wire.delivered), wire.missed) == (whole, 1)
    states = {row.alert_id: row.state for row in hand.rows(deliveries, channel=Channel.LOG)}
    assert len(states) == raised
    assert states.pop(damaged) is DeliveryState.FAILED
    assert set(states.values()) == {DeliveryState.DELIVERED}
