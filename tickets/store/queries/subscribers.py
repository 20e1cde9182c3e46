"""Queries about the subscriber file: households by what a caller tells, and the last import."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from tickets.rules.phones import normalise
from tickets.rules.subscribers import COLUMNS, OnFile, Subscriber
from tickets.rules.words import Zone
from tickets.store.rows import freeze
from tickets.store.subscriber_index import BEGINNING_AT_LEAST, beginning, has_words, with_words
from tickets.store.tables import places, staff, subscriber_imports, subscribers

FOUND_AT_MOST = 50
OF_ONE_NUMBER = 5  # households shown for one caller: a landlord's number may stand at every flat
_LOOKED_AT = 50  # hits of a number that are read: a meter may have the same one


@dataclass(frozen=True, slots=True)
class Household(Subscriber):
    """A household on file, as it is shown. `located` is its place's name in the gazetteer."""

    id: int = 0
    gone: bool = False
    located: str | None = None
    place_zone: Zone | None = None

    @property
    def whole_address(self) -> str:
        """Return the address with the town and the village, unless it names them already."""
        before = [part for part in (self.town, self.place) if part and part not in self.address]
        return " ".join([*before, self.address]).strip()


@dataclass(frozen=True, slots=True)
class SubscriberImport:
    """One import of the file: by whom, when, and how many households it changed. `rejected` rows were unreadable.

    The counts are 0 until its last part is written. `number` counts the parts of all imports.
    """

    number: int
    at: datetime
    by: str | None
    file: str
    added: int
    moved: int
    changed: int
    gone: int
    unchanged: int
    rejected: int


_ROWS = select(subscribers.c.id, subscribers.c.gone, *(subscribers.c[name] for name in COLUMNS))
_JOINED = _ROWS.add_columns(places.c.name.label("located"), places.c.zone.label("place_zone"))
_SHOWN = _JOINED.where(~subscribers.c.gone)
_WITH_PLACE = subscribers.outerjoin(places, places.c.id == subscribers.c.place_id)
_LAST_IMPORT = (
    select(*(subscriber_imports.c[name] for name in SubscriberImport.__dataclass_fields__ if name != "by"))
    .add_columns(staff.c.name.label("by"))
    .outerjoin(staff, staff.c.id == subscriber_imports.c.staff_id)
    .order_by(subscriber_imports.c.number.desc())
    .limit(1)
)


def all_on_file(connection: Connection) -> dict[str, OnFile]:
    """Return every household by number, also those that are gone."""
    return {
        row.household_no: OnFile(row.id, Subscriber(*row[2:]), row.gone)
        for row in connection.execute(_ROWS, execution_options={"stream_results": True})
    }


def last_import(connection: Connection) -> SubscriberImport | None:
    """Return the last import of the subscriber file; None when there was none."""
    return next(iter(freeze(SubscriberImport, connection.execute(_LAST_IMPORT))), None)


def of_caller(connection: Connection, numbers: tuple[str, ...], household: str) -> list[Household]:
    """Return the households of a caller: first that of a typed 户号 or 表号, then those of the phone numbers.

    Numbers are digits as in `Phone.own`.
    """
    found = _numbered(connection, household.strip())
    if numbers:
        wanted = with_words(connection, _SHOWN, numbers, _LOOKED_AT)
        hits = freeze(Household, connection.execute(wanted))
        found += [one for one in hits if not frozenset(numbers).isdisjoint(one.digits.split())][:OF_ONE_NUMBER]
    return list({one.id: one for one in found}.values())


def find_subscribers(connection: Connection, words: str, at_most: int = FOUND_AT_MOST) -> list[Household]:
    """Return the households that a text finds: those whose 户号 or 表号 begins with it, then those with all its words.

    A phone is found by its beginning, every number by its end of four or six digits, a name or an address by any two
    characters in a row. Whole numbers come first.
    """
    words = words.strip()
    found = _numbered(connection, words)
    if len(words) >= BEGINNING_AT_LEAST and words.isascii():
        for column in (subscribers.c.household_no, subscribers.c.meter_no):
            wanted = _SHOWN.select_from(_WITH_PLACE).where(beginning(column, words)).order_by(column).limit(at_most)
            found += freeze(Household, connection.execute(wanted))
    if has_words(words):
        digits = normalise(words).digits  # as numbers are indexed, with the area code and without dashes
        as_number = [digits] if words.isascii() and has_words(digits) else []
        wanted = with_words(connection, _SHOWN, [words, *as_number], at_most)
        found += freeze(Household, connection.execute(wanted))
    return list({one.id: one for one in found}.values())[:at_most]


def _numbered(connection: Connection, number: str) -> list[Household]:
    """Return the households with this 户号, and those with this 表号."""
    if not number:
        return []
    wanted = _SHOWN.select_from(_WITH_PLACE).limit(OF_ONE_NUMBER)
    return [
        household
        for column in (subscribers.c.household_no, subscribers.c.meter_no)
        for household in freeze(Household, connection.execute(wanted.where(column == number)))
    ]
