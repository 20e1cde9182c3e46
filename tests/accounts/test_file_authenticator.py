"""Signing in to a file: with a password, as the first administrator, or without one in a demo database."""

import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest
from argon2 import Parameters, PasswordHasher, extract_parameters
from hypothesis import given
from hypothesis import strategies as st

from tests.accounts.conftest import CHEAP, PASSWORD, as_
from tests.desk_fixtures import EVERYONE, Hand, HandClock, proper_sentence
from tickets.accounts.authenticator import FirstQuestion, Person
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.actions.people import save_staff
from tickets.actions.rulemaking import save_setting
from tickets.errors import Refused
from tickets.rules.words import Role
from tickets.service import TicketService
from tickets.store.queries.lookups import list_staff
from tickets.store.schema import open_store
from tickets.store.tables import passwords

WRONG = "不是这个密码"
OPERATOR = frozenset({Role.OPERATOR})


def refused(do: Callable[[], Any]) -> str:
    """Return the sentence with which this is refused."""
    with pytest.raises(Refused) as caught:
        do()
    return proper_sentence(caught.value.sentence)


def miss(authenticator: FileAuthenticator, times: int, login: str = "jiexian") -> str:
    """Try a wrong password some times and return the last sentence."""
    return [refused(lambda: authenticator.sign_in(login, WRONG)) for _ in range(times)][-1]


def test_a_new_file_asks_to_create_the_first_administrator_and_then_for_a_password(
    authenticator: FileAuthenticator,
) -> None:
    assert authenticator.opening() is FirstQuestion.FIRST_ADMINISTRATOR
    chief = authenticator.make_first_administrator(" 演示管理员 ", "ｇuanli ", PASSWORD)
    assert (chief.name, chief.login, chief.roles) == ("演示管理员", "guanli", set(Role))
    assert authenticator.opening() is FirstQuestion.SIGN_IN
    assert authenticator.sign_in("guanli", PASSWORD) == chief


def test_a_second_first_administrator_is_refused(authenticator: FileAuthenticator, chief: Person) -> None:
    assert "已经有管理员" in refused(lambda: authenticator.make_first_administrator("演示二", "er", PASSWORD))


def test_two_windows_make_one_first_administrator(authenticator: FileAuthenticator) -> None:
    both_see_none = threading.Barrier(2)
    opening = authenticator.opening
    authenticator.opening = lambda: (opening(), both_see_none.wait(5))[0]  # type: ignore[method-assign]
    outcomes: list[object] = []

    def make(name: str) -> None:
        try:
            outcomes.append(authenticator.make_first_administrator(f"演示{name}", name, PASSWORD))
        except Refused as refusal:
            outcomes.append(refusal)

    threads = [threading.Thread(target=make, args=(name,)) for name in ("jia", "yi")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Person", "Refused"]
    assert len(authenticator.logins()) == 1


def test_the_default_account_of_a_new_file_is_retired_once_an_administrator_exists(
    authenticator: FileAuthenticator, chief: Person
) -> None:
    assert [member.name for member in authenticator.service.read(list_staff)] == ["演示管理员"]
    assert authenticator.account(EVERYONE.staff_id or 0) is None
    assert refused(lambda: authenticator.sign_in("值班员", "")) == "登录名或密码不对。"
    assert "停用" in Hand(authenticator.service, EVERYONE).refused(save_setting("测试", 1))


def test_an_existing_account_of_that_name_becomes_the_first_administrator(
    authenticator: FileAuthenticator,
) -> None:
    chief = authenticator.make_first_administrator("值班员", "guanli", PASSWORD)
    assert chief.id == EVERYONE.staff_id
    assert [member.login for member in authenticator.service.read(list_staff)] == ["guanli"]


def test_a_demo_desk_needs_no_sign_in_until_an_administrator_has_a_password(
    authenticator: FileAuthenticator, hand: Hand
) -> None:
    assert "先登录" in refused(lambda: authenticator.sit_down(1))
    hand.do(save_setting("demo", True))
    assert authenticator.opening() is FirstQuestion.NOTHING
    without_login = hand.do(save_staff(None, "演示接线员", OPERATOR))
    assert authenticator.sit_down(without_login) == Person(without_login, "演示接线员", OPERATOR, "")
    assert authenticator.account(without_login) == authenticator.sit_down(without_login)
    assert "没有这个人" in refused(lambda: authenticator.sit_down(99))
    assert "已经有管理员" in refused(lambda: authenticator.make_first_administrator("演示", "x", PASSWORD))
    authenticator.reset_password(authenticator.sit_down(1), 1, PASSWORD)
    assert authenticator.opening() is FirstQuestion.SIGN_IN
    assert "先登录" in refused(lambda: authenticator.sit_down(1))
    assert authenticator.account(without_login) is None


def test_a_wrong_password_and_an_unknown_login_are_refused_in_the_same_words(
    authenticator: FileAuthenticator, operator: Person
) -> None:
    as_(authenticator.service, authenticator.sign_in("guanli", PASSWORD)).do(
        save_staff(None, "演示无密码", OPERATOR, login="wu")
    )
    answers = {
        refused(partial(authenticator.sign_in, *given))
        for given in (
            *(("jiexian", WRONG), ("nobody", PASSWORD), ("wu", ""), ("wu", PASSWORD), ("", ""), ("jiexian", "")),
            *(("jiexian\0", PASSWORD + "\ud800"), ("nobody\ud800", "\0")),
        )
    }
    assert answers == {"登录名或密码不对。"}


class Counted(PasswordHasher):
    """Records the cost parameters of each checked hash."""

    def verify(self, known: str | bytes, password: str | bytes) -> Literal[True]:
        """Check as usual."""
        self.__dict__.setdefault("costs", []).append(extract_parameters(str(known)))
        return super().verify(known, password)


def test_an_unknown_login_takes_as_long_as_a_known_one(
    desk: TicketService, authenticator: FileAuthenticator, operator: Person
) -> None:
    hasher = Counted(time_cost=2, memory_cost=1024, parallelism=1)
    dear = FileAuthenticator(desk, "1 号席", hasher)
    dear.reset_password(authenticator.sign_in("guanli", PASSWORD), operator.id, PASSWORD)

    def costs(login: str) -> list[Parameters]:
        hasher.__dict__["costs"] = []
        refused(lambda: dear.sign_in(login, WRONG))
        return list(hasher.__dict__["costs"])

    assert costs("nobody") == costs("jiexian") == [extract_parameters(hasher.hash(PASSWORD))]


def test_full_width_letters_of_an_input_method_are_the_same_login_and_password(
    authenticator: FileAuthenticator, chief: Person
) -> None:
    authenticator.reset_password(chief, chief.id, "abc 12345")
    assert authenticator.sign_in("ｇｕａｎｌｉ", "ａｂｃ　１２３４５") == chief


def test_five_wrong_passwords_lock_for_five_minutes_then_ten_and_say_how_long(
    authenticator: FileAuthenticator, operator: Person, clock: HandClock
) -> None:
    assert miss(authenticator, 4) == "登录名或密码不对。"
    assert "5 次" in (sentence := miss(authenticator, 1))
    assert "5 分钟" in sentence
    clock.advance(61)
    assert "4 分钟" in refused(lambda: authenticator.sign_in("jiexian", PASSWORD))
    clock.advance(300 - 61)
    assert "10 分钟" in miss(authenticator, 1)
    clock.advance(600)
    assert authenticator.sign_in("jiexian", PASSWORD) == operator
    assert miss(authenticator, 4) == "登录名或密码不对。"


def test_a_locked_account_does_not_lock_others_and_an_administrator_unlocks_it(
    authenticator: FileAuthenticator, operator: Person, chief: Person
) -> None:
    miss(authenticator, 5)
    assert authenticator.sign_in("guanli", PASSWORD) == chief
    authenticator.reset_password(chief, operator.id, "新的密码一二三四")
    assert authenticator.sign_in("jiexian", "新的密码一二三四") == operator


def test_wrong_passwords_count_when_changing_the_password_too(
    authenticator: FileAuthenticator, operator: Person
) -> None:
    for _ in range(5):
        refused(lambda: authenticator.change_password(operator, WRONG, "新的密码一二三四"))
    assert "锁定" in refused(lambda: authenticator.sign_in("jiexian", PASSWORD))


def test_simultaneous_wrong_passwords_in_many_windows_all_count(
    authenticator: FileAuthenticator, operator: Person, desk_url: str, clock: HandClock
) -> None:
    windows = [FileAuthenticator(TicketService(open_store(desk_url), clock), hasher=CHEAP) for _ in range(4)]
    together = threading.Barrier(len(windows))
    shown_to_user: list[str] = []

    def guess(window: FileAuthenticator) -> None:
        together.wait(10)
        shown_to_user.append(miss(window, 3))

    threads = [threading.Thread(target=guess, args=(window,)) for window in windows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    for window in windows:
        window.service.close()
    [secret] = Hand(authenticator.service).rows(passwords, staff_id=operator.id)
    assert secret.failures == 5
    assert sum("锁定" in sentence for sentence in shown_to_user) >= 1
    assert "锁定" in refused(lambda: authenticator.sign_in("jiexian", PASSWORD))


def test_a_right_password_being_checked_while_the_account_gets_locked_is_refused(
    desk: TicketService, authenticator: FileAuthenticator, operator: Person
) -> None:
    class Slow(PasswordHasher):
        def verify(self, *given: Any) -> Any:
            miss(authenticator, 5)
            return super().verify(*given)

    slow = FileAuthenticator(desk, hasher=Slow(time_cost=1, memory_cost=8, parallelism=1))
    assert "锁定" in refused(lambda: slow.sign_in("jiexian", PASSWORD))


@pytest.fixture(scope="module")
def lone_authenticator(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FileAuthenticator]:
    """An authenticator with a database of its own, one administrator and a hand-driven clock."""
    path = tmp_path_factory.mktemp("door") / "desk.db"
    shutil.copy(blank_file, path)
    desk = TicketService(open_store(f"sqlite:///{path}"), HandClock())
    authenticator = FileAuthenticator(desk, hasher=CHEAP)
    authenticator.make_first_administrator("演示管理员", "guanli", PASSWORD)
    yield authenticator
    desk.close()


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0, 1, 59, 299, 300, 301, 3600])), max_size=25))
def test_in_any_order_of_tries_a_locked_account_refuses_sign_in_and_its_lock_expires(
    lone_authenticator: FileAuthenticator, tries: list[tuple[bool, int]]
) -> None:
    authenticator, clock = lone_authenticator, lone_authenticator.service.now
    assert isinstance(clock, HandClock)
    chief = authenticator.sign_in("guanli", PASSWORD)
    for right, pause in tries:
        clock.advance(pause)
        [secret] = Hand(authenticator.service).rows(passwords)
        locked = secret.locked_until is not None and secret.locked_until > clock.now
        try:
            authenticator.sign_in("guanli", PASSWORD if right else WRONG)
        except Refused as refusal:
            assert locked or not right
            assert not locked or "锁定" in refusal.sentence
        else:
            assert right
            assert not locked
    clock.advance(3600)
    assert authenticator.sign_in("guanli", PASSWORD) == chief


def test_a_retired_or_expired_account_is_named_as_such_only_for_the_right_password(
    authenticator: FileAuthenticator, operator: Person, chief: Person, clock: HandClock
) -> None:
    hand = as_(authenticator.service, chief)
    ends = clock.now + timedelta(hours=1)
    hand.do(save_staff(operator.id, operator.name, OPERATOR, login="jiexian", expires=ends))
    clock.set(ends - timedelta(seconds=1))
    assert authenticator.account(operator.id) == authenticator.sign_in("jiexian", PASSWORD) == operator
    clock.set(ends)
    assert "到期" in refused(lambda: authenticator.sign_in("jiexian", PASSWORD))
    assert miss(authenticator, 1) == "登录名或密码不对。"
    assert authenticator.account(operator.id) is None
    hand.do(save_staff(operator.id, operator.name, OPERATOR, login="jiexian", active=False))
    assert "停用" in refused(lambda: authenticator.sign_in("jiexian", PASSWORD))
    assert authenticator.account(operator.id) is None
    assert miss(authenticator, 1) == "登录名或密码不对。"


def test_accounts_with_login_and_password_are_listed_in_staff_order(
    authenticator: FileAuthenticator, operator: Person, chief: Person
) -> None:
    hand = as_(authenticator.service, chief)
    for name, login in (("演示甲", None), ("演示乙", "yi"), ("演示丙", "bing")):
        key = hand.do(save_staff(None, name, OPERATOR, login=login))
        if login != "yi" and login is not None:
            authenticator.reset_password(chief, key, PASSWORD)
    assert authenticator.logins() == ["guanli", "jiexian", "bing"]
    hand.do(save_staff(operator.id, operator.name, OPERATOR, login="jiexian", active=False))
    assert authenticator.logins() == ["guanli", "bing"]


def test_an_account_whose_login_was_removed_is_not_found(
    authenticator: FileAuthenticator, operator: Person, chief: Person
) -> None:
    as_(authenticator.service, chief).do(save_staff(operator.id, operator.name, OPERATOR))
    assert authenticator.account(operator.id) is None
    assert refused(lambda: authenticator.sign_in("jiexian", PASSWORD)) == "登录名或密码不对。"


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("1234567", "8"),
        ("", "8"),
        ("jie_xian_1", "登录名"),
        ("JIE_XIAN_1", "登录名"),
        ("水" * 201, "200"),
        ("a\tbcdefgh", "控制"),
    ],
)
def test_a_weak_password_is_refused_wherever_it_is_chosen(
    authenticator: FileAuthenticator, chief: Person, password: str, why: str
) -> None:
    key = as_(authenticator.service, chief).do(save_staff(None, "演示接线员", OPERATOR, login="jie_xian_1"))
    authenticator.reset_password(chief, key, PASSWORD)
    person = authenticator.sign_in("jie_xian_1", PASSWORD)
    assert why in refused(lambda: authenticator.reset_password(chief, key, password))
    assert why in refused(lambda: authenticator.change_password(person, PASSWORD, password))
    assert authenticator.sign_in("jie_xian_1", PASSWORD) == person


def test_the_first_administrator_s_password_is_not_weak_either(authenticator: FileAuthenticator) -> None:
    assert "8" in refused(lambda: authenticator.make_first_administrator("演示", "guanli", "1234567"))
    assert authenticator.opening() is FirstQuestion.FIRST_ADMINISTRATOR


def test_changing_the_own_password_needs_the_old_one(authenticator: FileAuthenticator, operator: Person) -> None:
    assert "现在的密码" in refused(lambda: authenticator.change_password(operator, WRONG, "新的密码一二三四"))
    authenticator.change_password(operator, PASSWORD, "新的密码一二三四")
    assert authenticator.sign_in("jiexian", "新的密码一二三四") == operator
    refused(lambda: authenticator.sign_in("jiexian", PASSWORD))


def test_only_an_administrator_sets_the_password_of_others(
    authenticator: FileAuthenticator, operator: Person, chief: Person
) -> None:
    assert "管理员" in refused(lambda: authenticator.reset_password(operator, chief.id, "新的密码一二三四"))
    claimed = Person(operator.id, operator.name, frozenset(Role), operator.login)
    assert "管理员" in refused(lambda: authenticator.reset_password(claimed, chief.id, "新的密码一二三四"))
    assert "登录名" in refused(lambda: authenticator.reset_password(chief, 99, "新的密码一二三四"))
    assert authenticator.sign_in("guanli", PASSWORD) == chief


def test_the_journal_says_who_set_whose_password_and_never_the_hash(
    authenticator: FileAuthenticator, operator: Person, chief: Person
) -> None:
    hand = as_(authenticator.service, chief)
    entry = hand.last_entry(None)
    assert (entry.action, entry.staff_id, entry.seat, entry.text) == (
        "set_password", chief.id, "1 号席", "演示接线员的密码",
    )  # fmt: skip
    told = {name: rows for name, rows in hand.dump().items() if name != "passwords"}
    assert "argon2" in str(hand.dump()["passwords"])
    assert "argon2" not in str(told)
    assert PASSWORD not in str(hand.dump())


def test_an_outdated_password_hash_is_replaced_at_the_next_sign_in(
    desk: TicketService, authenticator: FileAuthenticator, operator: Person
) -> None:
    dearer = FileAuthenticator(desk, hasher=PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert dearer.sign_in("jiexian", PASSWORD) == operator
    [secret] = Hand(desk).rows(passwords, staff_id=operator.id)
    assert "m=16,t=2" in secret.hash
    assert authenticator.sign_in("jiexian", PASSWORD) == operator


def test_the_place_of_a_file_database_is_its_file_name(authenticator: FileAuthenticator) -> None:
    assert authenticator.place == "desk.db"
    assert not authenticator.is_server
