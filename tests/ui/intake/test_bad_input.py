"""Whatever is typed or pasted: a clear sentence or a clean ticket, and no text is lost."""

from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.desk_fixtures import proper_sentence
from tests.ui.intake.conftest import ALT, CTRL, Operator
from tickets.errors import FieldError

RETURN = Qt.Key.Key_Return
SQL = "'; DROP TABLE calls; -- \" OR 1=1"
EMOJI = "💧🚰👨‍👩‍👧‍👦"
CONTROLS = "a\x00b\x07c\x1b[31m\x7f\u202ed\ufeff"


def choose_fault(operator: Operator, typed: str = "明漏") -> None:
    operator.type_in(operator.form.fault, typed, RETURN)


def field(operator: Operator, name: str) -> QWidget:
    return operator.form.by_name[name]


def refused(operator: Operator) -> str:
    """Save; return the sentence, after checking that nothing was written and all input is still there."""
    operator.form.decide()
    before = operator.form.filled()
    operator.save()
    assert operator.form.filled() == before
    assert operator.tickets() == []
    return proper_sentence(operator.bar.error.sentence)


@pytest.mark.parametrize(
    ("typed", "stored", "digits"),
    [
        ("13806350001", "138 0635 0001", "13806350001"),
        ("+86 138-0635-0001", "138 0635 0001", "13806350001"),
        ("(0635) 3280212转801", "0635-3280212 转 801", "06353280212"),
        ("110", "110", "110"),
        ("邻居的号 5", "邻居的号 5", ""),
        (EMOJI, EMOJI, ""),
    ],
)
def test_a_phone_number_in_any_form_is_accepted(operator: Operator, typed: str, stored: str, digits: str) -> None:
    operator.paste(typed)
    choose_fault(operator)
    operator.save()
    (call,) = operator.ticket().calls
    assert call.phone == stored
    operator.spread()
    operator.paste(typed)
    operator.settle()
    assert len(operator.desk._right.caller.list.lines) == bool(digits)


@pytest.mark.parametrize("text", [SQL, EMOJI, CONTROLS], ids=["sql", "emoji", "controls"])
def test_odd_texts_are_stored_unchanged_except_for_control_characters(operator: Operator, text: str) -> None:
    operator.press(Qt.Key.Key_T, with_=ALT)
    for name in ("phone", "words", "place", "address", "caller", "household_no", "material"):
        operator.paste_in(field(operator, name), text)
        operator.press(Qt.Key.Key_Escape)  # keep the free text in spite of suggestions
    choose_fault(operator)
    operator.save()
    visible = "abc[31md" if text is CONTROLS else text
    ticket, (call,) = operator.ticket().ticket, operator.ticket().calls
    assert (call.phone, call.words, call.caller, call.address) == (visible, visible, visible, f"{visible} {visible}")
    assert (ticket.household_no, ticket.material) == (visible, visible)


@pytest.mark.parametrize(
    ("name", "label", "at_most"),
    [
        ("phone", "电话", 100),
        ("address", "地址", 500),
        ("place", "地址", 500),
        ("caller", "来电人", 100),
        ("household_no", "户号", 100),
        ("material", "管材", 100),
    ],
)
def test_a_text_of_ten_thousand_characters_is_refused_at_its_field(
    operator: Operator, name: str, label: str, at_most: int
) -> None:
    operator.type("13806350001")
    choose_fault(operator)
    operator.press(Qt.Key.Key_T, with_=ALT)
    operator.go(field(operator, name))
    operator.press(Qt.Key.Key_A, with_=CTRL)
    operator.paste("长" * 10_000)
    sentence = refused(operator)
    assert sentence == f"{label}有 10000 字，最多 {at_most} 字，请删短后再保存。"
    wrong = field(operator, "address" if name == "place" else name)
    assert wrong.hasFocus()
    assert wrong.property("wrong") is True
    operator.paste("短")
    operator.settle()
    assert not wrong.property("wrong"), "the mark and the sentence go with the next change"
    assert operator.bar.error.isHidden()


def test_a_refusal_of_a_call_put_aside_marks_no_field_of_the_next_call(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operator.session.service, "execute", Mock(side_effect=FieldError("address", "地址不对。")))
    operator.type("13806350001")
    choose_fault(operator)
    operator.paste_in(field(operator, "address"), "文化街")
    operator.press(RETURN, with_=CTRL)
    while not operator.desk._sending.under_way:
        assert operator.worker.step(), "it is sent once the likely tickets are known"
    operator.press_and_wait(Qt.Key.Key_D, CTRL)
    assert operator.bar.error.sentence == "地址不对。"
    assert not field(operator, "address").property("wrong")
    assert operator.form.phone.field.hasFocus()


def test_words_beyond_the_limit_are_refused_and_kept_complete(operator: Operator) -> None:
    choose_fault(operator)
    operator.paste_in(operator.form.words, "水" * 20_001)
    assert refused(operator) == "来电内容有 20001 字，最多 20000 字，请删短后再保存。"
    assert len(operator.form.words.toPlainText()) == 20_001


def test_an_empty_form_is_refused(operator: Operator) -> None:
    assert "请至少填写" in refused(operator)
    assert operator.form.phone.field.hasFocus()


def test_a_call_with_only_a_fault_is_refused(operator: Operator) -> None:
    choose_fault(operator)
    assert "请至少填写" in refused(operator)


def test_a_missing_fault_is_asked_for(operator: Operator) -> None:
    operator.type("13806350001")
    assert "还没有选故障类型" in refused(operator)
    assert operator.form.fault.hasFocus()


@pytest.mark.parametrize("typed", ["没有这种故障", SQL, EMOJI, "x" * 10_000])
def test_an_unknown_fault_is_reported(operator: Operator, typed: str) -> None:
    operator.type("13806350001")
    operator.paste_in(operator.form.fault, typed)
    sentence = refused(operator)
    assert "这种故障类型" in sentence
    assert len(sentence) < 80


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("households", "很多", "影响户数请填数字"),
        ("households", "999999999", "影响户数不合理"),
        ("dn", "粗", "管径请填毫米数"),
        ("dn", "0", "DN0 不合理"),
        ("dn", "99999", "DN99999 不合理"),
    ],
)
def test_invalid_numbers_are_refused(operator: Operator, name: str, typed: str, sentence: str) -> None:
    operator.type("13806350001")
    operator.press(Qt.Key.Key_T, with_=ALT)
    choose_fault(operator)
    operator.paste_in(field(operator, name), typed)
    assert sentence in refused(operator)
    assert field(operator, name).hasFocus()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("23:59", "今天 23:59 还没到；如果是昨天，请写“昨天 23:59”。"),
        ("明天 8:00", "明天 08:00 还没到，请核对后重填。"),
        ("25:00", "看不懂时间“25:00”，请写成 14:05、昨天 23:40 或 11-21 08:00。"),
    ],
)
def test_an_impossible_time_is_refused(operator: Operator, typed: str, sentence: str) -> None:
    operator.type("13806350001")
    choose_fault(operator)
    operator.press(Qt.Key.Key_T, with_=ALT)
    operator.paste(typed)
    assert refused(operator) == sentence
    assert operator.form.at.field.hasFocus()


def test_an_appointment_in_the_past_is_refused(operator: Operator) -> None:
    operator.type("13806350001")
    choose_fault(operator, "水表停走")
    operator.type_in(operator.form.triage.appointment, "昨天 9:00")
    assert "已经过了" in refused(operator)


def test_a_place_is_added_with_one_key(operator: Operator) -> None:
    operator.paste_in(operator.form.place, "刘集某新庄")
    operator.press_and_wait(Qt.Key.Key_P, CTRL)
    operator.spread()
    place = operator.form.place.thing
    assert (place.name, place.town) == ("某新庄", "刘集镇")
    choose_fault(operator)
    operator.save()
    assert operator.ticket().place == "某新庄"


def test_a_place_that_cannot_be_added_says_why(operator: Operator) -> None:
    operator.paste_in(operator.form.place, "长" * 10_000)
    operator.press_and_wait(Qt.Key.Key_P, CTRL)
    assert proper_sentence(operator.bar.error.sentence) == "地名有 10000 字，最多 100 字，请删短后再保存。"
    assert len(operator.form.place.text()) == 10_000
