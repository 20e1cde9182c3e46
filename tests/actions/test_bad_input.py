"""Whatever people type or paste: a clear sentence or a faithful record, never a raw error."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desk_fixtures import START, Hand, proper_sentence
from tickets.actions.command import Command
from tickets.actions.dispatch import cancel, merge, reassign, rerate, return_, supervise
from tickets.actions.followup import callback, note, reopen
from tickets.actions.intake import CallDetails, ReportedFault, attach_call, chase, log_call, log_other_call
from tickets.actions.outages import announce_outage
from tickets.actions.people import save_crew, save_member, save_staff
from tickets.actions.progress import extend, hold, resolve
from tickets.actions.rulemaking import LimitDraft, save_fault, save_limit, save_place, save_setting
from tickets.errors import FieldError, Refused
from tickets.rules.ticket_texts import text_fields
from tickets.rules.triage import Answers
from tickets.rules.words import CallbackResult, CallKind, FaultGroup, Priority, Role, Stage, State, Zone
from tickets.store.tables import calls, metadata, tickets

pytestmark = pytest.mark.on_both

LEAK = ReportedFault("visible_leak")
SQL = "'); DROP TABLE tickets; --"
HARMFUL = f"{SQL}\x00\x07\x1b[31m\u202e\ud800\ufeff 水\r\n管👩‍👧‍👦"
CLEANED = f"{SQL}[31m 水\n管👩‍👧‍👦"

FIELDS: dict[str, Callable[[Hand, str], Command[Any]]] = {
    "phone": lambda hand, text: log_call(CallDetails(phone=text), LEAK),
    "caller": lambda hand, text: log_call(CallDetails("1", caller=text), LEAK),
    "words": lambda hand, text: log_call(CallDetails("1", words=text), LEAK),
    "address": lambda hand, text: log_call(CallDetails("1", address=text), LEAK),
    "household": lambda hand, text: log_call(CallDetails("1", household_no=text), LEAK),
    "material": lambda hand, text: log_call(CallDetails("1"), ReportedFault("visible_leak", material=text)),
    "attach": lambda hand, text: attach_call(hand.log(), None, CallDetails(words=text)),
    "chase": lambda hand, text: chase(hand.log(), None, CallDetails(words=text)),
    "enquiry": lambda hand, text: log_other_call(CallDetails(words=text), CallKind.ENQUIRY),
    "reassign": lambda hand, text: reassign(hand.bring_to(State.ARRIVED), None, hand.crew(1), text),
    "return": lambda hand, text: return_(hand.bring_to(State.ARRIVED), None, text),
    "rerate": lambda hand, text: rerate(hand.log(), None, text, priority=Priority.P1),
    "rerate material": lambda hand, text: rerate(hand.log(), None, "看过现场", material=text),
    "cancel": lambda hand, text: cancel(hand.log(), None, text),
    "supervise": lambda hand, text: supervise(hand.log(), None, True, text),
    "resolve": lambda hand, text: resolve(hand.bring_to(State.ARRIVED), None, text),
    "hold": lambda hand, text: hold(hand.log(), None, text),
    "extend": lambda hand, text: extend(hand.log(), None, 60, text),
    "note": lambda hand, text: note(hand.log(), None, text),
    "callback": lambda hand, text: callback(hand.bring_to(State.RESOLVED), None, CallbackResult.SATISFIED, text),
    "reopen": lambda hand, text: reopen(hand.bring_to(State.RESOLVED), None, text),
    "staff": lambda hand, text: save_staff(None, text, frozenset({Role.OPERATOR})),
    "staff phone": lambda hand, text: save_staff(None, "新人", frozenset({Role.OPERATOR}), text),
    "crew": lambda hand, text: save_crew(None, text),
    "crew skills": lambda hand, text: save_crew(None, "三班", "", text),
    "member": lambda hand, text: save_member(None, hand.crew(), text),
    "fault code": lambda hand, text: save_fault(text, "泉眼", FaultGroup.OTHER, Priority.P3),
    "fault name": lambda hand, text: save_fault("spring", text, FaultGroup.OTHER, Priority.P3),
    "fault words": lambda hand, text: save_fault("spring", "泉眼", FaultGroup.OTHER, Priority.P3, words=text),
    "place": lambda hand, text: save_place(None, text, "铜城街道", Zone.URBAN),
    "town": lambda hand, text: save_place(None, "新地方", text, Zone.URBAN),
    "aliases": lambda hand, text: save_place(None, "新地方", "", Zone.URBAN, aliases=text),
    "limit source": lambda hand, text: save_limit(None, LimitDraft(Stage.ACCEPT, 600, fault="hydrant", source=text)),
    "outage": lambda hand, text: announce_outage(text, "检修", START),
    "outage cause": lambda hand, text: announce_outage("文化街", text, START),
}
every_field = pytest.mark.parametrize("field", FIELDS)
PHONES = [
    "13800000000", "138 0000 0000", "138-0000-0000", "+86 138 0000 0000", "0086-13800000000", "１３８００００００００",
    "(0635)3280212", "0635-3280212转8001", "3280212", "3280212/3280213", "110", "没留电话", "138\u20110000\u20110000",
    "tel:13800000000;ext=1", "٣٢٨٠٢١٢", "1" * 100, "+", "😀", "-1", "1e5",
]  # fmt: skip


def stored_texts(hand: Hand) -> list[str]:
    return [value for rows in hand.dump().values() for row in rows for value in row if isinstance(value, str)]


@every_field
def test_sql_and_emoji_are_kept_as_text_and_control_characters_removed(hand: Hand, field: str) -> None:
    hand.do(FIELDS[field](hand, HARMFUL))
    texts = stored_texts(hand)
    assert any(CLEANED in text for text in texts)
    assert not any(bad in text for text in texts for bad in "\x00\x07\x1b\u202e\ufeff\r")
    assert set(hand.dump()) >= set(metadata.tables)


@every_field
def test_thirty_thousand_characters_are_refused_with_the_count(hand: Hand, field: str) -> None:
    sentence = hand.refused(FIELDS[field](hand, "水" * 30_000))
    assert "30000" in sentence
    assert "最多" in sentence


@pytest.mark.parametrize("field", ["words", "attach", "chase", "enquiry", "resolve", "note", "callback", "reopen"])
def test_ten_thousand_characters_of_a_callers_words_are_kept_completely(hand: Hand, field: str) -> None:
    said = "水😀" * 5_000
    hand.do(FIELDS[field](hand, said))
    assert any(said in text for text in stored_texts(hand))


@pytest.mark.parametrize("field", ["phone", "caller", "household", "address", "crew", "place", "fault name", "hold"])
def test_ten_thousand_characters_in_a_one_line_field_are_refused(hand: Hand, field: str) -> None:
    assert "10000" in hand.refused(FIELDS[field](hand, "水" * 10_000))


@pytest.mark.parametrize("name", [*text_fields(CallDetails), *text_fields(ReportedFault)])
def test_a_text_that_is_too_long_is_refused_by_the_name_of_its_field(hand: Hand, name: str) -> None:
    long = {name: "水" * 20_001}
    call = CallDetails(**long) if name in text_fields(CallDetails) else CallDetails("1")
    report = replace(LEAK, **({} if name in text_fields(CallDetails) else long))
    with pytest.raises(FieldError) as caught:
        hand.execute(log_call(call, report))
    declared = {**text_fields(CallDetails), **text_fields(ReportedFault)}[name]
    assert caught.value.field == name
    assert caught.value.sentence.startswith(f"{declared.label}有 20001 字，最多 {declared.at_most} 字")


@pytest.mark.parametrize("nothing", ["", "   ", "\x00", "\u202e\n"])
@pytest.mark.parametrize(
    "field",
    [
        "reassign", "return", "rerate", "cancel", "hold", "extend", "note", "reopen", "staff", "crew", "member",
        "fault code", "fault name", "place", "outage",
    ],
)  # fmt: skip
def test_an_empty_reason_or_name_is_refused(hand: Hand, field: str, nothing: str) -> None:
    assert hand.refused(FIELDS[field](hand, nothing)).startswith("请填写")


@pytest.mark.parametrize("phone", PHONES)
def test_a_phone_number_of_any_form_is_kept_as_it_was_typed(hand: Hand, phone: str) -> None:
    key = hand.do(log_call(CallDetails(phone=phone), LEAK))
    [call] = hand.rows(calls, ticket_id=key)
    assert call.phone == phone
    assert call.phone_digits.isascii()
    assert not call.phone_digits or call.phone_digits.isdigit()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(phone=st.text(max_size=120), words=st.text(max_size=300), address=st.text(max_size=60))
def test_any_text_at_all_is_kept_or_refused_in_a_sentence(hand: Hand, phone: str, words: str, address: str) -> None:
    before = len(hand.rows(calls))
    try:
        hand.do(log_call(CallDetails(phone=phone, words=words, address=address), LEAK))
    except Refused as refusal:
        proper_sentence(refusal.sentence)
        assert len(hand.rows(calls)) == before
    else:
        assert len(hand.rows(calls)) == before + 1


def test_a_time_in_the_future_is_refused_wherever_a_time_is_asked_for(hand: Hand) -> None:
    later = START + timedelta(seconds=1)
    key = hand.log()
    for command in (
        log_call(CallDetails("1", at=later), LEAK),
        attach_call(key, None, CallDetails("1", at=later)),
        chase(key, None, CallDetails("1", at=later)),
        log_other_call(CallDetails("1", at=later), CallKind.ENQUIRY),
        hold(key, None, "等材料", later),
    ):
        assert "将来" in hand.refused(command)


def test_an_unknown_fault_is_refused(hand: Hand) -> None:
    for code in ("", "没有", SQL, "VISIBLE_LEAK"):
        assert "故障类型" in hand.refused(log_call(CallDetails("1"), ReportedFault(code)))
    assert "故障类型" in hand.refused(rerate(hand.log(), None, "看过现场", fault="没有"))


def test_an_unknown_place_is_refused(hand: Hand) -> None:
    for zone in (None, Zone.RURAL):
        assert "地址库" in hand.refused(log_call(CallDetails("1"), ReportedFault("visible_leak", 99_999, zone)))


@pytest.mark.parametrize("dn", [-1, 0, 9, 3001, 10**30])
def test_a_pipe_of_an_impossible_size_is_refused(hand: Hand, dn: int) -> None:
    assert "管径" in hand.refused(log_call(CallDetails("1"), ReportedFault("visible_leak", dn=dn)))
    assert "管径" in hand.refused(rerate(hand.log(), None, "看过现场", dn=dn))


@pytest.mark.parametrize("households", [-1, 1_000_001, 10**30])
def test_an_impossible_number_of_households_is_refused(hand: Hand, households: int) -> None:
    report = ReportedFault("visible_leak", answers=Answers(households=households))
    assert "户数" in hand.refused(log_call(CallDetails("1"), report))
    assert "户数" in hand.refused(announce_outage("文化街", "检修", START, households=households))


@pytest.mark.parametrize("seconds", [0, -1, 31 * 24 * 3600, 10**30])
def test_a_zero_or_endless_extension_is_refused(hand: Hand, seconds: int) -> None:
    assert "延期" in hand.refused(extend(hand.log(), None, seconds, "等材料"))


@pytest.mark.parametrize("crew", [0, -1, 99_999])
def test_an_unknown_crew_is_refused(hand: Hand, crew: int) -> None:
    assert "班组" in hand.refused(reassign(hand.bring_to(State.ARRIVED), None, crew, "换人"))
    hand.conflict(save_member(None, crew, "组员"))


def test_merging_a_ticket_into_itself_is_refused(hand: Hand) -> None:
    key = hand.log()
    assert "自己" in hand.refused(merge(key, None, key))


@pytest.mark.parametrize("value", [None, 0, "", [], {"甲": [1, 2]}, "水" * 1000])
def test_a_setting_holds_any_plain_value_and_can_be_changed_again(hand: Hand, value: object) -> None:
    hand.do(save_setting("测试", value))
    hand.do(save_setting("测试", "后来"))
    assert len(hand.rows(tickets)) == 0
