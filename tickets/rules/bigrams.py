"""Tokens for full-text search: ASCII words, numbers, and overlapping pairs of Chinese characters.

Chinese has no spaces, so a run of characters is searched by its pairs: 水管爆裂 → 水管 管爆 爆裂.
"""

import re
import unicodedata

_CJK = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(f"(?P<cjk>[{_CJK}]+)|(?P<digits>[0-9]+)|(?P<word>[a-z]+)")
_LONG_NUMBER = 7
_TAIL = 4


def tokens(text: str) -> list[str]:
    """Return the tokens under which `text` is indexed, in reading order, with repeats.

    Full-width forms are normalised and letters lower-cased; any other character separates tokens. A number of seven
    digits or more is followed by its last four (尾号).
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    return [token for run in _RUNS.finditer(folded) for token in _split(run)]


def query_tokens(text: str) -> list[str]:
    """Return the distinct tokens that a text must contain to match the search `text`."""
    return list(dict.fromkeys(tokens(text)))


def pairs(run: str) -> list[str]:
    """Return the overlapping pairs of characters of `run`; a single character is returned as it is."""
    return [run[i : i + 2] for i in range(max(1, len(run) - 1))] if run else []


def _split(run: re.Match[str]) -> list[str]:
    word = run.group()
    if run.lastgroup == "cjk":
        return pairs(word)
    return [word, word[-_TAIL:]] if run.lastgroup == "digits" and len(word) >= _LONG_NUMBER else [word]
