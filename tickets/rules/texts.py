"""Cleans texts that people type and paste: harmful characters are removed, nothing else. Measures them, too."""

import re
from functools import lru_cache
from unicodedata import combining, east_asian_width

WORDS_AT_MOST = 20_000  # the most characters of a long text, of a line, of a name
LINE_AT_MOST = 500
NAME_AT_MOST = 100

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# C0 and C1 controls without tab and newline, bidirectional marks, the byte order mark, and lone surrogates, which no
# database can encode. Emoji joiners (U+200D, U+FE0F) stay.
_HARMFUL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

# Invisible characters: spaces, joiners, fillers, variation selectors, tags. Beside a letter they may matter; alone
# nobody can see or type them.
_UNSEEN_ALONE = re.compile(
    "[\\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]*"
)
_SIGNS = {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)} | {0x7F: "\u2421"}


class TextTooLong(ValueError):
    """A text is longer than its field allows. `length` and `at_most` count characters."""

    def __init__(self, length: int, at_most: int) -> None:
        super().__init__(f"{length} characters, at most {at_most} allowed")
        self.length = length
        self.at_most = at_most


def clean(text: str, at_most: int) -> str:
    """Return `text` as it is stored; "" when nothing visible is left.

    Raises TextTooLong when more than `at_most` characters remain: a text is never cut silently.
    """
    cleaned = strip_harmful(text)
    if len(cleaned) > at_most:
        raise TextTooLong(len(cleaned), at_most)
    return cleaned


def strip_harmful(text: str) -> str:
    """Return `text` trimmed, line ends as "\\n", without control, bidirectional and surrogate characters.

    "" when nothing visible is left.
    """
    stripped = _HARMFUL.sub("", _LINE_ENDS.sub("\n", text)).strip()
    return "" if _UNSEEN_ALONE.fullmatch(stripped) else stripped


def visible(text: str) -> str:
    """Return `text` safe to display anywhere: line ends as "\\n", control characters replaced.

    C0 controls become their pictures (ESC is "␛"); C1 controls, bidirectional marks and lone surrogates become
    "\ufffd". A text from a database of another origin may hold any of them.
    """
    if not _HARMFUL.search(text) and not _LINE_ENDS.search(text):
        return text
    return _HARMFUL.sub(lambda found: _SIGNS.get(ord(found[0]), "\ufffd"), _LINE_ENDS.sub("\n", text))


def on_one_line(text: str) -> str:
    """Return `text` as one line for a terminal or a log, without control sequences."""
    return " ".join(visible(text).split("\n"))


def columns(text: str) -> int:
    """Return the columns of a fixed-width font that a text takes: two for a Chinese character, none for an accent."""
    return sum(map(_columns_of, text))


@lru_cache(maxsize=8192)
def _columns_of(character: str) -> int:
    return 0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
