"""Taking out of a text what must not be in a log: passwords, phone numbers, a caller's words.

What an exception says may hold any value of a row or a form. So the frames of a traceback are kept, they hold
names and lines of the program's source alone, and of its message only what is sure to be the program's own.
"""

import re
import traceback
from collections.abc import Iterator
from types import TracebackType

from tickets.errors import DeskError

GONE = "…"
FRAMES = 60  # a recursion without end has a thousand
OUTER_FRAMES = 10  # of these: they tell where it began
LONGEST = 2000  # characters of what an exception says
OF_GROUP = 5  # exceptions of a group that are told

_INSTANT = r"(?:19|20)\d\d-[01]\d-[0-3]\d(?:[T ][0-2]\d:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?)?(?!\d)"
_NUMBER = r"[+＋]?[(（]?\d(?:[\s()（）/\-－–—]{0,3}\d){6,}"
_DOTTED = r"(?<!\d)\d{3,4}\.\d{3,4}\.\d{4}(?!\d)"  # longer parts than an address has
_NUMBERS = re.compile(f"(?P<instant>(?<!\\d){_INSTANT})|{_NUMBER}|{_DOTTED}")
_IN_URL = re.compile(r"(://[^\s:/@]*):\S*@")
_SECRET = re.compile(r"(?i)(passw(?:or)?d|pwd|secret|token)(['\"]?\s*[=:]\s*)('(?:[^'\\]|\\.)*'|\"[^\"]*\"|\S+)")
_PARAMETERS = re.compile(r"\[parameters: .*?(?=\n\(Background on this error|\Z)", re.DOTALL)
_SERVER_DETAIL = re.compile(r"\b(DETAIL|CONTEXT|STATEMENT|QUERY):.*?(?=\n\[SQL: |\n\[parameters: |\Z)", re.DOTALL)
_QUOTED = re.compile(r"(?<!\w)(['\"`]).*\1", re.DOTALL)  # to the last one: a value may hold quotes itself
_CHINESE_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|“[^”]*”|‘[^’]*’")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_OF_CODE = (AttributeError, ImportError, NameError, TypeError)  # they quote names of the source, no values
_NAMES_ALONE = re.compile(r"(?:[^'\"`]|'[A-Za-z_][\w.]*')*")


def scrub(text: str) -> str:
    """Return a text of the program's own without passwords and long numbers."""
    text = _PARAMETERS.sub(f"[parameters: {GONE}]", text)
    text = _SERVER_DETAIL.sub(rf"\1: {GONE}", text)
    text = _IN_URL.sub(rf"\1:{GONE}@", text)
    text = _SECRET.sub(rf"\1\2{GONE}", text)
    return _NUMBERS.sub(lambda found: found.group() if found["instant"] else GONE, text)


def scrub_foreign(text: str) -> str:
    """Return what another library says, which may quote any value, without values and without Chinese."""
    return _FOREIGN.sub(GONE, _QUOTED.sub(rf"\1{GONE}\1", scrub(text)))


def tell(error: BaseException, depth: int = 0) -> str:
    """Return the traceback of an exception and of what caused it, without what must not be in a log."""
    told: list[str] = []
    for link, why in _chain(error):
        told += [why] if why else []
        if link.__traceback__ is not None:
            told.append("Traceback (most recent call last):")
            told += _frames(link.__traceback__)
        told.append(f"{type(link).__module__}.{type(link).__qualname__}: {message(link)}".removeprefix("builtins."))
        if isinstance(link, BaseExceptionGroup) and depth < OF_GROUP:
            for each in link.exceptions[:OF_GROUP]:
                told += ["\nwhich holds:", tell(each, depth + 1)]
    return "\n".join(told)


def place_of(error: BaseException) -> str:
    """Return what an exception has in common with the same one over again: its kind and where it came from."""
    places = [type(error).__qualname__]
    trace = error.__traceback__
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " ".join(places[:1] + places[1:][-FRAMES:])


def message(error: BaseException) -> str:
    """Return what an exception says, without what must not be in a log."""
    try:
        said = str(error)
    except BaseException:  # noqa: BLE001  an exception that can't even say what it is must not hide where it came from
        return GONE
    if len(said) > LONGEST:
        said = said[:LONGEST] + GONE
    if isinstance(error, DeskError):
        return _QUOTED.sub(rf"\1{GONE}\1", _CHINESE_QUOTED.sub(f"「{GONE}」", scrub(said)))
    if isinstance(error, _OF_CODE) and _NAMES_ALONE.fullmatch(said):
        return _FOREIGN.sub(GONE, scrub(said))
    return scrub_foreign(said)


def _frames(trace: TracebackType) -> list[str]:
    """Return the frames of a traceback as lines; of very many the outermost and the innermost."""
    found = traceback.extract_tb(trace)
    parts = [found]
    if len(found) > FRAMES:
        inner = traceback.StackSummary.from_list(found[OUTER_FRAMES - FRAMES :])
        parts = [traceback.StackSummary.from_list(found[:OUTER_FRAMES]), inner]
    told = [[line.rstrip("\n") for line in part.format()] for part in parts]
    return [*told[0], *(line for part in told[1:] for line in (f"  {GONE}", *part))]


def _chain(error: BaseException) -> Iterator[tuple[BaseException, str]]:
    """Yield what led to an exception and the exception itself, the oldest first, each with how it follows."""
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
