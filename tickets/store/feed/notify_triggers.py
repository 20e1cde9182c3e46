"""Triggers with which a server notifies the channel `desk` of each commit.

A notification consists of words separated by spaces: the table, then the change. For a journal entry these are its
id, its ticket (`-` for none) and the tables it touched, so that no query is needed; for a lease that starts or ends,
its ticket. For a renewed lease and for alerts it is the table alone.
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
# While a whole database is copied in nobody works with it, and a million notifications would be useless.
TELL_NOT = "ALTER TABLE journal DISABLE TRIGGER journal_tells"
TELL_AGAIN = "ALTER TABLE journal ENABLE TRIGGER journal_tells"

_SAID = re.compile(r"journal (\d{1,18}) (-|\d{1,18}) (\S*)|editing(?: (\d{1,18}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Note:
    """One notification. `entry` is the id of a journal entry; None when it concerns another table."""

    tables: frozenset[str]
    ticket: int | None = None
    entry: int | None = None


def read_note(text: str) -> Note | None:
    """Parse a notification; None when it only says that a query is worthwhile.

    Anybody who can connect can notify, so text that makes no sense is treated as None.
    """
    match = _SAID.fullmatch(text)
    if match is None:
        return None
    entry, of, touched, edited = match.groups()
    if entry is None:
        return Note(frozenset({"editing"}), None if edited is None else int(edited))
    return Note(frozenset(touched.split(",")) - {""}, None if of == "-" else int(of), int(entry))
