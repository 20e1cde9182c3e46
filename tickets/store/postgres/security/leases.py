"""SQL that ends a lease on a server. Nobody may DELETE from the table, because that right also allows locking it."""

END_LEASES = "end_leases(bigint, bigint, text, bigint)"

# Only the caller's own: the lease of this ticket and workstation, or without a ticket all that had expired by then.
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
