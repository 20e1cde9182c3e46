"""Parses pipe sizes, counts and words of old ledgers; what can't be read is Unusable."""

import re
import unicodedata
from typing import TypeVar

from tickets.importing.mapping import UNITS, SizeForm
from tickets.rules.words import Word

W = TypeVar("W", bound=Word)

SHORT_AT_MOST = 200  # characters of a cell with a number, a word or a time
_SIZE = re.compile(r"(?:dn|φ|ø)?\s*(\d+(?:\.\d+)?)\s*(mm|毫米|cm|厘米|公分|inch|in|\"|寸|英寸|吋|分)?", re.IGNORECASE)
_FEN = 25.4 / 8  # 分, an eighth of an inch, used by plumbers for small pipes
_UNITS = {
    "mm": UNITS["mm"], "毫米": UNITS["mm"], "cm": UNITS["cm"], "厘米": UNITS["cm"], "公分": UNITS["cm"],
    "inch": UNITS["inch"], "in": UNITS["inch"], '"': UNITS["inch"], "寸": UNITS["inch"], "英寸": UNITS["inch"],
    "吋": UNITS["inch"], "分": _FEN,
}  # fmt: skip
_NOMINAL = (
    10, 15, 20, 25, 32, 40, 50, 65, 80, 100, 125, 150, 200, 250, 300, 350, 400, 450, 500, 600, 700, 750, 800, 900,
    1000, 1200, 1400, 1500, 1600, 1800, 2000, 2200, 2400, 2600, 2800, 3000,
)  # fmt: skip
_COUNT = re.compile(r"(?:大?约)?\s*(\d[\d,]*)\s*[余多]?\s*户?")


class Unusable(ValueError):
    """A cell that can't be read; the text says in Chinese what is wrong, without the field's name."""


def refuse_long(text: str) -> None:
    """Raise Unusable for a text that is too long for a number, a word or a time, before it is parsed."""
    if len(text) > SHORT_AT_MOST:
        raise Unusable(f"“{shortened(text)}”太长，读不出")


def shortened(text: str) -> str:
    """Return the text, cut to fit into a sentence."""
    return text if len(text) <= 40 else text[:40] + "…"


def read_size(text: str, form: SizeForm) -> int:
    """Return a pipe size as DN in mm; inches become the nearest nominal size. Raises Unusable."""
    refuse_long(text)
    match = _SIZE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        raise Unusable(f"“{shortened(text)}”读不出")
    number, unit = float(match[1]), (match[2] or "").lower()
    factor = _UNITS[unit] if unit else UNITS["cm" if number < form.cm_below else form.unit]
    if factor in (UNITS["inch"], _FEN):
        return min(_NOMINAL, key=lambda dn: abs(dn - number * factor))
    return round(number * factor)


def read_count(text: str) -> int:
    """Return a number of households; a range is not accepted. Raises Unusable."""
    refuse_long(text)
    match = _COUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None or len(match[1]) > 12:
        raise Unusable(f"“{shortened(text)}”不是一个数")
    return int(match[1].replace(",", ""))


def read_word(kind: type[W], text: str) -> W:
    """Return the word with this value or label. Raises Unusable."""
    refuse_long(text)
    for word in kind:
        if text.casefold() in (word.value.casefold(), word.label.casefold()):
            return word
    raise Unusable(f"“{shortened(text)}”不在 {'、'.join(word.label for word in kind)} 之中")
