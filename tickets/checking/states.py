"""Invariants of tickets: the state agrees with the clocks, the times and the counts."""

from collections.abc import Iterator, Sequence

from tickets.checking.violations import finds_none, listed
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

_UNSTOPPED = """
    tickets t LEFT JOIN clocks c ON c.subject_id = t.id AND c.subject_kind = 'ticket' AND c.stopped IS NULL
    """
_REACHED = [each.end for each in MILESTONES]  # the steps that may be taken in another order
_TIMED = [described(stage) for stage in MAIN_STAGES[:-1]]


def _unstopped(each: TimedStage) -> str:
    return f"SUM(CASE WHEN c.stage = '{each.stage}' THEN 1 ELSE 0 END) AS n_{each.stage}"


def _runs_elsewhere(each: TimedStage) -> str:
    """Return the condition for a main stage not timed in its states, or for any stage timed in others."""
    return (
        f"n_{each.stage} {'>' if each.milestone else '<>'} CASE WHEN state IN {listed(each.states)} THEN 1 ELSE 0 END"
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


def _out_of_order() -> Iterator[str]:
    """Yield the conditions for a ticket with a time before one that it must follow."""
    yield from (f"{step.column} < {_last_known(steps_before(step))}" for step in STEPS if step.column is not None)
    yield from (f"{LAST.end.column} < {step.column}" for step in _REACHED)
    yield f"ended_at < {_last_known(STEPS)}"


def _last_known(steps: Sequence[Step]) -> str:
    """Return the SQL for the time of the last main stage's step that has one, or that of the call."""
    columns = [step.column for step in reversed(steps) if step.column is not None and step not in _REACHED]
    return f"COALESCE({', '.join([*columns, 'opened'])}, 0)"  # SQLite needs at least two values


def _stopped_at_wrong_time(each: TimedStage) -> str:
    """Return the condition for a clock that stopped before a step it follows, or after one that follows it."""
    before, end = steps_before(each.end), each.end
    wrong = [f"c.stopped < t.{step.column}" for step in before if step.column is not None]
    wrong += [f"c.stopped > t.{step.column}" for step in STEPS if step.column is not None and end in steps_before(step)]
    wrong += [] if end.column is None else [f"c.stopped <> t.{end.column}"]
    return f"(c.stage = '{each.stage}' AND ({' OR '.join(wrong)}))"


TICKETS = (
    # A ticket in work has one main clock that has not stopped, of its state's stage; others have none. 止水 is timed
    # only on site.
    finds_none(
        "states_agree_with_clocks",
        "工单状态与正在计时的环节不符",
        f"""
        SELECT number AS name FROM (
            SELECT t.number, t.state, {", ".join(map(_unstopped, STAGES))} FROM {_UNSTOPPED}
            GROUP BY t.id, t.number, t.state
        ) s
        WHERE {" OR ".join(map(_runs_elsewhere, STAGES))}
        """,
    ),
    # A held ticket's unstopped clocks are all held, and no other ticket's are.
    finds_none(
        "held_flags_agree_with_clocks",
        "挂起标记与计时是否停住不符",
        f"""
        SELECT number AS name FROM (
            SELECT t.number, t.state, CASE WHEN t.held THEN 1 ELSE 0 END AS held, COUNT(c.id) AS clocks,
                SUM(CASE WHEN c.held_since IS NULL THEN 0 ELSE 1 END) AS still
            FROM {_UNSTOPPED} GROUP BY t.id, t.number, t.state, t.held
        ) s
        WHERE (held = 1 AND (clocks = 0 OR still <> clocks OR state NOT IN {{working}})) OR (held = 0 AND still > 0)
        """,
    ),
    # A state has the times of the steps that lead to it and of none after it; imported repairs may lack times.
    finds_none(
        "marks_agree_with_states",
        "工单状态与派单、完成、结束时间、告知内容或并单去向不符",
        f"""
        SELECT number AS name FROM tickets
        WHERE (ended_at IS NULL) <> (state NOT IN {listed(ENDED_STATES)})
            OR (merged_into IS NULL) <> (state <> 'merged')
            OR (resolved_at IS NULL AND (state = 'resolved' OR (state = 'closed' AND source <> 'import')))
            OR (resolved_at IS NOT NULL AND state NOT IN ('resolved', 'closed'))
            OR (state IN ('new', 'settled') AND crew_id IS NOT NULL)
            OR (state = 'settled' AND resolution = '' AND source <> 'import')
            OR (state IN {listed(states_after(Move.DISPATCH))} AND crew_id IS NULL)
            OR {" OR ".join(condition for step in STEPS for condition in _wrong_in_state(step))}
        """,
    ),
    # A crew assists while the work goes on, once at a time, and not where it is responsible.
    finds_none(
        "assists_agree_with_tickets",
        "协助班组的时间颠倒，或与工单的状态、班组不符",
        """
        SELECT DISTINCT t.number AS name FROM assists a JOIN tickets t ON t.id = a.ticket_id
        WHERE NOT a.undone AND (
            a.arrived_at < a.dispatched_at OR a.left_at < COALESCE(a.arrived_at, a.dispatched_at)
            OR (a.left_at IS NULL AND (t.state NOT IN {working} OR t.crew_id = a.crew_id OR EXISTS (
                SELECT 1 FROM assists o WHERE o.ticket_id = a.ticket_id AND o.crew_id = a.crew_id AND o.id <> a.id
                    AND o.left_at IS NULL AND NOT o.undone
            )))
        )
        """,
    ),
    # The times of a ticket are in the order of the work.
    finds_none(
        "times_are_in_order",
        "各步骤的时间先后颠倒",
        f"SELECT number AS name FROM tickets WHERE {' OR '.join(_out_of_order())}",
    ),
    # In the present course a crew accepts after it was assigned, departs after that, and finds the leak on site.
    finds_none(
        "stage_times_are_in_order",
        f"{'、'.join(step.move.label for each in _TIMED for step in each.steps)}的时间先后颠倒",
        f"""
        SELECT DISTINCT t.number AS name FROM clocks c {{of_ticket}} JOIN (
            SELECT subject_id, MAX(id) AS first FROM clocks WHERE stage = '{FIRST.stage}' AND subject_kind = 'ticket'
            GROUP BY subject_id
        ) course ON course.subject_id = t.id AND c.id >= course.first AND c.outcome = 'done'
        WHERE {" OR ".join(map(_stopped_at_wrong_time, _TIMED))}
        """,
    ),
    # Who was not reached is rung again, and nobody else.
    finds_none(
        "callers_are_rung_again",
        "回访未接通的次数、再拨的时间与回访结果不符",
        """
        SELECT number AS name FROM tickets
        WHERE (callback_again IS NOT NULL AND (state = 'closed' OR COALESCE(callback, '') <> 'no_answer'))
            OR (callback IS NULL AND callback_tries > 0)
        """,
    ),
    # A ticket's counts of calls and chases are right; a merged one has none left.
    finds_none(
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
    ),
)
