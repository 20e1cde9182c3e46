"""The form as a value: kept as JSON, compared, and checked before it is sent."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tickets.errors import Refused
from tickets.rules.words import FaultGroup, Priority, Zone
from tickets.store.rows import Fault
from ui.intake.call_form_data import NOTHING, CallFormData, from_plain, to_plain
from ui.intake.checking import FieldError, Known, call_details, priority_of, remark, report, whole_number
from ui.intake.commands import Purpose, SubmitIntent, command_for

NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
LEAK = Fault("visible_leak", "明漏", FaultGroup.MAIN, Priority.P2, False, False, "", "", 0, True)

texts = some.text(some.characters(), max_size=20)  # halves of surrogate pairs too
filleds = some.builds(
    CallFormData,
    **{field.name: texts for field in fields(CallFormData) if isinstance(field.default, str)},
    **{field.name: some.booleans() for field in fields(CallFormData) if isinstance(field.default, bool)},
    place_id=some.none() | some.integers(1, 999),
    zone=some.none() | some.sampled_from(Zone),
    priority=some.none() | some.sampled_from(Priority),
)


@given(filleds)
def test_whatever_is_filled_in_is_kept_word_for_word(filled: CallFormData) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(filled)))) == filled


@given(
    some.dictionaries(some.sampled_from([field.name for field in fields(CallFormData)]), some.none() | some.integers())
)
def test_values_of_another_kind_are_passed_over(plain: dict[str, object]) -> None:
    kept = from_plain({**plain, "unknown": 1})
    for field in fields(CallFormData):
        value = getattr(kept, field.name)
        assert value == field.default or field.name == "place_id"


def test_spaces_and_overrides_alone_are_nothing_typed() -> None:
    assert replace(NOTHING, phone=" \t", words="\n", zone=Zone.RURAL, priority=Priority.P1).blank
    assert not replace(NOTHING, danger_to_people=True).blank
    assert not replace(NOTHING, place_id=1).blank
    assert not replace(NOTHING, material="PE").blank


@given(filleds)
def test_a_form_makes_a_command_or_names_the_wrong_field(filled: CallFormData) -> None:
    known = Known(LEAK if filled.fault else None)
    for purpose in Purpose:
        try:
            command_for(purpose, filled, known, None, NOW)
        except FieldError as error:
            assert error.field in {field.name for field in fields(CallFormData)}
            assert error.sentence.endswith("。")
        except Refused:
            assert purpose in (Purpose.ATTACH, Purpose.CHASE)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("", None), (" ", None), ("20", 20), ("２０户", 20), ("DN300", 300), ("dn 300mm", 300), ("300毫米", 300)],
)
def test_numbers_as_people_write_them(typed: str, number: int | None) -> None:
    assert whole_number(typed) == number


@pytest.mark.parametrize("typed", ["-1", "1.5", "很多", "1e3", "9" * 10, "２０多"])
def test_what_is_no_number(typed: str) -> None:
    with pytest.raises(ValueError):
        whole_number(typed)


def test_words_for_no_known_place_lead_the_address() -> None:
    assert replace(NOTHING, place="某处", address="南门").spoken_address == "某处 南门"
    assert replace(NOTHING, place="南湖社区", place_id=1, address="南门").spoken_address == "南门"
    assert replace(NOTHING, place=" ", address=" ").spoken_address == ""


def test_an_appointment_counts_only_for_its_priority() -> None:
    typed = replace(NOTHING, fault="visible_leak", appointment="明天 9:00")
    assert report(typed, Known(LEAK), NOW).appointment is None
    assert report(replace(typed, priority=Priority.P4), Known(LEAK), NOW).appointment is not None


def test_the_priority_is_live_even_while_a_number_is_half_typed() -> None:
    assert priority_of(replace(NOTHING, households="5x"), LEAK) is Priority.P2
    assert priority_of(replace(NOTHING, households="50"), LEAK) is Priority.P1
    assert priority_of(replace(NOTHING, households="50", priority=Priority.P3), LEAK) is Priority.P3
    assert priority_of(NOTHING, None) is None


def test_a_call_that_opens_no_ticket_keeps_what_else_was_told() -> None:
    typed = replace(NOTHING, words="水很大", households="20", danger_to_people=True, dn="300", phone="3280212")
    told = remark(typed, Known(LEAK, "南湖社区"))
    assert told == "（登记时另记：地点 南湖社区；故障 明漏；影响户数 20；管径 300；有人危险）"
    assert call_details(typed, NOW, told).words == f"水很大\n{told}"
    assert call_details(typed, NOW).phone == "0635-3280212"
    assert remark(replace(NOTHING, words="问水费"), Known()) == ""


def test_errands_to_different_tickets_differ() -> None:
    assert SubmitIntent(Purpose.CHASE, 1) != SubmitIntent(Purpose.CHASE, 2)
    assert not Purpose.ENQUIRY.has_ticket
    assert Purpose.ATTACH.has_ticket
