"""The log of a watch without a window, and the notifier that writes alerts into it."""

from datetime import datetime
from threading import Lock
from typing import TextIO

from tickets.alerts.notifier import Batch
from tickets.log.record import record
from tickets.rules.instants import LOCAL
from tickets.rules.texts import on_one_line
from tickets.store.queries.alert_log import LoggedAlert, LoggedDigest

LOG_FAILED = "值守记录时程序出错，正在重试；错误已记入日志。"


class LogWriter:
    """Writes lines with their local time, each at once, for a service manager."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._turn = Lock()

    def say(self, at: datetime, words: str) -> None:
        """Write a line."""
        with self._turn:
            self._out.write(f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S} {on_one_line(words)}\n")
            self._out.flush()

    def mention(self, at: datetime, words: str) -> None:
        """Write a line that may be lost, as on a full disk.

        Raises BrokenPipeError when the reader has closed the log.
        """
        try:
            self.say(at, words)
        except BrokenPipeError:
            raise
        except (OSError, ValueError) as error:
            record(error, LOG_FAILED)


class LogNotifier:
    """Writes each alert into the log of one of all watches. The alert's number shows when it was written twice."""

    def __init__(self, writer: LogWriter) -> None:
        self._writer = writer

    def deliver(self, batch: Batch) -> None:
        """Write a line for each alert and digest, and one for those that were too old. Raises OSError."""
        for alert in batch.alerts:
            self._writer.say(alert.raised, alert_line(alert))
        for digest in batch.digests:
            self._writer.say(digest.made, digest_line(digest))
        if batch.missed:
            self._writer.say(batch.at, f"此前 {batch.missed} 条告警没有记入日志")


def short(at: datetime) -> str:
    """Return an instant in the short form used within a line."""
    return f"{at.astimezone(LOCAL):%m-%d %H:%M:%S}"


def alert_line(alert: LoggedAlert) -> str:
    """Return the line of an alert."""
    why = f"（{alert.reason}）" if alert.reason else ""
    return f"{alert.subject} {alert.stage.label} {alert.kind.label} → {alert.recipient.label}{why} 告警#{alert.id}"


def digest_line(digest: LoggedDigest) -> str:
    """Return the line of a digest."""
    return f"汇总 {digest.alerts} 条旧告警（{short(digest.since)} 至 {short(digest.until)}） 汇总#{digest.id}"
