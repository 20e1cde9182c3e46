"""Adds or changes a row of a list that is edited as a whole: people, crews, faults, places, outages.

A row that changed since somebody saw it is not overwritten.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, select

from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Conflict, Refused
from tickets.store.queries.history import last_edit

Seen = Mapping[str, Any]  # columns as the screen showed them


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


def refuse_unless_as_seen(unit: UnitOfWork, table: Table, key: int | str | None, seen: Seen | None) -> None:
    """Raise Conflict when a row differs from what somebody has `seen`; None skips the check.

    A missing row is not an error here.
    """
    if seen is None or key is None:
        return
    columns = [table.c[name] for name in seen]
    wanted = select(*columns).where(next(iter(table.primary_key)) == key)
    found = unit.connection.execute(wanted).mappings().one_or_none()
    if found is not None and any(found[name] != value for name, value in seen.items()):
        raise changed_meanwhile(unit, table, key)


def changed_meanwhile(unit: UnitOfWork, table: Table, key: int | str) -> Conflict:
    """Return the conflict about a row that somebody else has changed, naming them if the journal knows."""
    theirs = last_edit(unit.connection, table.name, key)
    return Conflict(f"这一条刚被改过：{theirs or '别的座席'}。请看过现状再决定，已填写的内容还在。", theirs)
