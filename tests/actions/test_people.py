"""Staff, crews and their members are added and changed, never deleted; the journal keeps the old values."""

from typing import Any

import pytest
from sqlalchemy import update

from tests.desk_fixtures import Hand, HandClock
from tickets.actions.command import Command
from tickets.actions.people import save_crew, save_member, save_staff, set_crew_duty, set_duty
from tickets.actions.rulemaking import save_place
from tickets.errors import Refused
from tickets.rules.words import Role, Zone
from tickets.store.queries.board import strip
from tickets.store.queries.lookups import list_crews, list_members, list_staff
from tickets.store.rows import Who
from tickets.store.tables import staff

pytestmark = pytest.mark.on_both

OPERATOR = frozenset({Role.OPERATOR})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})


def test_staff_are_added_and_changed_and_the_journal_keeps_old_and_new(hand: Hand) -> None:
    key = hand.do(save_staff(None, "夜班接线", OPERATOR, "3280212"))
    hand.do(save_staff(key, "夜班接线", frozenset({Role.DISPATCHER, Role.OPERATOR}), "3280213"))
    member = hand.desk.read(list_staff)[-1]
    assert (member.id, member.roles, member.phone) == (key, {Role.DISPATCHER, Role.OPERATOR}, "3280213")
    [change] = hand.last_entry(None).changes
    assert (change["table"], change["key"]) == ("staff", key)
    assert change["old"] == {"roles": "operator", "phone": "3280212"}
    assert change["new"] == {"roles": "dispatcher,operator", "phone": "3280213"}


def test_a_person_without_a_role_is_refused(hand: Hand) -> None:
    assert "岗位" in hand.refused(save_staff(None, "新人", frozenset()))


@pytest.mark.parametrize("save", [lambda name: save_staff(None, name, OPERATOR), lambda name: save_crew(None, name)])
def test_a_duplicate_name_is_refused(hand: Hand, save: object) -> None:
    assert callable(save)
    hand.do(save("同名"))
    for spelling in ("同名", "  同名\n"):
        assert "已经有“同名”" in hand.refused(save(spelling))


def test_saving_an_entry_under_its_own_name_is_allowed(hand: Hand) -> None:
    key = hand.do(save_crew(None, "三班"))
    assert hand.do(save_crew(key, "三班", "3280212")) == key
    assert hand.refused(save_crew(key, "一班"))


def test_the_last_administrator_who_can_sign_in_cannot_be_removed(hand: Hand, clock: HandClock) -> None:
    only = hand.desk.read(list_staff)[0]

    def change(roles: frozenset[Role] = only.roles, **account: Any) -> Command[int]:
        return save_staff(only.id, only.name, roles, **{"login": "guanli", **account})

    hand.do(change())
    hand.do(save_staff(None, "没有登录名", ADMINISTRATOR))
    expiring = hand.do(save_staff(None, "会到期", ADMINISTRATOR, login="daoqi", expires=clock.advance(days=1)))
    for command in (change(OPERATOR), change(active=False), change(login=None), change(expires=clock.now)):
        assert "管理员" in hand.refused(command)
    hand.do(save_staff(expiring, "会到期", ADMINISTRATOR, login="daoqi"))
    hand.do(change(OPERATOR))


def test_retired_staff_are_not_listed_but_stay_in_the_record(hand: Hand) -> None:
    key = hand.do(save_staff(None, "夜班接线", OPERATOR))
    hand.do(save_staff(key, "夜班接线", OPERATOR, active=False))
    assert key not in {member.id for member in hand.desk.read(list_staff)}
    assert hand.rows(staff, id=key)


def test_staff_go_on_and_off_duty(hand: Hand) -> None:
    key = hand.do(save_staff(None, "夜班接线", OPERATOR))
    hand.do(set_duty(key, True))
    assert "夜班接线" in hand.desk.read(strip, hand.desk.now()).on_duty
    hand.do(set_duty(key, False))
    assert "夜班接线" not in hand.desk.read(strip, hand.desk.now()).on_duty


def test_staff_go_on_duty_themselves_and_only_leading_roles_change_the_duty_of_others(hand: Hand) -> None:
    operator, dispatcher = (
        Hand(
            hand.desk, Who(hand.do(save_staff(None, role.label, frozenset({role}))), role.label, frozenset({role}), "")
        )
        for role in (Role.OPERATOR, Role.DISPATCHER)
    )
    operator.do(set_duty(operator.who.staff_id or 0, True))
    assert "自己" in operator.refused(set_duty(dispatcher.who.staff_id or 0, True))
    dispatcher.do(set_duty(operator.who.staff_id or 0, False))
    assert not hand.rows(staff, id=operator.who.staff_id)[0].on_duty


def test_an_account_has_a_login_and_an_expiry_that_can_be_removed(hand: Hand, clock: HandClock) -> None:
    key = hand.do(save_staff(None, "夜班接线", OPERATOR, login=" yeban ", expires=clock.now))
    member = hand.desk.read(list_staff)[-1]
    assert (member.login, member.expires) == ("yeban", clock.now)
    hand.do(save_staff(key, "夜班接线", OPERATOR))
    member = hand.desk.read(list_staff)[-1]
    assert (member.login, member.expires) == (None, None)


def test_the_login_of_retired_staff_cannot_be_reused(hand: Hand) -> None:
    key = hand.do(save_staff(None, "夜班接线", OPERATOR, login="yeban"))
    hand.do(save_staff(key, "夜班接线", OPERATOR, login="yeban", active=False))
    for spelling in ("yeban", " yeban\n", "ｙｅｂａｎ"):
        assert "夜班接线" in hand.refused(save_staff(None, "新人", OPERATOR, login=spelling))
    hand.do(save_staff(key, "夜班接线", OPERATOR, login="yeban"))


@pytest.mark.parametrize(
    "login",
    [
        *(
            "",
            "  ",
            "a" * 41,
            "水" * 22,
            "a b",
            "a'b",
            'a"b',
            "a\\b",
            "a;b",
            "a\0b",
            "a\tb",
            "a:b",
            "a/b",
            "\ud800",
            "😀",
        ),
        *("postgres", "PG_monitor", "public", "ｎｏｎｅ"),
    ],
)
def test_an_invalid_login_is_refused(hand: Hand, login: str) -> None:
    with pytest.raises(Refused, match="登录名"):
        hand.do(save_staff(None, "新人", OPERATOR, login=login))


@pytest.mark.parametrize("login", ["a" * 40, "水" * 21, "王五", "wang.wu_2-b@dea"])
def test_a_login_may_hold_letters_digits_and_chinese_characters(hand: Hand, login: str) -> None:
    hand.do(save_staff(None, "新人", OPERATOR, login=login))
    assert hand.desk.read(list_staff)[-1].login == login


def test_an_unchanged_login_is_not_validated_again(hand: Hand) -> None:
    with hand.desk.store.writing() as connection:
        connection.execute(update(staff).where(staff.c.id == 1).values(login="值 班"))
    hand.do(save_staff(1, "值班员", frozenset(Role), login="值 班"))


def test_a_supervisor_changes_names_and_phones_but_not_roles_or_logins(hand: Hand, clock: HandClock) -> None:
    roles = frozenset({Role.SUPERVISOR})
    me = hand.do(save_staff(None, "值班长", roles, login="zhang"))
    for claimed in (roles, frozenset(Role)):
        supervisor = Hand(hand.desk, Who(me, "值班长", claimed, ""))
        supervisor.do(save_staff(me, "值班长甲", roles, "3280212", login="zhang"))
        for command in (
            save_staff(None, "新人", OPERATOR),
            save_staff(me, "值班长", roles | ADMINISTRATOR, login="zhang"),
            save_staff(me, "值班长", roles, login="wang"),
            save_staff(me, "值班长", roles, login="zhang", expires=clock.now),
            save_staff(me, "值班长", roles, login="zhang", active=False),
            save_staff(1, "值班员", OPERATOR),
        ):
            assert "只有管理员能" in supervisor.refused(command)


def test_a_crew_has_phone_skills_zone_and_base(hand: Hand) -> None:
    base = hand.do(save_place(None, "抢修站", "铜城街道", Zone.URBAN))
    key = hand.do(save_crew(None, "三班", "3280212", "main road", Zone.RURAL, base))
    crew = hand.desk.read(list_crews)[-1]
    assert (crew.id, crew.phone, crew.skills, crew.zone) == (key, "3280212", "main road", Zone.RURAL)
    assert (crew.base_place_id, crew.base_town) == (base, "铜城街道")


def test_a_crew_goes_off_duty_and_is_retired(hand: Hand) -> None:
    key = hand.crew()
    hand.do(set_crew_duty(key, False))
    assert not next(crew for crew in hand.desk.read(list_crews) if crew.id == key).on_duty
    hand.do(save_crew(key, "一班", active=False))
    assert key not in {crew.id for crew in hand.desk.read(list_crews)}


def test_a_crew_s_members_with_their_leader_first(hand: Hand) -> None:
    second = hand.do(save_member(None, hand.crew(), "组员甲", "1"))
    leader = hand.do(save_member(None, hand.crew(), "组长", "2", leader=True))
    assert [member.id for member in hand.desk.read(list_members, hand.crew())] == [leader, second]
    hand.do(save_member(second, hand.crew(1), "组员甲", "3"))
    assert [member.phone for member in hand.desk.read(list_members, hand.crew(1))] == ["3"]


def test_changing_a_missing_entry_is_refused(hand: Hand) -> None:
    for command in (
        save_staff(99_999, "谁", OPERATOR),
        save_crew(99_999, "谁"),
        save_member(99_999, hand.crew(), "谁"),
        set_duty(99_999, True),
        set_crew_duty(99_999, True),
        save_place(99_999, "某处", "", Zone.URBAN),
    ):
        assert "不在了" in hand.refused(command)


def test_saving_unchanged_values_changes_nothing_but_is_journaled(hand: Hand) -> None:
    before = hand.desk.read(list_crews)
    hand.do(set_crew_duty(hand.crew(), True))
    assert hand.desk.read(list_crews) == before
    assert hand.last_entry(None).changes == []
