"""Who comes in at a server's door: whom the server lets in and who is of the staff, and nobody's password is told."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import count
from queue import Queue
from typing import Any

import pytest
from sqlalchemy import text

from tests.accounts.conftest import as_
from tests.desk_fixtures import proper_sentence
from tests.servers import SUPERUSER, SUPERUSER_PASSWORD
from tests.staffed import ADMINISTRATOR, DISPATCHER, OPERATOR, OPERATOR_2, Member, StaffedDesk
from tickets.accounts import server_authenticator as server_entrance
from tickets.accounts.authenticator import Authenticator, FirstQuestion, Person
from tickets.accounts.server_authenticator import ServerAuthenticator
from tickets.actions.followup import note
from tickets.actions.people import save_staff, set_duty
from tickets.actions.progress import extend
from tickets.connection.target import Target
from tickets.errors import DeskError, Refused, Unavailable
from tickets.rules.words import Role
from tickets.store.feed import postgres as listening
from tickets.store.feed.changes import Changes
from tickets.store.postgres.security.scram import verifier

pytestmark = pytest.mark.slow

NEW = "新的密码 🔑 3280212"
_NUMBERS = count(1)


@pytest.fixture
def entrance(shared_desk: StaffedDesk) -> Iterator[ServerAuthenticator]:
    """The door of a desk on a server, where nobody has come in yet."""
    with door_of(shared_desk) as door:
        yield door


@pytest.fixture
def newcomer(shared_desk: StaffedDesk) -> Member:
    """An operator whom no other test knows."""
    return shared_desk.employ(f"newcomer{next(_NUMBERS)}", Role.OPERATOR)


@contextmanager
def door_of(desk: StaffedDesk) -> Iterator[ServerAuthenticator]:
    """Stand before one more door of this desk for a while."""
    door = ServerAuthenticator(Target(desk.server.url(desk.database)), "3 号席")
    yield door
    with suppress(Refused):  # nobody has come in
        door.desk.close()


def come_in(door: Authenticator, member: Member) -> Person:
    """Sign in as a member of the staff."""
    return door.sign_in(member.login, member.password)


def refused(do: Callable[[], Any]) -> str:
    """Return the sentence with which this is refused."""
    with pytest.raises(Refused) as caught:
        do()
    return proper_sentence(caught.value.sentence)


def signed_in(door: ServerAuthenticator) -> str:
    """Return in whose name the server is asked."""
    with door.desk.store.reading() as connection:
        return str(connection.execute(text("SELECT session_user")).scalar_one())


def test_a_door_tells_nothing_before_somebody_has_signed_in(entrance: ServerAuthenticator) -> None:
    assert entrance.is_server
    assert entrance.opening() is FirstQuestion.SIGN_IN
    assert entrance.logins() == []
    assert "登录" in refused(lambda: entrance.desk)
    assert "登录" in refused(lambda: entrance.sit_down(1))
    assert "管理员" in refused(lambda: entrance.make_first_administrator("演示", "yanshi", NEW))


def test_the_opening_is_known_without_a_server_that_answers() -> None:
    door = ServerAuthenticator(Target("postgresql+psycopg://127.0.0.1:1/nowhere"))
    assert door.opening() is FirstQuestion.SIGN_IN
    assert door.logins() == []
    assert door.place == "127.0.0.1:1/nowhere"
    with pytest.raises(Unavailable):
        door.sign_in("somebody", NEW)


def test_a_member_of_staff_comes_in_and_works_in_their_own_name(
    entrance: ServerAuthenticator, shared_desk: StaffedDesk
) -> None:
    member = shared_desk[OPERATOR]
    person = come_in(entrance, member)
    assert person == Person(member.id, OPERATOR, frozenset({Role.OPERATOR}), member.login)
    assert entrance.account(member.id) == person
    assert member.login in entrance.logins()
    hand = as_(entrance.desk, person)
    hand.do(note(hand.log(), None, "已读"))
    assert hand.last_entry(hand.log()).staff_id == member.id
    assert entrance.desk.server_clock is not None
    assert entrance.desk.server_clock.offset is not None


def test_people_change_at_one_seat_and_each_has_their_own_rights(
    entrance: ServerAuthenticator, shared_desk: StaffedDesk
) -> None:
    come_in(entrance, shared_desk[ADMINISTRATOR])
    desk = entrance.desk
    person = come_in(entrance, shared_desk[OPERATOR])
    assert entrance.desk is desk
    assert signed_in(entrance) == person.login
    claimed = Person(person.id, person.name, frozenset(Role), person.login)
    assert refused(lambda: as_(desk, claimed).do(save_staff(None, "新人", frozenset({Role.OPERATOR}))))


def test_who_is_not_let_in_leaves_whoever_was_in(entrance: ServerAuthenticator, shared_desk: StaffedDesk) -> None:
    person = come_in(entrance, shared_desk[OPERATOR])
    attempts = [
        (shared_desk[DISPATCHER].login, "不是这个密码"),
        (SUPERUSER, SUPERUSER_PASSWORD),
        ("nobody", NEW),
        ("", ""),
        (person.login, shared_desk[OPERATOR].password + "\0"),
        (person.login, "\ud800"),
    ]
    for login, password in attempts:
        assert refused(lambda given=(login, password): entrance.sign_in(*given))  # type: ignore[misc]
        assert signed_in(entrance) == person.login
    hand = as_(entrance.desk, person)
    assert hand.log()


def test_a_superuser_is_no_person_of_the_desk(entrance: ServerAuthenticator) -> None:
    assert "在职人员" in refused(lambda: entrance.sign_in(SUPERUSER, SUPERUSER_PASSWORD))
    assert entrance.logins() == []


def test_a_watch_is_no_person_of_the_desk(entrance: ServerAuthenticator, shared_desk: StaffedDesk) -> None:
    login = f"{shared_desk.database}.watching"
    with shared_desk.store.writing() as connection:
        kept = verifier(connection, login, NEW)
        connection.execute(text("SELECT keep_watch_account(:login, :kept)"), {"login": login, "kept": kept})
    assert "在职人员" in refused(lambda: entrance.sign_in(login, NEW))


def test_one_s_own_password_is_changed_and_reconnections_use_the_new_one(
    entrance: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk
) -> None:
    person = come_in(entrance, newcomer)
    assert "现在的密码" in refused(lambda: entrance.change_password(person, "不是这个密码", NEW))
    assert "8" in refused(lambda: entrance.change_password(person, newcomer.password, "1234567"))
    entrance.change_password(person, newcomer.password, NEW)
    entrance.desk.store.engine.dispose()
    assert signed_in(entrance) == newcomer.login
    assert as_(entrance.desk, person).log()
    with door_of(shared_desk) as door:
        assert refused(lambda: come_in(door, newcomer))
        assert door.sign_in(newcomer.login, NEW) == person


def test_an_administrator_gives_others_a_password_and_nobody_else_does(
    entrance: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk
) -> None:
    dispatcher = come_in(entrance, shared_desk[DISPATCHER])
    assert "管理员" in refused(lambda: entrance.reset_password(dispatcher, newcomer.id, NEW))
    chief = come_in(entrance, shared_desk[ADMINISTRATOR])
    entrance.reset_password(chief, newcomer.id, NEW)
    assert signed_in(entrance) == chief.login
    hand = as_(entrance.desk, chief)
    entry = hand.last_entry(None)
    assert (entry.action, entry.staff_id, entry.seat) == ("set_password", chief.id, "3 号席")
    assert entry.text == f"{newcomer.who.name}的密码"
    assert "SCRAM" not in str(entry)
    assert entrance.sign_in(newcomer.login, NEW).id == newcomer.id


def test_the_server_never_hears_a_password(
    entrance: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk
) -> None:
    shared_desk.execute(f"ALTER DATABASE {shared_desk.database} SET log_statement = 'all'")
    person = come_in(entrance, newcomer)
    entrance.change_password(person, newcomer.password, NEW)
    shared_desk.execute(f"ALTER DATABASE {shared_desk.database} RESET log_statement")
    log = shared_desk.server.log.read_text(encoding="utf-8")
    assert "SELECT set_password(" in log
    assert "新的密码" not in log
    assert newcomer.password not in log


def test_an_administrator_s_own_password_may_be_reset_too(
    entrance: ServerAuthenticator, shared_desk: StaffedDesk
) -> None:
    member = shared_desk.employ(f"chief{next(_NUMBERS)}", Role.ADMINISTRATOR)
    chief = come_in(entrance, member)
    entrance.reset_password(chief, chief.id, NEW)
    entrance.desk.store.engine.dispose()
    assert signed_in(entrance) == member.login


def test_a_connection_that_broke_as_the_password_was_set_signs_in_with_the_new_one(
    entrance: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk
) -> None:
    person = come_in(entrance, newcomer)
    execute = entrance.desk.execute

    def broken(*given: Any) -> Any:
        execute(*given)
        raise Unavailable("连不上数据库服务器，正在重连。")

    entrance.desk.execute = broken  # type: ignore[method-assign]
    entrance.change_password(person, newcomer.password, NEW)
    entrance.desk.store.engine.dispose()
    assert signed_in(entrance) == newcomer.login


def test_while_the_server_is_away_whoever_was_in_last_comes_in_again_and_nobody_else(
    entrance: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_given: object) -> None:
        raise Unavailable("连不上数据库服务器。")

    person = come_in(entrance, newcomer)
    monkeypatch.setattr(entrance, "_person", away)
    assert entrance.sign_in(newcomer.login, newcomer.password) == person
    with pytest.raises(Unavailable):
        entrance.sign_in(shared_desk[ADMINISTRATOR].login, shared_desk[ADMINISTRATOR].password)
    for _ in range(server_entrance.WRONG_AT_MOST):
        with pytest.raises(Refused, match="密码不对"):
            entrance.sign_in(newcomer.login, "a guess at it")
    with pytest.raises(Unavailable):
        entrance.sign_in(newcomer.login, newcomer.password)


def test_who_was_shut_out_does_not_come_in_again_because_the_server_is_away(
    entrance: ServerAuthenticator, newcomer: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_given: object) -> None:
        raise Unavailable("连不上数据库服务器。")

    come_in(entrance, newcomer)
    entrance.forget()
    monkeypatch.setattr(entrance, "_person", away)
    with pytest.raises(Unavailable):
        entrance.sign_in(newcomer.login, newcomer.password)


def test_a_password_that_was_made_too_short_in_psql_is_told_of(
    entrance: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk
) -> None:
    come_in(entrance, newcomer)
    assert entrance.advice == ""
    database, server = shared_desk.database, shared_desk.server
    changed = server.psql(
        f"ALTER ROLE \"{newcomer.login}\" PASSWORD 'abc'", database, newcomer.login, newcomer.password
    )
    assert changed.returncode == 0, changed.stderr  # PostgreSQL lets everybody
    entrance.sign_in(newcomer.login, "abc")
    assert "密码不合要求" in entrance.advice


def test_as_long_as_a_password_is_being_changed_it_is_known_that_the_old_one_may_be_refused(
    entrance: ServerAuthenticator, newcomer: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = come_in(entrance, newcomer)
    execute, meanwhile = entrance.desk.execute, []

    def watched(*given: Any) -> Any:
        done = execute(*given)
        meanwhile.append(entrance.changing)
        return done

    assert not entrance.changing
    monkeypatch.setattr(entrance.desk, "execute", watched)
    entrance.change_password(person, newcomer.password, NEW)
    assert meanwhile == [True]
    assert entrance.changing, "a connection that began with the old one may still be refused"
    monkeypatch.setattr(server_entrance, "CONNECT_SECONDS", 0)
    assert not entrance.changing


def test_as_somebody_comes_in_it_is_known_that_who_was_in_before_may_still_be_refused(
    entrance: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in(entrance, shared_desk[DISPATCHER])
    assert not entrance.changing
    come_in(entrance, newcomer)
    assert entrance.changing
    monkeypatch.setattr(server_entrance, "CONNECT_SECONDS", 0)
    assert not entrance.changing


def test_whoever_comes_in_is_told_of_changes_at_once_in_their_own_name(
    entrance: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "BEAT_SECONDS", 3600)  # nothing but a wake ends the wait
    told: Queue[Changes] = Queue()
    come_in(entrance, shared_desk[DISPATCHER])
    entrance.desk.feed.subscribe(told.put)
    come_in(entrance, newcomer)
    assert told.get(timeout=10).lost
    line = entrance.desk.feed.line
    assert line is not None
    assert line.connected


def test_an_account_ends_when_it_expires_or_retires_and_its_roles_are_those_of_now(
    entrance: ServerAuthenticator, newcomer: Member, shared_desk: StaffedDesk
) -> None:
    person = come_in(entrance, newcomer)
    chief = shared_desk.hand(ADMINISTRATOR)
    both = frozenset({Role.OPERATOR, Role.DISPATCHER})

    def save(roles: frozenset[Role] = both, **account: Any) -> None:
        chief.do(save_staff(newcomer.id, person.name, roles, **{"login": newcomer.login, **account}))

    save()
    found = entrance.account(person.id)
    assert found is not None
    assert found.roles == both
    with door_of(shared_desk) as door:
        save(expires=chief.desk.now() - timedelta(seconds=5))
        assert entrance.account(person.id) is None
        assert refused(lambda: come_in(door, newcomer))
        save(expires=chief.desk.now() + timedelta(hours=1))
        assert come_in(door, newcomer).roles == both
    save(active=False)
    with door_of(shared_desk) as door:
        assert refused(lambda: come_in(door, newcomer))


def test_a_new_login_signs_in_with_the_password_that_an_administrator_sets(
    entrance: ServerAuthenticator, shared_desk: StaffedDesk
) -> None:
    chief = come_in(entrance, shared_desk[ADMINISTRATOR])
    login = f"{shared_desk.database}.王五"
    key = as_(entrance.desk, chief).do(save_staff(None, "演示接线员", frozenset({Role.OPERATOR}), login=login))
    assert refused(lambda: entrance.sign_in(login, NEW))
    entrance.reset_password(chief, key, NEW)
    assert entrance.sign_in(login, NEW) == Person(key, "演示接线员", frozenset({Role.OPERATOR}), login)


def test_duty_is_one_s_own_and_others_who_lead_may_send_it(shared_desk: StaffedDesk) -> None:
    operator, dispatcher = shared_desk.hand(OPERATOR), shared_desk.hand(DISPATCHER)
    operator.do(set_duty(shared_desk[OPERATOR].id, False))
    assert "自己" in refused(lambda: operator.do(set_duty(shared_desk[OPERATOR_2].id, False)))
    dispatcher.do(set_duty(shared_desk[OPERATOR_2].id, False))


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
def test_a_verifier_made_here_lets_in_with_its_password_and_with_no_other(
    shared_desk: StaffedDesk, password: str
) -> None:
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


def test_two_windows_may_come_in_as_the_same_person_at_once(shared_desk: StaffedDesk) -> None:
    came: list[Person] = []

    def visit() -> None:
        with door_of(shared_desk) as door:
            came.append(come_in(door, shared_desk[OPERATOR]))

    threads = [threading.Thread(target=visit) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(came) == 3


def test_a_desk_that_is_gone_is_told_in_a_sentence(shared_desk: StaffedDesk) -> None:
    door = ServerAuthenticator(Target(shared_desk.server.url("nowhere")))
    with pytest.raises(DeskError) as caught:
        come_in(door, shared_desk[OPERATOR])
    assert proper_sentence(caught.value.sentence.replace("database create", ""))


def test_a_supervisor_consents_without_anybody_leaving_the_seat(
    entrance: ServerAuthenticator, shared_desk: StaffedDesk
) -> None:
    dispatcher, supervisor = shared_desk["dispatcher"], shared_desk["supervisor"]
    key = log_ticket(shared_desk)
    come_in(entrance, dispatcher)
    grant = extend(key, None, 3600, "夜间")
    assert "密码" in refused(lambda: entrance.perform_as(supervisor.login, "不是这个密码", grant))
    assert "值班长才能延期" in refused(lambda: entrance.perform_as(dispatcher.login, dispatcher.password, grant))
    entrance.perform_as(supervisor.login, supervisor.password, grant)
    assert shared_desk.hand("supervisor").last_entry(key).staff_id == supervisor.id
    assert signed_in(entrance) == dispatcher.login


def test_a_consent_that_finds_no_server_says_that_nothing_was_saved(
    entrance: ServerAuthenticator, shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    supervisor = shared_desk["supervisor"]
    key = log_ticket(shared_desk)
    come_in(entrance, shared_desk["dispatcher"])
    monkeypatch.setattr(entrance, "_target", Target("postgresql+psycopg://127.0.0.1:1/nowhere"))
    with pytest.raises(Unavailable) as caught:
        entrance.perform_as(supervisor.login, supervisor.password, extend(key, None, 3600, "夜间"))
    assert caught.value.unsaved
    assert "没有保存" in caught.value.sentence


def log_ticket(desk: StaffedDesk) -> int:
    """Open a ticket as an operator."""
    return desk.hand("operator").log()
