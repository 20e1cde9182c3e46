"""Removes private text from log entries: passwords, phone numbers, callers' words.

An exception's message may hold any value of a row or a form. So of a traceback the frames are kept, which hold only
names and source lines, with the error codes of the system and the databases; of its message only the parts that are
known to be the program's own.
"""

import errno
import linecache
import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any

from tickets.errors import DeskError
from tickets.log.known_text import GONE, keep_known, literals_of_ours, names_behind, words_of
from tickets.rules.texts import on_one_line

FRAMES = 60  # an infinite recursion has a thousand
OUTER_FRAMES = 10  # of FRAMES: the outermost, which show where it began
OF_GROUP = 5  # exceptions of a group that are written

_INSTANT = r"(?:19|20)\d\d-[01]\d-[0-3]\d(?:[T ][0-2]\d:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?)?(?!\d)"
_NUMBER = r"[+＋]?[(（]?\d(?:[\s()（）/\-－–—]{0,3}\d){6,}"
_DOTTED = r"(?<!\d)\d{3,4}\.\d{3,4}\.\d{4}(?!\d)"  # longer parts than an IP address has
_NUMBERS = re.compile(f"(?P<instant>(?<!\\d){_INSTANT})|{_NUMBER}|{_DOTTED}")
_LITERAL = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"")
_DIAGNOSED = ("constraint_name", "table_name", "column_name", "datatype_name")
_LINES = 4  # of a logging call's source
_IN_URL = re.compile(r"(://[^\s:/@]*):\S*@")
_SECRET = re.compile(r"(?i)(passw(?:or)?d|pwd|secret|token)(['\"]?\s*[=:]\s*)('(?:[^'\\]|\\.)*'|\"[^\"]*\"|\S+)")


def scrub(text: str) -> str:
    """Return a text of the program without passwords and long numbers."""
    text = _IN_URL.sub(rf"\1:{GONE}@", text)
    text = _SECRET.sub(rf"\1\2{GONE}", text)
    return _NUMBERS.sub(lambda found: found.group() if found["instant"] else GONE, text)


def library_message(record: logging.LogRecord) -> str:
    """Return what a library logs: the text of its source and numbers, without the inserted values."""
    if not isinstance(record.msg, str):
        return GONE
    if not record.args:
        lines = (linecache.getline(record.pathname, record.lineno + n) for n in range(_LINES))
        is_in_source = any(f"{quote}{record.msg}{quote}" in line for line in lines for quote in "'\"")
        return record.msg if is_in_source else scrub(keep_known(record.msg))
    if record.msg == "%s" and isinstance(record.args, tuple):  # the whole text is a value
        return scrub(keep_known(str(record.args[0])))
    with suppress(TypeError, ValueError, KeyError):
        return str(record.msg % _without_values(record.args))
    return GONE


def describe_error(error: BaseException, depth: int = 0) -> str:
    """Return the traceback of an exception and its causes, without private text."""
    lines: list[str] = []
    for link, why in _chain(error):
        lines += [why] if why else []
        if link.__traceback__ is not None:
            lines.append("Traceback (most recent call last):")
            lines += _frames(link.__traceback__)
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}: {message(link)}".removeprefix("builtins."))
        if isinstance(link, BaseExceptionGroup) and depth < OF_GROUP:
            for each in link.exceptions[:OF_GROUP]:
                lines += ["\nwhich holds:", describe_error(each, depth + 1)]
    return "\n".join(lines)


def place_of(error: BaseException) -> str:
    """Return a key for repetitions of an exception: its type and where it was raised."""
    places = [type(error).__qualname__]
    trace = error.__traceback__
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " ".join(places[:1] + places[1:][-FRAMES:])


def message(error: BaseException) -> str:
    """Return an exception's message without private text, with its error codes."""
    try:
        return on_one_line(scrub(" ".join(part for part in (*_codes(error), _words(error)) if part)))
    except BaseException:  # noqa: BLE001  an exception without a text still has a traceback
        return GONE


def _words(error: BaseException) -> str:
    if isinstance(error, DeskError):
        return keep_known(str(error), literals_of_ours(), names_behind(error))
    if isinstance(error, OSError) and error.errno is not None:
        return ""  # the code is enough, and the rest is paths
    if isinstance(error, UnicodeError) and isinstance(getattr(error, "start", None), int):
        unicode_error: Any = error
        return f"{unicode_error.encoding}: {keep_known(unicode_error.reason)} at {unicode_error.start}"
    original = getattr(error, "orig", None) or error
    diagnosed = getattr(original, "diag", None)
    names = names_behind(error) | {str(getattr(diagnosed, name, "")) for name in _DIAGNOSED}
    statement = getattr(error, "statement", None)
    if not isinstance(statement, str):
        return keep_known(str(error), names=names)
    words = str(original.args[0]) if original.args else ""
    text = keep_known(words, names=names | words_of(statement))
    return f"({type(original).__module__}.{type(original).__qualname__}) {text} [SQL: {_LITERAL.sub(GONE, statement)}]"


def _codes(error: BaseException) -> Iterator[str]:
    """Yield the error codes of the system, SQLite and the server, which hold no values."""
    original = getattr(error, "orig", None) or error
    if isinstance(original, OSError) and original.errno is not None:
        yield f"[{errno.errorcode.get(original.errno, f'errno {original.errno}')}]"
    if (number := getattr(original, "winerror", None)) is not None:
        yield f"[WinError {number}]"
    for name in ("sqlite_errorname", "sqlstate"):
        if isinstance(code := getattr(original, name, None), str):
            yield f"[{code}]"


def _without_values(args: Any) -> Any:
    if isinstance(args, tuple):
        return tuple(_without_value(arg) for arg in args)
    return {name: _without_value(arg) for name, arg in args.items()}


def _without_value(arg: object) -> object:
    return arg if isinstance(arg, int | float) and abs(arg) < 1_000_000 else GONE


def _frames(trace: TracebackType) -> list[str]:
    """Return the frames of a traceback as lines; of very many only the outermost and the innermost."""
    found = traceback.extract_tb(trace)
    parts = [found]
    if len(found) > FRAMES:
        inner = traceback.StackSummary.from_list(found[OUTER_FRAMES - FRAMES :])
        parts = [traceback.StackSummary.from_list(found[:OUTER_FRAMES]), inner]
    blocks = [[line.rstrip("\n") for line in part.format()] for part in parts]
    return [*blocks[0], *(line for part in blocks[1:] for line in (f"  {GONE}", *part))]


def _chain(error: BaseException) -> Iterator[tuple[BaseException, str]]:
    """Yield an exception's causes and the exception, the oldest first, each with how it is related."""
    links: list[tuple[BaseException, str]] = []
    link: BaseException | None = error
    while link is not None and all(link is not known for known, _ in links):
        if link.__cause__ is not None:
            links.append((link, "\nwhich was the cause of:"))
            link = link.__cause__
        else:
            links.append((link, "\nwhile that was handled:"))
            link = None if link.__suppress_context__ else link.__context__
    oldest, _ = links.pop()
    yield oldest, ""
    yield from reversed(links)
