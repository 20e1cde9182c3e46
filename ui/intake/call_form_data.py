"""The content of the form of one call, exactly as typed, and what is known from it."""

import re
import unicodedata
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from tickets.rules.phones import Phone, normalise
from tickets.rules.ticket_texts import TicketTexts
from tickets.rules.triage import Answers
from tickets.rules.words import Priority, Zone
from tickets.store.queries.lookups import Outage, Place
from tickets.store.rows import Fault

_WORDS: dict[str, type[Zone] | type[Priority]] = {"zone": Zone, "priority": Priority}
_NO_PHONE = normalise("")


@dataclass(frozen=True, slots=True)
class CallFormData(TicketTexts):
    """The content of each field; "" and None for empty ones.

    `place` is the selected place's name, or the typed text when `place_id` is None; `fault_typed` is the typed text
    when no fault is selected. `zone` and `priority` are set if the operator overrides them.
    """

    phone: str = ""
    at: str = ""
    words: str = ""
    place_id: int | None = None
    place: str = ""
    zone: Zone | None = None
    address: str = ""
    fault: str = ""
    fault_typed: str = ""
    water_over_road: bool = False
    traffic_blocked: bool = False
    sensitive_user: bool = False
    danger_to_people: bool = False
    households: str = ""
    priority: Priority | None = None
    appointment: str = ""
    caller: str = ""
    household_no: str = ""
    dn: str = ""
    advice: str = ""  # what the caller was told, of a call settled by phone
    incoming: int | None = None  # the claimed incoming call that it is; no field shows it
    slip: str = ""  # the number of the paper slip that it was written on

    @property
    def blank(self) -> bool:
        """Whether nothing worth keeping has been typed: only spaces, or an override without content."""
        return all(not (value.strip() if isinstance(value, str) else value) for value in _typed(self))

    @property
    def spoken_address(self) -> str:
        """Return the address in the caller's words, preceded by a place that isn't in the gazetteer."""
        own = self.place.strip() if self.place_id is None else ""
        return " ".join(part for part in (own, self.address.strip()) if part)

    @property
    def answers(self) -> Answers:
        """The caller's answers for triage; an invalid number of households counts as not asked."""
        return Answers(
            self.water_over_road,
            self.traffic_blocked,
            number_if_valid(self.households),
            self.sensitive_user,
            self.danger_to_people,
        )


NOTHING = CallFormData()


def whole_number(text: str) -> int | None:
    """Return the number in "20", "２０户" or "DN300"; None for an empty text. Raises ValueError for any other."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if not folded:
        return None
    found = re.fullmatch(r"(?:DN\s*)?([0-9]{1,9})\s*(?:户|mm|毫米)?", folded, re.IGNORECASE)
    if found is None:
        raise ValueError(text)
    return int(found[1])


def number_if_valid(text: str) -> int | None:
    """Return the number that `whole_number` reads; None for an empty or invalid text."""
    try:
        return whole_number(text)
    except ValueError:
        return None


def to_plain(filled: CallFormData) -> dict[str, Any]:
    """Return the content as plain values for JSON; empty fields are left out."""
    return {name: value for name, value in asdict(filled).items() if value != getattr(NOTHING, name)}


def from_plain(plain: dict[str, Any]) -> CallFormData:
    """Return the content written by `to_plain`. Unknown keys and values of other types are ignored."""
    return CallFormData(
        **{field.name: _read(field.name, field.default, plain.get(field.name)) for field in fields(CallFormData)}
    )


def _read(name: str, default: object, value: object) -> Any:
    if name in _WORDS:
        return next((word for word in _WORDS[name] if word == value), None)
    kind = int if name in ("place_id", "incoming") else type(default)
    return value if type(value) is kind else default


def _typed(filled: CallFormData) -> list[Any]:
    return [getattr(filled, field.name) for field in fields(filled) if field.name not in _WORDS]


@dataclass(frozen=True, slots=True)
class CallContext:
    """The content of the form and what it refers to.

    `zone` is None while neither chosen nor known from the place; `priority` is that of the future ticket, None while no
    fault is known. `faults_read` says whether the list of faults has been read. `recognised` names the fields, of
    `place` and `fault`, that were filled from the caller's words. `first_key` is when typing began, `outage` the one
    that covers the place now.
    """

    filled: CallFormData = NOTHING
    phone: Phone = _NO_PHONE
    fault: Fault | None = None
    place: Place | None = None
    zone: Zone | None = None
    priority: Priority | None = None
    faults_read: bool = True
    recognised: frozenset[str] = frozenset()
    first_key: datetime | None = None
    outage: Outage | None = None
