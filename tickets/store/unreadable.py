"""Rows that can't be read: an unknown word, a missing value, an invalid date.

A command reads strictly: an unreadable row ends it, because it must not act on part of the data. A screen and the
watch read leniently: they get the other rows, and the broken ones are reported. The column types and `freeze` do
both. Commands read the rules leniently too: no call may be lost because of a broken limit.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, is_dataclass
from functools import cache
from types import NoneType
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from tickets.errors import Unavailable

T = TypeVar("T")

NAMED_AT_MOST = 5  # rows named in a sentence
WHAT_TO_DO = "请把编号告诉管理员：换上新版本，用 check 核对，或从备份恢复。"
WATCH_IT = "工单的告警可能发不出来，请人工盯住。"
ONE_BROKEN = (
    "要用到的一条数据读不出（内容不全，或是这个版本不认识的）。请告诉管理员：换上新版本，用 check 核对，或从备份恢复。"
)

_log = logging.getLogger(__name__)
_OF_KIND = {
    "CrewStanding": "班组",
    "StaffMember": "人员",
    "Presence": "人员",
    "Member": "组员",
    "Place": "地名",
    "Fault": "故障类型",
    "LimitLine": "时限",
    "Limit": "时限",
    "Rung": "告警规则",
    "Outage": "停水",
    "OutageLine": "停水",
    "PanelAlert": "告警",
    "AlertEntry": "告警",
    "LoggedAlert": "告警",
    "PanelDigest": "汇总",
    "EarlierCall": "来电",
    "CallLine": "来电",
    "WaitingCall": "来电",
    "StageClock": "计时",
    "StageRow": "计时",
    "JournalLine": "记录",
    "BackupRow": "备份",
    "Household": "用户",
    "SubscriberImport": "导入记录",
}
_TICKET = "工单"
_ALERTED_FOR = {_TICKET, "计时"}  # without these no alert can be raised
_NAMES = ("number", "name")  # columns by which people know a row


class Unreadable(Unavailable):
    """A row can't be read where rows are read strictly."""


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that could not be read: its kind, the name people know it by, and its broken columns."""

    what: str
    name: str
    columns: tuple[str, ...]
    id: int | None = None

    @property
    def words(self) -> str:
        """Return what the row is called in a sentence."""
        return f"{self.what} {self.name}".strip()


class ReadableRows(list[T], Generic[T]):
    """A list of the rows that could be read, with those that could not in `broken`."""

    def __init__(self, rows: Iterable[T] = (), broken: Iterable[BrokenRow] = ()) -> None:
        super().__init__(rows)
        self.broken = tuple(broken)

    def __iadd__(self, others: Iterable[T]) -> "ReadableRows[T]":  # type: ignore[override,misc]
        """Add further rows and their broken ones."""
        self.extend(others)
        self.broken = tuple(dict.fromkeys((*self.broken, *broken_in(others))))
        return self


def broken_in(rows: Iterable[Any]) -> tuple[BrokenRow, ...]:
    """Return the broken rows that were read along with `rows`."""
    return rows.broken if isinstance(rows, ReadableRows) else ()


class Broken:
    """Stands in place of a value that can't be read."""


_BROKEN = Broken()
_heard: ContextVar[list[BrokenRow] | None] = ContextVar("heard", default=None)
_around: ContextVar[bool] = ContextVar("around", default=False)
_lenient: ContextVar[bool] = ContextVar("lenient", default=False)


@contextmanager
def collecting_broken() -> Iterator[list[BrokenRow]]:
    """Make reads in this block lenient and yield the list that collects their broken rows."""
    broken: list[BrokenRow] = []
    token = _heard.set(broken)
    try:
        yield broken
    finally:
        _heard.reset(token)


@contextmanager
def lenient_reads() -> Iterator[None]:
    """Read leniently in this block, if an enclosing block collects broken rows."""
    token = _around.set(_heard.get() is not None)
    try:
        yield
    finally:
        _around.reset(token)


def broken_value(error: BaseException | None = None) -> Broken:
    """Return the stand-in for an unreadable value. Raises Unreadable where rows are read strictly."""
    if _lenient.get():
        return _BROKEN
    raise Unreadable(ONE_BROKEN) from error


def readable(kind: Any, rows: Iterable[Any], names: Sequence[str]) -> Iterator[Any]:
    """Yield the readable rows, whose columns are `names`, and report the others.

    Where rows are read strictly an unreadable one raises Unavailable.
    """
    heard = _heard.get()
    if heard is None or not _around.get():
        yield from rows
        return
    needed = _needed(kind)
    known: set[tuple[type, ...]] = set()
    for row in rows_with_broken(rows):
        shape = tuple(map(type, row))
        if shape not in known:
            wrong = [name for name, given in zip(names, shape, strict=False) if not _fits(given, needed.get(name))]
            if wrong:
                heard.append(_broken(kind, dict(zip(names, row, strict=False)), wrong))
                continue
            known.add(shape)
        yield row


def rows_with_broken(rows: Iterable[Any]) -> list[Any]:
    """Return all rows, with `Broken` in place of each unreadable value.

    They are fetched at once: what the caller reads while it goes through them is read strictly.
    """
    token = _lenient.set(True)
    try:
        return list(rows)
    finally:
        _lenient.reset(token)


def leave_out(kind: Any, values: dict[str, Any], wrong: Sequence[str]) -> None:
    """Report a row whose values are readable but contradictory. Raises Unreadable where rows are read strictly."""
    heard = _heard.get()
    if heard is None or not _around.get():
        raise Unreadable(ONE_BROKEN)
    heard.append(_broken(kind, values, list(wrong)))


def report_broken(broken: Iterable[BrokenRow]) -> None:
    """Report broken rows to the enclosing `collecting_broken`, if there is one."""
    heard = _heard.get()
    if heard is not None:
        heard.extend(broken)


def broken_since(count: int) -> tuple[BrokenRow, ...]:
    """Return the broken rows reported after the first `count`."""
    return tuple((_heard.get() or [])[count:])


def broken_count() -> int:
    """Return how many broken rows have been reported so far."""
    return len(_heard.get() or [])


def _named(broken: Iterable[BrokenRow]) -> str:
    """Return the names of these rows, or of the first of them where they are many."""
    each = list(dict.fromkeys(row.words for row in broken))
    others = f" 等 {len(each)} 条" if len(each) > NAMED_AT_MOST else ""
    return "、".join(each[:NAMED_AT_MOST]) + others


def sentence(broken: Sequence[BrokenRow]) -> str:
    """Return the sentence about rows that could not be read; "" for none."""
    if not broken:
        return ""
    watch_it = WATCH_IT if any(row.what in _ALERTED_FOR for row in broken) else ""
    return f"读不出：{_named(broken)}（内容不全，或是这个版本不认识的），其余照常。{watch_it}{WHAT_TO_DO}"


def reminder(broken: Sequence[BrokenRow]) -> str:
    """Return the short form of `sentence`, shown above a list that lacks these rows."""
    if not broken:
        return ""
    what_to_do = "人工盯住，并告诉管理员" if any(row.what in _ALERTED_FOR for row in broken) else "告诉管理员"
    return f"另有读不出的：{_named(broken)}。请{what_to_do}。"


def about_ticket(number: str) -> str:
    """Return the sentence about a ticket of which something could not be read."""
    return sentence([BrokenRow(_TICKET, number, ())])


def log_broken(broken: Iterable[BrokenRow], noted: set[BrokenRow]) -> None:
    """Log the broken rows and their columns, except those already in `noted`, and add them to it."""
    for row in dict.fromkeys(broken):
        if row not in noted:
            _log.error("读不出：%s，id %s（%s）", row.what, row.id, ", ".join(row.columns))
            noted.add(row)


def _broken(kind: Any, values: dict[str, Any], wrong: list[str]) -> BrokenRow:
    given = next((values[name] for name in _NAMES if isinstance(values.get(name), str) and values[name]), "")
    id_ = values.get("id") if isinstance(values.get("id"), int) else None
    what = _OF_KIND.get(kind.__name__, _TICKET if "number" in values else "条目")
    return BrokenRow(what, given or ("" if id_ is None else f"第 {id_} 号"), tuple(wrong), id_)


@cache
def _needed(kind: Any) -> dict[str, tuple[bool, bool]]:
    """Return for each field, nested dataclasses included, whether None is forbidden and whether a text is allowed."""
    found: dict[str, tuple[bool, bool]] = {}
    for name, hint in get_type_hints(kind).items():
        if isinstance(hint, type) and is_dataclass(hint):
            found = _needed(hint) | found
        kinds = get_args(hint) or (hint,)
        found[name] = (NoneType in kinds or Any in kinds, str in kinds or Any in kinds)
    return found


def _fits(given: type, needed: tuple[bool, bool] | None) -> bool:
    if given is Broken:
        return False
    if needed is None:
        return True
    may_be_none, may_be_text = needed
    if given is NoneType:
        return may_be_none
    return given is not bytes and (given is not str or may_be_text)
