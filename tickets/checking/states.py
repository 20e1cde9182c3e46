"""Invariants of tickets: the state agrees with the clocks, the times and the counts."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from tickets.checking.violations import Violation, listed, subject_violations
from tickets.rules.stages import (
    FIRST,
    LAST,
    MAIN_STAGES,
    MILESTONES,
    STAGES,
    STEPS,
    Step,
    TimedStage,
    described,
    states_after,
    steps_before,
)
from tickets.rules.words import ENDED_STATES, WORKING_STATES, Move


def states_agree_with_clocks(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """A ticket in work has one main clock that has not stopped, of its state's stage; others have none.

    止水 is timed only on site.
    """
    return subject_violations(
        connection,
        "states_agree_with_clocks",
        "工单状态与正在计时的环节不符",
        f"""
        SELECT number AS name FROM (
            SELECT t.number, t.state, {", ".join(_unstopped(each) for each in STAGES)}
            FROM tickets t LEFT JOIN clocks c
                ON c.subject_id = t.id AND c.subject_kind = 'ticket' AND c.stopped IS NULL
            GROUP BY t.id, t.number, t.state
        ) s
        WHERE {" OR ".join(_runs_elsewhere(each) for each in STAGES)}
        """,
    )


def _unstopped(each: TimedStage) -> str:
    return f"SUM(CASE WHEN c.stage = '{each.stage}' THEN 1 ELSE 0 END) AS n_{each.stage}"


def _runs_elsewhere(each: TimedStage) -> str:
    """Return the condition for a main stage not timed in its states, or for any stage timed in others."""
    return (
        f"n_{each.stage} {'>' if each.milestone else '<>'} CASE WHEN state IN {listed(each.states)} THEN 1 ELSE 0 END"
    )


def held_flags_agree_with_clocks(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """A held ticket's unstopped clocks are all held, and no other ticket's are."""
    return subject_violations(
        connection,
        "held_flags_agree_with_clocks",
        "挂起标记与计时是否停住不符",
        """
        SELECT number AS name FROM (
            SELECT t.number, t.state, CASE WHEN t.held THEN 1 ELSE 0 END AS held, COUNT(c.id) AS clocks,
                SUM(CASE WHEN c.held_since IS NULL THEN 0 ELSE 1 END) AS still
            FROM tickets t LEFT JOIN clocks c
                ON c.subject_id = t.id AND c.subject_kind = 'ticket' AND c.stopped IS NULL
            GROUP BY t.id, t.number, t.state, t.held
        ) s
        WHERE (held = 1 AND (clocks = 0 OR still <> clocks OR state NOT IN {working})) OR (held = 0 AND still > 0)
        """,
    )


def marks_agree_with_states(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """A state has the times of the steps that lead to it and of none after it; imported repairs may lack times."""
    wrong = [condition for step in STEPS for condition in _wrong_in_state(step)]
    return subject_violations(
        connection,
        "marks_agree_with_states",
        "工单状态与派单、完成、结束时间或并单去向不符",
        f"""
        SELECT number AS name FROM tickets
        WHERE (ended_at IS NULL) <> (state NOT IN {listed(ENDED_STATES)})
            OR (merged_into IS NULL) <> (state <> 'merged')
            OR (resolved_at IS NULL AND (state = 'resolved' OR (state = 'closed' AND source <> 'import')))
            OR (resolved_at IS NOT NULL AND state NOT IN ('resolved', 'closed'))
            OR (state = 'new' AND crew_id IS NOT NULL)
            OR (state IN {listed(states_after(Move.DISPATCH))} AND crew_id IS NULL)
            OR {" OR ".join(wrong)}
        """,
    )


def _wrong_in_state(step: Step) -> Iterator[str]:
    """Yield the conditions for a ticket in work that has the time of a step too early, or lacks a required one."""
    if step.column is None:
        return
    first = WORKING_STATES.index(step.within[0])
    before = WORKING_STATES[: first if step.leads_to is None else first + 1]
    yield f"(state IN {listed(before)} AND {step.column} IS NOT NULL)"
    after = states_after(step.move)
    if after:
        yield f"(state IN {listed(after)} AND {step.column} IS NULL)"


def times_are_in_order(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """The times of a ticket are in the order of the work."""
    milestones = [each.end for each in MILESTONES]
    wrong = [f"{step.column} < {_last_known(steps_before(step))}" for step in STEPS if step.column is not None]
    wrong += [f"{LAST.end.column} < {step.column}" for step in milestones]
    wrong += [f"ended_at < {_last_known([step for step in STEPS if step not in milestones])}"]
    return subject_violations(
        connection,
        "times_are_in_order",
        "各步骤的时间先后颠倒",
        f"SELECT number AS name FROM tickets WHERE {' OR '.join(wrong)}",
    )


def _last_known(steps: Sequence[Step]) -> str:
    """Return the SQL for the time of the last main stage's step that has one, or that of the call."""
    milestones = [each.end for each in MILESTONES]
    columns = [step.column for step in reversed(steps) if step.column is not None and step not in milestones]
    return f"COALESCE({', '.join([*columns, 'opened'])}, 0)"  # SQLite needs at least two values


def stage_times_are_in_order(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """In the present course a crew accepts after it was assigned, departs after that, and finds the leak on site."""
    main = [described(stage) for stage in MAIN_STAGES[:-1]]
    steps = "、".join(step.move.label for each in main for step in each.steps)
    return subject_violations(
        connection,
        "stage_times_are_in_order",
        f"{steps}的时间先后颠倒",
        f"""
        SELECT DISTINCT t.number AS name FROM clocks c {{of_ticket}} JOIN (
            SELECT subject_id, MAX(id) AS first FROM clocks WHERE stage = '{FIRST.stage}' AND subject_kind = 'ticket'
            GROUP BY subject_id
        ) course ON course.subject_id = t.id AND c.id >= course.first AND c.outcome = 'done'
        WHERE {" OR ".join(_stopped_at_wrong_time(each) for each in main)}
        """,
    )


def _stopped_at_wrong_time(each: TimedStage) -> str:
    """Return the condition for a clock that stopped before a step it follows, or after one that follows it."""
    before, end = steps_before(each.end), each.end
    wrong = [f"c.stopped < t.{step.column}" for step in before if step.column is not None]
    wrong += [f"c.stopped > t.{step.column}" for step in STEPS if step.column is not None and end in steps_before(step)]
    wrong += [] if end.column is None else [f"c.stopped <> t.{end.column}"]
    return f"(c.stage = '{each.stage}' AND ({' OR '.join(wrong)}))"


def calls_are_counted(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """A ticket's counts of calls and chases are right; a merged one has none left."""
    return subject_violations(
        connection,
        "calls_are_counted",
        "来电数或催办数与来电记录不符",
        """
        SELECT t.number AS name FROM tickets t
        LEFT JOIN (
            SELECT ticket_id, COUNT(*) AS calls, SUM(CASE WHEN kind = 'chase' THEN 1 ELSE 0 END) AS chases
            FROM calls GROUP BY ticket_id
        ) c ON c.ticket_id = t.id
        WHERE COALESCE(c.calls, 0) <> CASE WHEN t.state = 'merged' THEN 0 ELSE t.calls END
            OR COALESCE(c.chases, 0) <> CASE WHEN t.state = 'merged' THEN 0 ELSE t.chases END
        """,
    )
