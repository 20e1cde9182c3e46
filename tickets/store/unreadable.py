"""Rows that can't be read: a word that this version doesn't know, nothing where something must be, no date.

A command reads strictly: one such row ends it, for it must not act on a part. A screen and the watch read around them:
they get the other rows, and what could not be read is told of. The column types and `freeze` do both. The rules are
read around by commands too: no call may be lost because of a limit.
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

NAMED_AT_MOST = 5  # rows that a sentence names
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
    "PanelAlert": "告警",
    "AlertEntry": "告警",
    "EarlierCall": "来电",
    "CallLine": "来电",
    "StageClock": "计时",
    "StageRow": "计时",
    "JournalLine": "记录",
    "BackupRow": "备份",
}
_TICKET = "工单"
_ALERTED_FOR = {_TICKET, "计时"}  # without these no alert can be raised
_NAMES = ("number", "name")  # columns that people know a row by


class Unreadable(Unavailable):
    """A row can't be read, and nobody may go on without it."""


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that could not be read: what it is, what people know it by, which of its columns make no sense."""

    what: str
    name: str
    columns: tuple[str, ...]
    id: int | None = None

    @property
    def words(self) -> str:
        """What it is called in a sentence."""
        return f"{self.what} {self.name}".strip()


class ReadableRows(list[T], Generic[T]):
    """The rows that could be read, and those that could not."""

    def __init__(self, rows: Iterable[T] = (), broken: Iterable[BrokenRow] = ()) -> None:
        super().__init__(rows)
        self.broken = tuple(broken)

    def __iadd__(self, others: Iterable[T]) -> "ReadableRows[T]":  # type: ignore[override,misc]
        """Add further rows, and those beside them that could not be read."""
        self.extend(others)
        self.broken = tuple(dict.fromkeys((*self.broken, *broken_in(others))))
        return self


def broken_in(rows: Iterable[Any]) -> tuple[BrokenRow, ...]:
    """Return the rows that could not be read beside these."""
    return rows.broken if isinstance(rows, ReadableRows) else ()


class Broken:
    """In place of a value that makes no sense."""


_BROKEN = Broken()
_heard: ContextVar[list[BrokenRow] | None] = ContextVar("heard", default=None)
_around: ContextVar[bool] = ContextVar("around", default=False)
_lenient: ContextVar[bool] = ContextVar("lenient", default=False)


@contextmanager
def collecting_broken() -> Iterator[list[BrokenRow]]:
    """Let reads inside go on around rows that can't be read, and give those rows."""
    broken: list[BrokenRow] = []
    token = _heard.set(broken)
    try:
        yield broken
    finally:
        _heard.reset(token)


@contextmanager
def lenient_reads() -> Iterator[None]:
    """Read around rows that can't be read, if somebody hears of them."""
    token = _around.set(_heard.get() is not None)
    try:
        yield
    finally:
        _around.reset(token)


def broken_value(error: BaseException | None = None) -> Broken:
    """Return what stands for a value that makes no sense. Raises Unreadable where rows are read strictly."""
    if _lenient.get():
        return _BROKEN
    raise Unreadable(ONE_BROKEN) from error


def readable(kind: Any, rows: Iterable[Any], names: Sequence[str]) -> Iterator[Any]:
    """Yield the rows that can be read, `names` being those of their columns; tell of the others.

    Where rows are read strictly all are yielded, and one that can't be read raises Unavailable.
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
    """Return all rows, `Broken` in place of each value that makes no sense.

    They are read at once: whoever goes through them reads strictly what else they read meanwhile.
    """
    token = _lenient.set(True)
    try:
        return list(rows)
    finally:
        _lenient.reset(token)


def leave_out(kind: Any, values: dict[str, Any], wrong: Sequence[str]) -> None:
    """Tell of a row whose values can be read and yet make no sense. Raises Unreadable where rows are read strictly."""
    heard = _heard.get()
    if heard is None or not _around.get():
        raise Unreadable(ONE_BROKEN)
    heard.append(_broken(kind, values, list(wrong)))


def report_broken(broken: Iterable[BrokenRow]) -> None:
    """Let whoever hears of rows that can't be read hear of these."""
    heard = _heard.get()
    if heard is not None:
        heard.extend(broken)


def broken_since(count: int) -> tuple[BrokenRow, ...]:
    """Return what was heard of after the first `count`."""
    return tuple((_heard.get() or [])[count:])


def broken_count() -> int:
    """Return how many broken rows have been heard of."""
    return len(_heard.get() or [])


def _named(broken: Iterable[BrokenRow]) -> str:
    """Return what people know these rows by, the first of them where they are many."""
    each = list(dict.fromkeys(row.words for row in broken))
    others = f" 等 {len(each)} 条" if len(each) > NAMED_AT_MOST else ""
    return "、".join(each[:NAMED_AT_MOST]) + others


def sentence(broken: Sequence[BrokenRow]) -> str:
    """Return what is said of rows that could not be read; "" for none."""
    if not broken:
        return ""
    watch_it = WATCH_IT if any(row.what in _ALERTED_FOR for row in broken) else ""
    return f"读不出：{_named(broken)}（内容不全，或是这个版本不认识的），其余照常。{watch_it}{WHAT_TO_DO}"


def reminder(broken: Sequence[BrokenRow]) -> str:
    """Return the short form of `sentence`, for a list that is without these rows."""
    if not broken:
        return ""
    what_to_do = "人工盯住，并告诉管理员" if any(row.what in _ALERTED_FOR for row in broken) else "告诉管理员"
    return f"另有读不出的：{_named(broken)}。请{what_to_do}。"


def about_ticket(number: str) -> str:
    """Return what is said of a ticket of which something could not be read."""
    return sentence([BrokenRow(_TICKET, number, ())])


def log_broken(broken: Iterable[BrokenRow], noted: set[BrokenRow]) -> None:
    """Write into the log which rows could not be read, and because of which columns; not those `noted` before."""
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
    """Return for each field, and each of a dataclass in one, whether nothing may be in it, and whether a text may."""
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
