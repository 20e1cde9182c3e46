"""The watch without a window: sweeps until it is told to stop, and writes down what was raised."""

import sys
from dataclasses import replace
from datetime import datetime
from threading import Event
from typing import TextIO

from tickets.alerts.watch import SchedulerAlarm, Watch
from tickets.desk import Desk
from tickets.errors import DeskError
from tickets.rules.instants import LOCAL, seconds_between
from tickets.store.feed import Changes
from tickets.store.queries.alert_log import LoggedAlert, LoggedDigest, logged_since, reached

LOOK_SECONDS = 1  # at most this late is a stop heeded and a trouble told


def run_watch(desk: Desk, stop: Event, heartbeat: int | None = None, out: TextIO | None = None) -> int:
    """Watch until `stop` is set and return 0. Raises Unavailable when the database can't be read at the start.

    Prints one line for each alert, whichever watch raised it, and every `heartbeat` seconds one that says
    when the last sweep was.
    """
    log = _Log(desk, out or sys.stdout)
    leave = desk.feed.subscribe(log.hear)
    watch = Watch(desk, SchedulerAlarm())
    log.say(desk.now(), "开始值守")
    watch.start()
    beaten = desk.now()
    try:
        while not stop.is_set():
            log.news.wait(LOOK_SECONDS)
            log.tell()
            log.tell_trouble(watch.state.trouble)
            if heartbeat is not None and seconds_between(beaten, desk.now()) >= heartbeat:
                beaten = desk.now()
                log.tell_state(watch)
    finally:
        watch.stop()
        leave()
    log.tell()
    log.say(desk.now(), "结束值守")
    return 0


class _Log:
    """Writes lines; the feed only wakes it, so that every line comes from one thread."""

    def __init__(self, desk: Desk, out: TextIO) -> None:
        self.news = Event()
        self._desk = desk
        self._out = out
        self._reached = desk.read(reached)
        self._trouble = ""

    def hear(self, changes: Changes) -> None:
        """Wake up when alerts may be new."""
        if "alerts" in changes.tables or changes.lost:
            self.news.set()

    def tell(self) -> None:
        """Write a line for each alert and digest that is new."""
        self.news.clear()
        try:
            alerts, digests = self._desk.read(logged_since, self._reached)
        except DeskError:
            return  # told as the watch's trouble; the alerts stay new
        for alert in alerts:
            self.say(alert.raised, _words(alert))
            self._reached = replace(self._reached, alert=alert.id)
        for digest in digests:
            self.say(digest.made, _digest_words(digest))
            self._reached = replace(self._reached, digest=digest.id)

    def tell_trouble(self, trouble: str) -> None:
        """Write a line when sweeps begin to fail, and when they succeed again."""
        if trouble != self._trouble:
            self.say(self._desk.now(), trouble or "恢复值守")
            self._trouble = trouble

    def tell_state(self, watch: Watch) -> None:
        """Write when the last sweep was and what is due next."""
        swept, due = watch.state.swept, watch.state.due
        last = "还没有查过" if swept is None else f"上次查 {_clock(swept)}"
        self.say(
            self._desk.now(), f"值守中，{last}，" + ("没有待到期的" if due is None else f"下一次告警 {_clock(due)}")
        )

    def say(self, at: datetime, words: str) -> None:
        """Write a line with its local time."""
        self._out.write(f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S} {words}\n")
        self._out.flush()


def _words(alert: LoggedAlert) -> str:
    return f"{alert.number} {alert.stage.label} {alert.kind.label} → {alert.recipient.label}"


def _digest_words(digest: LoggedDigest) -> str:
    return f"汇总 {digest.alerts} 条旧告警（{_clock(digest.since)} 至 {_clock(digest.until)}）"


def _clock(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%m-%d %H:%M:%S}"
