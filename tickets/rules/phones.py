"""Phone numbers as people say and paste them, brought into one form. Nothing is ever refused.

A landline without an area code is one of Dong'e: 0635 and seven digits.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tickets.rules.texts import strip_harmful
from tickets.rules.words import Word

AREA_CODE = "0635"

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_PLAIN = re.compile(r"[0-9\s+\-.()/]*")
_ABROAD = re.compile(r"(?:\+|00)86")
_MOBILE = re.compile(r"(1[3-9][0-9])([0-9]{4})([0-9]{4})")
_LANDLINE = re.compile(
    rf"({AREA_CODE})([2-8][0-9]{{6}})"
    r"|(010|02[0-9])([2-9][0-9]{7})"
    rf"|((?!{AREA_CODE})0[3-9][0-9]{{2}})([2-9][0-9]{{6,7}})"
)
_LOCAL = re.compile("[2-8][0-9]{6}")
_EXTENSION_WORD = re.compile(r"(?:转|轉|分机|分機|extension|ext\.?|x|#)[\s:]*([0-9]{1,6})$", re.IGNORECASE)
_EXTENSION_DASH = re.compile(r"-\s*([0-9]{1,6})$")


class PhoneKind(Word):
    """What a number looks like."""

    MOBILE = "mobile", "手机"
    LANDLINE = "landline", "座机"
    UNKNOWN = "unknown", "未识别"


@dataclass(frozen=True, slots=True)
class Phone:
    """`digits` are stored and searched: area code and number. `display` is what the screen shows."""

    kind: PhoneKind
    digits: str
    display: str
    extension: str = ""


def normalise(text: str) -> Phone:
    """Return the number in `text`. Full-width digits, spaces, dashes, +86, 0086, extensions are understood.

    A text that is no number stays as the caller's own words in `display`, all its digits in `digits`
    ("" when it has none). A number among other words is told by its kind, and the words stay.
    """
    own = strip_harmful(text)
    folded = _DASHES.sub("-", unicodedata.normalize("NFKC", own))
    for number, extension in _readings(folded):
        phone = _landline_or_mobile(_national(number), extension)
        if phone is not None:
            return phone if _PLAIN.fullmatch(number) else Phone(phone.kind, phone.digits, own, extension)
    return Phone(PhoneKind.UNKNOWN, _digits(folded), own)


def _readings(folded: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part number and extension. A dash may be either, so the whole comes before it."""
    if word := _EXTENSION_WORD.search(folded):
        yield folded[: word.start()], word[1]
    yield folded, ""
    if dash := _EXTENSION_DASH.search(folded):
        yield folded[: dash.start()], dash[1]


def _national(number: str) -> str:
    """Return the digits as dialled inside the country: no 86, the area code's 0 back in its place."""
    digits = _digits(number)
    if _ABROAD.match(number.lstrip(" (")):
        home = digits.removeprefix("00").removeprefix("86")
        return home if home.startswith(("0", "1")) else f"0{home}"
    bare = digits.removeprefix("86")
    return bare if _MOBILE.fullmatch(bare) else digits


def _landline_or_mobile(digits: str, extension: str) -> Phone | None:
    suffix = f" 转 {extension}" if extension else ""
    if mobile := _MOBILE.fullmatch(digits):
        return Phone(PhoneKind.MOBILE, digits, " ".join(mobile.groups()) + suffix, extension)
    if _LOCAL.fullmatch(digits):
        digits = AREA_CODE + digits
    if landline := _LANDLINE.fullmatch(digits):
        code, number = (part for part in landline.groups() if part)
        return Phone(PhoneKind.LANDLINE, digits, f"{code}-{number}{suffix}", extension)
    return None


def _digits(text: str) -> str:
    return "".join(re.findall("[0-9]", text))
