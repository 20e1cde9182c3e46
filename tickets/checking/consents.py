"""Invariants of consent: nobody decides on their own request, and what needs consent has it."""

from tickets.checking.violations import finds_none, no_clocks

CONSENTS = (
    # A decision has its time, and is not by who asked.
    finds_none(
        "requests_are_decided_by_others",
        "核准的状态、时间与核准人互相矛盾，或是自己核准自己的",
        """
        SELECT DISTINCT t.number AS name FROM consents a JOIN tickets t ON t.id = a.ticket_id
        WHERE CASE WHEN a.state IN ('granted', 'refused')
            THEN a.decided_at IS NULL OR a.decided_by = a.asked_by
            ELSE a.decided_at IS NOT NULL OR a.decided_by IS NOT NULL
        END
        """,
    ),
    # Time counts as held only of a hold that was granted, and not for longer than it lasted. Holds from before schema
    # 0005 needed no consent.
    no_clocks(
        "held_time_is_granted",
        "有一次挂起没有核准，却算作了挂起时长",
        """
        holds h JOIN clocks c ON c.id = h.clock_id {named} LEFT JOIN consents a ON a.id = h.consent_id
        WHERE h.consent_id IS NOT NULL AND (
            a.id IS NULL OR h.counted IS NULL OR h.counted > COALESCE(h.until - h.since, 0)
            OR ((h.counted > 0 OR h.granted_by IS NOT NULL) AND a.state <> 'granted'))
        """,
    ),
    # A hold in effect beyond its grace was granted; so was what makes times count as stated. A supervisor's correction
    # needs no request. A hold that ends as it begins is never in effect: after the machine's clock was set back it may
    # begin beyond its grace.
    no_clocks(
        "verdicts_rest_on_consent",
        "没有核准，却按核准过的算",
        """
        clocks c {named}
        WHERE (c.consent IS NOT NULL AND c.consent <> 'correction' AND NOT EXISTS (
                SELECT 1 FROM consents a WHERE a.ticket_id = c.subject_id AND a.kind = c.consent
                    AND a.state = 'granted' AND COALESCE(a.clock_id, c.id) = c.id))
            OR (c.held_since IS NOT NULL AND EXISTS (
                SELECT 1 FROM holds h JOIN consents a ON a.id = h.consent_id
                WHERE h.clock_id = c.id AND h.until IS NULL AND CASE WHEN c.granted THEN a.state <> 'granted'
                    ELSE c.held_until IS NULL
                        OR (c.held_until > a.grace AND c.held_until > c.held_since) END))
        """,
    ),
)
