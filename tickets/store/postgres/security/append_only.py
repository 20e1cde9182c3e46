"""SQL that keeps a server's journal append-only. It is part of the first schema and renewed by each upgrade."""

APPEND_ONLY = (
    """
CREATE OR REPLACE FUNCTION refuse_journal_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the journal is append-only';
END $$
""",
    "CREATE OR REPLACE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_journal_change()",
)
