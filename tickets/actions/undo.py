"""Takes back the last step of a ticket, or an edit of the rules and lists, by the inverse of its journal entry.

An undo is a step of its own: the journal keeps what was undone. Alerts that were raised stay raised. The time for which
a step stood is not given back, unless a supervisor took back the step of somebody else: the next clock of a stage that
it started has so much less (`undone_seconds` in rules/promises.py). An answer to a callback that was no slip still
counts as the first one.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, union_all

from tickets.actions.command import action
from tickets.actions.followup import still_counts
from tickets.actions.inverse import take_back
from tickets.actions.people import has_administrator, require_an_administrator
from tickets.actions.rating import gives_longer
from tickets.actions.rulemaking import follow_ladder, require_sound_limits, settle_running
from tickets.actions.ticket_edit import TicketEdit, open_edit
from tickets.actions.unit_of_work import UnitOfWork
from tickets.alerts.ledger import settle
from tickets.alerts.retiring import UNDONE, retire
from tickets.errors import Conflict, Refused
from tickets.rules.clocks import elapsed, fell_due, on_time
from tickets.rules.instants import in_words, plus, seconds_between
from tickets.rules.ladder import Rung, next_instant
from tickets.rules.limits import Rating
from tickets.rules.rounds import GIVEN_UP
from tickets.rules.stages import FIRST, TICKET_STAGES
from tickets.rules.undoing import HANDS_OVER, SLIP_SECONDS, is_slip, why_no_undo, why_no_undo_of_edit
from tickets.rules.words import ConsentKind, Role, Stage, SubjectKind
from tickets.store.changes import Change
from tickets.store.queries.history import last_change
from tickets.store.queries.last_step import Entry, attaches_call, edit_of, last_entries, later_step, step_of
from tickets.store.rows import StageClock, Ticket, stage_clock_of
from tickets.store.rulebook import EDITION
from tickets.store.tables import alerts, calls, clocks, journal, tickets

_UNREADABLE = "这一步的日志读不出，不能撤销。请告诉管理员用 check 核对。"
_CLOCKS = select(clocks).where(clocks.c.id.in_(bindparam("ids", expanding=True))).order_by(clocks.c.id)
_RECORDED = union_all(
    select(func.max(journal.c.at)).where(
        journal.c.ticket_id.in_(bindparam("tickets", expanding=True)), journal.c.id > bindparam("after")
    ),
    select(func.max(alerts.c.raised)).where(alerts.c.clock_id.in_(bindparam("clocks", expanding=True))),
)
_USED_BY = {
    "crews": (tickets.c.crew_id, "工单"),
    "places": (tickets.c.place_id, "工单"),
    "faults": (tickets.c.fault, "工单"),
    "outages": (calls.c.outage_id, "来电"),
}


@action("撤销")
def undo(unit: UnitOfWork, ticket_id: int, version: int | None) -> int:
    """Take back the last step of a ticket and return the ticket's id.

    `version` is the one that the screen showed. A step that changed several tickets is taken back on all of them.
    Raises Conflict when somebody changed the ticket since, Refused when the step can't be taken back, or not by the
    author.
    """
    entries = _lock(unit, ticket_id, version)
    step, later = (entries[0].step, later_step(entries)) if entries else (None, None)
    sentence = why_no_undo(step, unit.who.staff_id, unit.author_roles(), unit.now, later)
    if sentence is not None:
        raise Refused(sentence)
    now = _latest(unit, entries)
    _refuse_longer_hold(unit, entries, now)
    overdue, told = _overdue(unit, entries, now), _given_up_late(unit, entries)
    strict = [_edited(unit, each).ratings for each in entries]
    remedy = HANDS_OVER.get(step.action) if step else None
    if step and remedy and overdue and not _by_supervisor(unit, entries[0]):
        late = "、".join(stage.label for stage in TICKET_STAGES if stage in overdue)
        raise Refused(f"{step.label}以后{late}已经超时，撤销{step.label}会把它算到别的班组，不能撤销。{remedy}")
    for each in entries:
        _take_back_step(unit, each, now)
    for stage in overdue - _late(unit, entries, now, told):
        raise Refused(f"{stage.label}已经超时，撤销这一步会让它消失，不能撤销。请照常办下去，时间记错的请值班长更正。")
    _refuse_more_time(unit, entries, strict, now)
    unit.text = _told(entries[0]) + _cost(unit, entries[0]) + _answer(entries[0], _edited(unit, entries[0]).ticket)
    return ticket_id


@action("撤销修改", alone=True)
def undo_edit(unit: UnitOfWork, request: str) -> int:
    """Take back the edit that the command with this request made. Raises Refused when that is not possible."""
    entry, later = edit_of(unit.connection, request)
    sentence = why_no_undo_of_edit(step_of(entry), unit.who.staff_id, unit.author_roles(), unit.now, step_of(later))
    if sentence is not None or entry is None:
        raise Refused(str(sentence))
    changes = _readable(entry)
    touched = {change["table"] for change in changes}
    _refuse_used(unit, changes)
    if "rungs" in touched:
        settle_running(unit)
    had_administrator = has_administrator(unit)
    take_back(unit, changes, None)
    if any(change["key"] == EDITION for change in changes):
        unit.new_edition()
    if "rungs" in touched:
        follow_ladder(unit, entry.step.at)
    if "limits" in touched:
        require_sound_limits(unit)
    if "staff" in touched:
        require_an_administrator(unit, had_administrator)
    unit.text = "：".join(part for part in (entry.step.label, entry.text) if part)
    return 0


def _lock(unit: UnitOfWork, ticket_id: int, version: int | None) -> list[Entry]:
    """Lock the ticket and the others that its last step changed, by id; return their last entries, the ticket's first.

    Raises Refused for an unknown ticket, Conflict when its version is another one, or when its last step has become one
    that changed further tickets: those could not be locked in order any more.
    """
    others = {entry.ticket_id for entry in last_entries(unit.connection, ticket_id)[1:]}
    locked = others | {ticket_id}
    for key in sorted(key for key in locked if key is not None):
        open_edit(unit, key, version if key == ticket_id else None)
    entries = last_entries(unit.connection, ticket_id)
    if not locked.issuperset(entry.ticket_id for entry in entries):
        theirs = last_change(unit.connection, ticket_id)
        raise Conflict(f"工单刚被改过：{theirs}。请看过现状再决定。", theirs)
    return entries


def _edited(unit: UnitOfWork, entry: Entry) -> TicketEdit:
    """Return the ticket of an entry as it is now; `_lock` has locked it."""
    assert entry.ticket_id is not None
    return open_edit(unit, entry.ticket_id, None)


def _refuse_more_time(
    unit: UnitOfWork, entries: Sequence[Entry], strict: Sequence[tuple[Rating, ...]], now: datetime
) -> None:
    """Refuse an undo after the time of a slip that gives a ticket a longer limit than its `strict` ratings gave it.

    Of each entry's ticket they are those that counted before the undo. A supervisor may take back somebody else's
    merge, because no re-rating mends that.
    """
    step = entries[0].step
    if now <= plus(step.at, SLIP_SECONDS) or (step.action == "merge" and _by_supervisor(unit, entries[0])):
        return
    edits = [_edited(unit, each) for each in entries]
    if any(gives_longer(edit, before, edit.ratings) for edit, before in zip(edits, strict, strict=True)):
        remedy = "并错的请另一位值班长来撤销。" if step.action == "merge" else "要改回请再改判一次，由值班长核准。"
        raise Refused(f"{step.label}已过 {SLIP_SECONDS // 60} 分钟，撤销会放宽时限。{remedy}")


def _refuse_longer_hold(unit: UnitOfWork, entries: Sequence[Entry], now: datetime) -> None:
    """Refuse an undo after the time of a slip that lets a granted hold run on; a supervisor may, of others' steps."""
    step = entries[0].step
    ended = any(map(_ended_granted_hold, entries))
    if ended and now > plus(step.at, SLIP_SECONDS) and not _by_supervisor(unit, entries[0]):
        minutes = SLIP_SECONDS // 60
        raise Refused(f"{step.label}已过 {minutes} 分钟，撤销会让结束了的挂起接着停表。登错的请另一位值班长来撤销。")


def _ended_granted_hold(entry: Entry) -> bool:
    """Return whether a step ended a hold that a supervisor had granted."""
    of_clocks = (each for each in _readable(entry) if each["table"] == "clocks" and "old" in each)
    return any(each["old"].get("granted") and not each["new"]["granted"] for each in of_clocks)


def _told(entry: Entry) -> str:
    """Return what was undone, as text. What a caller said is no part of the ticket."""
    said = "" if attaches_call(entry) else entry.text
    decision = (said,) if entry.step.action == "decide" else (entry.step.label, said)  # which says so itself
    return "：".join(part for part in decision if part)


def _cost(unit: UnitOfWork, entry: Entry) -> str:
    """Return what the stages that an undone step had started lose by it, as text.

    Of a step that stood longer than a slip the deadline stays, if it was not the first stage's.
    """
    stood = [row.clock for row in _stage_clocks(unit, _started(entry)) if row.clock.limit_id is not None]
    said = []
    for clock in (each for each in stood if each.consent is None):
        seconds = elapsed(clock, unit.now)
        if seconds > SLIP_SECONDS and clock.stage is not FIRST.stage:
            due = in_words(clock.deadline, unit.now)
            said.append(f"{clock.stage.label}再开始时仍按 {due} 到期，值班长来撤销就重新算")
        elif seconds >= 60:
            said.append(f"{clock.stage.label}再开始时少 {seconds // 60} 分")
    return f"（{'、'.join(said)}）" if said else ""


def _answer(entry: Entry, ticket: Ticket) -> str:
    """Return as text which answer still counts although a callback was undone."""
    first = ticket.first_answer if entry.step.action == "callback" else None
    return "" if first in (None, ticket.callback) else still_counts(first)


def _latest(unit: UnitOfWork, entries: Sequence[Entry]) -> datetime:
    """Return the machine's time, but none before what has been recorded since the step, if it was set back."""
    since = {
        "tickets": [entry.ticket_id for entry in entries], "after": max(entry.id for entry in entries),
        "clocks": list(set().union(*map(_started, entries))),
    }  # fmt: skip
    recorded: Sequence[datetime | None] = unit.connection.execute(_RECORDED, since).scalars().all()
    return max([unit.now, *(at for at in recorded if at is not None)])


def _by_supervisor(unit: UnitOfWork, entry: Entry) -> bool:
    """Return whether a supervisor takes back the step of somebody else."""
    return Role.SUPERVISOR in unit.author_roles() and entry.step.staff_id != unit.who.staff_id


def _overdue(unit: UnitOfWork, entries: Sequence[Entry], now: datetime) -> set[Stage]:
    """Return the stages that have become late since these entries, by the clocks that they changed.

    A clock that was late as soon as a step of the last minutes started it is not among them: a wrong time was typed.
    Nor is one that the step also ended: without the step the ticket still has to keep that promise.
    """
    found = set()
    for entry in entries:
        started = _started(entry)
        for row in _stage_clocks(unit, _changed(entry)):
            clock, at = row.clock, entry.step.at
            if row.id in started and clock.stopped is not None:
                continue
            became = not fell_due(clock, at) or (row.id in started and now > plus(at, SLIP_SECONDS))
            if row.subject.kind is SubjectKind.TICKET and fell_due(clock, now) and became:
                found.add(clock.stage)
    return found


def _given_up_late(unit: UnitOfWork, entries: Sequence[Entry]) -> set[int]:
    """Return the ids of the clocks that were late already when these entries gave them up."""
    changed = set().union(*map(_changed, entries)) - set().union(*map(_started, entries))
    return {row.id for row in _stage_clocks(unit, changed) if row.clock.outcome in GIVEN_UP and not on_time(row.clock)}


def _late(unit: UnitOfWork, entries: Sequence[Entry], now: datetime, besides: set[int]) -> set[Stage]:
    """Return the stages that are late by the clocks that these entries changed, `besides` those of these ids."""
    rows = [row for entry in entries for row in _stage_clocks(unit, _changed(entry) - besides)]
    of_tickets = (row.clock for row in rows if row.subject.kind is SubjectKind.TICKET)
    return {clock.stage for clock in of_tickets if fell_due(clock, now)}


def _changed(entry: Entry) -> set[int]:
    """Return the ids of the clocks that an entry changed or started."""
    return {change["key"] for change in _readable(entry) if change["table"] == "clocks"}


def _started(entry: Entry) -> set[int]:
    """Return the ids of the clocks that an entry started."""
    return {change["key"] for change in _readable(entry) if change["table"] == "clocks" and "old" not in change}


def _readable(entry: Entry) -> list[Change]:
    if entry.changes is None:
        raise Refused(_UNREADABLE)
    return list(entry.changes)


def _take_back_step(unit: UnitOfWork, entry: Entry, now: datetime) -> None:
    for row in _stage_clocks(unit, _started(entry)):
        until = max(now, row.clock.started)
        settle(unit.connection, _ladder(unit, row), row, until, unit.now, unit.here, UNDONE)
    consent = ConsentKind.CORRECTION if _by_supervisor(unit, entry) else None
    stood = max(0, seconds_between(entry.step.at, now))
    take_back(unit, _taken_back(unit, entry), entry.ticket_id, stood, consent, now)
    for row in _stage_clocks(unit, _changed(entry)):
        _follow(unit, row, entry.step.at)


def _taken_back(unit: UnitOfWork, entry: Entry) -> list[Change]:
    """Return the changes of a step that an undo takes back: all but the first answer to a callback that was no slip."""
    changes = _readable(entry)
    if entry.step.action != "callback" or is_slip(entry.step, unit.who.staff_id, unit.now):
        return changes
    return [change | {"old": _without_answer(change["old"])} if "old" in change else change for change in changes]


def _without_answer(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "first_answer"}


def _follow(unit: UnitOfWork, row: StageClock, since: datetime) -> None:
    """Let the watch follow a clock as it is again: whatever it has crossed and is not in the ledger is raised."""
    if row.subject.kind is SubjectKind.TICKET:
        retire(unit.connection, row, since)
    next_rung = next_instant(_ladder(unit, row), row.clock, row.clock.started)
    unit.update(clocks, row.id, {"next_rung": row.next_rung}, {"next_rung": next_rung})


def _stage_clocks(unit: UnitOfWork, ids: Iterable[int]) -> list[StageClock]:
    wanted = sorted(ids)
    return [stage_clock_of(row) for row in unit.connection.execute(_CLOCKS, {"ids": wanted})] if wanted else []


def _ladder(unit: UnitOfWork, row: StageClock) -> Sequence[Rung]:
    return unit.rules.ladder(row.clock.stage, row.priority)


def _refuse_used(unit: UnitOfWork, changes: list[Change]) -> None:
    """Refuse to take back a new crew, place or fault that a ticket names, or a new outage that answered a call."""
    for change in changes:
        if change["table"] not in _USED_BY or "old" in change:
            continue
        column, user = _USED_BY[change["table"]]
        if unit.connection.execute(select(column).where(column == change["key"]).limit(1)).first() is not None:
            raise Refused(f"已经有{user}用到它，不能撤销。不再用的话请改为停用，停水请值班长撤下。")
