"""Looks up the place of the gazetteer that an action names."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import FieldError
from tickets.rules.words import Zone
from tickets.store.tables import places

_PLACE = select(places.c.name, places.c.town, places.c.aliases, places.c.zone).where(places.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place: `names` are the texts by which its tickets are found."""

    name: str
    zone: Zone
    names: str


def known_place(unit: UnitOfWork, place_id: int) -> KnownPlace:
    """Return the place with this id. Raises FieldError for an unknown one."""
    found = unit.connection.execute(_PLACE, {"id": place_id}).one_or_none()
    if found is None:
        raise FieldError("place", "地址库里没有这个地点，请重新选择。")
    return KnownPlace(found.name, found.zone, f"{found.town} {found.name} {found.aliases}")
