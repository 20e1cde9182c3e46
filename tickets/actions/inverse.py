"""The inverse of a journal entry: updated rows get their former values, inserted ones are marked as undone.

Rows are never deleted. Values are as the database stores them: see `to_db`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Conflict
from tickets.rules.words import CallKind, ConsentKind, ConsentState, Outcome, SubjectKind
from tickets.store.changes import Change, in_present_columns
from tickets.store.inserting import to_db
from tickets.store.rulebook import EDITION
from tickets.store.tables import clocks, metadata, tickets

Values = dict[str, Any]


def take_back(
    unit: UnitOfWork, changes: list[Change], of: int | None, stood: int = 0, consent: ConsentKind | None = None,
    at: datetime | None = None,
) -> None:  # fmt: skip
    """Apply the inverse of an entry's changes, the last one first. Raises Conflict when a row has changed since.

    A clock that the step started is said to have run for `stood` seconds, but not beyond `at`, when that is entered,
    None for now; or for none if the step also ended it. The seconds count unless there is a `consent`.
    """
    ended = {each["key"] for each in changes if each["table"] == clocks.name and "old" in each and _ends(each["new"])}
    for change in reversed(changes):
        table, key, new = metadata.tables[change["table"]], change["key"], change["new"]
        if key == EDITION:
            continue
        if "old" not in change:
            new = in_present_columns(table.name, new)
            if table is clocks:
                before = _clock(key, new, 0 if key in ended else stood, consent, at or unit.now)
            else:
                before = _MARKS[table.name](unit, new)
        elif table is tickets and "version" in new:  # which always rises
            version = unit.connection.execute(select(tickets.c.version).where(tickets.c.id == key)).scalar_one()
            new, before = new | {"version": version}, change["old"] | {"version": version + 1}
            unit.versions[int(key)] = version + 1
        else:
            before = change["old"]
        present = {name: new[name] for name in before}
        _require(unit, table.name, key, present)
        unit.update(table, key, present, before, of)


def _require(unit: UnitOfWork, name: str, key: int | str, values: Values) -> None:
    """Raise Conflict unless a row has these values."""
    if not values:
        return
    table = metadata.tables[name]
    wanted = select(*(table.c[column] for column in values)).where(next(iter(table.primary_key)) == key)
    found = unit.connection.execute(wanted.with_for_update(key_share=True)).mappings().one_or_none()
    if found is None or any(to_db(found[column]) != value for column, value in values.items()):
        raise Conflict("这一步改过的数据后来又变了，不能撤销。请看过现状再决定。")


def _ends(new: Values) -> bool:
    return new.get("outcome") is not None


def _clock(key: int | str, new: Values, stood: int, consent: ConsentKind | None, at: datetime) -> Values:
    """Return the values of a clock that a step started: it belongs to no ticket's course any more."""
    begun = new["started"] + (new["held"] or 0)  # later than now if the machine's clock was set back before the step
    return {
        "entered": to_db(at),
        **({} if consent is None else {"consent": str(consent)}),
        "subject_kind": str(SubjectKind.UNDONE),
        "round": key,
        "stopped": min(begun + stood, max(begun, to_db(at))),
        "outcome": str(Outcome.UNDONE),
    }


def _until_now(unit: UnitOfWork, new: Values) -> Values:
    return {"until": max(to_db(unit.now), new["since"])}


def _inactive(_unit: UnitOfWork, _new: Values) -> Values:
    return {"active": False}


# How each inserted row is marked. A setting without a value has its default.
_MARKS: Mapping[str, Callable[[UnitOfWork, Values], Values]] = {
    "holds": lambda _unit, new: {"until": new["since"], "counted": 0},
    "consents": lambda _unit, _new: {"state": str(ConsentState.WITHDRAWN)},
    "calls": lambda _unit, _new: {"ticket_id": None, "kind": str(CallKind.UNDONE), "outage_id": None},
    "assists": lambda _unit, _new: {"undone": True},
    "outages": lambda _unit, _new: {"withdrawn": True},
    "limits": _until_now,
    "rungs": _until_now,
    "settings": lambda _unit, _new: {"value": None},
    **dict.fromkeys(("staff", "crews", "members", "places", "faults"), _inactive),
}
