"""The last line of defence of a command: whatever happens becomes a sentence, an exit code and an entry of the log."""

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
    """Do a command's work and return its exit code: 1, with a sentence on stderr, when anything went wrong."""
    try:
        code = work()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output has gone; what it has read is whole lines
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
    except Exception as error:  # noqa: BLE001  whatever it is: a sentence tells more than a traceback
        record(error)
        return _fail(UNEXPECTED.format(path=log.path))
    if log.trouble:
        sys.stderr.write(f"{log.trouble}\n")
    return code


def write_what_they_can() -> None:
    """Let stdout and stderr write a code for a character that their encoding hasn't, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def prepare_streams(*, is_asked: bool) -> None:
    """Give a program whose standard streams are closed ones that lead nowhere, as for a service or an icon.

    Raises Refused for a command that `is_asked` for a result and has nowhere to write it.
    """
    closed = [name for name in ("stdin", "stdout", "stderr") if getattr(sys, name) is None]
    for name in closed:  # in their order: a closed number is given to the next file, which must not be the database
        mode = "r" if name == "stdin" else "w"
        setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  for as long as it runs
    if is_asked and "stdout" in closed:
        raise Refused(NO_OUTPUT)


def _fail(sentence: str) -> int:
    sys.stderr.write(f"{on_one_line(sentence)}\n")
    _leave_stdout()
    return 1


def _leave_stdout() -> None:
    """Let what could not be written go, or Python complains of it once more when it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _sentence(error: OSError, log: LogFile) -> str:
    if error.filename is not None:
        return f"{_OF_SYSTEM.get(error.errno or 0, '读写失败')}：{error.filename}"
    return NOT_WRITTEN if error.errno in _OF_OUTPUT else UNEXPECTED.format(path=log.path)
