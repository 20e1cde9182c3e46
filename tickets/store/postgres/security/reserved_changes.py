"""The trigger function behind the reserved changes of privileges.py, which pass its arguments.

It does not apply to roles above the policies: the owner and superusers.
"""

REFUSE_RESERVED = """
CREATE OR REPLACE FUNCTION refuse_reserved() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF row_security_active(TG_RELID)
     AND NOT EXISTS (SELECT FROM unnest(TG_ARGV) AS holder WHERE pg_has_role(holder, 'USAGE')) THEN
    RAISE insufficient_privilege USING MESSAGE = format('permission denied for this change of table %s', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$
"""
