"""The log file: it rotates, is scrubbed of what nobody may read there, and never gets in the way of the program."""

import errno
import logging
import sys
from contextlib import suppress
from datetime import datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from threading import local
from time import monotonic

from tickets.log import record as recorder
from tickets.log.scrubbing import scrub, scrub_foreign, tell
from tickets.rules.texts import on_one_line

BYTES = 1_000_000  # of one file
KEPT = 5  # older files beside it
REPEATED_WITHIN = 60.0  # seconds in which the same entry is written once
TROUBLE = "写不了日志文件 {path}（磁盘满了或没有权限），程序照常运行。请让管理员看一下。"
_OURS = ("tickets", "ui", "main")
_FORMAT = "%(asctime)s %(levelname)s [%(process)d %(threadName)s] %(name)s: %(message)s"


class ScrubbingFormatter(logging.Formatter):
    """Writes an entry without a password, a phone number or a caller's words."""

    def __init__(self) -> None:
        super().__init__(_FORMAT)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802
        """Return the local time with its offset from UTC."""
        return datetime.fromtimestamp(record.created).astimezone().isoformat(sep=" ", timespec="milliseconds")

    def format(self, record: logging.LogRecord) -> str:
        """Return the entry, with the traceback of the exception that belongs to it."""
        record.asctime = self.formatTime(record)
        record.message = said(record)
        text = self.formatMessage(record)
        error = record.exc_info[1] if record.exc_info else None
        return text if error is None else f"{text}\n{tell(error)}"


class LogFile(RotatingFileHandler):
    """Writes entries to a file and rotates it. When that fails `trouble` says so, and nothing else happens."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=BYTES, backupCount=KEPT, encoding="utf-8", delay=True)
        self.path = path
        self.trouble = ""  # the sentence that says why entries are lost
        self._lately: dict[tuple[str, str], tuple[float, int]] = {}
        self._busy = local()
        self.setFormatter(ScrubbingFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        """Write an entry, unless the same was written a moment ago or it comes of writing one."""
        if getattr(self._busy, "writing", False):
            return
        self._busy.writing = True
        try:
            if self._is_new(record):
                super().emit(record)
        except Exception:  # noqa: BLE001  the log is the last to fail a program for
            self.handleError(record)
        finally:
            self._busy.writing = False

    def doRollover(self) -> None:  # noqa: N802
        """Begin a new file; where the old one can't be renamed, as while another program has it open, go on in it."""
        try:
            super().doRollover()
        except OSError:
            if self.stream is None:
                self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802
        """Keep a failure of the file."""
        if isinstance(sys.exc_info()[1], OSError):
            self.trouble = TROUBLE.format(path=self.path)

    def _open(self) -> TextIOWrapper:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        refuse_other_than_file(self.path)
        return super()._open()

    def _is_new(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[0] if record.exc_info else None
        key = (record.name, f"{record.getMessage()}{error or ''}")
        now = monotonic()
        at, times = self._lately.get(key, (-REPEATED_WITHIN, 0))
        if now - at < REPEATED_WITHIN:
            self._lately[key] = (at, times + 1)
            return False
        if times:
            record.msg, record.args = f"（此前又出现 {times} 次）{record.getMessage()}", ()
        self._lately = {known: last for known, last in self._lately.items() if now - last[0] < REPEATED_WITHIN}
        self._lately[key] = (now, 0)
        return True


def refuse_other_than_file(path: Path) -> None:
    """Raise OSError for a pipe or a device: a pipe keeps whoever opens it waiting without end."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "not a file", str(path))


def said(record: logging.LogRecord) -> str:
    """Return what an entry says, without what must not be in a log."""
    if record.name == recorder.__name__:
        return record.getMessage()  # it is scrubbed already, and a second time would take more
    ours = record.name.partition(".")[0] in _OURS
    return on_one_line((scrub if ours else scrub_foreign)(record.getMessage()))  # a name may hold line ends


def open_log(folder: Path, name: str) -> LogFile:
    """Let everything that is logged go to a file of this name in a folder."""
    file = LogFile(folder / f"{name}.log")
    root = logging.getLogger()
    root.addHandler(file)
    for ours in _OURS:
        logging.getLogger(ours).setLevel(logging.INFO)
    return file


def close_log(file: LogFile) -> None:
    """Write no more."""
    logging.getLogger().removeHandler(file)
    with suppress(OSError):  # what could not be written before can't be now
        file.close()
