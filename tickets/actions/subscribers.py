"""Writes an imported subscriber file, part by part."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from tickets.actions.command import action
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Conflict
from tickets.rules.subscribers import COLUMNS, Fate, FileChanges, Subscriber
from tickets.rules.words import Role
from tickets.store.inserting import placeholder, to_db
from tickets.store.subscriber_index import index_again, index_subscribers
from tickets.store.tables import subscriber_imports, subscribers

BATCH = 500  # rows of one statement

_values = attrgetter(*COLUMNS)
_IDS = select(subscribers.c.household_no, subscribers.c.id).where(
    subscribers.c.household_no.in_(bindparam("numbers", expanding=True))
)
_LAST = select(func.coalesce(func.max(subscriber_imports.c.number), 0))


@dataclass(frozen=True, slots=True)
class ImportTotals:
    """The counts of a whole import, which its last part records. `rejected` rows of the file can't be read."""

    counts: Mapping[Fate, int] = field(default_factory=dict)
    rejected: int = 0


_UNFINISHED = ImportTotals()


@action("导入用户档案", Role.SUPERVISOR, Role.ADMINISTRATOR)
def import_subscribers(
    unit: UnitOfWork,
    part: FileChanges,
    words: Mapping[str, list[str]],
    file: str,
    follows: int,
    totals: ImportTotals = _UNFINISHED,
) -> int:
    """Write a part of what a file changes, and return the number of this part.

    `follows` is the part that left the households as this one requires them: the last part of the import that the file
    was compared with, then each part of this import. `words` are those to index, by household number. The last part has
    the `totals`, which the journal records; the rows are not journaled. Raises Conflict when somebody wrote a part of
    another import since.
    """
    if unit.connection.execute(_LAST).scalar_one() != follows:
        raise Conflict("别人刚导入过用户档案。请重新读一遍文件，看清有哪些变化再导入。")
    unit.text = file
    unit.insert(
        subscriber_imports, number=follows + 1, at=unit.now, staff_id=unit.who.staff_id, file=file,
        rejected=totals.rejected, **{str(what): totals.counts.get(what, 0) for what in Fate},
    )  # fmt: skip
    for added in _batches(part.added):
        _add(unit.connection, added, words)
    for pairs in _batches(part.updated):
        _update(unit.connection, [(before.id, now) for before, now in pairs])
        reworded = [(old.id, words[now.household_no]) for old, now in pairs if now.household_no in words]
        index_again(unit.connection, reworded)
    for left in _batches(part.gone):
        _mark_gone(unit.connection, [one.id for one in left])
    return follows + 1


def _batches(rows: Sequence[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while part := list(islice(left, BATCH)):
        yield part


def _add(connection: Connection, part: list[Subscriber], words: Mapping[str, list[str]]) -> None:
    """Insert households and index them."""
    signs = ", ".join([placeholder(connection)] * len(COLUMNS))
    sql = f"INSERT INTO subscribers ({', '.join(COLUMNS)}) VALUES ({signs})"
    connection.exec_driver_sql(sql, [_stored(one) for one in part])
    ids = connection.execute(_IDS, {"numbers": [one.household_no for one in part]})
    index_subscribers(connection, [(key, words[number]) for number, key in ids])


def _update(connection: Connection, rows: list[tuple[int, Subscriber]]) -> None:
    sign, gone = placeholder(connection), "0" if connection.dialect.name == "sqlite" else "false"
    columns = [name for name in COLUMNS if name != "household_no"]
    settings = ", ".join(f"{name} = {sign}" for name in columns)
    sql = f"UPDATE subscribers SET {settings}, gone = {gone} WHERE id = {sign}"
    connection.exec_driver_sql(sql, [(*_stored(now)[1:], key) for key, now in rows])


def _mark_gone(connection: Connection, ids: list[int]) -> None:
    connection.execute(subscribers.update().where(subscribers.c.id.in_(ids)).values(gone=True))


def _stored(one: Subscriber) -> tuple[Any, ...]:
    values = _values(one)
    return values if one.zone is None else tuple(map(to_db, values))
