"""Normalises phone numbers as people say and paste them. No text is refused.

A landline without an area code is one of Dong'e: 0635 and seven digits. Exchanges show a mobile number from elsewhere
with a leading 0. A field may hold several numbers, "13806351234/3280212": each is found.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tickets.rules.texts import strip_harmful
from tickets.rules.words import Word

AREA_CODE = "0635"
BETWEEN = " / "  # between two numbers that are shown together

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060]")  # zero-width characters, as in pasted numbers
_PLAIN = re.compile(r"[0-9\s+\-.()/]*")
_ABROAD = re.compile(r"(?:\+|00)86")
_FOREIGN = re.compile(r"[\s(]*\+(?!\s*86)")
_MOBILE = re.compile(r"(1[3-9][0-9])([0-9]{4})([0-9]{4})")
_LANDLINE = re.compile(
    rf"({AREA_CODE})([2-8][0-9]{{6}})"
    r"|(010|02[0-9])([2-9][0-9]{7})"
    rf"|((?!{AREA_CODE})0[3-9][0-9]{{2}})([2-9][0-9]{{6,7}})"
)
_LOCAL = re.compile("[2-8][0-9]{6}")
_EXTENSION = r"(?:转|轉|分机|分機|extension|ext\.?|x|#)[\s:]*([0-9]{1,6})"
_EXTENSION_WORD = re.compile(_EXTENSION + "$", re.IGNORECASE)
_EXTENSION_DASH = re.compile(r"-\s*([0-9]{1,6})$")
# A possible number in a text: digits and separators, with an extension behind.
_STRETCH = re.compile(rf"[0-9+(][0-9+\-.()\s]*(?:{_EXTENSION}(?![0-9]))?", re.IGNORECASE)
_PIECE = re.compile(r"\+?[0-9]+")
_PARTING = re.compile(r"(?:[\s/\\,;、|&.·()\-]|或者|或|和|及)*")
# Numbers that many people call from: emergency services, city hotlines, power, telecom and banks.
_SHARED = re.compile(rf"(?:{AREA_CODE})?(?:11[0-9]|12[0-9]|12[0-9]{{3}}|100[0-9]{{2}}|9[56][0-9]{{3,4}})")
_WITHHELD = re.compile(r"0*|([0-9])\1{4,}")
_OWN_DIGITS = range(3, 21)
_LOOKED_AT = 400  # characters searched for numbers among words
_PIECES_AT_MOST = 6  # parts that one number is written in
_UNMISTAKABLE = 10  # digits of a number with its area code


class PhoneKind(Word):
    """The kind of number."""

    MOBILE = "mobile", "手机"
    LANDLINE = "landline", "座机"
    UNKNOWN = "unknown", "未识别"


@dataclass(frozen=True, slots=True)
class Phone:
    """`digits` are stored and searched: area code and number. `display` is shown on screen.

    `others` are the digits of every further number in the same field.
    """

    kind: PhoneKind
    digits: str
    display: str
    extension: str = ""
    others: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """Return the digits by which earlier calls are searched; empty for no number or a withheld one."""
        if self.kind is not PhoneKind.UNKNOWN:
            return (self.digits, *self.others)
        plain = _PLAIN.fullmatch(unicodedata.normalize("NFKC", self.display))
        is_usable = plain and len(self.digits) in _OWN_DIGITS and not _WITHHELD.fullmatch(self.digits)
        return (self.digits,) if is_usable else ()

    @property
    def holder(self) -> tuple[str, ...]:
        """Return the digits that identify a caller; empty where many people share the number."""
        return () if self.shared else self.own

    @property
    def shared(self) -> bool:
        """Whether many people call from this number, such as 110 or 12345."""
        return self.kind is PhoneKind.UNKNOWN and _SHARED.fullmatch(self.digits) is not None


Found = tuple[Phone, tuple[int, int]]  # a number, and its start and end in the text


@lru_cache(maxsize=4096)
def normalise(text: str) -> Phone:
    """Return the number in `text`. Full-width digits, spaces, dashes, +86, 0086, extensions are recognised.

    If the text is no number, `display` has the caller's own words and `digits` all its digits ("" for none). For a
    number among other words the kind is set, and `display` keeps the words.
    """
    own = strip_harmful(text)
    folded = _DASHES.sub("-", _UNSEEN.sub("", unicodedata.normalize("NFKC", own)))
    whole = _one(folded)
    if whole is not None:
        return whole
    found = list(_found_in(folded))
    if not found:
        return Phone(PhoneKind.UNKNOWN, _digits(folded), own)
    phones = list({phone.digits: phone for phone, _ in reversed(found)}.values())[::-1]
    first = phones[0]
    display = BETWEEN.join(phone.display for phone in phones) if _nothing_else(folded, found) else own
    others = tuple(phone.digits for phone in phones[1:])
    return Phone(first.kind, first.digits, display, first.extension, others)


def is_plain_mobile(text: str) -> bool:
    """Return whether a text is exactly a mobile number as it is stored; most are."""
    return _MOBILE.fullmatch(text) is not None


def shown_phone(text: str) -> str:
    """Return a phone field for lists: every number in its usual form, words that are no number unchanged."""
    return normalise(text).display


def _one(folded: str) -> Phone | None:
    """Return the number if the whole text is one; None for no number, several, or one of another country."""
    if _FOREIGN.match(folded):
        return None
    for number, extension in _readings(folded):
        phone = _landline_or_mobile(_national(number), extension) if _PLAIN.fullmatch(number) else None
        if phone is not None:
            return phone
    return None


def _found_in(folded: str) -> Iterator[Found]:
    """Yield the numbers in a text with other numbers or words, with their positions."""
    for stretch in _STRETCH.finditer(folded[:_LOOKED_AT]):
        found, rest = _parted(stretch.group())
        for phone, (start, until) in found:
            # Seven digits beside further digits may be a part of something else.
            if not rest or len(_digits(stretch.group()[start:until])) >= _UNMISTAKABLE:
                yield phone, (start + stretch.start(), until + stretch.start())


def _parted(stretch: str) -> tuple[list[Found], bool]:
    """Return the numbers in a stretch of digits, and whether it has digits that belong to none.

    The separator between two numbers may also occur within one, "13800000001-3280212". So a split without left-over
    digits is preferred to the longest numbers, and a split at spaces to one at other separators.
    """
    pieces = [piece.span() for piece in _PIECE.finditer(stretch)]
    whole = _parted_whole(stretch, pieces)
    if whole is not None:
        return whole, False
    found, rest = _longest(stretch, [piece.span() for piece in re.finditer(r"\S+", stretch)])
    return (found, rest) if found else _longest(stretch, pieces)


def _parted_whole(stretch: str, pieces: list[tuple[int, int]]) -> list[Found] | None:
    """Return the fewest numbers, with the fewest extensions, that use all these pieces; None if that is impossible."""
    ways: list[list[Found] | None] = [*([None] * len(pieces)), []]  # the best split from each piece on
    for at in reversed(range(len(pieces))):
        for end in range(min(len(pieces), at + _PIECES_AT_MOST), at, -1):
            rest, (start, until) = ways[end], (pieces[at][0], pieces[end - 1][1])
            if rest is not None and (phone := _one(stretch[start:until])) is not None:
                way: list[Found] = [(phone, (start, until)), *rest]
                ways[at] = min((one for one in (ways[at], way) if one is not None), key=_cost)
    return ways[0]


def _cost(way: list[Found]) -> tuple[int, int]:
    return len(way), sum(phone.extension != "" for phone, _ in way)


def _longest(stretch: str, pieces: list[tuple[int, int]]) -> tuple[list[Found], bool]:
    """Return the numbers found by taking the longest at each position, and whether a piece is left over."""
    found: list[Found] = []
    rest, at = False, 0
    while at < len(pieces):
        for end in range(min(len(pieces), at + _PIECES_AT_MOST), at, -1):
            start, until = pieces[at][0], pieces[end - 1][1]
            phone = _one(stretch[start:until].strip("-."))
            if phone is not None:
                found.append((phone, (start, until)))
                at = end
                break
        else:
            rest, at = True, at + 1
    return found, rest


def _nothing_else(folded: str, found: list[Found]) -> bool:
    ends = [0, *(until for _, (_, until) in found)]
    starts = [*(start for _, (start, _) in found), len(folded)]
    return all(_PARTING.fullmatch(folded[end:start]) for end, start in zip(ends, starts, strict=True))


def _readings(folded: str) -> Iterator[tuple[str, str]]:
    """Yield the possible splits into number and extension, the unsplit text first: a dash may be in either."""
    if word := _EXTENSION_WORD.search(folded):
        yield folded[: word.start()], word[1]
    yield folded, ""
    if dash := _EXTENSION_DASH.search(folded):
        yield folded[: dash.start()], dash[1]


def _national(number: str) -> str:
    """Return the digits as dialled inside the country: without 86, with 0 before an area code but not a mobile."""
    digits = _digits(number)
    if _ABROAD.match(number.lstrip(" (")):
        home = digits.removeprefix("00").removeprefix("86")
        digits = home if home.startswith(("0", "1")) else f"0{home}"
    elif digits.startswith("86") and len(digits) > 11:
        home = digits.removeprefix("86")
        digits = next((way for way in (home, f"0{home}") if _is_national(way)), digits)
    return digits[1:] if digits.startswith("0") and _MOBILE.fullmatch(digits[1:]) else digits


def _is_national(digits: str) -> bool:
    bare = digits.removeprefix("0")
    return _MOBILE.fullmatch(bare) is not None or _LANDLINE.fullmatch(digits) is not None


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
