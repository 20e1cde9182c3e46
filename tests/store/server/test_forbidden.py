"""With somebody's password in psql, the server permits no more than the program would."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from tests.staffed import DISPATCHER_2, OPERATOR, OPERATOR_2, SUPERVISOR, StaffedDesk, verifier
from tests.store.server.forbidden import TABLES, TAKEN, TRIED, TRIED_IN_VAIN
from tests.store.server.story import Shift
from tickets.actions.alerting import acknowledge
from tickets.actions.consent import decide
from tickets.actions.dispatch import cancel, rerate, return_
from tickets.actions.incoming import note_ring
from tickets.actions.outages import announce_outage
from tickets.actions.progress import hold
from tickets.rules.incoming import IncomingCall
from tickets.rules.words import Priority, State
from tickets.store.queries.lookups import list_staff
from tickets.store.tables import consents

pytestmark = pytest.mark.slow

REFUSAL = re.compile(
    r"permission denied|must be owner|row-level security|must have|must be (a )?superuser|Only roles with|"
    r"column .* can only be updated|cannot be renamed|"
    r"not the limit that the rules give|was not held for so long|violates check constraint|"
    r"tells a list of changes|does not follow the journal's last one|journal does not explain this change|"
    r"journal tells (what|of another version)|a clock does not begin like this|not in effect for so long|"
    r"has not ended like this clock|an earlier round of this stage still counts|"
    r"nobody (has consented|was asked)|a stop is entered now|a hold needs consent|until somebody consents|"
    r"cannot call populate_composite|invalid input syntax for type integer|"
    r"a stage that has ended is not rated again|this is no rating|do not match its state|has not stood for so long"
)
WITH_JSON = ("settings", "journal", "requests", "consents")  # which can't be compared
_STATE = (
    *(f"SELECT * FROM {table} t ORDER BY t" for table in TABLES if table not in WITH_JSON),
    "SELECT c.*::text FROM consents c ORDER BY id",
    "SELECT key, value::text FROM settings ORDER BY 1",
    "SELECT j.*::text FROM journal j ORDER BY id",
    "SELECT request, action, at, result::text FROM requests ORDER BY 1",
    "SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolcanlogin, rolbypassrls, rolconnlimit, rolpassword, "
    "rolvaliduntil::text FROM pg_authid ORDER BY 1",
    "SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members ORDER BY 1, 2",
    "SELECT relname, relowner, relacl::text, relrowsecurity FROM pg_class "
    "WHERE relnamespace = 'public'::regnamespace ORDER BY 1",
    "SELECT tgrelid, tgname, tgenabled FROM pg_trigger ORDER BY 1, 2",
    "SELECT proname, prosecdef, proacl::text, md5(prosrc) FROM pg_proc "
    "WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
    "SELECT policyname, tablename, qual, with_check FROM pg_policies ORDER BY 1, 2",
    "SELECT nspname, nspacl::text FROM pg_namespace ORDER BY 1",
)
WATCH_PASSWORD = "值守的密码"


@dataclass
class Target:
    """A database in use, and the names of its objects to be attacked."""

    desk: StaffedDesk
    names: dict[str, object]
    untouched: list[list[Any]] = field(default_factory=list)

    def psql(self, name: str, statement: str) -> tuple[int, str]:
        """Run a statement in psql as somebody; return its exit code and output. Nothing may have changed."""
        done = self.desk.server.psql(self.filled_in(name, statement), self.desk.database, *self.account(name))
        assert "password authentication failed" not in done.stderr
        self.require_untouched(statement)
        return done.returncode, done.stderr

    def account(self, name: str) -> tuple[str, str]:
        """Return somebody's login and password."""
        if name == "watch":
            return str(self.names["watch"]), WATCH_PASSWORD
        return self.desk[name].login, self.desk[name].password

    def filled_in(self, name: str, statement: str) -> str:
        """Return a statement with this person's names filled in."""
        other = self.desk[DISPATCHER_2 if name == OPERATOR else OPERATOR]
        mine = 0 if name == "watch" else self.desk[name].id
        return statement.format(
            **self.names, me=self.account(name)[0], my_id=mine, other=other.login, other_id=other.id
        )

    def require_untouched(self, attempt: str) -> None:
        """Fail if anything has changed."""
        found = self.state()
        changed = [(was, now) for was, now in zip(self.untouched, found, strict=True) if was != now]
        self.untouched = found
        assert not changed, f"{attempt} changed something"

    def state(self) -> list[list[Any]]:
        """Return the whole content of the database and all roles and rights of the server."""
        with self.desk.store.reading() as connection:
            return [connection.exec_driver_sql(question).all() for question in _STATE]


@pytest.fixture(scope="module")
def target(shared_desk: StaffedDesk) -> Iterator[Target]:
    """A database with tickets in every state, alerts seen and unseen, a hold, an outage, leases, a watch."""
    shift = Shift(shared_desk, "dispatcher")
    tickets = {"new": shift.log(), "working": shift.bring_to(State.ARRIVED), "done": shift.bring_to(State.RESOLVED)}
    held = shift.bring_to(State.DISPATCHED)
    shift.do(hold(held, None, "等停电"))
    tickets["rated"] = shift.log()
    shift.do(rerate(tickets["rated"], None, "不急", priority=Priority.P3))
    tickets["returned"] = shift.bring_to(State.DISPATCHED)
    shift.do(return_(tickets["returned"], None, "没有人手"))
    late = shift.log()
    shift.do(cancel(late, None, "误报"))  # long after it fell due
    for asked in shift.lead.rows(consents, ticket_id=late):
        shared_desk.hand(SUPERVISOR).do(decide(asked.id, False))
    shift.do(note_ring(IncomingCall("13806351234"), shift.ago(hours=1)))
    shift.do(announce_outage("文化街", "爆管", shift.ago(hours=1)))
    shift.lead.desk.sweep()
    with shared_desk.store.writing() as connection:
        for name in (DISPATCHER_2, OPERATOR_2):
            connection.exec_driver_sql(
                "INSERT INTO editing (ticket_id, staff_id, seat, doing, since, until) VALUES (%s, %s, '', '', 0, 0)",
                (tickets["new"], shared_desk[name].id),
            )
        connection.exec_driver_sql("INSERT INTO watches (name, host, started, trouble) VALUES ('w', 'h', 0, '')")
        connection.exec_driver_sql("INSERT INTO members (crew_id, name, phone) VALUES (1, '甲', '')")
        connection.exec_driver_sql("INSERT INTO passwords (staff_id, hash, changed) VALUES (1, 'x', 0)")
        watch = f"{shared_desk.database}.w"
        kept = verifier(connection, watch, WATCH_PASSWORD)
        connection.execute(text("SELECT keep_watch_account(:login, :kept)"), {"login": watch, "kept": kept})
        sent = "SELECT id FROM alerts WHERE outcome = 'sent' AND recipient = 'dispatcher' ORDER BY id LIMIT 2"
        seen, unseen = connection.exec_driver_sql(sent).scalars()
    shared_desk.hand(DISPATCHER_2).do(acknowledge(frozenset({seen})))
    shared_desk.desk(OPERATOR).read(list_staff)  # a session to be attacked
    names = {"database": shared_desk.database, "verifier": kept, "seen": seen, "unseen": unseen, "watch": watch}
    made = Target(shared_desk, {**names, **tickets})
    made.untouched = made.state()
    yield made


@pytest.mark.parametrize("database", ["postgres", "template1"])
@pytest.mark.parametrize("name", ["operator", "administrator", "watch"])
def test_a_desk_s_password_opens_no_other_database_of_the_server(target: Target, name: str, database: str) -> None:
    done = target.desk.server.psql("SELECT 1", database, *target.account(name))
    assert done.returncode != 0
    assert "permission denied for database" in done.stderr


def test_the_size_of_temporary_files_of_a_login_is_limited(target: Target) -> None:
    done = target.desk.server.psql("SHOW temp_file_limit", target.desk.database, *target.account("operator"))
    assert done.stdout.strip() == "1GB"


@pytest.mark.parametrize("name", TRIED)
def test_every_forbidden_statement_is_refused_and_changes_nothing(target: Target, name: str) -> None:
    login, password = target.account(name)
    with target.desk.server.connect(target.desk.database, login, password) as connection:
        for statement in TRIED[name]:
            with pytest.raises(psycopg.Error) as caught:
                connection.execute(target.filled_in(name, statement).encode())
            assert REFUSAL.search(str(caught.value)), f"{statement}: {caught.value}"
    target.require_untouched(name)


@pytest.mark.parametrize(
    ("name", "statement"), [(name, statement) for name, tried in TRIED_IN_VAIN.items() for statement in tried]
)
def test_statements_without_an_error_reach_nothing_that_is_not_theirs(
    target: Target, name: str, statement: str
) -> None:
    code, _ = target.psql(name, statement)
    assert code == 0


@pytest.mark.parametrize("login", TAKEN)
def test_an_administrator_cannot_assign_a_login_outside_the_desk(target: Target, login: str) -> None:
    if login == "somebody else":
        target.desk.execute(f'CREATE ROLE "{login}"')
        target.untouched = target.state()
    code, output = target.psql("administrator", f"UPDATE staff SET login = '{login}' WHERE id = {{other_id}}")
    assert code != 0
    assert "is taken" in output or "reserved" in output
