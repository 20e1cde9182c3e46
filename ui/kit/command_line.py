"""Commands that people copy into a terminal: a shell carries out what stands in them, whoever wrote it."""

import os
import shlex
from collections.abc import Sequence

from tickets.rules.texts import visible

_READ_IN_QUOTES = frozenset('"$`!\\')  # between double quotes, by the shells of POSIX
_READ_ON_WINDOWS = frozenset('"%$`')  # by cmd and PowerShell, which agree on no way to quote them


def command_line(words: Sequence[str], *, windows: bool = os.name == "nt") -> str:
    """Return a command of plain words and of texts that are quoted where they must be; "" when one can't be.

    A text with a line end or a control character can't: a terminal takes those before any shell does.
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
