"""How a lease on an open form ends on a server, where nobody may delete from the table: who may could lock it whole."""

END_LEASES = "end_leases(bigint, bigint, text, bigint)"

# One's own alone: the one of this ticket and seat, or when no ticket is given what has run out by then.
LEASES = (
    """
CREATE OR REPLACE FUNCTION end_leases(person bigint, ticket bigint, at_seat text, by_then bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF person IS DISTINCT FROM my_staff_id() AND NOT pg_has_role(session_user, current_user, 'MEMBER') THEN
    RAISE insufficient_privilege USING MESSAGE = 'permission denied to end this lease';
  END IF;
  DELETE FROM editing WHERE staff_id = person AND CASE WHEN ticket IS NULL
    THEN until <= by_then ELSE ticket_id = ticket AND seat = at_seat END;
END $$
""",
)
