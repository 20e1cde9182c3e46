"""Invariants of clocks and holds: the sums are right, the rounds in order, no time is lost between stages."""

from tickets.checking.violations import finds_none, no_clocks

CLOCKS = (
    # Every clock belongs to an existing subject; no foreign key ensures it.
    no_clocks("subjects_are_there", "计时所属的工单或事项不存在", "clocks c {named} WHERE s.id IS NULL"),
    # The deadline is the start plus limit, extensions and finished holds; the limit ends at a promise taken over.
    no_clocks(
        "deadlines_add_up",
        "到期时间不等于开始时间加时限、延期和挂起",
        """
        clocks c {named}
        WHERE c.deadline <> c.started + c.extended + c.held
            + CASE WHEN c.promised - c.started < c."limit" THEN c.promised - c.started ELSE c."limit" END
        """,
    ),
    # A clock's limit is that of the row it names, for its stage; without one it ends at the appointment, of its ticket
    # or of one that was merged into it.
    # After a correction of its start, an older program kept an appointment's limit unchanged. A reopening may replace
    # the appointment; the earlier one is in the journal.
    no_clocks(
        "limits_are_those_of_the_rules",
        "时限和它所依据的规则（或约定时间）不符",
        """
        clocks c {of_ticket} LEFT JOIN limits l ON l.id = c.limit_id
        WHERE CASE
            WHEN c.limit_id IS NOT NULL THEN l.id IS NULL OR c."limit" <> l.seconds OR c.stage <> l.stage
            WHEN c.stage NOT IN {appointed} THEN 1 = 1
            ELSE NOT EXISTS (
                SELECT 1 FROM (
                    SELECT t.appointment - c.started AS seconds
                    UNION ALL SELECT CAST(a.before ->> 'appointment' AS BIGINT) - c.started FROM consents a
                    WHERE a.ticket_id = t.id AND a.kind = 'rerate'
                ) agreed WHERE c."limit" = CASE WHEN seconds < {shortest} THEN {shortest} ELSE seconds END)
        END AND NOT (c.limit_id IS NULL AND c.stage IN {appointed} AND EXISTS (
            SELECT 1 FROM journal j WHERE j.ticket_id = t.id AND (
                j.action = 'correct_time' OR j.action = 'reopen' AND (c."limit" = {shortest}
                    OR CAST(j.changes AS TEXT) LIKE '%"appointment": ' || (c.started + c."limit") || '%'))))
        """,
        "t.number AS name",
    ),
    # A clock's held seconds are those of its finished holds.
    no_clocks(
        "holds_add_up",
        "挂起总时长与各次挂起之和不符",
        """
        clocks c {named} LEFT JOIN (
            SELECT clock_id, SUM(COALESCE(counted, until - since)) AS seconds FROM holds
            WHERE until IS NOT NULL GROUP BY clock_id
        ) h ON h.clock_id = c.id
        WHERE c.held <> COALESCE(h.seconds, 0)
        """,
    ),
    # No clock has a negative elapsed time: it is stopped or held after its start and its holds.
    no_clocks(
        "clocks_run_forward",
        "计时先停后起，或时限、延期、挂起时长不合理",
        """
        clocks c {named}
        WHERE COALESCE(c.stopped, c.held_since, c.started + c.held) < c.started + c.held
            OR c."limit" < 1 OR c.extended < 0 OR c.held < 0 OR c.term < 0
        """,
    ),
    # A clock has an outcome when it has stopped, and only then; a stopped clock is not held.
    no_clocks(
        "stopped_clocks_have_outcomes",
        "停止时间、结果与挂起状态互相矛盾",
        """
        clocks c {named}
        WHERE (c.stopped IS NULL) <> (c.outcome IS NULL) OR (c.stopped IS NOT NULL AND c.held_since IS NOT NULL)
        """,
    ),
    # A step is not undone once a stage that it started has become late, unless a clock says so: it must be there.
    no_clocks(
        "late_stages_stay",
        "有一步在它开始的环节超时以后被撤销，超时不见了",
        """
        clocks c {named}
        WHERE c.subject_kind = 'undone' AND c.held_since IS NULL
            AND c.stopped - c.started - c.held > {slip} AND c.stopped > c.deadline
            AND NOT EXISTS (
                SELECT 1 FROM clocks o WHERE o.subject_id = c.subject_id AND o.subject_kind = 'ticket'
                    AND o.stage = c.stage AND (o.consent IS NOT NULL OR o.stopped IS NULL
                        OR o.stopped > o.deadline OR o.entered > o.deadline))
        """,
    ),
    # A hold lies within its clock, not in the future, and after the end of the previous hold. One without a duration
    # was undone.
    no_clocks(
        "holds_lie_within_their_clock",
        "有一次挂起超出了计时的起止，或与另一次重叠",
        """
        (
            SELECT h.*, LAG(h.until) OVER (PARTITION BY h.clock_id ORDER BY h.since, h.id) AS before,
                LAG(h.id) OVER (PARTITION BY h.clock_id ORDER BY h.since, h.id) AS earlier
            FROM holds h WHERE h.until IS NULL OR h.until <> h.since
        ) h JOIN clocks c ON c.id = h.clock_id {named}
        WHERE h.since < c.started OR h.until < h.since OR h.until > c.stopped
            OR COALESCE(h.until, h.since) > :now AND COALESCE(h.until, h.since) > (SELECT MAX(at) FROM journal)
            OR (h.earlier IS NOT NULL AND (h.before IS NULL OR h.before > h.since))
        """,
    ),
    # A held clock has one open hold, of the same instant; any other clock has none.
    no_clocks(
        "open_holds_stand_for_held_clocks",
        "挂起状态与挂起记录不符",
        """
        clocks c {named} LEFT JOIN (
            SELECT clock_id, COUNT(*) AS n, MAX(since) AS since FROM holds WHERE until IS NULL GROUP BY clock_id
        ) h ON h.clock_id = c.id
        WHERE (c.held_since IS NULL AND h.n IS NOT NULL)
            OR (c.held_since IS NOT NULL AND (h.n IS NULL OR h.n <> 1 OR h.since <> c.held_since))
        """,
    ),
    # The rounds of a stage are 1 to n; a clock that was undone has its id for a round.
    finds_none(
        "rounds_are_numbered",
        "某一环节的轮次不是从 1 起连续编号",
        """
        SELECT DISTINCT {name} FROM (
            SELECT subject_id, subject_kind FROM clocks WHERE subject_kind <> 'undone'
            GROUP BY subject_id, subject_kind, stage HAVING MIN(round) <> 1 OR MAX(round) <> COUNT(*)
        ) c {named}
        """,
    ),
    # A stage's next round starts when the previous one has stopped, or later.
    no_clocks(
        "rounds_do_not_overlap",
        "与上一轮的时间重叠",
        """
        (
            SELECT subject_id, subject_kind, stage, round, started,
                LAG(stopped) OVER rounds AS before, LAG(id) OVER rounds AS earlier
            FROM clocks WHERE subject_kind <> 'undone'
            WINDOW rounds AS (PARTITION BY subject_id, subject_kind, stage ORDER BY round)
        ) c {named}
        WHERE c.earlier IS NOT NULL AND (c.before IS NULL OR c.before > c.started)
        """,
    ),
    # The main stages follow each other without a gap from the call on, so that they add up to the whole time.
    # Only a reopening may come later than the repair before it. In an imported repair the time before a stage may be
    # unknown.
    no_clocks(
        "stages_fill_the_time",
        "与上一环节不衔接，各环节之和不等于总用时",
        """
        (
            SELECT subject_id, subject_kind, stage, round, started,
                LAG(stopped) OVER course AS before, LAG(id) OVER course AS earlier,
                LAG(stage) OVER course AS last_stage, LAG(outcome) OVER course AS last_outcome
            FROM clocks WHERE stage IN {main} WINDOW course AS (PARTITION BY subject_id, subject_kind ORDER BY id)
        ) c {of_ticket}
        WHERE CASE
            WHEN t.source = 'import' AND t.reopenings > 0 THEN c.started < COALESCE(c.before, t.opened)
            WHEN c.earlier IS NULL THEN c.started <> t.opened
            WHEN c.before IS NULL THEN 1 = 1
            WHEN c.last_stage = {last} AND c.last_outcome = 'done' THEN c.stage <> {first} OR c.started < c.before
            ELSE c.started <> c.before
        END
        """,
        "t.number AS name",
    ),
    # A repaired ticket's time is the stop of its last 处置; without a repair, the stop of its last clock.
    finds_none(
        "last_stop_ends_the_work",
        "工单的完成或结束时间与最后一个环节的停止时间不符",
        """
        SELECT t.number AS name FROM (
            SELECT subject_id, subject_kind, MAX(stopped) AS stopped FROM clocks WHERE stage IN {main}
            GROUP BY subject_id, subject_kind
        ) c {of_ticket}
        WHERE (t.state IN ('resolved', 'closed') AND t.resolved_at <> c.stopped)
            OR (t.state IN {dropped} AND t.ended_at <> c.stopped)
        """,
    ),
)
