"""SQL that checks every new journal entry, whoever writes it: its place in the chain, its form and its digest.

The server does as the program does: it locks the ticket, or the journal of entries without one, assigns the id only
then, and computes the digest again. So ids rise along each chain, and nobody can insert an entry that breaks one. The
SQL gives exactly the bytes of tickets/store/digests.py.
"""

from tickets.store.digests import CHAINED

_VALUES = ", ".join(f"NEW.{name}" for name in CHAINED)

_GUARD = f"""
CREATE OR REPLACE FUNCTION guard_journal() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  previous text;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN -- the last entry might not be seen
    RAISE check_violation USING MESSAGE = 'the journal is written in READ COMMITTED alone';
  END IF;
  IF NEW.ticket_id IS NULL THEN
    PERFORM lock_journal();
    previous := (SELECT digest FROM journal WHERE ticket_id IS NULL ORDER BY id DESC LIMIT 1);
  ELSE
    PERFORM FROM tickets WHERE id = NEW.ticket_id FOR NO KEY UPDATE;
    previous := (SELECT digest FROM journal WHERE ticket_id = NEW.ticket_id ORDER BY id DESC LIMIT 1);
  END IF;
  NEW.id := nextval('journal_id_seq');
  IF json_typeof(NEW.changes) IS DISTINCT FROM 'array' THEN
    RAISE check_violation USING MESSAGE = 'an entry of the journal tells a list of changes';
  ELSIF NEW.digest IS DISTINCT FROM encode(sha256(convert_to(
    json_build_array(coalesce(previous, ''), {_VALUES})::text || NEW.changes::text, 'UTF8')), 'hex') THEN
    RAISE check_violation USING MESSAGE = 'this entry does not follow the journal''s last one';
  END IF;
  RETURN NEW;
END $$
"""

# Without a default each entry takes one id, not two, and the feed need not wait for the other.
JOURNAL_GUARD = (
    _GUARD,
    "CREATE OR REPLACE TRIGGER journal_is_chained BEFORE INSERT ON journal "
    "FOR EACH ROW EXECUTE FUNCTION guard_journal()",
    "ALTER TABLE journal ALTER COLUMN id DROP DEFAULT",
)
# A database that is copied in has ids and digests already; they are compared with the file's.
GUARD_NOT = (
    "ALTER TABLE journal DISABLE TRIGGER journal_is_chained, ALTER COLUMN id SET DEFAULT nextval('journal_id_seq')"
)
GUARD_AGAIN = "ALTER TABLE journal ENABLE TRIGGER journal_is_chained, ALTER COLUMN id DROP DEFAULT"
