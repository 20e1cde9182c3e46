"""The server's login roles follow the staff table at once: who may sign in, and what they may do."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import Connection, select, text

from tests.staffed import (
    ADMINISTRATOR,
    DISPATCHER,
    DISPATCHER_2,
    OPERATOR,
    OPERATOR_2,
    SUPERVISOR,
    StaffedDesk,
    verifier,
)
from tickets.actions.alerting import acknowledge
from tickets.actions.dispatch import dispatch
from tickets.actions.followup import note
from tickets.actions.people import save_staff, set_duty
from tickets.errors import Refused
from tickets.rules.words import Role
from tickets.store.queries.accounts import list_accounts
from tickets.store.rows import Who
from tickets.store.tables import alerts, staff

pytestmark = pytest.mark.slow

SET_PASSWORD = text("SELECT set_password(:key, :verifier)")


def set_password(desk: StaffedDesk, by: str, of: str, password: str) -> None:
    """Set somebody's password, as the program does."""
    with desk.desk(by).store.writing() as connection:
        key, kept = desk[of].id, verifier(connection, desk[of].login, password)
        connection.execute(SET_PASSWORD, {"key": key, "verifier": kept})


def change(desk: StaffedDesk, name: str, **values: object) -> None:
    """Let the administrator change somebody's roles."""
    with desk.desk(ADMINISTRATOR).store.writing() as connection:
        connection.execute(staff.update().where(staff.c.id == desk[name].id).values(values))


def sign_in(desk: StaffedDesk, name: str, password: str | None = None) -> psycopg.Connection:
    """Return somebody's plain connection."""
    return desk.server.connect(desk.database, desk[name].login, password or desk[name].password)


def groups(desk: StaffedDesk, login: str) -> set[str]:
    """Return the group roles of a login."""
    with desk.store.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT roleid::regrole::text FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member "
            "WHERE r.rolname = %s AND inherit_option",
            (login,),
        )
        return {name.strip('"') for name in found.scalars()}


def test_staff_can_see_who_has_no_password_and_nobody_sees_more(staffed_desk: StaffedDesk) -> None:
    def known() -> dict[str | None, bool | None]:
        return {one.login: one.has_password for one in staffed_desk.desk(OPERATOR).read(list_accounts)}

    hand = staffed_desk.hand(ADMINISTRATOR)
    made = hand.do(save_staff(None, "演示新来的", frozenset({Role.OPERATOR}), login="newcomer"))
    assert known()["newcomer"] is False
    assert known()[staffed_desk[OPERATOR].login] is True
    with staffed_desk.desk(ADMINISTRATOR).store.writing() as connection:
        kept = verifier(connection, "newcomer", "a-new-password")
        connection.execute(SET_PASSWORD, {"key": made, "verifier": kept})
    assert known()["newcomer"] is True
    hand.do(save_staff(made, "演示新来的", frozenset({Role.OPERATOR}), login="renamed"))
    assert known()["renamed"] is True
    hand.do(save_staff(made, "演示新来的", frozenset({Role.OPERATOR}), login=None))
    hand.do(save_staff(made, "演示新来的", frozenset({Role.OPERATOR}), login="renamed"))
    assert known()["renamed"] is False


def test_a_persons_database_role_has_their_groups_and_no_other_rights(staffed_desk: StaffedDesk) -> None:
    both = staffed_desk.employ("both", Role.OPERATOR, Role.DISPATCHER)
    assert groups(staffed_desk, both.login) == {
        f"{staffed_desk.database}_{word}" for word in ("operator", "dispatcher")
    }
    with sign_in(staffed_desk, "both") as connection:
        found = connection.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolconnlimit FROM pg_roles "
            "WHERE rolname = session_user"
        ).fetchone()
    assert found == (False, False, False, False, False, 20)


def test_a_role_removed_while_connected_is_gone_at_once(staffed_desk: StaffedDesk) -> None:
    hand = staffed_desk.hand(DISPATCHER)
    key = hand.log()
    with sign_in(staffed_desk, DISPATCHER) as connection:
        connection.execute(f"UPDATE tickets SET returns = 0 WHERE id = {key}".encode())
        change(staffed_desk, DISPATCHER, roles=frozenset({Role.OPERATOR}))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(f"UPDATE tickets SET returns = 0 WHERE id = {key}".encode())
        # the session is still open, as an operator
        connection.execute(f"UPDATE tickets SET version = 1 WHERE id = {key}".encode())
    with pytest.raises(Refused):
        hand.do(dispatch(key, None, hand.crew()))
    hand.do(note(key, None, "还能备注"))


def test_a_role_given_while_connected_is_there_at_once(staffed_desk: StaffedDesk) -> None:
    hand = staffed_desk.hand(OPERATOR)
    key = hand.log()
    change(staffed_desk, OPERATOR, roles=frozenset({Role.OPERATOR, Role.DISPATCHER}))
    who = Who(hand.who.staff_id, "operator", frozenset({Role.OPERATOR, Role.DISPATCHER}), "1")
    hand.desk.execute(dispatch(key, None, hand.crew()), who)


def test_retiring_somebody_ends_their_session_and_refuses_their_sign_in(staffed_desk: StaffedDesk) -> None:
    hand = staffed_desk.hand(OPERATOR)
    key = hand.log()
    with sign_in(staffed_desk, OPERATOR) as connection:
        change(staffed_desk, OPERATOR, active=False)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        sign_in(staffed_desk, OPERATOR)
    with pytest.raises(Refused, match="不能登录"):
        hand.do(note(key, None, "还在吗"))
    assert groups(staffed_desk, staffed_desk[OPERATOR].login) == set()
    change(staffed_desk, OPERATOR, active=True)
    hand.do(note(key, None, "回来了"))


def test_an_expired_account_can_neither_sign_in_nor_write(staffed_desk: StaffedDesk) -> None:
    hand = staffed_desk.hand(OPERATOR)
    key = hand.log()
    change(staffed_desk, OPERATOR, expires=datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        sign_in(staffed_desk, OPERATOR)
    with pytest.raises(Refused):
        hand.do(note(key, None, "还在吗"))
    change(staffed_desk, OPERATOR, expires=datetime(2100, 1, 1, tzinfo=UTC))
    hand.do(note(key, None, "续期了"))
    change(staffed_desk, OPERATOR, expires=None)
    sign_in(staffed_desk, OPERATOR).close()


def expire(desk: StaffedDesk, name: str) -> None:
    """Let somebody's account end a moment ago."""
    with desk.store.writing() as connection:
        ended = {"expires": datetime(2026, 1, 1, tzinfo=UTC)}
        connection.execute(staff.update().where(staff.c.id == desk[name].id).values(ended))


def test_an_expired_account_with_an_open_session_reads_nobody_s_data_and_changes_nothing(
    staffed_desk: StaffedDesk,
) -> None:
    staffed_desk.hand(OPERATOR).log()
    with sign_in(staffed_desk, OPERATOR) as connection:
        connection.execute("BEGIN")
        assert connection.execute("UPDATE tickets SET version = version").rowcount == 1
        expire(staffed_desk, OPERATOR)
        for table in ("calls", "tickets", "staff", "journal", "requests", "crews", "members"):
            assert connection.execute(f"SELECT * FROM {table}".encode()).rowcount == 0, table
        for statement in (
            "UPDATE tickets SET version = 9",
            "UPDATE clocks SET next_rung = 0",
            "UPDATE places SET name = 'x'",
            "UPDATE day_numbers SET last = 0",
            "UPDATE deliveries SET state = 'failed'",
        ):
            assert connection.execute(statement.encode()).rowcount == 0, statement
        for statement in (
            "INSERT INTO crews (name, phone, skills) VALUES ('x', '', '')",
            "INSERT INTO requests (request, action, at) VALUES ('x', 'x', 0)",
            "INSERT INTO day_numbers (day, last) VALUES ('x', 9)",
            "INSERT INTO watches (name, host, started, trouble) VALUES ('x', '', 0, '')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(statement.encode())


def test_an_expired_administrator_with_an_open_session_cannot_change_passwords_or_expiries(
    staffed_desk: StaffedDesk,
) -> None:
    with sign_in(staffed_desk, ADMINISTRATOR) as connection, staffed_desk.store.reading() as ours:
        expire(staffed_desk, ADMINISTRATOR)
        for name in (ADMINISTRATOR, OPERATOR):
            kept = verifier(ours, staffed_desk[name].login, "给自己的")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("SELECT set_password(%s, %s)", (staffed_desk[name].id, kept))
        assert connection.execute("UPDATE staff SET expires = NULL").rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("INSERT INTO staff (name, roles, phone) VALUES ('x', 'administrator', '')")


def test_an_expired_account_is_refused_in_the_program_as_one_that_is_closed(staffed_desk: StaffedDesk) -> None:
    hand = staffed_desk.hand(OPERATOR)
    key = hand.log()
    expire(staffed_desk, OPERATOR)
    with pytest.raises(Refused, match="停用或到期"):
        hand.do(note(key, None, "还在吗"))


def test_a_sweep_of_any_seat_ends_the_sessions_of_closed_accounts(staffed_desk: StaffedDesk) -> None:
    with staffed_desk.desk(ADMINISTRATOR).store.writing() as connection:
        connection.execute(staff.update().where(staff.c.id == staffed_desk[OPERATOR].id).values(active=False))
        retired = sign_in(staffed_desk, OPERATOR)
    expired, staying = sign_in(staffed_desk, OPERATOR_2), sign_in(staffed_desk, SUPERVISOR)
    expire(staffed_desk, OPERATOR_2)
    staffed_desk.desk(DISPATCHER).sweep()
    for connection in (retired, expired):
        with connection, pytest.raises(psycopg.OperationalError):
            until = time.monotonic() + 60
            while time.monotonic() < until:
                connection.execute("SELECT 1")
    with staying:
        staying.execute("SELECT 1")


def test_an_administrator_can_retire_themselves_when_another_remains(staffed_desk: StaffedDesk) -> None:
    """Their own session ends with the present statement, not in the middle of it."""
    staffed_desk.employ("second", Role.ADMINISTRATOR)
    change(staffed_desk, ADMINISTRATOR, active=False)
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        sign_in(staffed_desk, ADMINISTRATOR)


@pytest.mark.parametrize(
    "removal",
    [
        {"active": False},
        {"roles": frozenset({Role.SUPERVISOR})},
        {"login": None},
        {"expires": datetime(2100, 1, 1, tzinfo=UTC)},
    ],
)
def test_the_server_keeps_the_last_administrator_even_against_direct_sql(
    staffed_desk: StaffedDesk, removal: dict[str, object]
) -> None:
    staffed_desk.employ("second", Role.ADMINISTRATOR)
    with staffed_desk.desk("second").store.writing() as connection:
        connection.execute(staff.update().where(staff.c.id == staffed_desk[ADMINISTRATOR].id).values(removal))
    with pytest.raises(Refused, match="至少要留一名"), staffed_desk.desk("second").store.writing() as connection:
        connection.execute(
            staff.update()
            .where(staff.c.id == staffed_desk["second"].id)
            .values(expires=datetime(2100, 1, 1, tzinfo=UTC))
        )
    with pytest.raises(Refused, match="至少要留一名"), staffed_desk.desk("second").store.writing() as connection:
        connection.execute(staff.update().values(active=False))
    sign_in(staffed_desk, "second").close()


def test_of_two_administrators_who_remove_each_other_one_stays(staffed_desk: StaffedDesk) -> None:
    staffed_desk.employ("second", Role.ADMINISTRATOR)
    names = (ADMINISTRATOR, "second")
    with (
        sign_in(staffed_desk, names[0]) as one,
        sign_in(staffed_desk, names[1]) as other,
        ThreadPoolExecutor(2) as pool,
    ):
        removals = []
        for connection, name in ((one, names[1]), (other, names[0])):
            connection.execute("BEGIN; SET LOCAL lock_timeout = '10s'")
            statement = f"UPDATE staff SET roles = 'operator' WHERE id = {staffed_desk[name].id}; COMMIT"
            removals.append(pool.submit(connection.execute, statement.encode()))
        failures = [removal.exception() for removal in removals]
    assert sorted(failure is None for failure in failures) == [False, True]
    with staffed_desk.store.reading() as connection:
        assert (
            sum(Role.ADMINISTRATOR in row.roles for row in connection.execute(select(staff).where(staff.c.active))) >= 1
        )


def test_a_changed_login_keeps_the_password_and_the_old_login_is_gone(staffed_desk: StaffedDesk) -> None:
    new = f"{staffed_desk.database}.renamed"
    change(staffed_desk, OPERATOR, login=new)
    staffed_desk.server.connect(staffed_desk.database, new, staffed_desk[OPERATOR].password).close()
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        sign_in(staffed_desk, OPERATOR)


def test_a_removed_login_cannot_sign_in_and_its_next_holder_does_not_get_the_old_password(
    staffed_desk: StaffedDesk,
) -> None:
    login = staffed_desk[OPERATOR].login
    change(staffed_desk, OPERATOR, login=None)
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        sign_in(staffed_desk, OPERATOR)
    change(staffed_desk, OPERATOR_2, login=login)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        sign_in(staffed_desk, OPERATOR)
    assert groups(staffed_desk, login) == {f"{staffed_desk.database}_operator"}
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        sign_in(staffed_desk, OPERATOR_2)


def test_a_session_begun_during_a_retirement_ends_before_the_login_is_reused(
    staffed_desk: StaffedDesk,
) -> None:
    login = staffed_desk[OPERATOR].login
    with staffed_desk.desk(ADMINISTRATOR).store.writing() as connection:
        gone = {"login": None, "active": False}
        connection.execute(staff.update().where(staff.c.id == staffed_desk[OPERATOR].id).values(gone))
        left = sign_in(staffed_desk, OPERATOR)  # the retirement isn't committed yet
    with left:
        left.execute("SELECT 1")
        change(staffed_desk, SUPERVISOR, login=login)
        with pytest.raises(psycopg.OperationalError):
            left.execute("SELECT 1")
    assert groups(staffed_desk, login) == {f"{staffed_desk.database}_supervisor"}


def test_a_login_that_is_not_the_desk_s_is_refused_in_a_sentence(staffed_desk: StaffedDesk) -> None:
    keep_watch(staffed_desk, "值守")
    for login in ("postgres", "{}_owner", "{}_administrator", "{}.watch", "pg_monitor_of_mine", "new_watch"):
        with pytest.raises(Refused, match="登录名已被占用"):
            change(staffed_desk, OPERATOR, login=login.format(staffed_desk.database))
        sign_in(staffed_desk, OPERATOR).close()


def test_nobody_changes_their_own_login(staffed_desk: StaffedDesk) -> None:
    with pytest.raises(Refused, match="另一名管理员"):
        change(staffed_desk, ADMINISTRATOR, login="mine")


def test_the_logins_of_one_desk_are_not_valid_in_another(staffed_desk: StaffedDesk, shared_desk: StaffedDesk) -> None:
    with pytest.raises(Refused, match="登录名已被占用"):
        change(staffed_desk, OPERATOR, login=shared_desk[OPERATOR].login)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        shared_desk.server.connect(staffed_desk.database, shared_desk[OPERATOR].login, shared_desk[OPERATOR].password)


def test_everybody_sets_their_own_password_and_an_administrator_anybody_s(staffed_desk: StaffedDesk) -> None:
    set_password(staffed_desk, OPERATOR, OPERATOR, "自己改的")
    sign_in(staffed_desk, OPERATOR, "自己改的").close()
    set_password(staffed_desk, ADMINISTRATOR, OPERATOR, "管理员改的")
    sign_in(staffed_desk, OPERATOR, "管理员改的").close()
    for other in (OPERATOR, SUPERVISOR, DISPATCHER):
        with pytest.raises(Refused):
            set_password(staffed_desk, other, OPERATOR_2, "别人改的")
    sign_in(staffed_desk, OPERATOR_2).close()


def test_a_password_in_clear_text_is_refused_by_the_server(staffed_desk: StaffedDesk) -> None:
    endless = f"SCRAM-SHA-256${'9' * 20}:c2FsdA==${'A' * 43}=:{'A' * 43}="  # the server would take it as a password
    for kept in ("密码", "md5" + "0" * 32, "SCRAM-SHA-256$x", endless):
        with pytest.raises(psycopg.errors.InvalidParameterValue), sign_in(staffed_desk, OPERATOR) as connection:
            connection.execute("SELECT set_password(%s, %s)", (staffed_desk[OPERATOR].id, kept))
    sign_in(staffed_desk, OPERATOR).close()


def keep_watch(desk: StaffedDesk, password: str) -> str:
    """Create a watch's account, or set its password; return its login."""
    login = f"{desk.database}.watch"
    with desk.store.writing() as connection:
        kept = verifier(connection, login, password)
        connection.execute(text("SELECT keep_watch_account(:login, :kept)"), {"login": login, "kept": kept})
    return login


def test_a_watch_s_account_sweeps_and_its_password_can_be_changed(staffed_desk: StaffedDesk) -> None:
    keep_watch(staffed_desk, "第一个")
    login = keep_watch(staffed_desk, "第二个")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        staffed_desk.server.connect(staffed_desk.database, login, "第一个")
    with staffed_desk.server.connect(staffed_desk.database, login, "第二个") as connection:
        connection.execute("UPDATE clocks SET next_rung = next_rung")
    with pytest.raises(Refused, match="登录名已被占用"), staffed_desk.store.writing() as ours:
        operator = staffed_desk[OPERATOR].login
        values = {"login": operator, "kept": verifier(ours, operator, "x")}
        ours.execute(text("SELECT keep_watch_account(:login, :kept)"), values)


def test_on_the_server_duty_is_changed_by_oneself_or_a_leading_role(staffed_desk: StaffedDesk) -> None:
    operator, other = staffed_desk[OPERATOR].id, staffed_desk[OPERATOR_2].id
    staffed_desk.hand(OPERATOR).do(set_duty(operator, False))
    with pytest.raises(Refused):
        staffed_desk.hand(OPERATOR).do(set_duty(other, False))
    for leader in (DISPATCHER, SUPERVISOR, ADMINISTRATOR):
        staffed_desk.hand(leader).do(set_duty(other, False))


def test_of_two_simultaneous_acknowledgements_one_is_recorded(staffed_desk: StaffedDesk) -> None:
    hands = [staffed_desk.hand(DISPATCHER), staffed_desk.hand(DISPATCHER_2)]
    hands[0].log()
    ago = "started = started - 99999, deadline = deadline - 99999, next_rung = started - 99999"
    staffed_desk.execute(f"UPDATE clocks SET {ago}")
    hands[0].desk.sweep()
    ids = frozenset(row.id for row in hands[0].rows(alerts, recipient=Role.DISPATCHER))
    with ThreadPoolExecutor(2) as pool, staffed_desk.store.writing() as connection:
        connection.execute(select(alerts).with_for_update())
        noticed = [pool.submit(hand.do, acknowledge(ids)) for hand in hands]
        wait_for_waiting(staffed_desk, 2)
        connection.rollback()
    assert ids
    assert sorted(each.result() for each in noticed) == [0, len(ids)]


def wait_for_waiting(desk: StaffedDesk, number: int) -> None:
    """Wait until so many of the database's sessions wait for a lock."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    until = time.monotonic() + 60
    with desk.server.connect(desk.database) as connection:
        while (found := connection.execute(waiting).fetchone()) != (number,):
            assert time.monotonic() < until, f"{found} wait for a lock, not {number}"


def test_a_copied_database_cannot_change_the_real_accounts(staffed_desk: StaffedDesk) -> None:
    copy = f"{staffed_desk.database}_restored"
    staffed_desk.store.close()
    staffed_desk.server.execute(f"CREATE DATABASE {copy} TEMPLATE {staffed_desk.database}")
    try:
        with staffed_desk.server.connect(copy) as connection:
            connection.execute("UPDATE staff SET active = false, login = login || '.x'")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("SELECT set_password(%s, 'x')", (staffed_desk[OPERATOR].id,))
    finally:
        staffed_desk.server.execute(f"DROP DATABASE {copy} WITH (FORCE)")
    sign_in(staffed_desk, OPERATOR).close()
    assert groups(staffed_desk, staffed_desk[OPERATOR].login) == {f"{staffed_desk.database}_operator"}


def test_a_rollback_undoes_changes_of_database_roles_too(staffed_desk: StaffedDesk) -> None:
    def fail(connection: Connection) -> None:
        connection.execute(staff.update().where(staff.c.name == OPERATOR).values(roles=frozenset({Role.ADMINISTRATOR})))
        connection.execute(staff.insert().values(name="新人", login="nobody.yet", roles=frozenset({Role.OPERATOR})))
        raise Refused("停。")

    with pytest.raises(Refused), staffed_desk.desk(ADMINISTRATOR).store.writing() as connection:
        fail(connection)
    assert groups(staffed_desk, staffed_desk[OPERATOR].login) == {f"{staffed_desk.database}_operator"}
    with staffed_desk.store.reading() as connection:
        assert connection.execute(select(text("count(*) FROM pg_roles WHERE rolname = 'nobody.yet'"))).scalar() == 0


def test_saving_a_member_of_staff_writes_no_warning_to_the_server_log(staffed_desk: StaffedDesk) -> None:
    length_before = len(staffed_desk.server.log.read_text())
    operator = staffed_desk[OPERATOR]
    for roles in ({Role.OPERATOR, Role.DISPATCHER}, {Role.DISPATCHER}, {Role.OPERATOR}):
        staffed_desk.hand(ADMINISTRATOR).do(save_staff(operator.id, OPERATOR, frozenset(roles), login=operator.login))
        assert groups(staffed_desk, operator.login) == {f"{staffed_desk.database}_{role}" for role in roles}
    assert "WARNING" not in staffed_desk.server.log.read_text()[length_before:]


def test_no_lock_that_a_watch_can_hold_stops_a_command(staffed_desk: StaffedDesk) -> None:
    login = keep_watch(staffed_desk, "值守")
    hand = staffed_desk.hand(ADMINISTRATOR)
    with staffed_desk.server.connect(staffed_desk.database, login, "值守") as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT pg_advisory_lock(1)")
        connection.execute("BEGIN")
        for table in ("alembic_version", "editing", "settings"):
            connection.execute(f"LOCK TABLE {table} IN ACCESS SHARE MODE".encode())
        staffed_desk.desk(OPERATOR).sweep()
        hand.do(save_staff(staffed_desk[OPERATOR].id, OPERATOR, frozenset({Role.OPERATOR}), active=False))


def test_a_sweep_ends_a_transaction_that_runs_longer_than_a_command_may(staffed_desk: StaffedDesk) -> None:
    hand = staffed_desk.hand(ADMINISTRATOR)
    with staffed_desk.server.connect(staffed_desk.database) as connection:
        made = connection.execute("SELECT pg_get_functiondef('end_overdue_sessions'::regproc)").fetchone()
        assert made is not None
        connection.execute(made[0].replace("'60 s'", "'0 s'").encode())
    with sign_in(staffed_desk, OPERATOR) as holding:
        holding.execute("BEGIN; SELECT begin_command(NULL, false); SELECT lock_journal(); SET transaction_timeout = 0")
        hand.do(save_staff(staffed_desk[OPERATOR].id, OPERATOR, frozenset({Role.OPERATOR}), active=False))
        with pytest.raises(psycopg.OperationalError):
            holding.execute("SELECT 1")
