"""The function behind what rights.py reserves for some groups; its arguments are theirs.

Whoever is above the policies, the desk's owner and a superuser, is above what is reserved too.
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
