"""Invariants of tickets: the state agrees with the clocks, the times and the counts."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from tickets.checking.violations import Violation, ticket_violations


def states_agree_with_clocks(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """A ticket being worked on has one main clock that has not stopped, of its state's stage; others have none.

    止水 is timed only on site.
    """
    return ticket_violations(
        connection,
        "states_agree_with_clocks",
        "工单状态与正在计时的环节不符",
        """
        SELECT number FROM (
            SELECT t.number, t.state,
                SUM(CASE WHEN c.stage = 'accept' THEN 1 ELSE 0 END) AS accepting,
                SUM(CASE WHEN c.stage = 'arrive' THEN 1 ELSE 0 END) AS arriving,
                SUM(CASE WHEN c.stage = 'resolve' THEN 1 ELSE 0 END) AS resolving,
                SUM(CASE WHEN c.stage = 'isolate' THEN 1 ELSE 0 END) AS isolating
            FROM tickets t LEFT JOIN clocks c ON c.ticket_id = t.id AND c.stopped IS NULL
            GROUP BY t.id, t.number, t.state
        ) s
        WHERE accepting <> CASE WHEN state IN ('new', 'dispatched') THEN 1 ELSE 0 END
            OR arriving <> CASE WHEN state = 'accepted' THEN 1 ELSE 0 END
            OR resolving <> CASE WHEN state = 'arrived' THEN 1 ELSE 0 END
            OR isolating > CASE WHEN state = 'arrived' THEN 1 ELSE 0 END
        """,
    )


def held_flags_agree_with_clocks(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """All of a held ticket's unstopped clocks stand still, and none of any other ticket's."""
    return ticket_violations(
        connection,
        "held_flags_agree_with_clocks",
        "挂起标记与计时是否停住不符",
        """
        SELECT number FROM (
            SELECT t.number, t.state, CASE WHEN t.held THEN 1 ELSE 0 END AS held, COUNT(c.id) AS clocks,
                SUM(CASE WHEN c.held_since IS NULL THEN 0 ELSE 1 END) AS still
            FROM tickets t LEFT JOIN clocks c ON c.ticket_id = t.id AND c.stopped IS NULL
            GROUP BY t.id, t.number, t.state, t.held
        ) s
        WHERE (held = 1 AND (clocks = 0 OR still <> clocks OR state NOT IN {working})) OR (held = 0 AND still > 0)
        """,
    )


def marks_agree_with_states(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """A state has the times that lead to it and none that come after it; of old repairs few times may be known."""
    return ticket_violations(
        connection,
        "marks_agree_with_states",
        "工单状态与派单、完成、结束时间或并单去向不符",
        """
        SELECT number FROM tickets
        WHERE (ended_at IS NULL) <> (state NOT IN {ended})
            OR (merged_into IS NULL) <> (state <> 'merged')
            OR (resolved_at IS NULL AND (state = 'resolved' OR (state = 'closed' AND source <> 'import')))
            OR (resolved_at IS NOT NULL AND state NOT IN ('resolved', 'closed'))
            OR (state = 'new' AND (dispatched_at IS NOT NULL OR crew_id IS NOT NULL))
            OR (state IN ('dispatched', 'accepted', 'arrived') AND (dispatched_at IS NULL OR crew_id IS NULL))
            OR (state IN ('new', 'dispatched') AND departed_at IS NOT NULL)
            OR (state IN ('new', 'dispatched', 'accepted') AND (located_at IS NOT NULL OR isolated_at IS NOT NULL))
        """,
    )


def times_are_in_order(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """The times of a ticket come in the order of the work."""
    return ticket_violations(
        connection,
        "times_are_in_order",
        "各步骤的时间先后颠倒",
        """
        SELECT number FROM tickets
        WHERE dispatched_at < opened
            OR departed_at < COALESCE(dispatched_at, opened)
            OR located_at < COALESCE(departed_at, dispatched_at, opened)
            OR isolated_at < COALESCE(departed_at, dispatched_at, opened)
            OR resolved_at < COALESCE(located_at, departed_at, dispatched_at, opened)
            OR resolved_at < COALESCE(isolated_at, opened)
            OR ended_at < COALESCE(resolved_at, located_at, departed_at, dispatched_at, opened)
        """,
    )


def stage_times_are_in_order(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """In the present course a crew accepts after it was sent, leaves after that, and finds the leak on site."""
    return ticket_violations(
        connection,
        "stage_times_are_in_order",
        "派单、接单、出发、到场的时间先后颠倒",
        """
        SELECT DISTINCT t.number FROM tickets t
        JOIN (SELECT ticket_id, MAX(id) AS first FROM clocks WHERE stage = 'accept' GROUP BY ticket_id) course
            ON course.ticket_id = t.id
        JOIN clocks c ON c.ticket_id = t.id AND c.id >= course.first AND c.outcome = 'done'
        WHERE (c.stage = 'accept' AND (c.stopped < t.dispatched_at OR c.stopped > t.departed_at))
            OR (c.stage = 'arrive' AND c.stopped < t.departed_at)
            OR (c.stage = 'arrive' AND (c.stopped > t.located_at OR c.stopped > t.isolated_at))
        """,
    )


def calls_are_counted(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """A ticket counts its calls and chases; a merged one has handed them all over."""
    return ticket_violations(
        connection,
        "calls_are_counted",
        "来电数或催办数与来电记录不符",
        """
        SELECT t.number FROM tickets t
        LEFT JOIN (
            SELECT ticket_id, COUNT(*) AS calls, SUM(CASE WHEN kind = 'chase' THEN 1 ELSE 0 END) AS chases
            FROM calls GROUP BY ticket_id
        ) c ON c.ticket_id = t.id
        WHERE COALESCE(c.calls, 0) <> CASE WHEN t.state = 'merged' THEN 0 ELSE t.calls END
            OR COALESCE(c.chases, 0) <> CASE WHEN t.state = 'merged' THEN 0 ELSE t.chases END
        """,
    )
