"""The log of a watch without a window, and the notifier that writes alerts into it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from threading import Event, Lock, Thread
from typing import TextIO

from tickets.alerts.notifier import Batch
from tickets.errors import Unavailable
from tickets.log.record import record
from tickets.rules.instants import LOCAL
from tickets.rules.texts import on_one_line
from tickets.store.queries.alert_log import LoggedAlert
from tickets.store.queries.alert_panel import PanelDigest

SAY_SECONDS = 8  # until a line that is not written has failed: less than the LEASE of its delivery
MENTION_SECONDS = 0.3
NOT_WRITTEN = "值守日志写不进去（磁盘满了，或读它的程序已停），照常检查、照常告警。请看一下值守的输出接到了哪里。"
LOG_FAILED = "值守记录时程序出错，正在重试；错误已记入日志。"


class LogWriter:
    """Writes lines with their local time, each at once, for a service manager.

    A log that can't be written, as on a full disk or without a reader, is recorded once, until it can be written again.
    Each line is written on a thread of its own: a full pipe that nobody reads blocks only that thread.
    """

    def __init__(self, out: TextIO) -> None:
        self.before_alerts: Callable[[], None] = lambda: None  # says what has to be in the log before an alert
        self.trouble = ""  # NOT_WRITTEN while no line can be written
        self._out = out
        self._turn = Lock()
        self._taken: set[str] = set()  # lines that the stream took, whose writers don't know whether they are written

    @property
    def is_writing(self) -> bool:
        """Whether a line is being written now, or is stuck."""
        return self._turn.locked()

    def say(self, at: datetime, words: str) -> None:
        """Write a line. Raises Unavailable when it can't be written within SAY_SECONDS, twice that at most."""
        self._put(at, words, SAY_SECONDS)

    def mention(self, at: datetime, words: str) -> None:
        """Write a line that may be lost."""
        with suppress(Unavailable):
            self._put(at, words, MENTION_SECONDS)

    def _put(self, at: datetime, words: str, patience: float) -> None:
        line = f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S} {on_one_line(words)}\n"
        if not self._turn.acquire(timeout=patience):
            raise Unavailable(NOT_WRITTEN)
        written = Event()
        writing = Thread(target=self._write, args=(line, written), name="log", daemon=True)
        try:
            writing.start()
        except RuntimeError as error:  # the system has no thread left
            self._turn.release()
            raise Unavailable(NOT_WRITTEN) from error
        writing.join(patience)
        if not written.is_set():
            self.trouble = NOT_WRITTEN
            raise Unavailable(NOT_WRITTEN)
        self._taken.discard(line)

    def _write(self, line: str, written: Event) -> None:
        try:
            self._out.flush()  # after a failure the stream still holds what it took
            if line not in self._taken:
                self._out.write(line)
                self._taken.add(line)
                self._out.flush()
            self.trouble = ""
            written.set()
        except BaseException as error:  # noqa: BLE001  whatever it is, the watch goes on
            if not self.trouble:
                record(error)
        finally:
            self._turn.release()


class LogNotifier:
    """Writes each alert into the log of one of all watches. The alert's number shows when it was written twice."""

    def __init__(self, writer: LogWriter) -> None:
        self._writer = writer

    def deliver(self, batch: Batch) -> None:
        """Write a line for each alert and digest, and one for those that were too old. Raises Unavailable."""
        self._writer.before_alerts()
        for alert in batch.alerts:
            self._writer.say(alert.raised, alert_line(alert))
            batch.arrived.add(alert.id)
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


def digest_line(digest: PanelDigest) -> str:
    """Return the line of a digest."""
    return f"汇总 {digest.alerts} 条旧告警（{short(digest.since)} 至 {short(digest.until)}） 汇总#{digest.id}"
