"""Invariants of the alert ledger: every rung crossed is in it, once for each recipient, and nothing else is."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, Text, column, text

from tickets.checking.violations import CHUNK, WORDS, RowsById, Violation, clock_name, found, no_clocks
from tickets.rules.clocks import Clock
from tickets.rules.instants import LOCAL, plus
from tickets.rules.ladder import NOBODY, WENT_UP, Rung, course, crossing, in_force, instant
from tickets.rules.words import Role
from tickets.store.rows import StageClock, stage_clock_of
from tickets.store.rulebook import read_rulebook
from tickets.store.tables import clocks

GRACE_SECONDS = 60  # a watch may be this late before an alert counts as missing

Key = tuple[int, str]

_RUNNING = "c.stopped IS NULL"
# As BIGINT, because its hundredfold doesn't fit into a server's INTEGER.
_LIMIT = 'CAST(CASE WHEN c.promised - c.started < c."limit" THEN c.promised - c.started ELSE c."limit" END AS BIGINT)'
_ALLOWANCE = f"(CASE WHEN {_LIMIT} + c.extended > 0 THEN {_LIMIT} + c.extended ELSE 0 END)"
_CROSSED = f"COALESCE(c.stopped, :now) >= c.started + c.held + {_ALLOWANCE} * :share / 100"
_OF_TERM = "clocks c JOIN alerts a ON a.clock_id = c.id AND a.term = c.term"
_FROM_BEFORE = """
    SELECT 1 FROM tickets t JOIN journal j ON j.ticket_id = t.id AND j.ticket_version = 1
    WHERE t.id = c.subject_id AND c.subject_kind = 'ticket' AND t.source = 'import' AND c.started < j.at
    """


def crossed_rungs_are_in_the_ledger(connection: Connection, now: datetime) -> Iterator[Violation]:
    """Every rung a clock has crossed in its present term has its row for each recipient.

    Checked for clocks that have stopped, and for rungs crossed before `now` less GRACE_SECONDS. A running
    clock that still waits for its rung is no violation: no watch has run since (see count_unreached).
    """
    book = read_rulebook(connection)
    share = min((rung.share for rung in book.rungs if rung.share is not None), default=100)
    for subject, row, ledger in _clocks_with_ledger(connection, _CROSSED, now=int(now.timestamp()), share=share):
        clock = row.clock
        until = clock.stopped or plus(now, -GRACE_SECONDS)
        ladder = book.ladder(clock.stage, row.priority)
        for at, rung, recipient in _missing(ladder, clock, ledger):
            reached = row.next_rung is None or at < row.next_rung
            if at <= until and reached:
                what = f"{at.astimezone(LOCAL):%m-%d %H:%M:%S} 应发给{recipient.label}的{rung.kind.label}告警不在账上"
                yield Violation("crossed_rungs_are_in_the_ledger", clock_name(subject, clock.stage, clock.round), what)


def count_unreached(connection: Connection, now: datetime) -> int:
    """Return how many running clocks wait for a rung they crossed before `now` less GRACE_SECONDS.

    No watch has run since, as in a restored copy of a database in use: the next sweep raises their alerts.
    """
    waiting = text(f"SELECT COUNT(*) FROM clocks c WHERE {_RUNNING} AND c.next_rung <= :until")
    return int(connection.execute(waiting, {"until": int(plus(now, -GRACE_SECONDS).timestamp())}).scalar_one())


def next_rungs_are_right(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """An unstopped clock waits for the first rung without ledger rows, or an earlier one; no other clock waits."""
    book = read_rulebook(connection)
    for subject, row, ledger in _clocks_with_ledger(connection, _RUNNING):
        ladder = book.ladder(row.clock.stage, row.priority)
        first = min((at for at, _, _ in _missing(ladder, row.clock, ledger)), default=None)
        instants = {at for at, _ in course(ladder, row.clock)}
        waits = row.next_rung
        if (waits is None and first is not None) or (
            waits is not None and (waits not in instants or waits > (first or waits))
        ):
            where = clock_name(subject, row.clock.stage, row.clock.round)
            yield Violation("next_rungs_are_right", where, "下一次告警的时间不对")


def digests_are_counted(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """A digest's count is the number of its alerts."""
    wrong = """
        SELECT d.id FROM digests d LEFT JOIN alerts a ON a.digest_id = d.id
        GROUP BY d.id, d.alerts HAVING d.alerts <> COUNT(a.id) OR d.alerts = 0
        """
    for row in found(connection, wrong):
        yield Violation("digests_are_counted", f"汇总告警第 {row.id} 条", "条数与账上不符")


def _clocks_with_ledger(
    connection: Connection, condition: str, **values: int
) -> Iterator[tuple[str, StageClock, frozenset[Key]]]:
    """Yield the subject's name, the clock and its present term's ledger keys, for the clocks `c` that meet a condition.

    A clock that ran before its ticket was imported is left out: nobody could have been alerted for it.
    """
    keys = f"SELECT a.rung_id, a.recipient, c.id FROM {_OF_TERM} WHERE {condition} ORDER BY c.id"
    ledger = RowsById(found(connection, keys, **values))
    columns = ", ".join(f'c."{each.name}"' for each in clocks.c)
    wanted = f"SELECT {{name}}, {columns} FROM clocks c {{named}} WHERE NOT EXISTS ({_FROM_BEFORE}) AND {condition}"
    statement = text(f"{wanted} ORDER BY c.id".format(**WORDS))
    rows = connection.execute(
        statement.columns(column("name", Text), *clocks.c), values, execution_options={"stream_results": True}
    )
    for part in rows.partitions(CHUNK):
        for row in part:
            mine = frozenset((rung_id, recipient) for rung_id, recipient, _ in ledger.take(row.id))
            yield row.name, stage_clock_of(row), mine


def _missing(ladder: Sequence[Rung], clock: Clock, ledger: frozenset[Key]) -> Iterator[tuple[datetime, Rung, Role]]:
    """Yield instant, rung and recipient of the rows missing in the ledger.

    A hold moves instants: a rung put in force after the start may have been crossed before that, and is not required.
    """
    for rung in ladder:
        at = instant(rung, clock) if clock.stopped is not None else crossing(rung, clock)
        moved = clock.held or clock.held_since is not None
        if at is not None and in_force(rung, at) and (rung.since <= clock.started or not moved):
            yield from ((at, rung, role) for role in sorted(rung.roles) if (rung.id, role) not in ledger)


LEDGER = (
    crossed_rungs_are_in_the_ledger,
    next_rungs_are_right,
    # A clock that has stopped, or is held without an end, has no next rung.
    no_clocks(
        "resting_clocks_wait_for_nothing",
        "已停住的计时还排着告警",
        """
        clocks c {named} WHERE c.next_rung IS NOT NULL AND (
            c.stopped IS NOT NULL OR c.held_since IS NOT NULL AND c.held_until IS NULL AND c.next_rung > c.held_since)
        """,
    ),
    # An alert that was not sent has a reason.
    no_clocks(
        "unsent_alerts_have_reasons",
        "有告警未发出而没有说明原因",
        """
        alerts a JOIN clocks c ON c.id = a.clock_id {named} WHERE a.outcome <> 'sent' AND a.reason = ''
        """,
    ),
    # An unsent alert is explained by a step of its ticket at that instant that suppresses alerts. For a clock that has
    # not stopped, within the present term, only a re-rating does.
    no_clocks(
        "unsent_alerts_are_explained",
        "有告警未发出，而当时没有使它不必发出的操作",
        """
        alerts a JOIN clocks c ON c.id = a.clock_id {of_ticket}
        WHERE a.outcome <> 'sent' AND NOT EXISTS (
            SELECT 1 FROM journal j WHERE j.ticket_id = t.id AND j.at = a.raised
                AND j.ticket_version IS NOT NULL AND j.touched LIKE '%clocks%'
                AND (a.outcome <> 'expired' OR j.action IN ('correct_time', 'decide', 'merge'))
                AND (a.outcome = 'expired' OR c.stopped IS NOT NULL OR a.term <> c.term
                    OR j.action IN ('rerate', 'decide')))
        """,
        "t.number AS name",
    ),
    # An alert of the present term was due when its clock crossed the rung, after any of the existing holds. Not checked
    # for a stopped clock that a correction, a consent or a merge changed.
    no_clocks(
        "alerts_are_due_at_their_rung",
        "有告警的到点时间不是计时到点的时间",
        f"""
        (
            SELECT c.*, a.due AS alert_due,
                a.due - c.started - CASE WHEN r.share IS NOT NULL THEN {_ALLOWANCE} * r.share / 100
                ELSE {_ALLOWANCE} + COALESCE(r.after, 0) END AS moved
            FROM alerts a JOIN clocks c ON c.id = a.clock_id AND c.term = a.term JOIN rungs r ON r.id = a.rung_id
        ) c {{named}}
        WHERE c.moved <> 0 AND c.moved <> c.held AND NOT EXISTS (
            SELECT 1 FROM holds h WHERE h.clock_id = c.id AND c.moved = (
                SELECT SUM(COALESCE(e.counted, e.until - e.since)) FROM holds e
                WHERE e.clock_id = c.id AND e.id <= h.id))
            AND COALESCE(c.moved <> c.held + c.held_until - c.held_since, TRUE)
            AND NOT EXISTS (
                SELECT 1 FROM holds h JOIN consents x ON x.id = h.consent_id
                WHERE h.clock_id = c.id AND c.alert_due IN (x.grace, x.decided_at))
            AND (c.stopped IS NULL OR NOT EXISTS (
                SELECT 1 FROM journal j WHERE c.subject_kind = 'ticket' AND j.ticket_id = c.subject_id
                    AND j.action IN ('correct_time', 'decide', 'merge')
                    AND CAST(j.changes AS TEXT) LIKE '%"table": "clocks", "key": ' || c.id || ',%'))
        """,
    ),
    # An alert belongs to a rung of its clock's stage, to one of the rung's roles, and to a term the clock has had, or
    # to none since a step was undone. An escalated one has another recipient, and beside it a row that says that nobody
    # was on duty.
    no_clocks(
        "alerts_belong_to_their_ladder",
        "账上有不属于它的告警",
        f"""
        alerts a JOIN clocks c ON c.id = a.clock_id {{named}} JOIN rungs r ON r.id = a.rung_id
        WHERE a.term > c.term OR (a.term < 0 AND a.term <> -a.id) OR r.stage <> c.stage
            OR a.term >= 0 AND ',' || r.roles || ',' NOT LIKE '%,' || a.recipient || ',%' AND NOT (
                a.reason = '{WENT_UP}' AND EXISTS (
                    SELECT 1 FROM alerts n WHERE n.clock_id = a.clock_id AND n.term = a.term
                        AND n.rung_id = a.rung_id AND n.reason = '{NOBODY}'))
        """,
    ),
    # Every sent alert has its delivery to the screen, whether shown yet or not.
    no_clocks(
        "sent_alerts_are_delivered_to_the_screen",
        "有已发出的告警没有送往屏幕",
        """
        alerts a JOIN clocks c ON c.id = a.clock_id {named}
        LEFT JOIN deliveries d ON d.alert_id = a.id AND d.channel = 'screen'
        WHERE a.outcome = 'sent' AND d.id IS NULL
        """,
    ),
    digests_are_counted,
)
