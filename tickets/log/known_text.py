"""Separates the program's own words in a message from values that somebody typed.

A part of a message is kept when it is a literal of the program, a phrase of a library or, for a single name, a name
in the code that raised it. Everything else is treated as a value and removed. Messages of libraries written in Python
need no phrase list: the raising line is in the traceback.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from types import CodeType, FunctionType
from typing import Any

from tickets.log.phrases import PATTERN

GONE = "…"
OURS = ("tickets", "ui", "main")
_LONG = 4000  # characters of a message that are examined
_HOLE = re.compile(r"%(?:\([^)]*\))?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z%]|\{[^{}]*\}")
_CORE = re.compile(
    r"[^\x20-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7e](?:.*[^\x20-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7e])?", re.DOTALL
)
_QUOTED_NAME = re.compile(r"'[A-Za-z_][\w.]*'|\"[A-Za-z_][\w.]*\"")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")


def keep_known(text: str, literals: Iterable[str] = (), names: frozenset[str] = frozenset()) -> str:
    """Return a message without the parts that aren't known to be the program's own."""
    text = text[:_LONG]
    own = {literal for literal in literals if literal in text}
    own |= {quoted for quoted in _QUOTED_NAME.findall(text) if set(quoted[1:-1].split(".")) <= names}
    pattern = "|".join([PATTERN, *map(re.escape, sorted(own, key=len, reverse=True))])
    kept, end = [], 0
    for found in re.finditer(pattern, text):
        kept += [_without_values(text[end : found.start()], names), found.group()]
        end = found.end()
    return "".join([*kept, _without_values(text[end:], names)])


def literals_of_ours() -> Iterator[str]:
    """Yield the literals of every loaded module of the program."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in OURS:
            yield from _literals_in(vars(module))


def names_behind(error: BaseException) -> frozenset[str]:
    """Return the names in the code that an exception passed through, and the types involved."""
    names = {"NoneType", "bool", "bytes", "date", "datetime", "dict", "float", "int", "list", "set", "str", "tuple"}
    names.add(type(getattr(error, "obj", None)).__qualname__)  # of an AttributeError
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        names.update(code.co_names, code.co_varnames, code.co_freevars)
        trace = trace.tb_next
    return frozenset(names)


def words_of(statement: str) -> frozenset[str]:
    """Return the names in an SQL statement, also dotted ones, as SQLite writes a column."""
    words = _NAME.findall(statement)
    return frozenset(words) | {part for word in words for part in word.split(".")}


def _without_values(gap: str, names: frozenset[str]) -> str:
    found = _CORE.search(gap)
    if found is None or (_NAME.fullmatch(found.group()) and set(found.group().split(".")) <= names):
        return gap
    return f"{gap[: found.start()]}{GONE}{gap[found.end() :]}"


def _literals_in(scope: Mapping[str, Any]) -> Iterator[str]:
    """Yield the literals in a module's constants and functions that are longer than a word."""
    for value in list(scope.values()):
        if isinstance(value, str | tuple):
            yield from _parts(value)
        elif isinstance(value, FunctionType):
            yield from _parts(value.__code__)
        elif isinstance(value, type) and value.__module__ == scope.get("__name__"):
            for method in list(vars(value).values()):
                inner = getattr(method, "fget", None) or getattr(method, "__func__", None) or method
                if isinstance(inner, FunctionType):
                    yield from _parts(inner.__code__)


def _parts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from (part for part in _HOLE.split(value) if len(part.strip()) >= (6 if part.isascii() else 3))
    elif isinstance(value, tuple | frozenset):
        for inner in value:
            yield from _parts(inner)
    elif isinstance(value, CodeType):
        yield from _parts(value.co_consts)
