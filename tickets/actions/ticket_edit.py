"""A ticket being changed by a command: its row, its clocks and its open hold, written together."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import bindparam, func, select, union_all

from tickets.actions.asking import ask, withdraw
from tickets.actions.assist_rows import follow
from tickets.actions.late_entries import ask_for_stated_time
from tickets.actions.unit_of_work import LAST_OF_TICKET, UnitOfWork
from tickets.alerts.ledger import catch_up, settle
from tickets.errors import Conflict, Refused
from tickets.rules import clocks as rules
from tickets.rules.clocks import Clock
from tickets.rules.ending import begun_at_end
from tickets.rules.granting import Terms
from tickets.rules.instants import plus
from tickets.rules.ladder import next_instant
from tickets.rules.limits import Rating
from tickets.rules.moves import MoveContext, refusal
from tickets.rules.promises import EarlierRating, FormerRating, TicketTiming, ratings_that_count
from tickets.rules.rounds import Round, late_by
from tickets.rules.stages import (
    COLUMNS,
    FIRST,
    MILESTONES,
    STEP_OF,
    STEPS,
    Step,
    TimedStage,
    described,
    ended_by,
    has_stage,
    running_stage,
    started_by,
)
from tickets.rules.subjects import ticket_subject
from tickets.rules.words import ConsentKind, Move, Outcome, Stage
from tickets.settings import HOLD_GRACE
from tickets.store.queries.history import last_change
from tickets.store.queries.lookups import hold_cap, setting
from tickets.store.queries.rating_history import earlier_ratings
from tickets.store.queries.timings import Inherited, former_ratings, inherited
from tickets.store.ratings import rating_of
from tickets.store.rows import (
    Fault,
    StageClock,
    Ticket,
    columns_of,
    columns_of_clock,
    move_context,
    one_row,
    stage_clock_of,
)
from tickets.store.rulebook import limit_for, terms_of
from tickets.store.subjects import of_ticket
from tickets.store.tables import alerts, clocks, holds, journal, tickets

# The rows are locked until the commit: other commands wait, and a sweep skips them. A file is locked as a whole.
_TICKET = select(tickets).where(tickets.c.id == bindparam("id")).with_for_update(key_share=True)
_LASTING = holds.c.until > holds.c.since  # a hold that was undone has no duration
_LAST_HOLD = select(func.max(holds.c.until)).where(holds.c.clock_id == clocks.c.id, _LASTING)
_OF_TICKET = of_ticket(bindparam("id"))
_CLOCKS = (
    select(clocks, _LAST_HOLD.scalar_subquery().label("last_hold"), LAST_OF_TICKET.scalar_subquery().label("digest"))
    .where(_OF_TICKET)
    .order_by(clocks.c.id)
    .with_for_update(key_share=True)
)
_SEEN = union_all(
    select(func.max(journal.c.at)).where(journal.c.ticket_id == bindparam("id")),
    select(func.max(alerts.c.raised)).where(alerts.c.clock_id.in_(bindparam("clocks", expanding=True))),
)
_OF_CLOCK = holds.c.clock_id == bindparam("clock")
_OPEN_HOLD = select(holds.c.id, holds.c.counted).where(_OF_CLOCK, holds.c.until.is_(None))
_PRESENT_HOLD = (
    select(holds.c.reason, holds.c.consent_id, holds.c.granted_by, clocks.c.held_until, clocks.c.granted)
    .join(clocks, clocks.c.id == holds.c.clock_id)
    .where(_OF_TICKET, holds.c.until.is_(None))
    .order_by(holds.c.id.desc())
    .limit(1)
)


class TicketEdit:
    """One ticket being changed within a UnitOfWork. Clocks are replaced as a whole, never edited in place."""

    def __init__(
        self, unit: UnitOfWork, ticket: Ticket, stage_clocks: list[StageClock], last_hold: datetime | None = None
    ) -> None:
        """Change a ticket with its clocks; `last_hold` is when its last hold ended. `before` stays as it was."""
        self.unit = unit
        self.ticket = self.before = ticket
        self.clocks = stage_clocks
        self._last_hold = last_hold
        self._former: tuple[FormerRating, ...] | None = None
        self._earlier: tuple[EarlierRating, ...] | None = None

    @property
    def fault(self) -> Fault:
        """Return the ticket's fault. Raises Refused for an unknown fault."""
        return known_fault(self.unit, self.ticket.fault)

    @property
    def context(self) -> MoveContext:
        """Return the facts that the rules of moves need."""
        return move_context(self.ticket, self.fault)

    def require(self, move: Move) -> None:
        """Raise Refused, with the sentence, unless the move is legal now."""
        sentence = refusal(self.context, move)
        if sentence is not None:
            raise Refused(sentence)

    def when(self, at: datetime | None) -> datetime:
        """Return the instant of this step: now, or `at` for a late entry.

        Raises Refused for one before the last step.
        """
        what, since = self._last_event()
        return self.unit.moment(at, since, what)

    def last_moment(self) -> datetime:
        """Return now, or when the ticket's last entry or alert was written if the clock was set back since."""
        of_ticket = {"id": self.ticket.id, "clocks": [row.id for row in self.clocks]}
        seen: Sequence[datetime | None] = self.unit.connection.execute(_SEEN, of_ticket).scalars().all()
        return max([self.unit.now, *(at for at in seen if at is not None)])

    def running(self, stage: Stage) -> StageClock | None:
        """Return the stage's clock that has not stopped, if there is one."""
        return next((row for row in self.clocks if row.clock.stage is stage and row.clock.stopped is None), None)

    @property
    def unstopped(self) -> list[StageClock]:
        """Return every clock that has not stopped."""
        return [row for row in self.clocks if row.clock.stopped is None]

    def clock(self, clock_id: int) -> StageClock:
        """Return the clock with this id."""
        return next(row for row in self.clocks if row.id == clock_id)

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """Return the ratings that count."""
        return ratings_that_count(rating_of(self.ticket), self.former)

    @property
    def former(self) -> tuple[FormerRating, ...]:
        """Return the ratings before each change that needed consent."""
        if self._former is None:
            self._former = former_ratings(self.unit.connection, [self.ticket.id]).get(self.ticket.id, ())
        return self._former

    @former.setter
    def former(self, former: tuple[FormerRating, ...]) -> None:
        self._former = former

    @property
    def timing(self) -> TicketTiming:
        """Return what the deadlines of the clocks depend on, as it is now."""
        is_new = not self.clocks
        others = Inherited() if is_new else inherited(self.unit.connection, self.ticket.id)
        rounds = tuple(Round(row.id, row.clock) for row in self.clocks)
        return TicketTiming(
            rounds, rating_of(self.ticket), self.former, others.merged, others.undone, others.merged_former,
            self._earlier_ratings() if self.former else (),
        )  # fmt: skip

    def _earlier_ratings(self) -> tuple[EarlierRating, ...]:
        if self._earlier is None:
            self._earlier = earlier_ratings(self.unit.connection, [self.ticket.id]).get(self.ticket.id, ())
        return self._earlier

    @property
    def terms(self) -> Terms:
        """Return the rules that consents depend on."""
        return terms_of(self.unit.rules, hold_cap(self.unit.connection))

    @property
    def needs_isolation(self) -> bool:
        """Return whether a fault of any rating that counts needs the water stopped."""
        return any(known_fault(self.unit, each.fault).isolate for each in self.ratings)

    @property
    def main_clock(self) -> StageClock | None:
        """Return the unstopped clock of the stage the ticket is in."""
        stage = running_stage(self.ticket.state)
        return None if stage is None else self.running(stage)

    def start(self, stage: Stage, at: datetime) -> None:
        """Start the next round of a stage under the limit in force. Raises Refused without a limit."""
        self._add(self.timing.begin(stage, partial(limit_for, self.unit.rules), at, self.unit.now))

    def stop(self, row: StageClock, at: datetime, outcome: Outcome) -> None:
        """Stop a clock and close its hold. One that its late entry makes late asks for consent to the stated time."""
        if row.clock.held_since is not None:
            row = self._resume(row, at)
        self.settle(row, at, f"{row.clock.stage.label}已{outcome.label}")
        clock = rules.stop(row.clock, at, outcome, self._entered())
        self.move(row, clock, None)
        if clock.entered is not None and at < clock.entered:
            of_stage = self.timing.ids_of(clock.stage)
            ask_for_stated_time(self.unit, self.ticket.id, row.id, clock, of_stage)

    def hold(self, at: datetime, reason: str, *, waits: bool) -> None:
        """Hold every running clock of the ticket and ask for consent.

        A hold is in effect until the time for consent is over; of a clock that is overdue already it never is, nor if
        an earlier hold `waits` for consent.
        """
        now = self.unit.now
        grace = now if waits else plus(now, int(setting(self.unit.connection, HOLD_GRACE)) * 60)
        consent_id = ask(self.unit, self.ticket.id, ConsentKind.HOLD, reason, grace=grace)
        for row in [row for row in self.unstopped if row.clock.running]:
            until = at if waits or rules.fell_due(row.clock, now) else grace
            self._hold(row, rules.hold(row.clock, at, until), reason, consent_id, None)
        self.change(held=True)

    def resume(self, at: datetime) -> None:
        """Resume every held clock."""
        for row in [row for row in self.unstopped if row.clock.held_since is not None]:
            self._resume(row, at)
        self.change(held=False)

    def extend(self, row: StageClock, seconds: int) -> None:
        """Extend a clock."""
        self.settle(row, self.unit.now, "已延期")
        clock = rules.extend(row.clock, seconds)
        self.move(row, clock, clock.started)

    def correct(self, row: StageClock, clock: Clock) -> None:
        """Replace a clock by one with corrected times; rungs that it has then crossed are stored as expired."""
        row = self._replace(row, clock, None if clock.stopped is not None else self._next_rung(clock, clock.started))
        if not clock.running:
            self._catch_up(row, clock.stopped or self.unit.now, "事后更正时间")

    def give_to(self, crew_id: int | None) -> None:
        """Assign the ticket, and the stages being timed, to this crew."""
        self.change(crew_id=crew_id)
        for row in self.unstopped:
            self._replace(row, row.clock, row.next_rung, replace(row, crew_id=crew_id))

    def take(self, move: Move, at: datetime) -> None:
        """Take a step of the work: the stage that it ends is stopped, and those that it starts begin.

        Raises Refused unless the clock of that main stage is running.
        """
        step, ended = STEP_OF[move], ended_by(move)
        if ended is not None:
            self._finish(ended, at)
        elif self.main_clock is not None and self.main_clock.clock.split is None:
            self._replace(self.main_clock, replace(self.main_clock.clock, split=at), self.main_clock.next_rung)
        if step.leads_to is not None:
            self.change(state=step.leads_to)
        if step.column is not None:
            self.change(**{step.column: at})
        for begun in started_by(move):
            if not begun.milestone:
                self.start(begun.stage, at)
        self.follow_milestones(at)
        if move in (Move.DISPATCH, Move.RESOLVE):
            follow(self.unit, self.ticket, at)

    def begin_again(self, at: datetime) -> None:
        """Begin a new course with the first stage and no step taken."""
        self.change(state=FIRST.states[0], **dict.fromkeys(COLUMNS))
        self.start(FIRST.stage, at)

    def follow_milestones(self, at: datetime) -> None:
        """Start and stop the clocks of the milestones of this fault according to the steps taken.

        One that was reached before it was timed meets the promise of a merged ticket at once.
        """
        for each in MILESTONES:
            running = self.running(each.stage)
            taken = each.end.move in self.context.taken
            can_be_timed = self.ticket.state in each.states
            wanted = can_be_timed and has_stage(each.stage, self.needs_isolation) and not taken
            if wanted and running is None:
                self.start(each.stage, at)
                if self.ticket.held:
                    self._hold_too(self.clocks[-1], at)
            elif running is not None and not wanted:
                self.stop(running, at, Outcome.CANCELLED)
            elif can_be_timed and taken and self._is_promised_untimed(each.stage):
                self._meet_promise(each.stage, at)

    def change(self, **values: Any) -> None:
        """Set columns of the ticket; written by `save`."""
        self.ticket = replace(self.ticket, **values)

    def end(self, at: datetime, outcome: Outcome, **values: Any) -> None:
        """Stop every clock and end the ticket."""
        self._start_last(at, outcome)
        for row in self.unstopped:
            self.stop(row, at, outcome)
        lapsed = (ConsentKind.RERATE,) if outcome is Outcome.MERGED else (ConsentKind.HOLD, ConsentKind.RERATE)
        withdraw(self.unit, self.ticket.id, *lapsed)  # a merged ticket's hold still moves the promise it hands on
        self.change(held=False, ended_at=at, **values)
        follow(self.unit, self.ticket, at)

    def save(self) -> int:
        """Write the ticket's columns under the next version, and return its id. A command makes one version."""
        is_new = self.unit.versions.get(self.before.id) == self.before.version
        self.ticket = replace(self.ticket, version=self.before.version + (not is_new))
        self.change(reratings=self.before.reratings + self._is_rerated())
        self.unit.versions[self.ticket.id] = self.ticket.version
        self.unit.update(tickets, self.ticket.id, columns_of(self.before), columns_of(self.ticket), self.ticket.id)
        return self.ticket.id

    def ask_to_leave_out(self, kind: ConsentKind, reason: str) -> None:
        """Ask for consent to leave out the clocks that were late before the ticket ended, if there are any."""
        if late_by([row.clock for row in self.clocks], self.unit.now):
            ask(self.unit, self.ticket.id, kind, reason)

    def _is_rerated(self) -> bool:
        """Return whether the rating or the place has changed; a place given later, or an appointment, is no change."""
        before, after = (replace(rating_of(each), appointment=None) for each in (self.before, self.ticket))
        return after != before or self.before.place_id not in (None, self.ticket.place_id)

    def _entered(self) -> datetime:
        """Return the instant at which a stop is entered: after the ticket's last entry if the clock was set back."""
        latest = self.last_moment()
        return latest if latest == self.unit.now else plus(latest, 1)

    def _start_last(self, at: datetime, outcome: Outcome) -> None:
        """Start the clocks that only end with the ticket: of what is late without one, or is handed on by a merger."""
        limit_of, merged = partial(limit_for, self.unit.rules), outcome is Outcome.MERGED
        for clock in begun_at_end(self.timing, limit_of, at, merged=merged):
            if has_stage(clock.stage, self.needs_isolation):
                self._add(clock)

    def _add(self, clock: Clock) -> StageClock:
        """Add a clock that starts."""
        ticket, next_rung = self.ticket, self._next_rung(clock, clock.started)
        row = StageClock(0, ticket_subject(ticket.id), clock, next_rung, ticket.priority, ticket.crew_id)
        self.clocks.append(replace(row, id=self.unit.insert(clocks, ticket.id, **columns_of_clock(row))))
        return self.clocks[-1]

    def _meet_promise(self, stage: Stage, at: datetime) -> None:
        """Record that a stage which this ticket does not time has met the promise of a merged one."""
        with suppress(Refused):  # without a limit of the rules it is not timed
            self.start(stage, at)
            self.stop(self.clocks[-1], at, Outcome.DONE)

    def _is_promised_untimed(self, stage: Stage) -> bool:
        """Return whether a merged ticket has promised a stage that this ticket has not timed in this course."""
        timing = self.timing
        return not timing.of_stage(stage) and bool(timing.promised_by_merged(stage))

    def _finish(self, ended: TimedStage, at: datetime) -> None:
        row = self.running(ended.stage)
        if row is not None:
            self.stop(row, at, Outcome.DONE)
        elif not ended.milestone:  # a milestone that this fault doesn't have is recorded, but not timed
            raise Refused(f"{ended.stage.label}没有在计时，工单可能刚被别人办过，请看一眼现状再办。")

    def move(
        self, row: StageClock, clock: Clock, since: datetime | None, moved: StageClock | None = None
    ) -> StageClock:
        """Replace a clock. It waits for its first rung at or after `since`; None keeps the one it waits for.

        Rungs that one which has stopped has crossed by another deadline are stored as expired.
        """
        next_rung = row.next_rung if since is None else self._next_rung(clock, since)
        changed = self._replace(row, clock, None if clock.stopped is not None else next_rung, moved)
        if row.clock.stopped is not None and clock.stopped is not None and clock.deadline != row.clock.deadline:
            self._catch_up(changed, clock.stopped, "事后时限有变")
        return changed

    def change_deadline(self, row: StageClock, clock: Clock) -> StageClock:
        """Replace a running clock by one with another deadline; the next sweep raises what it has crossed by that."""
        if clock == row.clock:
            return row
        self.settle(row, self.unit.now)
        return self.move(row, clock, clock.started)

    def begin_term(self, row: StageClock, clock: Clock, expired: str) -> None:
        """Replace a clock by one in a new term; the rungs that it has crossed are stored as expired."""
        self.settle(row, self.unit.now, expired)
        moved = self.move(row, clock, plus(self.unit.now, 1))
        self._catch_up(moved, self.unit.now, expired)

    def settle(self, row: StageClock, until: datetime, unless: str = "") -> None:
        """Write the alerts that a clock has crossed and no sweep has seen; with a reason in `unless` as suppressed."""
        ladder = self.unit.rules.ladder(row.clock.stage, row.priority)
        settle(self.unit.connection, ladder, row, until, self.unit.now, self.unit.here, unless)

    def _replace(
        self, row: StageClock, clock: Clock, next_rung: datetime | None, moved: StageClock | None = None
    ) -> StageClock:
        changed = replace(moved or row, clock=clock, next_rung=next_rung)
        self.unit.update(clocks, row.id, columns_of_clock(row), columns_of_clock(changed), self.ticket.id)
        self.clocks[self.clocks.index(row)] = changed
        return changed

    def _catch_up(self, row: StageClock, until: datetime, expired: str = "") -> None:
        ladder = self.unit.rules.ladder(row.clock.stage, row.priority)
        catch_up(self.unit.connection, ladder, row, until, self.unit.now, self.unit.here, expired)

    def _hold(self, row: StageClock, clock: Clock, reason: str, consent_id: int | None, granted_by: int | None) -> None:
        since = clock.held_since
        assert since is not None
        self.settle(row, since)
        self.move(row, clock, row.next_rung or since)
        self.unit.insert(
            holds, self.ticket.id, clock_id=row.id, since=since, until=None, reason=reason, granted_by=granted_by,
            consent_id=consent_id, counted=0,
        )  # fmt: skip

    def _hold_too(self, row: StageClock, at: datetime) -> None:
        """Hold a clock that starts while the ticket is held, as the others are."""
        present = self.unit.connection.execute(_PRESENT_HOLD, {"id": self.ticket.id}).one()
        clock = rules.hold(row.clock, at, present.held_until, granted=present.granted)
        self._hold(row, clock, present.reason, present.consent_id, present.granted_by)

    def _resume(self, row: StageClock, at: datetime) -> StageClock:
        self.settle(row, at)
        self._close_hold(row, at, rules.counted(row.clock, at))
        return self.move(row, rules.resume(row.clock, at), row.clock.held_since)

    def _close_hold(self, row: StageClock, at: datetime, counted: int) -> None:
        key, before = self.unit.connection.execute(_OPEN_HOLD, {"clock": row.id}).one()
        ended = {"until": at, "counted": None if before is None else counted}
        self.unit.update(holds, key, {"until": None, "counted": before}, ended, self.ticket.id)
        self._last_hold = max(at, self._last_hold or at)

    def _next_rung(self, clock: Clock, since: datetime) -> datetime | None:
        return next_instant(self.unit.rules.ladder(clock.stage, self.ticket.priority), clock, since)

    def _last_event(self) -> tuple[str, datetime]:
        """Return the last event as a word, and its time.

        Of events at the same instant the last in this order counts.
        """
        ticket = self.ticket
        marks: list[tuple[str, datetime | None]] = [
            *((f"{row.clock.stage.label}开始计时", row.clock.started) for row in self.clocks),
            ("来电", ticket.opened),
            *(_mark(ticket, step) for step in STEPS if ended_by(step.move) is None),
            ("恢复", self._last_hold),
        ]
        for row in self.clocks:
            marks += [(_what_ended(row.clock), row.clock.stopped), ("挂起", row.clock.held_since)]
        marks += [_mark(ticket, step) for step in STEPS if ended_by(step.move) is not None]
        known = [(what, at) for what, at in marks if at is not None]
        latest = max(at for _, at in known)
        return next((what, at) for what, at in reversed(known) if at == latest)


def open_edit(unit: UnitOfWork, ticket_id: int, version: int | None, move: Move | None = None) -> TicketEdit:
    """Return the ticket with its clocks, ready to be changed.

    `version` is the one the screen showed; None where no screen was involved. Raises Refused when there is no such
    ticket or when `move` is illegal now, Conflict when somebody changed it since.
    """
    row = unit.connection.execute(_TICKET, {"id": ticket_id}).one_or_none()
    if row is None:
        raise Refused("没有这张工单，请另选一张。")
    ticket = one_row(Ticket, row)
    if version is not None and version != ticket.version:
        theirs = last_change(unit.connection, ticket_id)
        raise Conflict(f"工单刚被改过：{theirs}。请看过现状再决定，已填写的内容还在。", theirs)
    found = unit.connection.execute(_CLOCKS, {"id": ticket_id}).all()
    if found:
        unit.held[ticket_id] = found[0].digest or ""
    last_hold = max((clock.last_hold for clock in found if clock.last_hold is not None), default=None)
    edit = TicketEdit(unit, ticket, [stage_clock_of(clock) for clock in found], last_hold)
    if move is not None:
        edit.require(move)
    return edit


def open_edits(unit: UnitOfWork, ticket_ids: Sequence[int], version: int | None) -> dict[int, TicketEdit]:
    """Return tickets by id, ready to be changed; `version` is that of the first. Raises as `open_edit` does.

    Whoever needs several tickets locks them in the order of their ids, so that nobody waits in a circle.
    """
    return {key: open_edit(unit, key, version if key == ticket_ids[0] else None) for key in sorted(ticket_ids)}


def known_fault(unit: UnitOfWork, code: str) -> Fault:
    """Return the fault with this code. Raises Refused for an unknown one."""
    fault = unit.rules.faults.get(code)
    if fault is None:
        raise Refused("没有这种故障类型，请从列表里选。")
    return fault


def _mark(ticket: Ticket, step: Step) -> tuple[str, datetime | None]:
    return step.move.label, None if step.column is None else getattr(ticket, step.column)


def _what_ended(clock: Clock) -> str:
    if clock.outcome in (None, Outcome.DONE):
        return described(clock.stage).end.move.label
    return clock.outcome.label
