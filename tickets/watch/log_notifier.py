"""Writes the log of a watch without a window, and keeps its row in the registry."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import TextIO

from tickets.alerts.deliveries import Claimed, claim, confirm
from tickets.alerts.ledger import DIGEST_AFTER
from tickets.errors import DeskError
from tickets.log.record import record
from tickets.rules.instants import LOCAL, plus
from tickets.rules.texts import on_one_line
from tickets.rules.words import Channel, DeliveryState
from tickets.service import TicketService
from tickets.store.queries.alert_log import LoggedAlert, LoggedDigest, logged
from tickets.watch.registry import enter, keep, leave
from tickets.watch.watch import WatchState

LOG_FAILED = "值守记录时程序出错，正在重试；错误已记入日志。"


class LogWriter:
    """What a service writes on: lines with their local time, each at once."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._turn = Lock()

    def say(self, at: datetime, words: str) -> None:
        """Write a line."""
        with self._turn:
            self._out.write(f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S} {on_one_line(words)}\n")
            self._out.flush()

    def mention(self, at: datetime, words: str) -> None:
        """Write a line that may be lost, as on a full disk. Raises BrokenPipeError when nobody reads any more."""
        try:
            self.say(at, words)
        except BrokenPipeError:
            raise
        except (OSError, ValueError) as error:
            record(error, LOG_FAILED)


class LogNotifier:
    """Tells each alert to the log of one of all the watches.

    An alert is claimed, told, then confirmed. Who dies in between leaves the claim to another watch, which tells
    the alert once more if it had been told: paper can't take part in a transaction. The alert's number shows it.
    """

    def __init__(self, desk: TicketService, paper: LogWriter, name: str, host: str) -> None:
        """Enter the roster, as `name` if that is free. Raises Unavailable."""
        self.trouble = ""
        self.returned: Callable[[], None] = lambda: None  # told that the database answers, before what is new is told
        self._desk = desk
        self._paper = paper
        self._told: list[Claimed] = []
        self._late: list[Claimed] = []
        with desk.store.writing() as connection:
            self._row = enter(connection, name, host, desk.now())
        self._by = f"{self._row.name}:{os.getpid()}"

    def attend(self, state: WatchState) -> None:
        """Write down how the watch is doing and tell what is new. A failure is kept in `trouble` and tried again."""
        self._row = replace(self._row, swept=state.swept, trouble=state.trouble)
        try:
            with self._desk.store.writing() as connection:
                keep(connection, self._row)
            self._tell()
        except DeskError as error:
            self.trouble = error.sentence
        except BrokenPipeError:
            raise  # nobody reads any more: the service ends
        except BaseException as error:  # noqa: BLE001  whatever it is: the claims run out and are told again
            self.trouble = record(error, LOG_FAILED).sentence
        else:
            self.trouble = ""

    def leave(self) -> None:
        """Leave the roster, if the database can be reached."""
        try:
            with self._desk.store.writing() as connection:
                leave(connection, self._row)
        except DeskError:
            return  # its row grows old by itself
        except BaseException as error:  # noqa: BLE001  the end must come to its end
            record(error, LOG_FAILED)

    def _tell(self) -> None:
        self._confirm()  # what was told last time, before the connection broke
        while self._claim_and_tell():
            self._confirm()

    def _claim_and_tell(self) -> bool:
        now = self._desk.now()
        oldest = plus(now, -DIGEST_AFTER)
        with self._desk.store.writing() as connection:
            claimed = claim(connection, Channel.LOG, self._by, now)
            fresh = [one for one in claimed if one.since >= oldest]
            late = [one for one in claimed if one.since < oldest]
            alerts, digests = logged(connection, [one.alert_id for one in fresh])
            missed = logged(connection, [one.alert_id for one in late])
        if claimed:
            self.returned()
        for alert in alerts:
            self._paper.say(alert.raised, _words(alert))
        for digest in digests:
            self._paper.say(digest.made, _digest_words(digest))
        if late:
            count = len(missed[0]) + sum(digest.alerts for digest in missed[1])
            self._paper.say(now, f"此前 {count} 条告警没有记入日志")
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


def short(at: datetime) -> str:
    """Return an instant as a log tells it within a line."""
    return f"{at.astimezone(LOCAL):%m-%d %H:%M:%S}"


def _ids(claimed: Sequence[Claimed]) -> list[int]:
    return [one.id for one in claimed]


def _words(alert: LoggedAlert) -> str:
    why = f"（{alert.reason}）" if alert.reason else ""
    return f"{alert.number} {alert.stage.label} {alert.kind.label} → {alert.recipient.label}{why} 告警#{alert.id}"


def _digest_words(digest: LoggedDigest) -> str:
    return f"汇总 {digest.alerts} 条旧告警（{short(digest.since)} 至 {short(digest.until)}） 汇总#{digest.id}"
