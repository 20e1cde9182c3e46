"""Turns a row of the billing system's export into a household, or into a sentence why that is impossible."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from tickets.actions.fields import pipe_size
from tickets.errors import Refused
from tickets.importing.mapping import SizeForm
from tickets.importing.rows import Rejected
from tickets.importing.subscriber_headings import JOINED, LABELS, SubscriberColumns
from tickets.importing.values import Unusable, read_size, read_word, refuse_long, shortened
from tickets.rules.phones import BETWEEN, Phone, normalise
from tickets.rules.subscribers import NOTHING_SENSITIVE, Subscriber
from tickets.rules.texts import LINE_AT_MOST, NAME_AT_MOST, strip_harmful
from tickets.rules.words import Zone
from tickets.store.queries.lookups import Place

T = TypeVar("T")

ARREARS_AT_MOST = 10_000_000  # yuan; more is a mistake
UNNAMED_KIND = "敏感用户"  # where the file only says yes
_YES = frozenset({"是", "有", "1", "y", "yes", "true", "√"})
_AMOUNT = re.compile(r"[¥￥]?\s*(-?)\s*[¥￥]?\s*(\d[\d,]*)(?:\.(\d{1,2})0*)?\s*元?")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?e\+\d+", re.IGNORECASE)
_WITH_POINT = re.compile(r"\d+\.0+")
_GUARDED = re.compile(r"=\s*\"(?P<quoted>.*)\"|'(?P<marked>.*)")  # how exports keep the zeros before a number
_ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060]")
_BETWEEN_ALIASES = re.compile(r"[|\s]+")
_SIZES = SizeForm()
_NAME_AT_LEAST = 2  # characters of a place's name that is recognised within an address


class PlaceFinder:
    """Finds the gazetteer's entry of a household by the names in its row."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_name: defaultdict[str, list[Place]] = defaultdict(list)
        for place in places:
            for name in {place.name, *filter(None, _BETWEEN_ALIASES.split(place.aliases))}:
                self._by_name[name].append(place)
        self._lengths = sorted({len(name) for name in self._by_name if len(name) >= _NAME_AT_LEAST}, reverse=True)

    def find(self, town: str, place: str, address: str) -> Place | None:
        """Return the only place with the stated name, else the only one with the longest name in the address."""
        if place:
            return self._only(place, town + address)
        for length in self._lengths:
            names = {address[at : at + length] for at in range(len(address) - length + 1)} & self._by_name.keys()
            if names:
                found = {one.id: one for name in names if (one := self._only(name, town + address))}
                return next(iter(found.values())) if len(found) == 1 else None
        return None

    def _only(self, name: str, around: str) -> Place | None:
        found = self._by_name.get(name, [])
        if len(found) > 1:
            found = [one for one in found if one.town and one.town in around]
        return found[0] if len(found) == 1 else None


class SubscriberReader:
    """Reads the rows of one file. `emptied` counts, by column, the values that were unusable and left unknown.

    A field whose column the file does not have keeps the value that the household has on file.
    """

    def __init__(self, columns: SubscriberColumns, places: PlaceFinder) -> None:
        self.emptied: Counter[str] = Counter()
        self.page_headings = 0
        self._columns = columns
        self._places = places

    def skips(self, cells: Sequence[str]) -> bool:
        """Return whether a row is a heading that is repeated on another page, and count it."""
        repeated = cells in self._columns.above
        self.page_headings += repeated
        return repeated

    def number(self, cells: Sequence[str]) -> str:
        """Return a row's household number. Raises Rejected when there is none."""
        number = self._text("household_no", cells, NAME_AT_MOST).replace(" ", "")
        if not number:
            raise Rejected("没有户号")
        if not any(letter.isdigit() for letter in number):
            raise Rejected(f"户号“{shortened(number)}”里没有数字")
        number = unicodedata.normalize("NFKC", number)
        for form, what in ((_SCIENTIFIC, "科学计数"), (_WITH_POINT, "小数")):
            if form.fullmatch(number):
                raise Rejected(f"户号“{number}”被表格软件改成了{what}，请把这一列设为文本再导出")
        return number

    def subscriber(self, cells: Sequence[str], before: Subscriber) -> Subscriber:
        """Return the household of a row; `before` is as it is on file, or has its number only. Raises Rejected."""
        phone, digits = self._phones(cells, before)
        address = self._text("address", cells, LINE_AT_MOST, before.address)
        town = self._text("town", cells, NAME_AT_MOST, before.town)
        place = self._text("place", cells, NAME_AT_MOST, before.place)
        located = self._places.find(town, place, address)
        return Subscriber(
            before.household_no,
            self._text("name", cells, NAME_AT_MOST, before.name),
            phone,
            digits,
            address,
            self._text("meter_no", cells, NAME_AT_MOST, before.meter_no),
            self._value("dn", cells, lambda text: pipe_size(read_size(text, _SIZES)), before.dn),
            town,
            place,
            located.id if located else None,
            self._value("zone", cells, lambda text: read_word(Zone, text), before.zone),
            _sensitive(self._text("sensitive", cells, NAME_AT_MOST, before.sensitive)),
            self._text("sensitive_since", cells, NAME_AT_MOST, before.sensitive_since),
            self._value("arrears", cells, read_fen, before.arrears),
        )

    def _phones(self, cells: Sequence[str], before: Subscriber) -> tuple[str, str]:
        """Return the numbers of a household as they are shown, and as they are searched."""
        if "phone" not in self._columns.at:
            return before.phone, before.digits
        phones = [normalise(text) for text in self._texts("phone", cells)]
        shown = BETWEEN.join(dict.fromkeys(phone.display for phone in phones))
        return self._checked("phone", shown, LINE_AT_MOST), " ".join(_own(phones))

    def _texts(self, name: str, cells: Sequence[str]) -> list[str]:
        """Return the texts of a column's cells, each once. Raises Rejected for a formula."""
        at = self._columns.at.get(name, ())
        found = [text for place in at if place < len(cells) and (text := _tidied(cells[place]))]
        for text in found:
            if text.startswith("="):
                raise Rejected(f"{LABELS[name]}“{shortened(text)}”是没有结果的公式，请用 Excel 打开、保存后再导入")
        return found if len(found) < 2 else list(dict.fromkeys(found))

    def _text(self, name: str, cells: Sequence[str], at_most: int, before: str = "") -> str:
        if name not in self._columns.at:
            return before
        texts = self._texts(name, cells)
        if not texts:
            return ""
        return self._checked(name, " ".join(texts if name in JOINED else texts[:1]), at_most)

    def _checked(self, name: str, text: str, at_most: int) -> str:
        if len(text) > at_most:
            raise Rejected(f"{LABELS[name]}有 {len(text)} 个字，最多 {at_most} 个")
        return text

    def _value(self, name: str, cells: Sequence[str], read: Callable[[str], T | None], before: T | None) -> T | None:
        if name not in self._columns.at:
            return before
        text = self._text(name, cells, LINE_AT_MOST)
        try:
            return read(text) if text else None
        except (Unusable, Refused):
            self.emptied[LABELS[name]] += 1
            return None


def _tidied(cell: str) -> str:
    """Return a cell without harmful and zero-width characters, on one line, with single spaces.

    ="0370001" and '0370001 mean 0370001.
    """
    text = cell.strip()
    if text.isprintable() and "  " not in text and not text.startswith(("=", "'")):  # nearly all are
        return text
    text = " ".join(_ZERO_WIDTH.sub("", strip_harmful(text)).split())
    guarded = _GUARDED.fullmatch(text)
    return (guarded["quoted"] or guarded["marked"] or "").strip() if guarded else text


def read_fen(text: str) -> int:
    """Return an amount of yuan in fen, "1,234.50" as 123450. Raises Unusable."""
    refuse_long(text)
    found = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None or len(found[2]) > 12:
        raise Unusable(f"“{shortened(text)}”不是金额")
    fen = int(found[2].replace(",", "")) * 100 + int((found[3] or "").ljust(2, "0"))
    if fen > ARREARS_AT_MOST * 100:
        raise Unusable(f"“{shortened(text)}”太大")
    return -fen if found[1] else fen


def _own(phones: Iterable[Phone]) -> list[str]:
    """Return the digits of numbers that identify a household, each once."""
    return list(dict.fromkeys(digits for phone in phones for digits in phone.holder))


def _sensitive(text: str) -> str:
    folded = text.casefold()
    if folded in NOTHING_SENSITIVE:
        return ""
    return UNNAMED_KIND if folded in _YES else text
