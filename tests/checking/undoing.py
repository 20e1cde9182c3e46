"""Random courses in which steps are taken back, one or several in a row: all rows must be as they were before each."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Table

from tests.checking.lives import KINDS, PAUSES, Life, Step
from tests.desk_fixtures import Hand
from tickets.actions.assisting import assist, assist_arrived, assist_left
from tickets.actions.command import Command
from tickets.actions.consent import decide
from tickets.actions.people import save_crew, save_member, save_staff
from tickets.actions.rulemaking import retire_limit, save_place, save_setting
from tickets.actions.undo import undo, undo_edit
from tickets.errors import Conflict, Refused
from tickets.rules.moves import next_move
from tickets.rules.undoing import EDITS, STEPS
from tickets.rules.words import CallKind, ConsentState, Outcome, Role, SubjectKind, Zone
from tickets.settings import LOCK_MINUTES
from tickets.store.queries.lookups import list_faults
from tickets.store.rows import Who, move_context
from tickets.store.rulebook import EDITION
from tickets.store.tables import (
    assists,
    calls,
    clocks,
    consents,
    crews,
    faults,
    holds,
    limits,
    members,
    metadata,
    places,
    rungs,
    settings,
    staff,
    tickets,
)

Rows = dict[str, dict[Any, tuple[Any, ...]]]

OF_TICKETS = (tickets, clocks, holds, calls, consents, assists)
OF_EDITS = (limits, rungs, staff, crews, members, faults, settings)
LATENESS = (None, None, None, 1, 60, 400, 1000)
# A ticket's version always rises, and so does the edition; the check looks after `next_rung`.
_RISING = {"tickets": {"version"}, "clocks": {"next_rung"}}


def _select(table: Table) -> str:
    """Return the statement that reads a table's rows as they are stored, the key before the columns."""
    names = ", ".join(f'"{column.name}"' for column in (*table.primary_key, *table.c))
    return f"SELECT {names} FROM {table.name}"


_ROWS = {table: _select(table) for table in (*OF_TICKETS, *OF_EDITS, places)}


def _is_marked(table: str, row: dict[str, Any]) -> bool:
    """Return whether an inserted row is marked as undone."""
    match table:
        case "clocks":
            undone = row["subject_kind"] == SubjectKind.UNDONE and row["outcome"] == Outcome.UNDONE
            return undone and row["round"] == row["id"] and row["stopped"] is not None and row["next_rung"] is None
        case "holds":
            return bool(row["until"] == row["since"] and row["counted"] == 0)
        case "calls":
            return row["kind"] == CallKind.UNDONE and row["ticket_id"] is None
        case "consents":
            return bool(row["state"] == ConsentState.WITHDRAWN)
        case "assists":
            return bool(row["undone"])
        case "limits" | "rungs":
            return row["until"] is not None
        case "settings":
            return bool(row["value"] == "null")
    return not row["active"]


@dataclass(frozen=True)
class Taken:
    """A step that was taken, when, and what it changed: the rows before it and the tickets."""

    name: str
    at: datetime
    before: Rows
    tickets: tuple[int, ...]


@dataclass
class UndoneLife(Life):
    """A course of steps; `undone` counts those that were taken back."""

    undone: int = 0
    _kept: frozenset[str] = frozenset()  # columns of tickets that the last undo had to let stay

    def __post_init__(self) -> None:
        super().__post_init__()
        key = self.hand.do(save_staff(None, "演示值班长", frozenset({Role.SUPERVISOR})))
        self._other = Who(key, "演示值班长", frozenset({Role.SUPERVISOR}), "2 号席")
        self._faults = {fault.code: fault for fault in self.desk.read(list_faults)}

    def try_and_undo(self, step: Step) -> Command[Any] | None:
        """Execute a step and take it back; return it as a new command, None if it can't be taken or taken back."""
        self.clock.advance(step.pause)
        if step.kind == "sweep":
            self.desk.sweep()
            return None
        if step.kind == "decide":
            for asked in self.hand.rows(consents, state=ConsentState.ASKED):
                self._decide_and_undo(asked.id, step)
            return None
        command = self._command(step)
        if command is None or not self.undoes(command, step):
            return None
        return self._command(step)

    def undoes(self, command: Command[Any], step: Step) -> bool:
        """Execute a command and take it back; return whether both were possible."""
        tables = self._tables(command)
        before, at = self._read(tables), self.clock.now
        try:
            done = self.hand.execute(command)
        except (Refused, Conflict):
            return False
        if command.name == "log_call":
            self.tickets.append(int(done.result))
        if command.name not in STEPS and command.name not in EDITS:
            return False
        if step.choice % 3 == 0:
            self.clock.advance(step.choice * 100)
            self.desk.sweep()
        if command.name in EDITS:
            self.hand.do(undo_edit(command.request))
        else:
            taken = Taken(command.name, at, before, tuple(sorted(done.tickets)))
            if not self._is_taken_back(taken, step.pick):
                return False
        self.undone += 1
        require_same(before, self._read(tables), self._kept)
        return True

    def _decide_and_undo(self, consent: int, step: Step) -> None:
        """Decide on a request, take that back, and decide once more."""
        lead, before = Hand(self.desk, self._other), self._read(OF_TICKETS)
        done = lead.execute(decide(consent, step.choice % 3 != 0))
        taken = Taken("decide", self.clock.now, before, tuple(sorted(done.tickets)))
        if step.choice % 2:
            self.clock.advance(step.choice * 100)
            self.desk.sweep()
        if self._is_taken_back(taken, step.pick, hand=lead):
            self.undone += 1
            require_same(before, self._read(OF_TICKETS), self._kept)
            lead.do(decide(consent, step.choice % 4 != 0))

    def try_and_undo_several(self, told: Sequence[Step]) -> None:
        """Execute the steps that are possible and can be taken back; take them back, the last one first."""
        taken: list[tuple[Taken, Step]] = []
        for step in told:
            self.clock.advance(step.pause)
            command = None if step.kind == "sweep" else self._command(step)
            if command is None or command.name not in STEPS:
                self.desk.sweep()
                continue
            before = self._read(OF_TICKETS)
            with suppress(Refused, Conflict):
                changed = tuple(sorted(self.hand.execute(command).tickets))
                taken.append((Taken(command.name, self.clock.now, before, changed), step))
        kept: frozenset[str] = frozenset()
        later: list[Taken] = []
        for each, step in reversed(taken):
            if not self._is_taken_back(each, step.pick, later):
                return
            self.undone += 1
            kept |= self._kept  # what one of the later steps left stays
            require_same(each.before, self._read(OF_TICKETS), kept)
            later.append(each)

    def _is_taken_back(
        self, taken: Taken, pick: int, later: Sequence[Taken] = (), hand: Hand | None = None
    ) -> bool:  # fmt: skip
        """Take back a step on one of its tickets, after `later` ones; return whether that was possible."""
        key = taken.tickets[pick % len(taken.tickets)]
        answer = self.hand.ticket(key).first_answer
        try:
            (hand or self.hand).do(undo(key, None))
        except Refused as refused:
            # a stage has become late since, a limit would be longer, or a dispatch, a repair or a chase was no slip
            assert any(part in refused.sentence for part in ("已经超时", "会放宽时限", "不能由本人撤销"))
            return False
        # The author's own answer that stood for longer than a slip stays the first one.
        known = max([self.clock.now, *(each.at for each in later if key in each.tickets)])
        stays = taken.name == "callback" and known > taken.at + timedelta(minutes=10)
        assert not stays or self.hand.ticket(key).first_answer is answer
        self._kept = frozenset({"first_answer"} if stays else ())
        return True

    def _next_command(self, step: Step) -> Command[int] | Command[str] | None:
        ticket = self.hand.ticket(self.tickets[step.pick % len(self.tickets)])
        move = next_move(move_context(ticket, self._faults[ticket.fault]))
        return None if move is None else self._command(replace(step, kind=str(move)))

    def _tables(self, command: Command[Any]) -> tuple[Table, ...]:
        if command.name in EDITS:
            return (places,) if command.name == "save_place" else OF_EDITS
        return OF_TICKETS

    def _read(self, tables: tuple[Table, ...]) -> Rows:
        with self.desk.store.reading() as connection:
            raw = connection.connection.driver_connection  # without SQLAlchemy's rows, which cost most of the reading
            return {table.name: {row[0]: row for row in raw.execute(_ROWS[table])} for table in tables}


def require_same(before: Rows, after: Rows, kept: frozenset[str] = frozenset()) -> None:
    """Fail unless all rows are as before, but for what is `kept`, and the new ones are marked as undone."""
    for name, rows in after.items():
        assert before[name].keys() <= rows.keys(), f"a row of {name} is gone"
        for key in [key for key, row in rows.items() if row != before[name].get(key) and key != EDITION]:
            row = _by_name(name, rows[key])
            if key not in before[name]:
                assert _is_marked(name, row), f"{name} {key} is not marked: {row}"
                continue
            former = _by_name(name, before[name][key])
            changed = {column for column, value in row.items() if former[column] != value}
            changed -= _RISING.get(name, set()) | kept
            assert not changed, f"{name} {key}: {[(c, former[c], row[c]) for c in sorted(changed)]}"


def _by_name(table: str, row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(metadata.tables[table].c.keys(), row[1:], strict=True))


def random_step(chance: Random, *, jumps: bool = False) -> Step:
    """Return a step, legal or not; with `jumps` the machine's clock may be set back, and the ladder isn't edited."""
    kinds = tuple(kind for kind in KINDS if kind != "edit ladder") if jumps else KINDS
    pauses = (*PAUSES, -30, -30, -3600, -3600) if jumps else PAUSES
    late = chance.choice(LATENESS)
    return Step(chance.choice(kinds), chance.choice(pauses), chance.randrange(4), chance.randrange(12), late)


def random_assist(life: UndoneLife, chance: Random) -> Command[Any]:
    """Return a step of an assisting crew."""
    sent = [row.id for row in life.hand.rows(assists)]
    if not sent or chance.random() < 0.4:
        return assist(chance.choice(life.tickets), None, chance.choice(life.crews))
    return chance.choice((assist_arrived, assist_left))(chance.choice(sent))


def random_edit(life: UndoneLife, chance: Random) -> Command[Any]:
    """Return an edit of a list."""
    crew = chance.choice(life.crews)
    name = f"名称{chance.randrange(10**9)}"
    edits = (
        lambda: save_crew(chance.choice((None, crew)), name),
        lambda: save_member(None, crew, name),
        lambda: save_staff(None, name, frozenset({Role.OPERATOR})),
        lambda: save_place(None, name, "镇", Zone.RURAL),
        lambda: save_setting(chance.choice(("lock_minutes", "demo")), LOCK_MINUTES.default + 1),
        lambda: retire_limit(5),
    )
    return chance.choice(edits)()
