"""Parses the text of the archive's search field, word by word, by its form.

| typed | understood as |
|---|---|
| 20261123-0012, 20261123-12, 202611230012 | that ticket |
| 20261123, 20261123-00 | the tickets of that day, or with numbers that begin so |
| #12 | today's ticket 12 |
| seven digits and more, in any way a phone number is written | a phone number, or its beginning |
| four digits | the last four of a phone number, or the count of a ticket's number |
| 昨天, 上周一, 11-21, 11月 | the tickets opened on these days |
| anything else | a place, a fault, a crew, a person, or words that a caller said |

Words separated by spaces or commas must all match.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tickets.rules.bigrams import query_tokens
from tickets.rules.days import Days, read_days
from tickets.rules.phones import PhoneKind, normalise
from tickets.rules.texts import strip_harmful

LONGEST = 100  # characters of a search text that are parsed

_SHORT = re.compile(r"#\s*([0-9]{1,6})")
_NUMBER = re.compile(r"(20[0-9]{6})(?:\s*-\s*([0-9]{0,6})|([0-9]{4,6}))?")
_PHONE = re.compile(r"[0-9\s+\-.()/]+")
_PARTING = re.compile(r"[\s,、;。]+")
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
    """Phone numbers that end with these four digits, and ticket numbers with this count on their day."""

    digits: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A place, a fault, a crew, a person, or words of a caller."""

    words: str

    @property
    def indexed(self) -> bool:
        """Whether the text index can contain them: a word, a number, or more than one Chinese character."""
        return any(len(token) > 1 or token.isascii() for token in query_tokens(self.words))


Single = Numbers | PhoneStart | PhoneEnd | Days | Spoken


@dataclass(frozen=True, slots=True)
class Every:
    """All of these must match, in the order typed."""

    parts: tuple[Single, ...]


Sought = Single | Every


def understand(text: str, today: date) -> Sought | None:
    """Return the parsed search text; None when it is empty.

    `today` is the day of #12 and the reference for 昨天.
    """
    asked = " ".join(strip_harmful(unicodedata.normalize("NFKC", text[:LONGEST])).split())
    if not asked:
        return None
    if (whole := _numbers(asked, today) or _phone(asked)) is not None:
        return whole
    parts = tuple(dict.fromkeys(_parts([word for word in _PARTING.split(asked) if word], today)))
    if len(parts) > 1:
        return Every(parts)
    return parts[0] if parts else Spoken(asked)


def _parts(words: list[str], today: date) -> Iterator[Single]:
    """Yield the meaning of each word; a phone number may consist of several."""
    at = 0
    while at < len(words):
        end = next((end for end in range(len(words), at + 1, -1) if _is_phone(words[at:end])), at + 1)
        word = " ".join(words[at:end])
        at = end
        if phones := _several_phones(word):
            yield from phones
        else:
            yield read_days(word, today) or _numbers(word, today) or _phone(word) or Spoken(word)


def _several_phones(word: str) -> tuple[PhoneStart, ...]:
    phone = normalise(word)
    alone = phone.others and phone.display != word
    return tuple(PhoneStart(digits, digits) for digits in phone.own) if alone else ()


def _is_phone(words: list[str]) -> bool:
    if not all(_PHONE.fullmatch(word) for word in words):
        return False
    phone = normalise(" ".join(words))
    return phone.kind is not PhoneKind.UNKNOWN and not phone.others


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
    if phone.others:
        return None
    alone = plain or (phone.kind is not PhoneKind.UNKNOWN and phone.display != asked)
    if not alone or len(phone.digits) < _PHONE_DIGITS:
        return None
    return PhoneStart(phone.digits, re.sub("[^0-9]", "", asked) if plain else phone.digits)
