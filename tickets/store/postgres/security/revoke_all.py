"""SQL that removes all rights, rules, triggers and policies from the schema, whoever made them.

The program's own are made again in the same transaction, so nobody ever sees the schema without them.
"""

# Rights granted by a holder of the grant option are revoked along. Objects of other owners are left alone.
REVOKE_ALL = """
DO $$
DECLARE
  statement text;
BEGIN
  FOR statement IN
    WITH given (target, acl, owner) AS MATERIALIZED (
      SELECT 'DATABASE ' || quote_ident(datname), coalesce(datacl, acldefault('d', datdba)), datdba
        FROM pg_database WHERE datname = current_database()
      UNION ALL
      SELECT 'SCHEMA public', coalesce(nspacl, acldefault('n', nspowner)), nspowner
        FROM pg_namespace WHERE nspname = 'public'
      UNION ALL
      SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || oid::regclass, relacl, relowner
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      UNION ALL
      SELECT 'TABLE ' || c.oid::regclass, attacl, relowner
        FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND attacl IS NOT NULL
      UNION ALL
      SELECT 'ROUTINE ' || oid::regprocedure, coalesce(proacl, acldefault('f', proowner)), proowner
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    )
    SELECT DISTINCT format('REVOKE ALL ON %s FROM %s CASCADE', target,
                           CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END)
      FROM given, aclexplode(acl) WHERE pg_has_role(owner, 'USAGE') AND grantee <> owner
    UNION ALL
    SELECT DISTINCT format('GRANT ALL ON %s TO %s', target, owner::regrole) FROM given WHERE pg_has_role(owner, 'USAGE')
  LOOP
    EXECUTE statement;
  END LOOP;
END $$
"""

# A rule of a view is the view itself. Internal triggers are those of foreign keys.
DROP_GUARDS = """
DO $$
DECLARE
  statement text;
BEGIN
  FOR statement IN
    SELECT format('DROP POLICY %I ON %s', polname, polrelid::regclass)
      FROM pg_policy JOIN pg_class c ON c.oid = polrelid WHERE relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass)
      FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
      WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal
    UNION ALL
    SELECT format('DROP RULE %I ON %s', rulename, ev_class::regclass)
      FROM pg_rewrite JOIN pg_class c ON c.oid = ev_class
      WHERE relnamespace = 'public'::regnamespace AND rulename <> '_RETURN'
  LOOP
    EXECUTE statement;
  END LOOP;
END $$
"""
