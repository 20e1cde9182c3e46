"""Imports the gazetteer from a table: first it is read and compared, then what is new is written.

A place is known by its town and its name. What a file doesn't have stays as it is: an import retires nothing and takes
no alias away.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tickets.actions.places import PlaceEntry, import_places
from tickets.errors import Refused
from tickets.importing.importer import Rejects, rejects_of
from tickets.importing.mapping import FileForm
from tickets.importing.reader import Ledger, LedgerLine, file_rows
from tickets.importing.rows import Rejected
from tickets.importing.values import Unusable, read_word
from tickets.rules.caller_words import fold, other_names
from tickets.rules.cells import CellWriter
from tickets.rules.texts import LINE_AT_MOST, NAME_AT_MOST, strip_harmful
from tickets.rules.words import Zone
from tickets.service import TicketService
from tickets.store.queries.lookups import Place, list_places
from tickets.store.rows import Who

CHUNK = 500  # places in one transaction
LOOKED_AT = 20  # rows among which the headings are searched
READING, WRITING = "读取文件", "写入地址库"
EXAMPLES_AT_MOST = 8
KINDS = {
    "town": "街道、乡镇", "community": "社区", "village": "村庄", "old_village": "旧村名", "road": "道路",
}  # fmt: skip
# The headings of each column; the first one is its name for people, and that of an export.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("地名", "名称", "小区", "小区名称", "村庄", "村名", "社区", "道路", "name"),
    "town": ("街道乡镇", "街道", "乡镇", "镇街", "乡镇街道", "所属乡镇", "town"),
    "zone": ("片区", "城乡", "zone"),
    "kind": ("类别", "类型", "kind"),
    "aliases": ("别名", "旧村名", "俗称", "曾用名", "aliases"),
}  # fmt: skip
LABELS = {name: headings[0] for name, headings in HEADINGS.items()}
_NAMES = {heading: name for name, headings in HEADINGS.items() for heading in headings}
_KINDS = {**{label: kind for kind, label in KINDS.items()}, **{kind: kind for kind in KINDS}}

Progress = Callable[[str, int], object]  # what is being done, and the rows done; what it raises ends the import


@dataclass(frozen=True, slots=True)
class PlacePlan:
    """What importing a file would add and change. `read` places are in it, `staying` others are only on file."""

    path: Path
    added: tuple[PlaceEntry, ...]
    changed: tuple[tuple[Place, PlaceEntry], ...]
    read: int
    staying: int
    ignored: tuple[str, ...] = ()
    rejected: int = 0
    rejects: Path | None = None


def plan_places(service: TicketService, path: Path, progress: Progress = lambda _doing, _rows: None) -> PlacePlan:
    """Read a file and return what importing it would change. Nothing is written but the file of rejected rows.

    Raises Refused, with a sentence, for a file that can't be read or has no places.
    """
    rows = file_rows(path, FileForm(), at_once=True)
    columns, heading, headings = _columns(rows(), path.name)
    ledger = Ledger(path, headings, lambda: _lines(rows(), heading))
    known = {(place.town, place.name): place for place in service.read(list_places, with_retired=True)}
    changed: list[tuple[Place, PlaceEntry]] = []
    with rejects_of(ledger) as rejects:
        entries = _entries(ledger, columns, rejects, progress)
        for key, (line, entry) in entries.items():
            if key not in known:
                continue
            try:
                joined = _joined(known[key], entry)
            except Rejected as reason:
                rejects.add(line, str(reason))
                continue
            if joined != _as_entry(known[key]):
                changed.append((known[key], joined))
    if not entries:
        why = "每一行都读不出" if rejects.count else "只有表头"
        raise Refused(f"文件 {path.name} 里没有能导入的地名：{why}。地址库没有动。")
    added = tuple(entry for key, (_, entry) in entries.items() if key not in known)
    used = set(columns.values())
    ignored = tuple(heading for at, heading in enumerate(headings) if heading and at not in used)
    return PlacePlan(
        path, added, tuple(changed), len(entries), len(known.keys() - entries.keys()), ignored, rejects.count,
        rejects.path if rejects.count else None,
    )  # fmt: skip


def carry_out_places(
    service: TicketService, who: Who, plan: PlacePlan, progress: Progress = lambda _doing, _rows: None
) -> int:
    """Write what a plan says, and return how many places were written.

    Raises Conflict when somebody changed one of them since, Refused when not permitted, and what `progress` raises.
    What was written before stays, and the same file imported again goes on.
    """
    todo: Sequence[tuple[Place | None, PlaceEntry]] = [*((None, entry) for entry in plan.added), *plan.changed]
    for start in range(0, len(todo), CHUNK):
        progress(WRITING, start)
        part = todo[start : start + CHUNK]
        service.execute(import_places(part, plan.path.name), who)
    return len(todo)


def place_summary(plan: PlacePlan) -> list[str]:
    """Return sentences that tell what a file changes."""
    same = plan.read - len(plan.added) - len(plan.changed)
    lines = [
        f"文件里有 {plan.read:,} 处：新增 {len(plan.added):,} 处，有改动 {len(plan.changed):,} 处，没变 {same:,} 处。"
    ]
    if plan.staying:
        lines.append(f"地址库里另有 {plan.staying:,} 处不在文件里，照旧留着；别名只加不减。")
    if plan.rejected:
        lines.append(f"{plan.rejected:,} 行读不出，没有算进去；行和原因在 {plan.rejects}。")
    if plan.ignored:
        lines.append(f"不认得、没有用的列：{'、'.join(heading[:20] for heading in plan.ignored[:20])}。")
    return [*lines, *_examples(plan)]


def write_places(service: TicketService, out: TextIO, progress: Callable[[int], None]) -> None:
    """Write the gazetteer as a table that `plan_places` reads back without a change."""
    cells = CellWriter(out)
    cells.row([*LABELS.values(), "在用"])
    for number, place in enumerate(service.read(list_places, with_retired=True), 1):
        kind, active = KINDS.get(place.kind, place.kind), "是" if place.active else "否"
        cells.row([place.name, place.town, place.zone.label, kind, " ".join(other_names(place.aliases)), active])
        if number % CHUNK == 0:
            progress(number)


def _examples(plan: PlacePlan) -> Iterator[str]:
    for place, entry in plan.changed[:EXAMPLES_AT_MOST]:
        before, now = _as_entry(place), entry
        parts = [f"别名 {before.aliases or '（空）'} → {now.aliases}" if before.aliases != now.aliases else ""]
        if now.zone is not None and before.zone != now.zone:
            parts.append(f"片区 {place.zone.label} → {now.zone.label}")
        if before.kind != now.kind:
            parts.append(f"类别 {KINDS.get(before.kind, before.kind) or '（空）'} → {KINDS.get(now.kind, now.kind)}")
        yield f"{place.town}{place.name}：{'，'.join(filter(None, parts))}"


def _columns(rows: Iterator[tuple[int, tuple[str, ...]]], file: str) -> tuple[dict[str, int], int, tuple[str, ...]]:
    """Return the position of each column, the row of the headings and their texts. Raises Refused without a name."""
    for (number, cells), _ in zip(rows, range(LOOKED_AT), strict=False):
        found: dict[str, int] = {}
        for at, cell in enumerate(cells):
            name = _NAMES.get(fold(strip_harmful(cell)))
            if name is not None:
                found.setdefault(name, at)
        if "name" in found and len(found) > 1:
            return found, number, tuple(" ".join(strip_harmful(cell).split()) for cell in cells)
    raise Refused(
        f"文件 {file} 里找不到“地名”这一列，或除了它没有别的列。认得的列名：{'、'.join(LABELS.values())}。"
        "用户档案请到“用户档案”页导入。"
    )


def _lines(rows: Iterator[tuple[int, tuple[str, ...]]], heading: int) -> Iterator[LedgerLine]:
    for number, cells in rows:
        if number > heading and any(cell and not cell.isspace() for cell in cells):
            yield LedgerLine(number, cells)


def _entries(
    ledger: Ledger, columns: Mapping[str, int], rejects: Rejects, progress: Progress
) -> dict[tuple[str, str], tuple[LedgerLine, PlaceEntry]]:
    """Return the places of a file by town and name, with their rows; a row that repeats one adds its aliases."""
    entries: dict[tuple[str, str], tuple[LedgerLine, PlaceEntry]] = {}
    for count, line in enumerate(ledger.lines()):
        if count % CHUNK == 0:
            progress(READING, count)
        try:
            entry = _entry(line.cells, columns)
            key = entry.town, entry.name
            first, before = entries.get(key, (line, entry))
            if (before.zone, before.kind) != (entry.zone, entry.kind):
                raise Rejected(f"与第 {first.number} 行同名，片区或类别不同")
            entries[key] = first, _with_aliases(before, entry.aliases)
        except Rejected as reason:
            rejects.add(line, str(reason))
    return entries


def _entry(cells: Sequence[str], columns: Mapping[str, int]) -> PlaceEntry:
    def cell(name: str, at_most: int) -> str:
        at = columns.get(name)
        text = "" if at is None or at >= len(cells) else " ".join(strip_harmful(cells[at]).split())
        if len(text) > at_most:
            raise Rejected(f"{LABELS[name]}太长（{len(text)} 字，最多 {at_most} 字）")
        return text

    name, kind, zone = cell("name", NAME_AT_MOST), cell("kind", NAME_AT_MOST), cell("zone", NAME_AT_MOST)
    if not name:
        raise Rejected("没有地名")
    if kind and kind not in _KINDS:
        raise Rejected(f"看不懂类别“{kind[:20]}”，可以写：{'、'.join(KINDS.values())}")
    try:
        where = read_word(Zone, zone) if zone else None
    except Unusable as error:
        raise Rejected(f"看不懂片区“{zone[:20]}”，写城区或乡镇") from error
    return PlaceEntry(name, cell("town", NAME_AT_MOST), where, _KINDS.get(kind, ""), cell("aliases", LINE_AT_MOST))


def _joined(place: Place, entry: PlaceEntry) -> PlaceEntry:
    """Return a known place with what a file adds to it."""
    base = PlaceEntry(place.name, place.town, entry.zone or place.zone, entry.kind or place.kind, place.aliases)
    return _with_aliases(base, entry.aliases)


def _with_aliases(entry: PlaceEntry, more: str) -> PlaceEntry:
    known = other_names(entry.aliases)
    new = [name for name in other_names(more) if name not in known]
    aliases = " ".join([*known, *dict.fromkeys(new)]) if new else entry.aliases
    if len(aliases) > LINE_AT_MOST:
        raise Rejected(f"别名太多，放不下（{len(aliases)} 字，最多 {LINE_AT_MOST} 字）")
    return PlaceEntry(entry.name, entry.town, entry.zone, entry.kind, aliases)


def _as_entry(place: Place) -> PlaceEntry:
    return PlaceEntry(place.name, place.town, place.zone, place.kind, place.aliases)
