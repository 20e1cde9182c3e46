"""What a server says of its own accord, on the channel `desk`, whenever something is committed.

A notification is words with spaces between: the table, then what tells the change. Of an entry of the journal
that is its id, its ticket (`-` for none) and the tables it touched, so that a seat need not ask; of a form that
opens or shuts its ticket. A renewed form and the alerts are told by their table alone.
"""

import re
from dataclasses import dataclass

TELLING = (
    """
CREATE OR REPLACE FUNCTION tell_entry() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_notify('desk', concat_ws(' ', 'journal', NEW.id, coalesce(NEW.ticket_id::text, '-'), NEW.touched));
  RETURN NULL;
END $$
""",
    """
CREATE OR REPLACE FUNCTION tell_alerts() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_notify('desk', 'alerts');
  RETURN NULL;
END $$
""",
    """
CREATE OR REPLACE FUNCTION tell_editing() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.doing = OLD.doing THEN
    PERFORM pg_notify('desk', 'editing');
  ELSE
    PERFORM pg_notify('desk', concat_ws(' ', 'editing', coalesce(NEW.ticket_id, OLD.ticket_id)));
  END IF;
  RETURN NULL;
END $$
""",
    "CREATE OR REPLACE TRIGGER journal_tells AFTER INSERT ON journal FOR EACH ROW EXECUTE FUNCTION tell_entry()",
    "CREATE OR REPLACE TRIGGER alerts_tell AFTER INSERT ON alerts FOR EACH STATEMENT EXECUTE FUNCTION tell_alerts()",
    "CREATE OR REPLACE TRIGGER editing_tells AFTER INSERT OR UPDATE OR DELETE ON editing "
    "FOR EACH ROW EXECUTE FUNCTION tell_editing()",
)
# While a whole desk moves in, nobody works at it: a million entries need not be told one by one.
TELL_NOT = "ALTER TABLE journal DISABLE TRIGGER journal_tells"
TELL_AGAIN = "ALTER TABLE journal ENABLE TRIGGER journal_tells"

_SAID = re.compile(r"journal (\d{1,18}) (-|\d{1,18}) (\S*)|editing(?: (\d{1,18}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Note:
    """What one notification says. `entry` is the id of an entry in the journal; None when it is of something else."""

    tables: frozenset[str]
    ticket: int | None = None
    entry: int | None = None


def read_note(text: str) -> Note | None:
    """Return what a notification says; None when it says no more than that it is worth asking.

    Anybody who may connect may notify: what makes no sense counts as nothing said.
    """
    said = _SAID.fullmatch(text)
    if said is None:
        return None
    entry, of, touched, edited = said.groups()
    if entry is None:
        return Note(frozenset({"editing"}), None if edited is None else int(edited))
    return Note(frozenset(touched.split(",")) - {""}, None if of == "-" else int(of), int(entry))
