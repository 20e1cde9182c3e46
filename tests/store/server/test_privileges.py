"""Each role can do its work under the server's rights, and no right exists that no work needs."""

from collections import defaultdict

import pytest

from tests.staffed import ADMINISTRATOR, DISPATCHER, OPERATOR, SUPERVISOR, StaffedDesk
from tests.store.server.story import Shift, work
from tickets.actions import (
    accounts,
    alerting,
    assisting,
    consent,
    correct,
    dispatch,
    followup,
    importing,
    incoming,
    intake,
    outages,
    people,
    progress,
    rulemaking,
    settling,
    slips,
    subscribers,
    undo,
)
from tickets.actions.command import Action
from tickets.checking.invariants import check
from tickets.rules.words import Role
from tickets.store.postgres.security.privileges import HOTLINE, OF_SUBSCRIBER, RULERS
from tickets.store.postgres.security.role_names import GROUPS, group
from tickets.store.tables import TEXT_INDEXES, journal, metadata

pytestmark = pytest.mark.slow

LEADS = (OPERATOR, DISPATCHER, SUPERVISOR, ADMINISTRATOR)
ROOMS = (
    accounts, alerting, assisting, consent, correct, dispatch, followup, importing, incoming, intake, outages, people,
    progress, rulemaking, settling, slips, subscribers, undo,
)  # fmt: skip
ACTIONS = {found.name: found for room in ROOMS for found in vars(room).values() if isinstance(found, Action)}
del ACTIONS["make_first_administrator"]  # for a file only

# Written outside of actions: by every sweep, for leases, and the journal itself.
SWEPT = {
    ("clocks", "next_rung"),
    *(("deliveries", name) for name in ("state", "tries", "at", "claimed_by", "claimed_until")),
    *(("watches", name) for name in ("host", "started", "swept", "trouble")),
}
BACKED_UP = ("host", "started", "claimed_until", "ended", "path", "bytes", "trouble", "second", "second_trouble")
KEPT = {
    ("day_numbers", "last"),
    *(("editing", name) for name in ("doing", "since", "until")),
    *(("backups", name) for name in BACKED_UP),
}
# The rows of the subscriber file, by those who import it; the journal has the import.
FILED_IN = {"subscribers", "subscriber_words"}
FILED = {("subscriber_words", "words"), *(("subscribers", name) for name in OF_SUBSCRIBER)}
TAKEN_BACK = {("alerts", "term")}  # by those who may undo a step that a clock depends on
SWEPT_INTO = {"alerts", "deliveries", "digests", "watches"}
KEPT_IN = {"journal", "requests", "editing", "backups", "day_numbers", "call_words", "call_phones"}

Written = dict[str, set[tuple[str, str]]]


@pytest.fixture(scope="module")
def shifts(shared_desk: StaffedDesk) -> dict[str, Shift]:
    """The work of each lead, one after the other; it takes five seconds each, and no test changes the database."""
    shifts = {lead: Shift(shared_desk, lead) for lead in LEADS}
    for shift in shifts.values():
        work(shift)
    return shifts


@pytest.mark.parametrize("lead", LEADS)
def test_every_action_of_a_role_is_done_under_that_role_s_rights(shifts: dict[str, Shift], lead: str) -> None:
    shift = shifts[lead]
    assert shift.led == {name for name, action in ACTIONS.items() if Role(lead) in action.roles}
    assert shift.lead.desk.read(check, shift.lead.desk.now()) == []


@pytest.mark.usefixtures("shifts")
def test_no_role_has_a_right_that_its_work_does_not_need(shared_desk: StaffedDesk) -> None:
    inserted, changed = _written(shared_desk)
    for role in LEADS:
        assert _granted(shared_desk, role, "UPDATE") == changed[role] | SWEPT | KEPT | (
            TAKEN_BACK if role in HOTLINE else set()
        ) | (FILED if role in RULERS else set()), role
        assert {table for table, _ in _granted(shared_desk, role, "INSERT")} == {
            *inserted[role], *SWEPT_INTO, *KEPT_IN, *(FILED_IN if role in RULERS else ())
        }  # fmt: skip
    assert _granted(shared_desk, "watch", "UPDATE") == SWEPT
    assert {table for table, _ in _granted(shared_desk, "watch", "INSERT")} == SWEPT_INTO


def test_nobody_may_delete_or_do_anything_else_to_a_table(shared_desk: StaffedDesk) -> None:
    for word in GROUPS:
        name = group(shared_desk.database, word)
        for table in (*metadata.tables, *TEXT_INDEXES, "alembic_version"):
            may = {
                right
                for right in ("DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN")
                if _ask(shared_desk, f"SELECT has_table_privilege('{name}', '{table}', '{right}')")
            }
            assert may == set(), (word, table)


def _written(desk: StaffedDesk) -> tuple[dict[str, set[str]], Written]:
    """Return which tables each role inserted into, and which columns it changed, according to the journal."""
    roles = {member.id: str(*member.who.roles) for member in desk.members.values()}
    inserted: dict[str, set[str]] = defaultdict(set)
    changed: Written = defaultdict(set)
    for entry in desk.hand(ADMINISTRATOR).rows(journal):
        for change in entry.changes if entry.staff_id in roles else ():
            if "old" in change:
                changed[roles[entry.staff_id]] |= {(change["table"], column) for column in change["new"]}
            else:
                inserted[roles[entry.staff_id]].add(change["table"])
    return inserted, changed


def _granted(desk: StaffedDesk, word: str, right: str) -> set[tuple[str, str]]:
    with desk.store.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT attisdropped "
            "AND has_column_privilege(%s, c.oid, a.attnum, %s)",
            (group(desk.database, word), right),
        )
        return {(row.relname, row.attname) for row in found}


def _ask(desk: StaffedDesk, question: str) -> bool:
    with desk.store.reading() as connection:
        return bool(connection.exec_driver_sql(question).scalar_one())
