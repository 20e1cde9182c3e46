"""A household of the subscriber file 用户档案, and what becomes of the households when a newer file is imported."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter

from tickets.rules.words import Word, Zone

HALF = 0.5  # of the households on file: a newer file with fewer, or that empties a field of more, is asked about
BROKEN_AT_MOST = 0.1  # of a file's rows: with more unreadable ones it is asked about
NOTHING_SENSITIVE = frozenset({"", "否", "无", "不是", "普通", "非敏感", "0", "n", "no", "false"})


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A household as the billing system knows it. `household_no` identifies it.

    `phone` has every number as it is shown, `digits` as it is searched, separated by spaces. `sensitive` says why water
    must not fail there, "" for an ordinary household. `dn` is in mm, `arrears` in fen; None when unknown.
    """

    household_no: str
    name: str = ""
    phone: str = ""
    digits: str = ""
    address: str = ""
    meter_no: str = ""
    dn: int | None = None
    town: str = ""
    place: str = ""
    place_id: int | None = None
    zone: Zone | None = None
    sensitive: str = ""
    sensitive_since: str = ""
    arrears: int | None = None

    @property
    def owes(self) -> bool:
        """Whether the file says that the household has not paid."""
        return self.arrears is not None and self.arrears > 0


COLUMNS = tuple(each.name for each in fields(Subscriber))
_VALUES = attrgetter(*COLUMNS)
_EMPTY = (None, "")
_WHERE = attrgetter("address", "town", "place")


class Fate(Word):
    """What becomes of a household when a newer file is imported."""

    ADDED = "added", "新增"
    MOVED = "moved", "换了地址"
    CHANGED = "changed", "有改动"
    GONE = "gone", "不在新档案里"
    UNCHANGED = "unchanged", "没变"


@dataclass(frozen=True, slots=True)
class OnFile:
    """A household of the database; `gone` if the last file did not have it."""

    id: int
    subscriber: Subscriber
    gone: bool = False


@dataclass(frozen=True, slots=True)
class FileChanges:
    """What a file changes: households to add, rows to update with their ids, ids of those that are gone."""

    added: tuple[Subscriber, ...] = ()
    updated: tuple[tuple[OnFile, Subscriber], ...] = ()
    gone: tuple[OnFile, ...] = ()
    counts: Mapping[Fate, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Return how many rows change."""
        return len(self.added) + len(self.updated) + len(self.gone)

    def parts(self, size: int) -> Iterator["FileChanges"]:
        """Yield the changes in parts of at most `size` rows, at least one."""
        add_until, update_until = len(self.added), len(self.added) + len(self.updated)
        for start in range(0, max(1, self.rows), size):
            end = start + size
            yield FileChanges(
                self.added[start:end],
                self.updated[max(0, start - add_until) : max(0, end - add_until)],
                self.gone[max(0, start - update_until) : max(0, end - update_until)],
            )


def fate(before: OnFile | None, now: Subscriber) -> Fate:
    """Return what becomes of a household that the newer file has."""
    if before is None or before.gone:
        return Fate.ADDED
    if _VALUES(before.subscriber) == _VALUES(now):
        return Fate.UNCHANGED
    return Fate.CHANGED if _WHERE(before.subscriber) == _WHERE(now) else Fate.MOVED


def compare(
    on_file: Mapping[str, OnFile], newer: Mapping[str, Subscriber], unread: Collection[str] = ()
) -> FileChanges:
    """Return what the households of a newer file change; both are by number.

    The households `unread` have rows that can't be read: they stay as they are.
    """
    counts = dict.fromkeys(Fate, 0)
    added: list[Subscriber] = []
    updated: list[tuple[OnFile, Subscriber]] = []
    for number, now in newer.items():
        before = on_file.get(number)
        what = fate(before, now)
        counts[what] += 1
        if before is None:
            added.append(now)
        elif what is not Fate.UNCHANGED:
            updated.append((before, now))
    kept = frozenset(unread)
    gone = tuple(one for number, one in on_file.items() if not one.gone and number not in newer and number not in kept)
    counts[Fate.GONE] = len(gone)
    return FileChanges(tuple(added), tuple(updated), gone, counts)


def count_emptied(
    on_file: Mapping[str, OnFile], newer: Mapping[str, Subscriber], columns: Iterable[str]
) -> dict[str, tuple[int, int]]:
    """Return, by column, how many households of a newer file lose its value, and how many had one.

    A column of which no value is lost is left out.
    """
    pairs = [
        (before.subscriber, now)
        for number, now in newer.items()
        if (before := on_file.get(number)) is not None and not before.gone
    ]
    found = {}
    for name in columns:
        value = attrgetter(name)
        had = [now for before, now in pairs if value(before) not in _EMPTY]
        if lost := sum(value(now) in _EMPTY for now in had):
            found[name] = (lost, len(had))
    return found


def doubts(known: int, read: int, rejected: int, emptied: Mapping[str, tuple[int, int]]) -> tuple[str, ...]:
    """Return why a file should not be believed without asking; empty for none.

    `known` households were on file before, `read` are in the file, and `rejected` of its rows can't be read. `emptied`
    are as `count_emptied` returns them, by the name for people.
    """
    found = []
    if read < known * HALF:
        found.append(f"原来有 {known:,} 户，这个文件只有 {read:,} 户，像是不全")
    if rejected > (read + rejected) * BROKEN_AT_MOST:
        found.append(f"{read + rejected:,} 行里有 {rejected:,} 行读不出")
    found += [
        f"“{label}”这一列会清空 {lost:,} 户原来的内容（原来有内容的 {had:,} 户）"
        for label, (lost, had) in emptied.items()
        if lost > had * HALF
    ]
    return tuple(found)


def in_yuan(fen: int) -> str:
    """Return an amount for the screen: "86.50 元"."""
    return f"{fen / 100:,.2f} 元"
