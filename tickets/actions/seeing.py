"""Optimistic checks: a row that changed since somebody saw it is not overwritten."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, select

from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Conflict
from tickets.store.queries.history import last_edit

Seen = Mapping[str, Any]  # columns as the screen showed them


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
