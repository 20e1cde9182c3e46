"""Runs a command and turns every outcome into a sentence, an exit code and a log entry."""

import errno
import logging
import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path

from tickets.errors import DeskError, Refused
from tickets.log.file import LogFile
from tickets.log.record import record
from tickets.log.scrubbing import message
from tickets.rules.texts import on_one_line

INTERRUPTED = 130  # what shells expect after Ctrl+C
NO_OUTPUT = "没有地方写结果：标准输出是关着的。"
NOT_WRITTEN = "结果没有写完：标准输出所在的磁盘满了，或写不进去。"
UNEXPECTED = "程序出了意料之外的错误，命令没有完成；错误已记入日志 {path}。"
_OF_SYSTEM = {
    errno.ENOSPC: "磁盘满了",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘出错",
}
_OF_OUTPUT = (errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EBADF, errno.EDQUOT)

_log = logging.getLogger(__name__)


def carry_out(work: Callable[[], int], log: LogFile) -> int:
    """Run a command and return its exit code: 1, with a sentence on stderr, when anything went wrong."""
    try:
        code = work()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output has closed it, having read whole lines
        _leave_stdout()
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except DeskError as error:
        _log.warning("没有执行：%s", message(error))
        return _fail(error.sentence)
    except OSError as error:
        record(error)
        return _fail(_sentence(error, log))
    except Exception as error:  # noqa: BLE001  a sentence says more to the user than a traceback
        record(error)
        return _fail(UNEXPECTED.format(path=log.path))
    if log.trouble:
        sys.stderr.write(f"{log.trouble}\n")
    return code


def write_what_they_can() -> None:
    """Let stdout and stderr escape characters that their encoding lacks, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def prepare_streams(*, is_asked: bool) -> None:
    """Replace closed standard streams by null devices, as for a service or a desktop icon.

    Raises Refused for a command that `is_asked` for output and has nowhere to write it.
    """
    closed = [name for name in ("stdin", "stdout", "stderr") if getattr(sys, name) is None]
    # in order: a closed descriptor is reused by the next opened file, which must not be the database
    for name in closed:
        mode = "r" if name == "stdin" else "w"
        setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  for as long as it runs
    if is_asked and "stdout" in closed:
        raise Refused(NO_OUTPUT)


def _fail(sentence: str) -> int:
    sys.stderr.write(f"{on_one_line(sentence)}\n")
    _leave_stdout()
    return 1


def _leave_stdout() -> None:
    """Close stdout without flushing, or Python reports the failed write again at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _sentence(error: OSError, log: LogFile) -> str:
    if error.filename is not None:
        return f"{_OF_SYSTEM.get(error.errno or 0, '读写失败')}：{error.filename}"
    return NOT_WRITTEN if error.errno in _OF_OUTPUT else UNEXPECTED.format(path=log.path)
