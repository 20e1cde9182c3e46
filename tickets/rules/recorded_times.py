"""The recorded times of a ticket: which of them is one step, and in which order they must be.

A step's time is stored in several places: an arrival is the stop of one clock and the start of others. The steps of
every course can be corrected, holds included; the times at which a ticket was opened or ended are the machine's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from graphlib import TopologicalSorter
from itertools import pairwise
from typing import NamedTuple

from tickets.rules.clocks import Clock
from tickets.rules.stages import FIRST, LAST, MAIN_STAGES, MILESTONES, STEP_OF, STEPS, TimedStage, described
from tickets.rules.words import ConsentState, Move, Outcome

_CALL = "来电"
_MOVE_OF = {Outcome.RETURNED: Move.RETURN, Outcome.REASSIGNED: Move.REASSIGN}
_ENDS_A_HOLD = (Outcome.CANCELLED, Outcome.MERGED, Outcome.SETTLED, Outcome.UNDONE)  # other stops need a resume first
_ORDER = [step.move for step in STEPS]


class TimeCell(NamedTuple):
    """Where a time is stored: the table, the id of its row (0 for the ticket) and the column."""

    table: str
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold of a clock. `counted` None: its whole length counts, as before schema 0005, and `consent` is None."""

    id: int
    clock_id: int
    since: datetime
    until: datetime | None = None
    counted: int | None = None
    consent_id: int | None = None
    consent: ConsentState | None = None

    @property
    def taken_back(self) -> bool:
        """Whether the step was undone: then it has no length, and its request was withdrawn."""
        return self.since == self.until and self.consent in (None, ConsentState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class TicketRecord:
    """What is recorded of a ticket: the columns with its steps' times, its clocks by id, in order, and their holds.

    `ended` is the move that ended it, with its time.
    """

    opened: datetime
    columns: Mapping[str, datetime]
    clocks: Mapping[int, Clock]
    holds: tuple[Hold, ...] = ()
    ended: tuple[Move, datetime] | None = None
    appointment: datetime | None = None


@dataclass(eq=False, slots=True)
class Mark:
    """An instant of the record. One with a `move` is a step, and the `number`th of the `total` of that move."""

    name: str
    cells: list[TimeCell]
    move: Move | None = None
    number: int = 0
    total: int = 0

    @property
    def label(self) -> str:
        """The name, with its number if there are others of that name."""
        return self.name if self.total < 2 else f"第 {self.number} 次{self.name}"


@dataclass(eq=False, slots=True)
class HeldSpan:
    """A hold of the ticket: its begin and end, and the cells of the milestones' holds that begin with it.

    A milestone that starts later is held from its start on: each cell comes with that of its clock's start.
    """

    began: Mark
    ended: Mark | None
    others: list[tuple[TimeCell, TimeCell]] = field(default_factory=list)


class RecordedTimes:
    """The times of a record by their cell. Each of the `lines` of marks must be in order, where the times are known."""

    def __init__(self, record: TicketRecord) -> None:
        self.record = record
        self.times = dict(_times(record))
        self.lines: list[list[Mark]] = []
        self.spans: list[HeldSpan] = []
        self._main = [key for key, clock in record.clocks.items() if clock.stage in MAIN_STAGES]
        self._starts: dict[int, Mark] = {}
        self._stops: dict[int, Mark] = {}
        self._follow_the_work()
        self._follow_milestones()
        self._follow_holds()
        self._number()

    @cached_property
    def steps(self) -> tuple[Mark, ...]:
        """The steps that can be corrected, in the order in which they happened."""
        before: dict[Mark, list[Mark]] = {mark: [] for line in self.lines for mark in line}
        for line in self.lines:
            for earlier, later in pairwise(line):
                before[later].append(earlier)
        in_order = TopologicalSorter(before).static_order()
        return tuple(sorted((mark for mark in in_order if mark.move is not None), key=self.at))

    def at(self, mark: Mark) -> datetime:
        """Return when it was."""
        return self.times[mark.cells[0]]

    def find(self, move: Move, number: int | None = None) -> Mark | None:
        """Return the step of a move with this number, or the last one; None when there is none."""
        found = [mark for mark in self.steps if mark.move is move and number in (None, mark.number)]
        return found[-1] if found else None

    def _number(self) -> None:
        by_move: dict[Move | None, list[Mark]] = {}
        for mark in self.steps:
            by_move.setdefault(mark.move, []).append(mark)
        for marks in by_move.values():
            for number, mark in enumerate(marks, 1):
                mark.number, mark.total = number, len(marks)

    def _known(self, *cells: TimeCell) -> list[TimeCell]:
        """Return those of the cells that have the time of the first one that has any."""
        known = [cell for cell in cells if cell in self.times]
        return [cell for cell in known if self.times[cell] == self.times[known[0]]]

    def _column(self, name: str | None, of: int | None) -> list[TimeCell]:
        """Return the ticket's cell of a step, if the clock `of` belongs to the present course."""
        return [_ticket(name)] if name is not None and self._is_present(of) else []

    def _is_present(self, key: int | None) -> bool:
        """Return whether a main clock belongs to the present course; each but an imported one begins with 受理."""
        clocks = self.record.clocks
        first = max((each for each in self._main if clocks[each].stage is FIRST.stage), default=0)
        return key is None or key >= first

    def _follow_the_work(self) -> None:
        last, before = Mark(_CALL, [_ticket("opened")]), None
        path, course = [last], 1
        for key in self._main:
            clock = self.record.clocks[key]
            self._starts[key] = start = self._start_of(key, clock, before, last)
            if start is not last:
                path.append(start)
            if clock.stage is FIRST.stage:
                course = len(path)
            path += self._steps_within(key, clock, start)
            if clock.stopped is not None:
                self._stops[key] = last = self._stop_of(key, clock)
                path.append(last)
            before = clock
        path[course:] = self._with_untimed(path[course:])
        if self.record.ended is not None:
            path.append(Mark(self.record.ended[0].label, [_ticket("ended_at")]))
        self.lines.append(path)

    def _start_of(self, key: int, clock: Clock, before: Clock | None, last: Mark) -> Mark:
        """Return the mark at which a main clock starts: mostly the `last` one, at which the clock `before` stopped."""
        cell = _clock(key, "started")
        if before is not None and before.outcome is Outcome.DONE and clock.stage is FIRST.stage:
            return Mark(Move.REOPEN.label, [cell], Move.REOPEN)
        if clock.started != self.at(last):
            return Mark(f"{clock.stage.label}计时", [cell])
        last.cells.append(cell)
        return last

    def _steps_within(self, key: int, clock: Clock, start: Mark) -> Iterator[Mark]:
        """Yield the marks of a main stage's steps before its end. A reassignment is a dispatch, too."""
        for place, step in enumerate(described(clock.stage).steps[:-1]):
            split = [_clock(key, "split")] if place == 0 else []
            cells = self._known(*self._column(step.column, key), *split)
            if cells and start.move is Move.REASSIGN and self.times[cells[0]] == clock.started:
                start.cells += cells
            elif cells:
                yield Mark(step.move.label, cells, step.move)

    def _stop_of(self, key: int, clock: Clock) -> Mark:
        cell = _clock(key, "stopped")
        if clock.outcome is Outcome.DONE:
            end = described(clock.stage).end
            return Mark(end.move.label, self._known(cell, *self._column(end.column, key)), end.move)
        move = None if clock.outcome is None else _MOVE_OF.get(clock.outcome)
        return Mark("" if clock.outcome is None else clock.outcome.label, [cell], move)

    def _with_untimed(self, course: list[Mark]) -> list[Mark]:
        """Return the marks of the present course with those of steps without a clock, as an imported repair has."""
        marked = {cell for mark in (*self._starts.values(), *course) for cell in mark.cells}
        for step in STEPS:
            cell = _ticket(step.column or "")
            if cell in marked or cell not in self.times or step in (each.end for each in MILESTONES):
                continue
            later = (place for place, mark in enumerate(course) if _comes_after(mark, step.move))
            move = None if step is LAST.end else step.move
            course.insert(next(later, len(course)), Mark(step.move.label, [cell], move))
        return course

    def _follow_milestones(self) -> None:
        reached = set()
        for key, clock in self.record.clocks.items():
            if key in self._main:
                continue
            each = described(clock.stage)
            host = self._host(key, each)
            above, below = self._around(each, host)
            self._starts[key] = start = self._milestone_start(key, clock, above)
            line = [above, start]
            if clock.stopped is not None:
                self._stops[key] = stop = self._milestone_stop(key, clock, host, below)
                line.append(stop)
                reached |= set(stop.cells)
            self.lines.append(_without_repeats([*line, *below]))
        for each in MILESTONES:
            cell = _ticket(each.end.column or "")
            if cell in self.times and cell not in reached:  # the fault didn't need it
                above, below = self._around(each, self._host(0, each, last=True))
                self.lines.append([above, Mark(each.end.move.label, [cell], each.end.move), *below])

    def _host(self, key: int, each: TimedStage, *, last: bool = False) -> int | None:
        """Return the main clock beside which a milestone runs. It was stored before it, except by an import."""
        clocks = self.record.clocks
        hosts = [one for one in self._main if set(each.states) & set(described(clocks[one].stage).states)]
        if last:
            return hosts[-1] if hosts and self._is_present(hosts[-1]) else None
        return max((one for one in hosts if one < key), default=min(hosts, default=None))

    def _around(self, each: TimedStage, host: int | None) -> tuple[Mark, list[Mark]]:
        """Return the mark after which a milestone is reached, and those that come after it."""
        if host is not None:
            return self._starts[host], [self._stops[host]] if host in self._stops else []
        path = self.lines[0]
        begun = [mark for mark in path if mark.move is not None and mark.move is each.starts_with]
        after = [mark for mark in path if mark.cells[0] == _ticket(LAST.end.column or "")]
        return begun[-1] if begun else path[0], after

    def _milestone_start(self, key: int, clock: Clock, above: Mark) -> Mark:
        cell = _clock(key, "started")
        if clock.started != self.at(above):
            return Mark(f"{clock.stage.label}计时", [cell])
        above.cells.append(cell)
        return above

    def _milestone_stop(self, key: int, clock: Clock, host: int | None, below: list[Mark]) -> Mark:
        cell, end = _clock(key, "stopped"), described(clock.stage).end
        if clock.outcome is Outcome.DONE:
            return Mark(end.move.label, self._known(cell, *self._column(end.column, host)), end.move)
        if below and clock.stopped == self.at(below[0]):
            below[0].cells.append(cell)
            return below[0]
        return Mark(f"{clock.stage.label}{clock.outcome.label if clock.outcome else ''}", [cell])

    def _follow_holds(self) -> None:
        marks: dict[int, list[Mark]] = {}
        holds = sorted(self.record.holds, key=lambda hold: (hold.clock_id not in self._main, hold.since, hold.id))
        owners: list[tuple[Hold, HeldSpan]] = []
        for hold in (each for each in holds if each.clock_id in self.record.clocks and not each.taken_back):
            span = _span_of(hold, owners) if hold.clock_id not in self._main else None
            if span is None:
                span = HeldSpan(Mark(Move.HOLD.label, [_hold(hold.id, "since")], Move.HOLD), self._hold_end(hold))
                self.spans.append(span)
                owners.append((hold, span))
                began, ended = span.began, span.ended
            else:
                began, ended = self._held_too(hold, span)
            marks.setdefault(hold.clock_id, []).extend([began] if ended is None else [began, ended])
        for key, held in marks.items():
            stop = [self._stops[key]] if key in self._stops else []
            self.lines.append(_without_repeats([self._starts[key], *held, *stop]))

    def _hold_end(self, hold: Hold) -> Mark | None:
        """Return the mark at which a hold ended: mostly a resume; None while it lasts."""
        if hold.until is None:
            return None
        clock = self.record.clocks[hold.clock_id]
        if clock.stopped == hold.until and clock.outcome in _ENDS_A_HOLD:
            return self._stops[hold.clock_id]
        return Mark(Move.RESUME.label, [_hold(hold.id, "until")], Move.RESUME)

    def _held_too(self, hold: Hold, span: HeldSpan) -> tuple[Mark, Mark | None]:
        """Return the marks of a milestone's hold, which begins and ends with one of the main clock."""
        since, until = _hold(hold.id, "since"), _hold(hold.id, "until")
        span.others.append((since, _clock(hold.clock_id, "started")))
        began = Mark(Move.HOLD.label, [since])
        if hold.until is None or span.ended is None or hold.until != self.at(span.ended):
            return began, None if hold.until is None else Mark(Move.RESUME.label, [until])
        span.ended.cells.append(until)
        return began, span.ended


def _times(record: TicketRecord) -> Iterator[tuple[TimeCell, datetime]]:
    yield _ticket("opened"), record.opened
    if record.ended is not None:
        yield _ticket("ended_at"), record.ended[1]
    yield from ((_ticket(name), at) for name, at in record.columns.items())
    for key, clock in record.clocks.items():
        yield from _of_row("clocks", key, clock, "started", "split", "stopped")
    for hold in record.holds:
        yield from _of_row("holds", hold.id, hold, "since", "until")


def _of_row(table: str, key: int, row: Clock | Hold, *columns: str) -> Iterator[tuple[TimeCell, datetime]]:
    known = ((TimeCell(table, key, name), getattr(row, name)) for name in columns)
    return ((cell, at) for cell, at in known if at is not None)


def _ticket(column: str) -> TimeCell:
    return TimeCell("tickets", 0, column)


def _clock(key: int, column: str) -> TimeCell:
    return TimeCell("clocks", key, column)


def _hold(key: int, column: str) -> TimeCell:
    return TimeCell("holds", key, column)


def _comes_after(mark: Mark, move: Move) -> bool:
    if mark.move is None:
        return mark.cells[0].column == "stopped"  # the end of the ticket
    return mark.move in STEP_OF and _ORDER.index(mark.move) > _ORDER.index(move)


def _span_of(hold: Hold, owners: list[tuple[Hold, HeldSpan]]) -> HeldSpan | None:
    """Return the hold of the ticket that a milestone's hold belongs to."""
    for owner, span in reversed(owners):
        ended = owner.until is not None and hold.since >= owner.until and hold.since != owner.since
        if owner.consent_id == hold.consent_id and owner.since <= hold.since and not ended:
            return span
    return None


def _without_repeats(line: list[Mark]) -> list[Mark]:
    return list(dict.fromkeys(line))
