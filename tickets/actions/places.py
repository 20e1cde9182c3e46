"""Writes an imported part of the gazetteer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from tickets.actions.command import action
from tickets.actions.rulemaking import RULERS, zone_of_place
from tickets.actions.save_row import refuse_unless_as_seen
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Conflict
from tickets.rules.words import Zone
from tickets.store.pinyin import full_pinyin, initials
from tickets.store.queries.lookups import Place
from tickets.store.tables import places


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place as a file has it. `zone` None is that of its town."""

    name: str
    town: str
    zone: Zone | None
    kind: str
    aliases: str


@action("导入地址库", *RULERS, alone=True)
def import_places(unit: UnitOfWork, part: Sequence[tuple[Place | None, PlaceEntry]], file: str) -> int:
    """Add places (None) and change known ones, as they were seen, and return how many.

    Raises Conflict when somebody has added or changed one of them since.
    """
    unit.text = file
    zones: dict[str, Zone] = {}  # of each town, where a file states none
    for seen, entry in part:
        values = {"zone": entry.zone, "kind": entry.kind, "aliases": entry.aliases}
        if seen is None:
            if entry.zone is None and entry.town not in zones:
                zones[entry.town] = zone_of_place(unit, None, entry.town, None)
            _add(unit, entry, {**values, "zone": entry.zone or zones[entry.town]})
        else:
            before = {name: getattr(seen, name) for name in values}
            refuse_unless_as_seen(unit, places, seen.id, before)
            unit.update(places, seen.id, before, values)
    return len(part)


def _add(unit: UnitOfWork, entry: PlaceEntry, values: dict[str, Any]) -> None:
    twin = select(places.c.id).where(places.c.name == entry.name, places.c.town == entry.town)
    if unit.connection.execute(twin).first() is not None:
        raise Conflict(f"别人刚加了“{entry.town}{entry.name}”。请重新读一遍文件再导入。")
    row: dict[str, Any] = {**values, "name": entry.name, "town": entry.town, "active": True}
    row |= {"pinyin": full_pinyin(entry.name), "initials": initials(entry.name)}
    unit.insert(places, **row)
