"""The form's content as a value: stored as JSON, compared, and checked before it is sent."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tickets.actions.intake import CallDetails
from tickets.errors import FieldError, Refused
from tickets.rules.likeness import Likeness
from tickets.rules.phones import normalise
from tickets.rules.ticket_texts import TicketTexts, text_fields
from tickets.rules.words import FaultGroup, Priority, State, Zone
from tickets.store.queries.board import BoardRow, open_tickets
from tickets.store.queries.lookups import Place
from tickets.store.rows import Fault
from tickets.store.tables import calls
from ui.intake.call_form_data import (
    NOTHING,
    CallContext,
    CallFormData,
    from_plain,
    number_if_valid,
    to_plain,
    whole_number,
)
from ui.intake.checking import call_details, remark, report
from ui.intake.commands import Purpose, command_for, has_location, same_fault, sentence_for, where_question
from ui.intake.form import CallForm
from ui.intake.likely_finder import LikelyTicket

NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
LEAK = Fault("visible_leak", "明漏", FaultGroup.MAIN, Priority.P2, False, False, "", "", 0, True)


@pytest.fixture
def form(qtbot: QtBot) -> CallForm:
    form = CallForm(lambda: NOW)
    qtbot.addWidget(form)
    return form


texts = some.text(some.characters(), max_size=20)  # including lone surrogates
filleds = some.builds(
    CallFormData,
    **{field.name: texts for field in fields(CallFormData) if isinstance(field.default, str)},
    **{field.name: some.booleans() for field in fields(CallFormData) if isinstance(field.default, bool)},
    place_id=some.none() | some.integers(1, 999),
    incoming=some.none() | some.integers(1, 999),
    zone=some.none() | some.sampled_from(Zone),
    priority=some.none() | some.sampled_from(Priority),
)


@given(filleds)
def test_every_form_content_is_saved_and_restored_exactly(filled: CallFormData) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(filled)))) == filled


@given(
    some.dictionaries(some.sampled_from([field.name for field in fields(CallFormData)]), some.none() | some.integers())
)
def test_draft_values_of_a_wrong_type_are_ignored(plain: dict[str, object]) -> None:
    kept = from_plain({**plain, "unknown": 1})
    for field in fields(CallFormData):
        value = getattr(kept, field.name)
        assert value == field.default or field.name in ("place_id", "incoming")


def test_a_form_with_only_spaces_and_overrides_counts_as_blank() -> None:
    assert replace(NOTHING, phone=" \t", words="\n", zone=Zone.RURAL, priority=Priority.P1).blank
    assert not replace(NOTHING, danger_to_people=True).blank
    assert not replace(NOTHING, place_id=1).blank
    assert not replace(NOTHING, material="PE").blank


@given(filleds)
def test_a_form_makes_a_command_or_names_the_wrong_field(filled: CallFormData) -> None:
    call = CallContext(filled, fault=LEAK if filled.fault else None, priority=filled.priority or LEAK.priority)
    for purpose in Purpose:
        try:
            command_for(purpose, call, None, NOW)
        except FieldError as error:
            assert error.field in {field.name for field in fields(CallFormData)}
            assert error.sentence.endswith("。")
        except Refused:
            assert purpose in (Purpose.ATTACH, Purpose.CHASE, Purpose.OUTAGE)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("", None), (" ", None), ("20", 20), ("２０户", 20), ("DN300", 300), ("dn 300mm", 300), ("300毫米", 300)],
)
def test_numbers_are_read_as_people_write_them(typed: str, number: int | None) -> None:
    assert whole_number(typed) == number


@pytest.mark.parametrize("typed", ["-1", "1.5", "很多", "1e3", "9" * 10, "２０多"])
def test_text_that_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        whole_number(typed)


def test_the_words_of_an_unknown_place_are_put_before_the_address() -> None:
    assert replace(NOTHING, place="某处", address="南门").spoken_address == "某处 南门"
    assert replace(NOTHING, place="南湖社区", place_id=1, address="南门").spoken_address == "南门"
    assert replace(NOTHING, place=" ", address=" ").spoken_address == ""


def test_an_appointment_counts_only_for_its_priority() -> None:
    typed = replace(NOTHING, fault="visible_leak", appointment="明天 9:00")
    assert report(CallContext(typed, fault=LEAK, priority=Priority.P2), NOW).appointment is None
    assert report(CallContext(typed, fault=LEAK, priority=Priority.P4), NOW).appointment is not None


@pytest.mark.parametrize(
    ("typed", "is_read", "sentence"),
    [
        (" ", True, "还没有选故障类型；说不清就选“其他”。"),
        ("长" * 20, True, f"没有“{'长' * 20}”这种故障类型，请从列表里选；说不清就选“其他”。"),
        ("长" * 21, True, f"没有“{'长' * 20}…”这种故障类型，请从列表里选；说不清就选“其他”。"),
        ("明漏", False, "故障类型还没有读到，先不能开单；可按 Ctrl+D 暂存，读到以后再开。"),
    ],
)
def test_without_a_fault_the_sentence_says_what_to_do(typed: str, is_read: bool, sentence: str) -> None:
    with pytest.raises(FieldError) as caught:
        report(CallContext(replace(NOTHING, fault_typed=typed), faults_read=is_read), NOW)
    assert (caught.value.field, caught.value.sentence) == ("fault", sentence)


def test_the_time_of_a_call_is_past_and_an_appointment_is_to_come() -> None:
    typed = replace(NOTHING, at="昨天 9:00", appointment="明天 9:00", dn="300", households="5x")
    call = CallContext(typed, fault=LEAK, priority=Priority.P4)
    assert call_details(call, NOW).at == NOW - timedelta(hours=25)
    with pytest.raises(FieldError, match="影响户数"):
        report(call, NOW)
    broken = report(replace(call, filled=replace(typed, households="５户")), NOW)
    assert (broken.appointment, broken.dn, broken.answers.households) == (NOW + timedelta(hours=23), 300, 5)
    assert number_if_valid("5x") is None


def test_only_what_was_filled_in_is_stored_and_a_wrong_type_is_not_read() -> None:
    assert to_plain(NOTHING) == {}
    assert to_plain(replace(NOTHING, words="水", place_id=7)) == {"words": "水", "place_id": 7}
    assert from_plain({"place_id": True, "words": 7, "traffic_blocked": 1, "zone": "nowhere"}) == NOTHING
    assert from_plain({"place_id": 7, "zone": "rural"}) == replace(NOTHING, place_id=7, zone=Zone.RURAL)


PLACE = Place(1, "南湖社区", "铜城街道", Zone.URBAN, "", "", "", "", True)
TOWN = replace(PLACE, id=2, name="铜城街道", town="")


def test_the_question_about_a_place_names_the_places_that_were_mentioned() -> None:
    assert "提到南湖社区、铜城街道，" in where_question([PLACE, TOWN])
    assert where_question([]) == "地点不详，再按一次 Ctrl+Enter 照样开单。"
    assert "这位来电人在 胡庄 · 村东头：Alt+U 填上" in where_question([], "胡庄 · 村东头")
    assert not has_location(replace(NOTHING, words="南湖社区"))
    for where in (replace(NOTHING, place_id=1), replace(NOTHING, place="某处"), replace(NOTHING, address="南门")):
        assert has_location(where)


def test_the_sentence_about_a_logged_call_says_what_became_of_it(hand: Hand) -> None:
    hand.log()
    (row,) = hand.desk.read(open_tickets)
    row = replace(row, calls=3, chases=2)

    def said(purpose: Purpose, row: BoardRow | None, repeated: bool = False) -> str:
        return sentence_for(purpose, row, repeated).replace("20260120-0001", "N")

    assert [said(purpose, row) for purpose in (Purpose.OPEN, Purpose.ATTACH, Purpose.CHASE)] == [
        "已开单 N · 紧急 · 明漏 · 地点不详",
        "已并入 N，共 3 通来电。",
        "已催办 N，共催办 2 次。",
    ]
    urgent = replace(row, danger_to_people=True, sensitive_user=True)
    assert said(Purpose.ATTACH, urgent) == (
        "已并入 N，共 3 通来电。工单现在是“紧急”，有人身安全危险，按特急处理：请调度员改判。"
    )
    assert said(Purpose.CHASE, replace(urgent, priority=Priority.P1)) == "已催办 N，共催办 2 次。"
    assert said(Purpose.CHASE, replace(row, sensitive_user=True)) == "已催办 N，共催办 2 次。"
    assert said(Purpose.SETTLE, row) == "已记为电话解决 N · 明漏 · 地点不详，不派班组。"
    hand.log(priority=Priority.P3)
    (milder,) = (each for each in hand.desk.read(open_tickets) if each.priority is Priority.P3)
    assert "-0002 · 一般（待核准，先按较严的时限计） · 明漏" in said(Purpose.OPEN, milder)
    assert said(Purpose.OPEN, replace(row, place="南湖社区", address="南门")).endswith("· 南湖社区")
    assert said(Purpose.OPEN, replace(row, address="南门")).endswith("· 南门")
    assert said(Purpose.OPEN, row, repeated=True) == "这通来电先前已经登记在 N，没有重复登记。"
    for repeated in (False, True):
        assert said(Purpose.OPEN, None, repeated) == "已登记。"
        assert said(Purpose.ENQUIRY, None, repeated) == "咨询已登记。"
        assert said(Purpose.COMPLAINT, None, repeated) == "投诉已登记。"


def test_only_a_call_about_a_ticket_has_one_and_only_a_very_likely_one_is_asked_about(hand: Hand) -> None:
    of_tickets = [Purpose.OPEN, Purpose.SETTLE, Purpose.ATTACH, Purpose.CHASE]
    assert [purpose for purpose in Purpose if purpose.has_ticket] == of_tickets
    hand.log()
    (row,) = hand.desk.read(open_tickets)
    very, rather = (LikelyTicket(row, Likeness(score, ("同一地点",))) for score in (0.8, 0.79))
    assert same_fault([very, rather]) is very
    assert same_fault([rather, very]) is None
    assert same_fault([]) is None


def test_a_call_is_settled_only_with_advice_which_no_other_command_loses(hand: Hand) -> None:
    typed = CallContext(replace(NOTHING, words="漏水", fault="visible_leak"), fault=LEAK)
    assert hand.refused(command_for(Purpose.SETTLE, typed, None, NOW)) == "请填写告知内容。"
    told = replace(typed, filled=replace(typed.filled, advice=" 请关总阀 "))
    ticket = hand.ticket(hand.do(command_for(Purpose.SETTLE, told, None, NOW)))
    assert (ticket.state, ticket.resolution) == (State.SETTLED, "请关总阀")
    hand.do(command_for(Purpose.OPEN, told, None, NOW))
    hand.do(command_for(Purpose.ENQUIRY, told, None, NOW))
    assert [call.words for call in hand.rows(calls)] == [
        "漏水", "漏水\n（已告知：请关总阀）", f"漏水\n（登记时另记：故障 {LEAK.name}；已告知 请关总阀）",
    ]  # fmt: skip


def test_every_text_and_number_a_call_without_a_ticket_has_is_in_its_remark() -> None:
    assert remark(CallContext(replace(NOTHING, fault_typed=" 漏 ", appointment="明天"))) == (
        "（登记时另记：故障 漏；约定时间 明天）"
    )
    assert remark(CallContext(replace(NOTHING, traffic_blocked=True))) == "（登记时另记：交通受阻）"


def test_the_priority_is_updated_even_while_a_number_is_half_typed(form: CallForm) -> None:
    def priority(**typed: object) -> Priority | None:
        form.fill(replace(NOTHING, fault="visible_leak", **typed))  # type: ignore[arg-type]
        return form.context().priority

    form.set_faults([LEAK])
    assert priority(households="5x") is Priority.P2
    assert priority(households="50") is Priority.P1
    assert priority(households="50", priority=Priority.P3) is Priority.P3
    form.fill(NOTHING)
    assert form.context().priority is None


# What is filled in of each field, other than nothing; a text says which it is.
EVERYTHING = CallFormData(
    **{
        field.name: f"{field.name} 1" if isinstance(field.default, str) else True
        for field in fields(CallFormData)
        if isinstance(field.default, str | bool)
    },
    place_id=7,
    zone=Zone.RURAL,
    priority=Priority.P3,
)


def test_every_field_of_a_call_is_in_the_form(form: CallForm) -> None:
    filled = replace(EVERYTHING, fault="")  # a fault is picked, or else words stand in its place
    form.fill(filled)
    for field in fields(CallFormData):
        here = getattr(form.filled(), field.name)
        assert here == getattr(filled, field.name), f"{field.name} has no field in ui/intake/form_fields.py"
    form.fill(replace(EVERYTHING, fault_typed=""))
    assert form.filled().fault == "fault 1"
    form.fill(NOTHING)
    assert form.filled() == NOTHING


def test_every_text_of_the_form_is_sent_with_the_call() -> None:
    typed = replace(EVERYTHING, at="", appointment="", households="5", dn="100")
    call = CallContext(typed, normalise("3280212"), LEAK)
    details, broken = call_details(call, NOW), report(call, NOW)
    assert details == CallDetails("0635-3280212", "caller 1", "words 1", "address 1", "household_no 1")
    assert {name: getattr(broken, name) for name in text_fields(TicketTexts)} == {
        name: f"{name} 1" for name in text_fields(TicketTexts)
    }


def test_a_draft_of_an_earlier_version_is_restored_completely() -> None:
    kept = (
        '{"phone": "138", "at": "昨天 23:40", "words": "冒水", "place_id": 7, "place": "南湖社区", "zone": "rural", '
        '"address": "南门", "fault": "visible_leak", "fault_typed": "漏", "water_over_road": true, "traffic_blocked": '
        'true, "sensitive_user": true, "danger_to_people": true, "households": "20", "priority": "P3", "appointment": '
        '"明天 9:00", "caller": "住户", "household_no": "0012", "dn": "300", "material": "PE"}'
    )
    assert from_plain(json.loads(kept)) == CallFormData(
        "138", "昨天 23:40", "冒水", 7, "南湖社区", Zone.RURAL, "南门", "visible_leak", "漏", True, True, True, True,
        "20", Priority.P3, "明天 9:00", "住户", "0012", "300", material="PE",
    )  # fmt: skip


def test_a_call_without_a_ticket_keeps_the_other_fields_as_a_remark() -> None:
    typed = replace(NOTHING, words="水很大", households="20", danger_to_people=True, dn="300", phone="3280212")
    place = Place(1, "南湖社区", "铜城街道", Zone.URBAN, "", "", "", "", True)
    call = CallContext(typed, normalise("3280212"), LEAK, place)
    remarked = remark(call)
    assert remarked == "（登记时另记：地点 南湖社区；故障 明漏；影响户数 20；管径 300；有人危险）"
    assert call_details(call, NOW, remark=remarked).words == f"水很大\n{remarked}"
    assert call_details(call, NOW).phone == "0635-3280212"
    assert remark(CallContext(replace(NOTHING, words="问水费"))) == ""
    texts = {name: f"{name} 1" for name in text_fields(TicketTexts)}
    assert remark(CallContext(replace(NOTHING, **texts))) == "（登记时另记：{}）".format(
        "；".join(f"{text.label} {name} 1" for name, text in text_fields(TicketTexts).items())
    )
