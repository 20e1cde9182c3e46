"""Turns an unexpected exception into a log entry and a sentence for the screen."""

import logging

from tickets.errors import Unexpected
from tickets.log.scrubbing import describe_error, place_of

NOT_DONE = "程序出了意料之外的错误，这一步没有完成。已填写的内容还在，请再试一次；错误已记入日志。"
NOT_READ = "这里的内容没能读出来，看到的可能是旧的，程序会自动再试；这是程序的错误，已记入日志。"
NOT_SHOWN = "这一步已经完成，但程序没能显示结果。请先核对再继续，不要急着重做；错误已记入日志。"

REPEATS = "repeats"  # attribute of a record: equal for repetitions of the same failure

_log = logging.getLogger(__name__)


def record(error: BaseException, sentence: str = NOT_DONE) -> Unexpected:
    """Log an exception with its traceback and return it as Unexpected; an Unexpected is not logged again."""
    if isinstance(error, Unexpected):
        return error
    try:
        details = describe_error(error)
    except BaseException:  # noqa: BLE001  memory may be exhausted
        details = type(error).__name__
    _log.error("%s", details, extra={REPEATS: place_of(error)})
    unexpected = Unexpected(sentence, details)
    unexpected.__cause__ = error
    return unexpected
