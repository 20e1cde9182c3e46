"""Signing in to a server: who is accepted by the server and is staff; no password is revealed."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import count
from queue import Queue
from typing import Any
from unittest.mock import Mock

import pytest
from sqlalchemy import text

from tests.accounts.conftest import as_
from tests.desk_fixtures import proper_sentence
from tests.servers import SUPERUSER, SUPERUSER_PASSWORD
from tests.staffed import ADMINISTRATOR, DISPATCHER, OPERATOR, Member, StaffedDesk
from tickets.accounts import server_authenticator as server_entrance
from tickets.accounts.authenticator import Authenticator, FirstQuestion, Person
from tickets.accounts.server_authenticator import ServerAuthenticator
from tickets.actions.consent import decide
from tickets.actions.followup import note
from tickets.actions.people import save_staff
from tickets.actions.progress import extend, hold
from tickets.connection.target import Target
from tickets.errors import Conflict, DeskError, Refused, Unavailable
from tickets.rules.words import ConsentState, Role
from tickets.store.feed import postgres as listening
from tickets.store.feed.changes import Changes
from tickets.store.postgres.security.scram import verifier
from tickets.store.queries.consents import requests_of_ticket

pytestmark = pytest.mark.slow

NEW = "新的密码 🔑 3280212"
_NUMBERS = count(1)


@pytest.fixture
def authenticator(shared_desk: StaffedDesk) -> Iterator[ServerAuthenticator]:
    """The authenticator of a database on a server, where nobody has signed in yet."""
    with authenticator_of(shared_desk) as authenticator:
        yield authenticator


@pytest.fixture
def newcomer(shared_desk: StaffedDesk) -> Member:
    """An operator unknown to other tests."""
    return shared_desk.employ(f"newcomer{next(_NUMBERS)}", Role.OPERATOR)


@contextmanager
def authenticator_of(desk: StaffedDesk) -> Iterator[ServerAuthenticator]:
    """Give another authenticator of this database for a while."""
    authenticator = ServerAuthenticator(Target(desk.server.url(desk.database)), "3 号席")
    yield authenticator
    with suppress(Refused):  # nobody has signed in
        authenticator.service.close()


def come_in(authenticator: Authenticator, member: Member) -> Person:
    """Sign in as a member of the staff."""
    return authenticator.sign_in(member.login, member.password)


def refused(do: Callable[[], Any]) -> str:
    """Return the sentence with which this is refused."""
    with pytest.raises(Refused) as caught:
        do()
    return proper_sentence(caught.value.sentence)


def signed_in(authenticator: ServerAuthenticator) -> str:
    """Return the login of the program's connections."""
    with authenticator.service.store.reading() as connection:
        return str(connection.execute(text("SELECT session_user")).scalar_one())


def test_nothing_is_available_before_somebody_has_signed_in(authenticator: ServerAuthenticator) -> None:
    assert authenticator.is_server
    assert authenticator.opening() is FirstQuestion.SIGN_IN
    assert authenticator.logins() == []
    assert "登录" in refused(lambda: authenticator.service)
    assert "登录" in refused(lambda: authenticator.sit_down(1))
    assert "管理员" in refused(lambda: authenticator.make_first_administrator("演示", "yanshi", NEW))


def test_the_first_question_needs_no_reachable_server() -> None:
    authenticator = ServerAuthenticator(Target("postgresql+psycopg://127.0.0.1:1/nowhere"))
    assert authenticator.opening() is FirstQuestion.SIGN_IN
    assert authenticator.logins() == []
    assert authenticator.place == "127.0.0.1:1/nowhere"
    with pytest.raises(Unavailable):
        authenticator.sign_in("somebody", NEW)


def test_a_member_of_staff_signs_in_and_works_in_their_own_name(
    authenticator: ServerAuthenticator, shared_desk: StaffedDesk
) -> None:
    member = shared_desk[OPERATOR]
    person = come_in(authenticator, member)
    assert person == Person(member.id, OPERATOR, frozenset({Role.OPERATOR}), member.login)
    assert authenticator.account(member.id) == person
    assert member.login in authenticator.logins()
    hand = as_(authenticator.service, person)
    hand.do(note(hand.log(), None, "已读"))
    assert hand.last_entry(hand.log()).staff_id == member.id
    assert authenticator.service.server_clock is not None
    assert authenticator.service.server_clock.offset is not None


def test_after_a_change_of_user_each_has_only_their_own_rights(
    authenticator: ServerAuthenticator, shared_desk: StaffedDesk
) -> None:
    come_in(authenticator, shared_desk[ADMINISTRATOR])
    desk = authenticator.service
    person = come_in(authenticator, shared_desk[OPERATOR])
    assert authenticator.service is desk
    assert signed_in(authenticator) == person.login
    claimed = Person(person.id, person.name, frozenset(Role), person.login)
    assert refused(lambda: as_(desk, claimed).do(save_staff(None, "新人", frozenset({Role.OPERATOR}))))


def test_a_refused_sign_in_leaves_the_previous_user_signed_in(
    authenticator: ServerAuthenticator, shared_desk: StaffedDesk
) -> None:
    person = come_in(authenticator, shared_desk[OPERATOR])
    attempts = [
        (shared_desk[DISPATCHER].login, "不是这个密码"),
        (SUPERUSER, SUPERUSER_PASSWORD),
        ("nobody", NEW),
        ("", ""),
        (person.login, shared_desk[OPERATOR].password + "\0"),
        (person.login, "\ud800"),
    ]
    for login, password in attempts:
        assert refused(lambda given=(login, password): authenticator.sign_in(*given))  # type: ignore[misc]
        assert signed_in(authenticator) == person.login
    hand = as_(authenticator.service, person)
    assert hand.log()


def test_a_superuser_cannot_sign_in_as_a_person(authenticator: ServerAuthenticator) -> None:
    assert "在职人员" in refused(lambda: authenticator.sign_in(SUPERUSER, SUPERUSER_PASSWORD))
    assert authenticator.logins() == []


def test_a_watch_account_cannot_sign_in_as_a_person(
    authenticator: ServerAuthenticator, shared_desk: StaffedDesk
) -> None:
    login = f"{shared_desk.database}.watching"
    with shared_desk.store.writing() as connection:
        kept = verifier(connection, login, NEW)
        connection.execute(text("SELECT keep_watch_account(:login, :kept)"), {"login": login, "kept": kept})
    assert "在职人员" in refused(lambda: authenticator.sign_in(login, NEW))


def test_after_a_password_change_reconnections_use_the_new_password(
    authenticator: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk
) -> None:
    person = come_in(authenticator, newcomer)
    assert "现在的密码" in refused(lambda: authenticator.change_password(person, "不是这个密码", NEW))
    assert "8" in refused(lambda: authenticator.change_password(person, newcomer.password, "1234567"))
    authenticator.change_password(person, newcomer.password, NEW)
    authenticator.service.store.engine.dispose()
    assert signed_in(authenticator) == newcomer.login
    assert as_(authenticator.service, person).log()
    with authenticator_of(shared_desk) as other:
        assert refused(lambda: come_in(other, newcomer))
        assert other.sign_in(newcomer.login, NEW) == person


def test_only_an_administrator_sets_passwords_of_others_on_the_server(
    authenticator: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk
) -> None:
    dispatcher = come_in(authenticator, shared_desk[DISPATCHER])
    assert "管理员" in refused(lambda: authenticator.reset_password(dispatcher, newcomer.id, NEW))
    chief = come_in(authenticator, shared_desk[ADMINISTRATOR])
    authenticator.reset_password(chief, newcomer.id, NEW)
    assert signed_in(authenticator) == chief.login
    hand = as_(authenticator.service, chief)
    entry = hand.last_entry(None)
    assert (entry.action, entry.staff_id, entry.seat) == ("set_password", chief.id, "3 号席")
    assert entry.text == f"{newcomer.who.name}的密码"
    assert "SCRAM" not in str(entry)
    assert authenticator.sign_in(newcomer.login, NEW).id == newcomer.id


def test_the_server_never_receives_a_password_in_clear(
    authenticator: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk
) -> None:
    shared_desk.execute(f"ALTER DATABASE {shared_desk.database} SET log_statement = 'all'")
    person = come_in(authenticator, newcomer)
    authenticator.change_password(person, newcomer.password, NEW)
    shared_desk.execute(f"ALTER DATABASE {shared_desk.database} RESET log_statement")
    log = shared_desk.server.log.read_text(encoding="utf-8")
    assert "SELECT set_password(" in log
    assert "新的密码" not in log
    assert newcomer.password not in log


def test_an_administrator_s_own_password_may_be_reset_too(
    authenticator: ServerAuthenticator, shared_desk: StaffedDesk
) -> None:
    member = shared_desk.employ(f"chief{next(_NUMBERS)}", Role.ADMINISTRATOR)
    chief = come_in(authenticator, member)
    authenticator.reset_password(chief, chief.id, NEW)
    authenticator.service.store.engine.dispose()
    assert signed_in(authenticator) == member.login


def test_a_connection_that_broke_as_the_password_was_set_signs_in_with_the_new_one(
    authenticator: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk
) -> None:
    person = come_in(authenticator, newcomer)
    execute = authenticator.service.execute

    def broken(*given: Any) -> Any:
        execute(*given)
        raise Unavailable("连不上数据库服务器，正在重连。")

    authenticator.service.execute = broken  # type: ignore[method-assign]
    authenticator.change_password(person, newcomer.password, NEW)
    authenticator.service.store.engine.dispose()
    assert signed_in(authenticator) == newcomer.login


def test_while_the_server_is_unreachable_only_the_last_signed_in_user_can_sign_in(
    authenticator: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = come_in(authenticator, newcomer)
    monkeypatch.setattr(authenticator, "_person", Mock(side_effect=Unavailable("连不上数据库服务器。")))
    assert authenticator.sign_in(newcomer.login, newcomer.password) == person
    with pytest.raises(Unavailable):
        authenticator.sign_in(shared_desk[ADMINISTRATOR].login, shared_desk[ADMINISTRATOR].password)
    for _ in range(server_entrance.WRONG_AT_MOST):
        with pytest.raises(Refused, match="密码不对"):
            authenticator.sign_in(newcomer.login, "a guess at it")
    with pytest.raises(Unavailable):
        authenticator.sign_in(newcomer.login, newcomer.password)


def test_a_forgotten_user_cannot_sign_in_while_the_server_is_unreachable(
    authenticator: ServerAuthenticator, newcomer: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in(authenticator, newcomer)
    authenticator.forget()
    monkeypatch.setattr(authenticator, "_person", Mock(side_effect=Unavailable("连不上数据库服务器。")))
    with pytest.raises(Unavailable):
        authenticator.sign_in(newcomer.login, newcomer.password)


def test_a_too_short_password_set_in_psql_is_reported(
    authenticator: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk
) -> None:
    come_in(authenticator, newcomer)
    assert authenticator.advice == ""
    database, server = shared_desk.database, shared_desk.server
    changed = server.psql(
        f"ALTER ROLE \"{newcomer.login}\" PASSWORD 'abc'", database, newcomer.login, newcomer.password
    )
    assert changed.returncode == 0, changed.stderr  # PostgreSQL permits it to everybody
    authenticator.sign_in(newcomer.login, "abc")
    assert "密码不合要求" in authenticator.advice


def test_while_a_password_is_being_changed_the_authenticator_is_marked_as_changing(
    authenticator: ServerAuthenticator, newcomer: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = come_in(authenticator, newcomer)
    execute, meanwhile = authenticator.service.execute, []

    def watched(*given: Any) -> Any:
        done = execute(*given)
        meanwhile.append(authenticator.changing)
        return done

    assert not authenticator.changing
    monkeypatch.setattr(authenticator.service, "execute", watched)
    authenticator.change_password(person, newcomer.password, NEW)
    assert meanwhile == [True]
    assert authenticator.changing, "a connection that began with the old one may still be refused"
    monkeypatch.setattr(server_entrance, "CONNECT_SECONDS", 0)
    assert not authenticator.changing


def test_while_another_user_signs_in_the_authenticator_is_marked_as_changing(
    authenticator: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in(authenticator, shared_desk[DISPATCHER])
    assert not authenticator.changing
    come_in(authenticator, newcomer)
    assert authenticator.changing
    monkeypatch.setattr(server_entrance, "CONNECT_SECONDS", 0)
    assert not authenticator.changing


def test_after_sign_in_the_feed_reports_changes_over_the_new_users_connection(
    authenticator: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "BEAT_SECONDS", 3600)  # only a wake ends the wait
    changes: Queue[Changes] = Queue()
    come_in(authenticator, shared_desk[DISPATCHER])
    authenticator.service.feed.subscribe(changes.put)
    come_in(authenticator, newcomer)
    assert changes.get(timeout=10).lost
    line = authenticator.service.feed.status
    assert line is not None
    assert line.connected


def test_an_expired_or_retired_account_is_gone_and_roles_are_read_anew(
    authenticator: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk
) -> None:
    person = come_in(authenticator, newcomer)
    chief = shared_desk.hand(ADMINISTRATOR)
    both = frozenset({Role.OPERATOR, Role.DISPATCHER})

    def save(roles: frozenset[Role] = both, **account: Any) -> None:
        chief.do(save_staff(newcomer.id, person.name, roles, **{"login": newcomer.login, **account}))

    save()
    found = authenticator.account(person.id)
    assert found is not None
    assert found.roles == both
    with authenticator_of(shared_desk) as other:
        save(expires=chief.desk.now() - timedelta(seconds=5))
        assert authenticator.account(person.id) is None
        assert refused(lambda: come_in(other, newcomer))
        save(expires=chief.desk.now() + timedelta(hours=1))
        assert come_in(other, newcomer).roles == both
    save(active=False)
    with authenticator_of(shared_desk) as other:
        assert refused(lambda: come_in(other, newcomer))


def test_a_new_login_signs_in_with_the_password_that_an_administrator_sets(
    authenticator: ServerAuthenticator, shared_desk: StaffedDesk
) -> None:
    chief = come_in(authenticator, shared_desk[ADMINISTRATOR])
    login = f"{shared_desk.database}.王五"
    key = as_(authenticator.service, chief).do(save_staff(None, "演示接线员", frozenset({Role.OPERATOR}), login=login))
    assert refused(lambda: authenticator.sign_in(login, NEW))
    authenticator.reset_password(chief, key, NEW)
    assert authenticator.sign_in(login, NEW) == Person(key, "演示接线员", frozenset({Role.OPERATOR}), login)


@pytest.mark.parametrize(
    "password",
    [
        "plain-ascii",
        "有 空 格 的 密码",
        "🔑🚰💧🔧🔩🪠🧊❄️",
        " 前后都有空格 ",
        "quo'te\"back\\slash$1:=%s",
        "ｆｕｌｌ－ｗｉｄｔｈ",
        "水" * 200,
    ],
)
def test_a_verifier_made_here_accepts_only_its_own_password(shared_desk: StaffedDesk, password: str) -> None:
    login = f"{shared_desk.database}.role{next(_NUMBERS)}"
    with shared_desk.store.reading() as connection:
        kept = verifier(connection, login, password)
        assert kept != verifier(connection, login, password), "each has a salt of its own"
    shared_desk.execute(f"CREATE ROLE \"{login}\" LOGIN PASSWORD '{kept}'")
    shared_desk.execute(f'GRANT CONNECT ON DATABASE {shared_desk.database} TO "{login}"')
    shared_desk.server.connect(shared_desk.database, login, password).close()
    for wrong in (password + "x", password[1:], password.swapcase() + " ", ""):
        with pytest.raises(Exception, match="password"):
            shared_desk.server.connect(shared_desk.database, login, wrong)
    shared_desk.execute(f'REVOKE CONNECT ON DATABASE {shared_desk.database} FROM "{login}"')
    shared_desk.execute(f'DROP ROLE "{login}"')


def test_two_windows_may_sign_in_as_the_same_person_at_once(shared_desk: StaffedDesk) -> None:
    came: list[Person] = []

    def visit() -> None:
        with authenticator_of(shared_desk) as authenticator:
            came.append(come_in(authenticator, shared_desk[OPERATOR]))

    threads = [threading.Thread(target=visit) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(came) == 3


def test_a_missing_server_database_is_reported_in_a_sentence(shared_desk: StaffedDesk) -> None:
    authenticator = ServerAuthenticator(Target(shared_desk.server.url("nowhere")))
    with pytest.raises(DeskError) as caught:
        come_in(authenticator, shared_desk[OPERATOR])
    assert proper_sentence(caught.value.sentence.replace("database create", ""))


def test_a_supervisor_approves_while_the_dispatcher_stays_signed_in(
    authenticator: ServerAuthenticator, shared_desk: StaffedDesk
) -> None:
    dispatcher, supervisor = shared_desk["dispatcher"], shared_desk["supervisor"]
    key = log_ticket(shared_desk)
    come_in(authenticator, dispatcher)
    grant = extend(key, None, 3600, "夜间")
    assert "密码" in refused(lambda: authenticator.perform_as(supervisor.login, "不是这个密码", grant))
    assert "值班长才能延期" in refused(lambda: authenticator.perform_as(dispatcher.login, dispatcher.password, grant))
    authenticator.perform_as(supervisor.login, supervisor.password, grant)
    assert shared_desk.hand("supervisor").last_entry(key).staff_id == supervisor.id
    assert signed_in(authenticator) == dispatcher.login


def test_a_supervisor_decides_what_the_dispatcher_asked_for_on_a_connection_of_their_own(
    authenticator: ServerAuthenticator, shared_desk: StaffedDesk
) -> None:
    dispatcher, supervisor = shared_desk["dispatcher"], shared_desk["supervisor"]
    key = log_ticket(shared_desk)
    come_in(authenticator, dispatcher)
    authenticator.service.execute(hold(key, None, "等燃气交底"), dispatcher.who)
    (request,) = [
        row for row in authenticator.service.read(requests_of_ticket, key, authenticator.service.now()) if row.is_open
    ]
    before = connections_of(authenticator, supervisor.login)
    grant = decide(request.id, True, "有照片")
    sentence = "值班长才能核准，请换人登录或请他们来做。"
    assert refused(lambda: authenticator.perform_as(dispatcher.login, dispatcher.password, grant)) == sentence
    assert "密码" in refused(lambda: authenticator.perform_as(supervisor.login, "不是这个密码", grant))
    authenticator.perform_as(supervisor.login, supervisor.password, grant)
    (decided,) = authenticator.service.read(requests_of_ticket, key, authenticator.service.now())
    assert (decided.state, decided.decider, decided.note) == (ConsentState.GRANTED, supervisor.who.name, "有照片")
    assert signed_in(authenticator) == dispatcher.login
    with pytest.raises(Conflict, match="这项挂起申请已核准"):
        authenticator.perform_as(supervisor.login, supervisor.password, decide(request.id, False))
    until = time.monotonic() + 60
    while connections_of(authenticator, supervisor.login) > before:  # a closed one disappears soon after
        assert time.monotonic() < until, "their connections stay open"


def connections_of(authenticator: ServerAuthenticator, login: str) -> int:
    """Return the number of connections with this login."""
    statement = text("SELECT count(*) FROM pg_stat_activity WHERE usename = :login")
    return authenticator.service.read(lambda read: int(read.execute(statement, {"login": login}).scalar_one()))


def test_a_supervisor_of_a_server_does_not_decide_a_request_of_their_own(
    authenticator: ServerAuthenticator, shared_desk: StaffedDesk
) -> None:
    supervisor = shared_desk["supervisor"]
    key = log_ticket(shared_desk)
    come_in(authenticator, supervisor)
    authenticator.service.execute(hold(key, None, "等燃气交底"), supervisor.who)
    (request,) = authenticator.service.read(requests_of_ticket, key, authenticator.service.now())
    own = decide(request.id, True)
    assert "不能自己核准" in refused(lambda: authenticator.perform_as(supervisor.login, supervisor.password, own))
    assert [row.state for row in authenticator.service.read(requests_of_ticket, key, authenticator.service.now())] == [
        ConsentState.ASKED
    ]


def test_an_approval_without_a_reachable_server_says_that_nothing_was_saved(
    authenticator: ServerAuthenticator, shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    supervisor = shared_desk["supervisor"]
    key = log_ticket(shared_desk)
    come_in(authenticator, shared_desk["dispatcher"])
    monkeypatch.setattr(authenticator, "_target", Target("postgresql+psycopg://127.0.0.1:1/nowhere"))
    with pytest.raises(Unavailable) as caught:
        authenticator.perform_as(supervisor.login, supervisor.password, extend(key, None, 3600, "夜间"))
    assert caught.value.unsaved
    assert "没有保存" in caught.value.sentence


def log_ticket(desk: StaffedDesk) -> int:
    """Open a ticket as an operator."""
    return desk.hand("operator").log()
