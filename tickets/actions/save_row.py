"""Adds or changes a row of a list that is edited as a whole: people, crews, faults, places, outages."""

from typing import Any

from sqlalchemy import Table, select

from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Refused


def save_row(unit: UnitOfWork, table: Table, key: int | str | None, values: dict[str, Any]) -> int:
    """Insert (`key` None) or update a row and return its id. Raises Refused when there is no such row."""
    if key is None:
        return unit.insert(table, **values)
    key_column = next(iter(table.primary_key))
    found = unit.connection.execute(select(table).where(key_column == key).with_for_update()).mappings().one_or_none()
    if found is None:
        raise Refused("这一条已经不在了，请另选一条。")
    unit.update(table, key, dict(found), values)
    return key if isinstance(key, int) else 0
