"""The form by itself: what it shows beside its fields, what it reports, and how its parts answer keys."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.showing import show_active
from tickets.errors import FieldError
from tickets.rules.words import FaultGroup, Priority, Zone
from tickets.store.queries.lookups import Place
from tickets.store.rows import Fault
from ui.intake.call_form_data import NOTHING, CallContext, CallFormData
from ui.intake.checking import report
from ui.intake.form import CallForm
from ui.intake.form_fields import beside
from ui.kit.labels import Elided, Words
from ui.kit.matching import gazetteer

NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
LEAK = Fault("visible_leak", "明漏", FaultGroup.MAIN, Priority.P2, False, False, "路上冒水", "", 0, True)
BURST = Fault("burst_main", "爆管", FaultGroup.MAIN, Priority.P1, True, False, "水柱", "", 1, True)
BEHIND = Fault("behind_meter", "表后漏", FaultGroup.METER, Priority.P3, False, True, "家里漏水", "", 2, True)
LAKE = Place(7, "南湖社区", "铜城街道", Zone.URBAN, "community", "", "nanhushequ", "nhsq", True)
TOWN = Place(8, "刘集镇", "", Zone.RURAL, "town", "", "liujizhen", "ljz", True)


@pytest.fixture
def form(qtbot: QtBot) -> CallForm:
    form = CallForm(lambda: NOW)
    qtbot.addWidget(form)
    form.set_places(gazetteer([LAKE, TOWN]))
    form.set_faults([LEAK, BURST, BEHIND])
    show_active(form, qtbot)
    return form


@pytest.mark.parametrize(
    ("filled", "hint"),
    [
        (NOTHING, "还没选地点：按城区时限计时"),
        (CallFormData(zone=Zone.RURAL), ""),
        (CallFormData(place_id=7), "铜城街道 · 城区"),
        (CallFormData(place_id=7, zone=Zone.RURAL), "铜城街道 · 乡镇"),
        (CallFormData(place_id=8), "未写街道乡镇 · 乡镇"),
        (CallFormData(place="某处"), "不在地址库，按原话记在地址前面。Ctrl+P 加入地址库"),
        (CallFormData(place="某处", words="南湖社区冒水"), "不在地址库，按原话记在地址前面。Ctrl+P 加入地址库"),
        (CallFormData(place=" ", words="南湖社区冒水"), "铜城街道 · 城区"),
        (CallFormData(words="从刘集镇到南湖社区"), "提到：南湖社区、刘集镇，请选一处"),
    ],
)
def test_the_hint_below_the_place_says_what_is_known_of_it(form: CallForm, filled: CallFormData, hint: str) -> None:
    form.fill(filled)
    assert form.place_hint.text() == hint


@pytest.mark.parametrize(
    ("filled", "hint"),
    [
        (NOTHING, ""),
        (CallFormData(fault="visible_leak"), "默认紧急"),
        (CallFormData(fault="burst_main"), "默认特急 · 要先止水"),
        (CallFormData(fault="behind_meter"), "默认一般 · 用户产权，有偿维修"),
        (CallFormData(words="路上冒水"), "默认紧急"),
        (CallFormData(words="路上冒水，有水柱"), "像是：明漏、爆管，请选一种"),
        (CallFormData(words="路上冒水", fault_typed="别的"), ""),
        (CallFormData(words="路上冒水", fault_typed=" "), "默认紧急"),
    ],
)
def test_the_hint_beside_the_fault_says_what_it_means(form: CallForm, filled: CallFormData, hint: str) -> None:
    form.fill(filled)
    assert form.fault_hint.text() == hint


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        (CallFormData(words="南湖社区路上冒水"), ("南湖社区", "明漏")),
        (CallFormData(words="南湖社区路上冒水", place_id=8, fault="burst_main"), ("刘集镇", "爆管")),
        (CallFormData(words="南湖社区路上冒水", place="某处", fault_typed="别的"), (None, None)),
        (CallFormData(words="南湖社区路上冒水", place=" ", fault_typed=" "), ("南湖社区", "明漏")),
        (CallFormData(words="南湖社区路上冒水", fault="no_longer_there"), ("南湖社区", "明漏")),
        (CallFormData(words="从刘集镇到南湖社区"), (None, None)),
    ],
)
def test_what_the_words_certainly_name_is_filled_in_and_nothing_else(
    form: CallForm, typed: CallFormData, taken: tuple[str | None, str | None]
) -> None:
    form.fill(typed)
    things = (form.place.thing, form.fault.thing)
    assert tuple(thing and thing.name for thing in things) == taken


def test_a_form_knows_whether_the_faults_have_been_read(form: CallForm, qtbot: QtBot) -> None:
    fresh = CallForm(lambda: NOW)
    qtbot.addWidget(fresh)
    assert (fresh.context().faults_read, form.context().faults_read) == (False, True)
    with pytest.raises(FieldError, match="还没有选故障类型"):
        report(CallContext(), NOW)


def test_the_zone_is_the_chosen_one_or_else_that_of_the_place(form: CallForm) -> None:
    for place, chosen, zone in (
        (None, None, None),
        (8, None, Zone.RURAL),
        (8, Zone.URBAN, Zone.URBAN),
        (None, Zone.RURAL, Zone.RURAL),
    ):
        form.fill(replace(NOTHING, place_id=place, zone=chosen))
        assert form.known_zone is zone


def test_rare_fields_are_shown_on_request_when_filled_and_when_wrong(form: CallForm) -> None:
    assert (form.at.isVisible(), form.pipe.isVisible(), form.shows_more) == (False, False, False)
    form.show_more(True)
    assert (form.at.isVisible(), form.pipe.isVisible(), form.shows_more) == (True, True, True)
    form.show_more(False)
    assert not form.shows_more
    for rare in (replace(NOTHING, at="8:00"), replace(NOTHING, dn="100"), replace(NOTHING, material="PE")):
        form.fill(rare)
        form.show_more(False)
        assert form.shows_more, "filled fields are never hidden"
    form.fill(NOTHING)
    form.point_out("phone")
    assert not form.shows_more
    form.point_out("dn")
    assert form.shows_more
    assert form.dn.hasFocus()


def test_only_the_wrong_field_is_marked_and_brought_into_view(form: CallForm) -> None:
    entered = QSignalSpy(form.entered)
    for name in ("address", "caller", "at", "appointment"):
        form.point_out(name)
        marked = {other for other, widget in form.by_name.items() if widget.property("wrong")}
        assert marked == {name} - {"at", "appointment"}, "the times explain their errors themselves"
        assert entered.at(entered.count() - 1)[0] is form.by_name[name]
    form.point_out("")
    form.point_out("no field")
    assert not any(widget.property("wrong") for widget in form.by_name.values())
    assert entered.count() == 4


def test_every_change_is_reported_once(form: CallForm, qtbot: QtBot) -> None:
    changed = QSignalSpy(form.changed)
    form.fill(replace(NOTHING, phone="13806350001", words="路上冒水", address="南门", households="5"))
    assert changed.count() == 1, "a form that is filled is one change"
    triage = form.triage
    for number, field in enumerate((form.address, form.caller, form.dn, triage.households, form.phone.field), start=2):
        field.insert("1")
        assert changed.count() == number
    triage.answers.boxes["danger_to_people"].click()
    form.zone.setCurrentIndex(1)
    triage.priority.override.setCurrentIndex(1)
    form.words.insertPlainText("了")
    assert changed.count() == 10


def test_words_that_name_a_place_are_put_before_the_address_once(form: CallForm) -> None:
    form.place.said.emit(" 南湖社区3号楼 ")
    assert form.address.text() == "南湖社区3号楼"
    form.address.setText("东头")
    form.place.said.emit("南湖社区3号楼")
    assert form.address.text() == "南湖社区3号楼 东头"
    form.place.said.emit("3号楼")
    assert form.address.text() == "南湖社区3号楼 东头", "it says so already"


@pytest.mark.parametrize(
    ("filled", "words", "priority"),
    [
        (NOTHING, "— 选了故障类型后自动判定；改低了要值班长核准", None),
        (CallFormData(priority=Priority.P3), "P3 一般 人工指定；低于自动判定的，要值班长核准", Priority.P3),
        (CallFormData(priority=Priority.P1), "P1 特急 人工指定", Priority.P1),
        (CallFormData(fault="visible_leak"), "P2 紧急 “明漏”默认", Priority.P2),
        (CallFormData(fault="visible_leak", priority=Priority.P2), "P2 紧急 “明漏”默认", Priority.P2),
        (
            CallFormData(fault="visible_leak", priority=Priority.P3),
            "P3 一般 低于自动判定的紧急，放宽时限要值班长核准（“明漏”默认）",
            Priority.P3,
        ),
    ],
)
def test_the_priority_says_whether_it_was_judged_or_set(
    form: CallForm, filled: CallFormData, words: str, priority: Priority | None
) -> None:
    form.fill(filled)
    assert (form.triage.priority.words(), form.triage.result) == (words, priority)
    assert form.triage.appointment.isHidden()
    form.fill(replace(filled, priority=Priority.P4))
    assert not form.triage.appointment.isHidden()


def test_the_field_tells_which_appointments_need_consent_before_a_fault_is_chosen(form: CallForm) -> None:
    line = form.triage.priority
    form.fill(CallFormData(priority=Priority.P4))
    assert line.words() == "P4 预约 要值班长核准"
    stopped = replace(LEAK, code="meter_stopped", name="水表停走", priority=Priority.P4)
    other = replace(LEAK, code="other", name="其他", fault_group="other", priority=Priority.P3)
    form.set_faults([LEAK, stopped, other])
    said = "除“水表停走”外要值班长核准，“其他”也要"
    assert line.words() == f"P4 预约 {said}"
    assert said in line.override.toolTip().replace("\n", "")


def test_answers_are_ticked_by_their_numbers_and_the_arrows_move_between_them(form: CallForm, qtbot: QtBot) -> None:
    boxes = list(form.triage.answers.boxes.values())
    boxes[0].setFocus()
    for number, box in enumerate(boxes, start=1):
        qtbot.keyClick(boxes[0], str(number))
        assert [each.isChecked() for each in boxes] == [each in boxes[:number] for each in boxes]
        assert box.accessibleDescription() == box.toolTip() == f"Alt+{number}"
    qtbot.keyClick(boxes[0], Qt.Key.Key_Right)
    assert boxes[1].hasFocus()
    qtbot.keyClick(boxes[1], Qt.Key.Key_Left)
    assert boxes[0].hasFocus()
    qtbot.keyClick(boxes[0], "5")
    qtbot.keyClick(boxes[0], Qt.Key.Key_Space)
    assert [each.isChecked() for each in boxes] == [False, True, True, True]


def test_enter_passes_over_what_is_hidden_or_disabled_and_needs_no_other_key(form: CallForm, qtbot: QtBot) -> None:
    enter, shift = Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier
    form.caller.setFocus()
    qtbot.keyClick(form.caller, enter, shift)
    qtbot.keyClick(form.caller, Qt.Key.Key_A)
    assert form.caller.hasFocus()
    form.household_no.setEnabled(False)
    form.show_more(True)
    returned = QSignalSpy(form.caller.returnPressed)
    qtbot.keyClick(form.caller, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert form.dn.hasFocus()
    assert (form.caller.cursorPosition(), form.caller.selectedText()) == (0, ""), "a long text is seen from its start"
    assert returned.count() == 0, "the field itself does not get the key"
    form.material.hide()
    finished = QSignalSpy(form.finished)
    qtbot.keyClick(form.dn, enter)
    assert finished.count() == 1


def test_a_number_is_shown_in_its_usual_form_once_the_field_is_left(form: CallForm, qtbot: QtBot) -> None:
    phone = form.phone
    changed = QSignalSpy(phone.changed)
    form.go_to_phone()
    for typed, kind, left in (
        ("", "问不到号码就空着", ""),
        (" ", "问不到号码就空着", " "),
        ("13806350001", "手机", "138 0635 0001"),
        ("13806350001/3280212", "2 个号码", None),
        ("12345", "很多人共用的号码，不当作同一个人", "12345"),
        ("138", "不像完整的电话号码，会按原样记下", "138"),
    ):
        phone.field.setText(typed)
        assert phone._kind.text() == kind
        phone.field.editingFinished.emit()
        assert left is None or phone.text() == left
    phone.set_text("138 0635 0001")
    before = changed.count()
    phone.tidy()
    assert changed.count() == before, "a number in its usual form stays as it is"


def test_side_by_side_fields_share_the_width_and_captions_do_not(qtbot: QtBot) -> None:
    fixed = QLineEdit()
    fixed.setFixedWidth(96)
    holder = beside(QWidget(), QLineEdit(), Words("片区"), fixed, Elided(), Words("管材"))
    qtbot.addWidget(holder)
    layout = holder.layout()
    assert layout is not None
    assert [layout.stretch(n) for n in range(layout.count())] == [1, 0, 0, 1, 0]  # type: ignore[attr-defined]
