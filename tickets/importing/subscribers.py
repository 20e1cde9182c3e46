"""Imports the subscriber file of the billing system: first it is read and compared, then its changes are written.

The two steps are apart so that a person sees what a file would change before it does. An import that was interrupted
is completed by the next one of the same file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path

from tickets.actions.subscribers import ImportTotals, import_subscribers
from tickets.errors import Conflict, Refused
from tickets.importing.importer import Rejects, rejects_of
from tickets.importing.mapping import FileForm
from tickets.importing.reader import Ledger, LedgerLine, file_rows
from tickets.importing.rows import Rejected
from tickets.importing.subscriber_headings import (
    LABELS,
    LOOKED_AT,
    SubscriberColumns,
    column_sentences,
    find_columns,
    missing_warning,
)
from tickets.importing.subscriber_rows import PlaceFinder, SubscriberReader
from tickets.rules.subscribers import Fate, FileChanges, OnFile, Subscriber, compare, count_emptied, doubts
from tickets.service import TicketService
from tickets.store.queries.lookups import list_places
from tickets.store.queries.subscribers import all_on_file, last_import
from tickets.store.rows import Who
from tickets.store.subscriber_index import WORDED, subscriber_words

CHUNK = 5000  # rows in one transaction; other workstations wait this long at most
TOLD_EVERY = 500  # rows between two reports of the progress
EXAMPLES_AT_MOST = 5
_EMPTY = "（空）"
READING, WRITING = "读取文件", "写入用户档案"
_USUAL_FORM = FileForm()
_worded = attrgetter(*WORDED)

Progress = Callable[[str, int], object]  # what is being done, and the rows done; what it raises ends the import


class ImportCancelled(Refused):
    """The user cancelled. The first `written` changes of the file stay."""

    def __init__(self, written: int = 0) -> None:
        done = (
            f"已停下：写好的 {written:,} 户留着，再导入一次这个文件会接着写。"
            if written
            else "已取消，用户档案没有动。"
        )
        super().__init__(done)


@dataclass(frozen=True, slots=True)
class SubscriberPlan:
    """What importing a file would change. `follows` is the import that left the households it was compared with.

    `read` households are in the file, and `rejected` of its rows, which are listed in the file `rejects`, can't be
    read. `columns` are those of the file, and `emptied` counts unusable values by column. `doubts` are reasons to ask
    a person before believing the file. `page_headings` rows repeat its titles and headings, and are skipped.
    """

    path: Path
    columns: SubscriberColumns
    changes: FileChanges
    follows: int
    read: int
    rejected: int = 0
    rejects: Path | None = None
    emptied: Mapping[str, int] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    page_headings: int = 0


def plan_import(service: TicketService, path: Path, progress: Progress = lambda _doing, _rows: None) -> SubscriberPlan:
    """Read a file and return what importing it would change. Nothing is written but the file of rejected rows.

    Raises Refused when it is no subscriber file or has no household that can be read.
    """
    progress(READING, 0)
    rows = file_rows(path, _USUAL_FORM, at_once=True)()
    first = list(islice(rows, LOOKED_AT + 1))
    columns = find_columns(first, path.name)
    reader = SubscriberReader(columns, PlaceFinder(service.read(list_places)))
    ledger = Ledger(path, columns.headings, lambda: _lines(chain(first, rows), columns.row))
    before = service.read(last_import)
    on_file = service.read(all_on_file)
    with rejects_of(ledger) as rejects:
        households, unread = _read(ledger, reader, rejects, on_file, progress)
    if not households:
        why = "每一行都读不出" if rejects.count else "只有表头"
        raise Refused(f"文件 {path.name} 里没有能导入的用户：{why}。用户档案没有动。")
    changes = compare(on_file, households, unread)
    known = sum(not one.gone for one in on_file.values())
    emptied = {LABELS[name]: counts for name, counts in count_emptied(on_file, households, LABELS).items()}
    return SubscriberPlan(
        path, columns, changes, before.number if before else 0, len(households), rejects.count,
        rejects.path if rejects.count else None, reader.emptied,
        doubts(known, len(households), rejects.count, emptied), reader.page_headings,
    )  # fmt: skip


def carry_out(
    service: TicketService, who: Who, plan: SubscriberPlan, progress: Progress = lambda _doing, _rows: None
) -> int:
    """Write what a plan says, and return the number of its last part.

    Raises Conflict when somebody imported a file since, Refused when not permitted, and what `progress` raises.
    """
    changes, number, done = plan.changes, plan.follows, 0
    parts = list(changes.parts(CHUNK))
    for part in parts:
        progress(WRITING, done)
        # Computed before the transaction, because others wait for that.
        words = {one.household_no: subscriber_words(one) for one in (*part.added, *_reworded(part))}
        totals = ImportTotals(changes.counts, plan.rejected) if part is parts[-1] else ImportTotals()
        try:
            number = service.execute(import_subscribers(part, words, plan.path.name, number, totals), who).result
        except Conflict as error:
            if not done:
                raise
            raise _overtaken(done) from error
        done += part.rows
    return number


def summary(plan: SubscriberPlan) -> list[str]:
    """Return sentences that tell what a file changes, the most important first, and which columns were read."""
    counts = "，".join(f"{what.label} {plan.changes.counts.get(what, 0):,} 户" for what in Fate)
    lines = [f"文件里有 {plan.read:,} 户：{counts}。"]
    if plan.rejected:
        lines.append(f"{plan.rejected:,} 行读不出，没有算进去；行和原因在 {plan.rejects}。")
    if plan.page_headings:
        lines.append(f"{plan.page_headings:,} 行是每页重复的标题和表头，已跳过。")
    if plan.emptied:
        values = "、".join(f"{label} {times:,} 处" for label, times in plan.emptied.items())
        lines.append(f"看不懂的值按不知道处理：{values}。")
    return [*lines, *column_sentences(plan.columns)]


def warnings(plan: SubscriberPlan) -> list[str]:
    """Return sentences to be told loudly though they are no reason to ask; empty for none."""
    return list(filter(None, [missing_warning(plan.columns)]))


def examples(plan: SubscriberPlan) -> list[str]:
    """Return a few households that moved, with their old and new address."""
    moved = (pair for pair in plan.changes.updated if _is_moved(pair[0].gone, pair[0].subscriber, pair[1]))
    return [
        f"{now.household_no} {now.name}：{_where(before.subscriber) or _EMPTY} → {_where(now) or _EMPTY}"
        for before, now in islice(moved, EXAMPLES_AT_MOST)
    ]


def _overtaken(written: int) -> Conflict:
    return Conflict(
        f"写好 {written:,} 户以后，别人也导入了用户档案，这次停下了，写好的留着。请看清哪个文件是新的，把它再导入一次。"
    )


def _lines(rows: Iterable[tuple[int, tuple[str, ...]]], heading: int) -> Iterator[LedgerLine]:
    for number, cells in rows:
        if number > heading and any(cell and not cell.isspace() for cell in cells):
            yield LedgerLine(number, cells)


def _read(
    ledger: Ledger,
    reader: SubscriberReader,
    rejects: Rejects,
    on_file: Mapping[str, OnFile],
    progress: Progress,
) -> tuple[dict[str, Subscriber], set[str]]:
    """Return the households of a file by number, and the numbers of those whose row can't be read."""
    households: dict[str, Subscriber] = {}
    lines: dict[str, int] = {}
    unread: set[str] = set()
    for count, line in enumerate(ledger.lines()):
        if count % TOLD_EVERY == 0:
            progress(READING, count)
        if reader.skips(line.cells):
            continue
        number = ""
        try:
            number = reader.number(line.cells)
            if number in lines:
                raise Rejected(f"户号与第 {lines[number]} 行相同")
            before = on_file.get(number)
            households[number] = reader.subscriber(line.cells, before.subscriber if before else Subscriber(number))
            lines[number] = line.number
        except Rejected as reason:
            rejects.add(line, str(reason))
            unread.add(number)
    return households, unread


def _reworded(changes: FileChanges) -> Iterator[Subscriber]:
    """Yield the changed households that are found by other words now."""
    return (now for before, now in changes.updated if _worded(before.subscriber) != _worded(now))


def _is_moved(gone: bool, before: Subscriber, now: Subscriber) -> bool:
    return not gone and _where(before) != _where(now)


def _where(one: Subscriber) -> str:
    return " ".join(filter(None, (one.town, one.place, one.address)))
