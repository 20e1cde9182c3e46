"""The log file: rotated, free of private text, and never raising into the program."""

import errno
import logging
import os
import sys
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from threading import local
from time import monotonic

from tickets.log import record as recorder
from tickets.log.known_text import OURS
from tickets.log.scrubbing import describe_error, library_message, scrub
from tickets.log.write_lock import write_lock
from tickets.rules.texts import on_one_line

BYTES = 1_000_000  # of one file
KEPT = 5  # older files beside it
REPEATED_WITHIN = 60.0  # seconds in which the same entry is written once
TROUBLE = "写不了日志文件 {path}（磁盘满了或没有权限），程序照常运行。请让管理员看一下。"
_AGAIN = "again"  # attribute of a record: how often it was repeated, in words; not in the message, which is scrubbed
_FORMAT = "%(asctime)s %(levelname)s [%(process)d %(threadName)s] %(name)s: %(message)s"


class ScrubbingFormatter(logging.Formatter):
    """Formats an entry without passwords, phone numbers or callers' words."""

    def __init__(self) -> None:
        super().__init__(_FORMAT)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802
        """Return the local time with its offset from UTC."""
        return datetime.fromtimestamp(record.created).astimezone().isoformat(sep=" ", timespec="milliseconds")

    def format(self, record: logging.LogRecord) -> str:
        """Return the entry, with the traceback of its exception."""
        record.asctime = self.formatTime(record)
        record.message = entry_message(record)
        text = self.formatMessage(record)
        error = record.exc_info[1] if record.exc_info else None
        return text if error is None else f"{text}\n{describe_error(error)}"


@dataclass(slots=True)
class _Written:
    """An entry that was written, when by the monotonic clock, and how often it was repeated since."""

    at: float
    entry: logging.LogRecord
    times: int = 0


class LogFile(RotatingFileHandler):
    """Writes entries to a file and rotates it. A failure is only put in `trouble`.

    The file is open only while an entry is written: another program may have rotated it since, and a full disk may have
    space again.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=BYTES, backupCount=KEPT, encoding="utf-8", delay=True)
        self.path = path
        self.trouble = ""  # the sentence that says why entries are lost
        self._lately: dict[tuple[str, str], _Written] = {}
        self._busy = local()
        self._locked = False
        self.setFormatter(ScrubbingFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        """Write an entry, unless it repeats a recent one or was caused by writing one."""
        if getattr(self._busy, "writing", False):
            return
        self._busy.writing = True
        try:
            if self._is_new(record):
                self._write(record)
        except Exception:  # noqa: BLE001  a log that fails must not end the program
            self.handleError(record)
        finally:
            self._busy.writing = False

    def close(self) -> None:
        """Write the counts of repeated entries, and stop."""
        lately, self._lately = self._lately, {}
        for written in lately.values():
            self._count(written)
        super().close()

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: N802
        """Return whether an entry begins a new file; without the lock the next entry may."""
        return self._locked and bool(super().shouldRollover(record))

    def doRollover(self) -> None:  # noqa: N802
        """Begin a new file; if the old one can't be renamed because another program has it open, continue in it."""
        try:
            super().doRollover()
        except OSError:
            if self.stream is None:
                self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802
        """Store a failure of the file in `trouble`."""
        if isinstance(sys.exc_info()[1], OSError):
            self.trouble = TROUBLE.format(path=self.path)

    def _open(self) -> TextIOWrapper:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        refuse_other_than_file(self.path)
        stream = super()._open()
        if _is_cut(self.path):
            stream.write("\n")
        return stream

    def _write(self, record: logging.LogRecord) -> None:
        with write_lock(self.path) as self._locked:
            try:
                super().emit(record)
            finally:
                stream, self.stream = self.stream, None
                if stream is not None:
                    with suppress(OSError):  # the failure is in `trouble` already
                        stream.close()

    def _is_new(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[0] if record.exc_info else None
        key = (record.name, getattr(record, recorder.REPEATS, None) or f"{record.getMessage()}{error or ''}")
        now = monotonic()
        last = self._lately.get(key)
        if last is not None and now - last.at < REPEATED_WITHIN:
            last.times += 1
            return False
        if last is not None and last.times:
            setattr(record, _AGAIN, f"（此前又出现 {last.times} 次）")
        self._lately.pop(key, None)
        for known in [known for known, each in self._lately.items() if now - each.at >= REPEATED_WITHIN]:
            self._count(self._lately.pop(known))
        kept = copy(record)
        kept.exc_info = None  # it would keep every frame of the traceback alive
        self._lately[key] = _Written(now, kept)
        return True

    def _count(self, written: "_Written") -> None:
        """Write how often an entry was repeated."""
        if written.times:
            entry = written.entry
            setattr(entry, _AGAIN, f"（又出现 {written.times} 次）")
            if entry.name == recorder.__name__:
                entry.msg, entry.args = last_line(entry.getMessage()), ()
            self._write(entry)


def refuse_other_than_file(path: Path) -> None:
    """Raise OSError for a pipe or a device: opening a pipe would block without end."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "not a file", str(path))


def _is_cut(path: Path) -> bool:
    """Return whether a file ends within a line, as after a full disk or a power failure."""
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


def last_line(text: str) -> str:
    """Return the last line of a text; for a traceback that is the exception."""
    return text.rstrip("\n").rpartition("\n")[2]


def entry_message(record: logging.LogRecord) -> str:
    """Return an entry's message without private text, with its repeat count."""
    again = getattr(record, _AGAIN, "")
    if record.name == recorder.__name__:
        return f"{again}{record.getMessage()}"  # already scrubbed; doing it again would remove more
    ours = record.name.partition(".")[0] in OURS
    words = scrub(record.getMessage()) if ours else library_message(record)
    return on_one_line(f"{again}{words}")  # a name may contain line breaks


def open_log(folder: Path, name: str) -> LogFile:
    """Send all log records to a file of this name in a folder."""
    file = LogFile(folder / f"{name}.log")
    root = logging.getLogger()
    root.addHandler(file)
    for ours in OURS:
        logging.getLogger(ours).setLevel(logging.INFO)
    return file


def close_log(file: LogFile) -> None:
    """Stop logging to the file."""
    logging.getLogger().removeHandler(file)
    with suppress(OSError):  # data that could not be written before can't be written now
        file.close()
