"""Journal entries written with plain SQL by somebody who knows how the chain is computed."""

from tickets.store.digests import CHAINED

NOW = "extract(epoch FROM now())"
_TYPES = dict.fromkeys(CHAINED, "text") | dict.fromkeys(("at", "true_time", "staff_id", "ticket_id"), "bigint")
_GIVEN = dict.fromkeys(CHAINED, "''") | dict.fromkeys(("true_time", "staff_id", "ticket_id", "ticket_version"), "NULL")
_TYPES["ticket_version"] = "integer"
_LAST = "SELECT digest FROM journal j WHERE j.ticket_id IS NOT DISTINCT FROM e.ticket_id ORDER BY id DESC LIMIT 1"
_NAMES = ", ".join(CHAINED)
_ARRAY = f"json_build_array(coalesce(({_LAST}), ''), {_NAMES})::text || changes"


def entry(changes: str = "'[]'", **given: str) -> str:
    """Return an INSERT that returns the entry's id, chained to the last one of its ticket, or of none.

    Arguments are SQL expressions; the others are empty, the time is the server's.
    """
    values = {**_GIVEN, "at": f"floor({NOW})", "action": "'note'", "request": "'x'", **given}
    columns = ", ".join(f"({value})::{_TYPES[name]} AS {name}" for name, value in values.items())
    return (
        f"WITH e AS (SELECT {columns}, ({changes})::text AS changes) INSERT INTO journal ({_NAMES}, changes, digest) "
        f"SELECT {_NAMES}, changes::json, encode(sha256(convert_to({_ARRAY}, 'UTF8')), 'hex') FROM e RETURNING id"
    )


def told(table: str, row: str, **columns: tuple[str, str]) -> str:
    """Return the changes of an entry as an SQL expression: one update of the row `row`, an SQL condition.

    Each column is given with its old and its new value as SQL; "" for the present one.
    """
    sides = (", ".join(f"'{name}', {pair[side] or name}" for name, pair in columns.items()) for side in (0, 1))
    old, new = (f"json_build_object({values})" for values in sides)
    change = f"json_build_object('table', '{table}', 'key', id, 'old', {old}, 'new', {new})"
    return f"SELECT json_build_array({change}) FROM {table} WHERE {row}"
