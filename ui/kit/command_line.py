"""Builds command lines that people copy into a terminal, where a shell would interpret special characters."""

import os
import shlex
from collections.abc import Sequence

from tickets.rules.texts import visible

_READ_IN_QUOTES = frozenset('"$`!\\')  # special between double quotes in POSIX shells
_READ_ON_WINDOWS = frozenset('"%$`')  # special in cmd and PowerShell, which have no common quoting


def command_line(words: Sequence[str], *, windows: bool = os.name == "nt") -> str:
    """Return a command line with its words quoted where needed; "" when a word can't be quoted.

    A text with a line break or a control character can't: a terminal handles them before the shell.
    """
    quoted = [_quoted(word, windows=windows) for word in words]
    return "" if None in quoted else " ".join(word for word in quoted if word is not None)


def _quoted(word: str, *, windows: bool) -> str | None:
    if visible(word) != word or "\n" in word or "\t" in word:
        return None
    if word.replace("-", "").isalnum() and word.isascii():
        return word
    if windows:
        return None if _READ_ON_WINDOWS & set(word) else f'"{word}"'
    return shlex.quote(word) if _READ_IN_QUOTES & set(word) else f'"{word}"'
