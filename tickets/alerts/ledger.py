"""The alert ledger: one row for each clock, term, rung and recipient, ensured by a unique key.

Any number of sweeps may run at once: each takes the clocks that no transaction has locked, and inserting an existing
row does nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select, text

from tickets.alerts.deliveries import post
from tickets.alerts.on_duty import roles_on_duty
from tickets.rules.clocks import Clock
from tickets.rules.instants import LAST, plus
from tickets.rules.ladder import NOBODY, WENT_UP, Rung, course, crossed, recipients
from tickets.rules.words import AlertOutcome, Role
from tickets.store.inserting import insert_new, insert_row, placeholder, to_db
from tickets.store.rows import StageClock, stage_clock_of
from tickets.store.rulebook import COUNTED, Rulebook, can_be_counted_by
from tickets.store.tables import alerts, clocks, digests, rungs
from tickets.store.unreadable import BrokenRow, collecting_broken, lenient_reads, readable
from tickets.store.unreadable_values import out_of_time

DIGEST_AFTER = 30 * 60  # seconds: older alerts are combined into one digest
# A locked clock is skipped: a command that holds it settles its rungs, or another sweep raises them.
_CROSSING = (
    select(clocks)
    .where(or_(clocks.c.next_rung <= bindparam("now"), out_of_time(clocks.c.next_rung)), text("next_rung IS NOT NULL"))
    .with_for_update(skip_locked=True, key_share=True)
)
_ARM = "UPDATE clocks SET next_rung = {placeholder} WHERE id = {placeholder}"
_NEXT = select(func.min(clocks.c.next_rung)).where(text("next_rung IS NOT NULL"), clocks.c.next_rung <= LAST)
_WRITTEN = select(alerts.c.clock_id, alerts.c.term, alerts.c.rung_id, alerts.c.recipient).where(
    alerts.c.clock_id.in_(bindparam("clock_ids", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Sweep:
    """The result of a sweep: alerts `raised` singly, `digested` ones, and the instant `due` of the next rung.

    A clock that can't be read is only looked at again at the heartbeat.
    """

    at: datetime
    raised: int
    digested: int
    due: datetime | None
    broken: tuple[BrokenRow, ...] = ()  # unreadable rows, whose alerts were not raised


def sweep(connection: Connection, rules: Rulebook, now: datetime, here: frozenset[int] = frozenset()) -> Sweep:
    """Write every rung crossed up to `now` into the ledger and schedule the clocks for their next one.

    `here` are staff known to be at a workstation; see `recipients` for rungs with nobody on duty.
    """
    with collecting_broken() as broken, lenient_reads():
        return _sweep(connection, rules, now, here, broken)


def _sweep(
    connection: Connection, rules: Rulebook, now: datetime, here: frozenset[int], broken: list[BrokenRow]
) -> Sweep:
    crossing = readable(StageClock, connection.execute(_CROSSING, {"now": now}), tuple(clocks.c.keys()))
    rows = [stage_clock_of(row) for row in crossing if can_be_counted_by(StageClock, row, COUNTED)]
    rows.sort(key=lambda row: (row.next_rung or now, row.id))  # no database guarantees an order
    left = [row.id for row in broken if row.id is not None]
    if not rows:
        return Sweep(now, 0, 0, next_due(connection, left), (*rules.broken, *broken))
    ladders = {key: rules.ladder(*key) for key in {(row.clock.stage, row.priority) for row in rows}}
    fresh: list[dict[str, Any]] = []
    stale: list[dict[str, Any]] = []
    arms: list[tuple[int | None, int]] = []
    oldest = plus(now, -DIGEST_AFTER)
    on_duty = roles_on_duty(connection, now, here)
    for row in rows:
        ahead = course(ladders[row.clock.stage, row.priority], row.clock)
        since = row.next_rung or now
        for instant, rung in ahead:
            if since <= instant <= now:
                entries = _sent(row, ahead, rung, instant, now, on_duty)
                (stale if instant < oldest else fresh).extend(entries)
        arms.append((to_db(next((instant for instant, _ in ahead if instant > now), None)), row.id))
    raised = _write(connection, fresh, now)
    digested = _write_digest(connection, stale, now)
    connection.exec_driver_sql(_ARM.format(placeholder=placeholder(connection)), arms)
    return Sweep(now, raised, digested, next_due(connection, left), (*rules.broken, *broken))


def next_due(connection: Connection, besides: Sequence[int] = ()) -> datetime | None:
    """Return the next instant at which any clock but `besides` crosses a rung."""
    found: datetime | None = connection.execute(_NEXT.where(clocks.c.id.not_in(besides)) if besides else _NEXT).scalar()
    return found


def settle(
    connection: Connection,
    ladder: Sequence[Rung],
    row: StageClock,
    until: datetime,
    now: datetime,
    here: frozenset[int] = frozenset(),
    unless: str = "",
) -> None:
    """Write the rungs that a clock crossed up to `until` and no sweep has seen, before the clock is changed.

    With a reason in `unless` they are stored as suppressed, because nothing is left to do about them; else they are
    sent. `here` are staff known to be at a workstation.
    """
    if row.next_rung is None or row.next_rung > until:
        return
    _write_hits(connection, ladder, row, (row.next_rung, until), now, here, AlertOutcome.SUPPRESSED, unless)


def catch_up(
    connection: Connection,
    ladder: Sequence[Rung],
    row: StageClock,
    until: datetime,
    now: datetime,
    here: frozenset[int] = frozenset(),
    expired: str = "",
) -> None:
    """Write the rungs that a stopped or held clock, after a correction, has crossed since its start, up to `until`.

    With a reason in `expired` they are stored as expired, else they are sent. `here` are staff known to be at a
    workstation.
    """
    _write_hits(connection, ladder, row, (row.clock.started, until), now, here, AlertOutcome.EXPIRED, expired)


def carry_over(connection: Connection, ladder: Sequence[Rung], row: StageClock, until: datetime, now: datetime) -> None:
    """Store as suppressed what a clock's new ladder would send again: same kind, instant and recipient."""
    raised = select(rungs.c.kind, alerts.c.due, alerts.c.recipient).join(rungs, rungs.c.id == alerts.c.rung_id)
    of_term = (alerts.c.clock_id == row.id, alerts.c.term == row.clock.term, alerts.c.outcome == AlertOutcome.SENT)
    sent = {(kind, to_db(due), str(recipient)) for kind, due, recipient in connection.execute(raised.where(*of_term))}
    hits = crossed(ladder, _as_running(row), row.clock.started, until)
    entries = (e for at, r in hits for e in _entries(row, r, at, now, AlertOutcome.SUPPRESSED, "改判前已发出"))
    kinds = {rung.id: rung.kind for rung in ladder}
    _write(connection, [e for e in entries if (kinds[e["rung_id"]], e["due"], e["recipient"]) in sent], now)


def _as_running(row: StageClock) -> Clock:
    return replace(row.clock, stopped=None, outcome=None)


def _write_hits(
    connection: Connection,
    ladder: Sequence[Rung],
    row: StageClock,
    span: tuple[datetime, datetime],
    now: datetime,
    here: frozenset[int],
    unsent: AlertOutcome,
    reason: str,
) -> None:
    """Write the rungs that the clock, if it had run, crossed in a span: with a reason as `unsent`, else as sent."""
    running = _as_running(row)
    hits = crossed(ladder, running, *span)
    if reason:
        _write(connection, [e for at, rung in hits for e in _entries(row, rung, at, now, unsent, reason)], now)
    elif hits:
        ahead, on_duty = course(ladder, running), roles_on_duty(connection, now, here)
        _write(connection, [e for at, rung in hits for e in _sent(row, ahead, rung, at, now, on_duty)], now)


def _sent(
    row: StageClock,
    ahead: Sequence[tuple[datetime, Rung]],
    rung: Rung,
    instant: datetime,
    now: datetime,
    on_duty: frozenset[Role],
) -> list[dict[str, Any]]:
    """Return the ledger rows of one rung crossed and sent to the roles on duty; `ahead` are the clock's rungs."""
    if rung.roles <= on_duty:
        return _entries(row, rung, instant, now, AlertOutcome.SENT)
    above = [each for at, each in ahead if (at, each.id) > (instant, rung.id)]
    entry = _entries(row, rung, instant, now, AlertOutcome.SENT)[0]
    to = sorted(recipients(rung, above, on_duty).items())
    return [entry | {"recipient": str(role), "reason": reason} for role, reason in to]


def _entries(
    row: StageClock, rung: Rung, instant: datetime, now: datetime, outcome: AlertOutcome, reason: str = ""
) -> list[dict[str, Any]]:
    """Return the ledger rows of one rung crossed, in database values."""
    row_of_all = {
        "clock_id": row.id,
        "term": row.clock.term,
        "rung_id": rung.id,
        "due": to_db(instant),
        "raised": to_db(now),
        "outcome": str(outcome),
        "reason": reason,
    }
    return [row_of_all | {"recipient": recipient} for recipient in sorted(map(str, rung.roles))]


def _write(connection: Connection, entries: list[dict[str, Any]], now: datetime) -> int:
    """Insert ledger rows of one outcome unless they exist; return how many were new."""
    if any(entry["reason"] == WENT_UP for entry in entries):
        entries = _unwritten(connection, entries)
    ids = insert_new(connection, alerts, entries)
    if ids and entries[0]["outcome"] == AlertOutcome.SENT:
        post(connection, ids, now)
    return len(ids)


def _write_digest(connection: Connection, entries: list[dict[str, Any]], now: datetime) -> int:
    """Insert the ledger rows of a digest: each is delivered to the screen, one of them represents it in a log."""
    new = _unwritten(connection, entries)
    if not new:
        return 0
    dues = [entry["due"] for entry in new]
    made = {"made": to_db(now), "since": min(dues), "until": max(dues), "alerts": len(new)}
    digest_id = insert_row(connection, digests, made)
    ids = insert_new(connection, alerts, [{**entry, "digest_id": digest_id} for entry in new])
    post(connection, ids, now, is_digest=True)
    return len(ids)


def _unwritten(connection: Connection, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows that are not in the ledger. The caller holds the clock's lock, so none is added meanwhile.

    A rung is escalated when it is first written, so only beside a new row that says that nobody was on duty.
    """
    if not entries:
        return []
    clock_ids = sorted({entry["clock_id"] for entry in entries})
    known = {tuple(row) for row in connection.execute(_WRITTEN, {"clock_ids": clock_ids})}
    new = [entry for entry in entries if (*_rung_of(entry), entry["recipient"]) not in known]
    unattended = {_rung_of(entry) for entry in new if entry["reason"] == NOBODY}
    return [entry for entry in new if entry["reason"] != WENT_UP or _rung_of(entry) in unattended]


def _rung_of(entry: dict[str, Any]) -> tuple[int, int, int]:
    return entry["clock_id"], entry["term"], entry["rung_id"]
