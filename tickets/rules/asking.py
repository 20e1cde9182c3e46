"""What somebody typed into the archive's one search field, told by its shape.

| typed | understood as |
|---|---|
| 20261123-0012, 20261123-12, 202611230012 | that ticket |
| 20261123, 20261123-00 | the tickets of that day, or with numbers that begin so |
| #12 | today's twelfth |
| seven digits and more, in any way a phone number is written | a phone number, or how it begins |
| four digits | the last four of a phone number |
| anything else | a place, a fault, or words that a caller said |
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from tickets.rules.bigrams import query_tokens
from tickets.rules.phones import PhoneKind, normalise
from tickets.rules.texts import strip_harmful

LONGEST = 100  # characters of a question that are looked at

_SHORT = re.compile(r"#\s*([0-9]{1,6})")
_NUMBER = re.compile(r"(20[0-9]{6})(?:\s*-\s*([0-9]{0,6})|([0-9]{4,6}))?")
_PHONE = re.compile(r"[0-9\s+\-.()/]+")
_PHONE_DIGITS = 7
_TAIL = re.compile("[0-9]{4}")
_HIGHEST = "999999"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Ticket numbers from `first` to `last`, both included."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class PhoneStart:
    """Phone numbers that begin with `digits`. `typed` are the digits as typed, which may be a 户号 instead."""

    digits: str
    typed: str


@dataclass(frozen=True, slots=True)
class PhoneEnd:
    """Phone numbers that end with these four digits."""

    digits: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A place, a fault, or words of a caller."""

    words: str

    @property
    def indexed(self) -> bool:
        """Whether the index of words can know them: a word, a number, or more than one Chinese character."""
        return any(len(token) > 1 or token.isascii() for token in query_tokens(self.words))


Sought = Numbers | PhoneStart | PhoneEnd | Spoken


def understand(text: str, today: date) -> Sought | None:
    """Return what `text` asks for; None when there is nothing in it. `today` is the day that #12 belongs to."""
    asked = " ".join(strip_harmful(unicodedata.normalize("NFKC", text[:LONGEST])).split())
    if not asked:
        return None
    return _numbers(asked, today) or _phone(asked) or Spoken(asked)


def _numbers(asked: str, today: date) -> Numbers | None:
    if short := _SHORT.fullmatch(asked):
        return _exactly(f"{today:%Y%m%d}", short[1])
    found = _NUMBER.fullmatch(asked)
    if found is None or not _is_day(found[1]):
        return None
    day, count = found[1], found[2] or found[3] or ""
    begins = len(count) < 4 and (not count or count.startswith("0"))
    return Numbers(f"{day}-{count}", f"{day}-{count}{_HIGHEST}") if begins else _exactly(day, count)


def _exactly(day: str, count: str) -> Numbers:
    number = f"{day}-{int(count):04}"
    return Numbers(number, number)


def _is_day(digits: str) -> bool:
    try:
        date.fromisoformat(digits)
    except ValueError:
        return False
    return True


def _phone(asked: str) -> PhoneStart | PhoneEnd | None:
    if _TAIL.fullmatch(asked):
        return PhoneEnd(asked)
    phone = normalise(asked)
    plain = _PHONE.fullmatch(asked) is not None
    alone = plain or (phone.kind is not PhoneKind.UNKNOWN and phone.display != asked)
    if not alone or len(phone.digits) < _PHONE_DIGITS:
        return None
    return PhoneStart(phone.digits, re.sub("[^0-9]", "", asked) if plain else phone.digits)
