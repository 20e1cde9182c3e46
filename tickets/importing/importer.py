"""Imports a ledger: first the whole file is checked, then it is written in chunks of one transaction each."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO

from tickets.actions.importing import PastRepair, import_, known_keys
from tickets.errors import Refused
from tickets.importing.mapping import LedgerMapping
from tickets.importing.reader import Ledger, LedgerLine, open_ledger, require_columns
from tickets.importing.rows import KnownNames, Reader, Rejected, RejectedNextDay, written
from tickets.rules.cells import CellWriter
from tickets.service import TicketService
from tickets.store.numbering import NUMBERED_AT_ONCE
from tickets.store.queries.lookups import Place, list_crews, list_faults, list_places
from tickets.store.rows import Who

CHUNK = NUMBERED_AT_ONCE  # rows in one transaction; other workstations wait this long at most

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of the rows: read = added + already there + rejected.

    `emptied` counts, by field, unusable values that were stored as unknown. `rejects` is None when no row was rejected.
    `unfinished` of the added ones have no known end, and `next_day` of the rejected ones a time that would be
    implausibly late as one of the next day.
    """

    read: int
    added: int
    already: int
    rejected: int
    rejects: Path | None = None
    emptied: Mapping[str, int] = field(default_factory=dict)
    unfinished: int = 0
    next_day: int = 0


def import_ledger(
    service: TicketService, who: Who, path: Path, mapping: LedgerMapping, progress: Progress = lambda _done, _rows: None
) -> ImportResult:
    """Import the rows of a ledger that are not in the database yet; after a failure this continues where it was.

    `progress` is called with the rows done and their total. Raises Refused, before anything is written, when the file
    can't be read as the mapping says; Unavailable when the database can't be used.
    """
    ledger = open_ledger(path, mapping.form)
    require_columns(ledger, mapping.columns())
    rows, repeated = _survey(ledger, mapping)
    if not rows:
        raise Refused(f"文件 {path.name} 里只有表头，没有可导入的行。")
    reader = Reader(mapping, ledger.headings, _lists(service), service.now(), repeated)
    done = added = unfinished = 0
    with rejects_of(ledger) as rejects:
        sorting = _Sorting(reader, rejects)
        lines = ledger.lines()
        while chunk := list(islice(lines, CHUNK)):
            new = _new(service, list(sorting.repairs(chunk)))
            added += service.execute(import_(new, path.name), who).result if new else 0
            unfinished += sum(not (repair.cancelled or repair.times.finished) for repair in new)
            done += len(chunk)
            progress(done, rows)
    rejected = rejects.count
    return ImportResult(
        done,
        added,
        done - added - rejected,
        rejected,
        rejects.path if rejected else None,
        sorting.emptied,
        unfinished,
        sorting.next_day,
    )


class Rejects:
    """The file of one import with every rejected row, whole, and the reason; corrected, it can be imported itself."""

    def __init__(self, path: Path, file: TextIO, headings: tuple[str, ...]) -> None:
        self.path = path
        self.count = 0
        self._rows = CellWriter(file)
        self._rows.row(["行号", "原因", *headings])

    def add(self, line: LedgerLine, reason: str) -> None:
        """Write a row with the reason why it was rejected."""
        self._rows.row([line.number, reason, *line.cells])
        self.count += 1


@contextmanager
def rejects_of(ledger: Ledger) -> Iterator[Rejects]:
    """Yield the rejects file beside the ledger, or in the current folder when that can't be written.

    It replaces the file of an earlier import, and is deleted when no row was rejected. Raises Refused when
    neither folder can be written.
    """
    name = f"{ledger.path.name}.rejects.csv"
    path, file = _open(ledger.path.with_name(name), Path.cwd() / name)
    with file:
        rejects = Rejects(path, file, ledger.headings)
        yield rejects
    if not rejects.count:
        path.unlink()


def _open(*candidates: Path) -> tuple[Path, TextIO]:
    for path in candidates:
        if path.exists() and not path.is_file():  # opening a pipe would block without end
            continue
        try:
            return path, path.open("w", encoding="utf-8-sig", newline="", errors="replace")
        except OSError:
            continue
    raise Refused(f"退回的行没有地方可写：{'、'.join(str(path.parent) for path in candidates)} 都不能写入。")


class _Sorting:
    """Separates the rows that become tickets from those that are rejected."""

    def __init__(self, reader: Reader, rejects: Rejects) -> None:
        self.emptied: Counter[str] = Counter()
        self.next_day = 0
        self._reader = reader
        self._rejects = rejects
        self._lines_of_keys: dict[str, int] = {}

    def repairs(self, lines: Iterable[LedgerLine]) -> Iterator[PastRepair]:
        """Yield the past repairs of some lines; write the others to the rejects file."""
        for line in lines:
            try:
                repair, emptied = self._reader.repair(line)
                first = self._lines_of_keys.setdefault(repair.key, line.number)
                if first != line.number:
                    raise Rejected(f"编号与第 {first} 行相同")
            except Rejected as reason:
                self._rejects.add(line, str(reason))
                self.next_day += isinstance(reason, RejectedNextDay)
                continue
            self.emptied.update(emptied)
            yield repair


def _survey(ledger: Ledger, mapping: LedgerMapping) -> tuple[int, dict[str, frozenset[str]]]:
    """Return the number of rows and, by field, the values that occur too often. Raises Refused for a broken file."""
    rows = 0
    watched = {name: field for name, field in mapping.fields.items() if field.repeated}
    seen: dict[str, Counter[str]] = {name: Counter() for name in watched}
    for line in ledger.lines():
        rows += 1
        for name, one in watched.items():
            seen[name][written(mapping, ledger.headings, one, line)] += 1
    return rows, {
        name: frozenset(text for text, times in seen[name].items() if text and times >= one.repeated)
        for name, one in watched.items()
    }


def _new(service: TicketService, repairs: list[PastRepair]) -> list[PastRepair]:
    known = service.read(known_keys, [repair.key for repair in repairs])
    return [repair for repair in repairs if repair.key not in known]


def _lists(service: TicketService) -> KnownNames:
    faults = {name: fault.code for fault in service.read(list_faults, True) for name in (fault.code, fault.name)}
    crews = {crew.name: crew.id for crew in service.read(list_crews, True)}
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for place in service.read(list_places):
        for name in {place.name, *place.aliases.split()}:
            places[name].append(place)
    return KnownNames(faults, crews, places)
