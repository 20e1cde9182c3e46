"""A call is recorded with the keyboard alone, from the first key to the ticket."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock, proper_sentence
from tests.ui.intake.conftest import ALT, CTRL, SHIFT, Operator
from tickets.actions.dispatch import cancel
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.importing.subscribers import carry_out, plan_import
from tickets.rules.words import CallKind, Priority, State, Zone
from tickets.store.queries.callers import recent_calls
from ui.kit import messages

RETURN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def test_a_whole_call_is_typed_without_the_mouse(operator: Operator) -> None:
    operator.type("13806350001", RETURN)
    operator.paste("南湖社区水管爆了，水都流到马路上了")
    operator.press(TAB)
    operator.type("nhsq", RETURN)
    operator.paste("3 号楼东门口")
    operator.press(RETURN, RETURN)  # address; the fault that the words name
    operator.type("1")  # water over the road
    operator.press(RETURN)
    operator.type("60", RETURN)
    operator.paste("住户")
    operator.save()
    file = operator.ticket()
    assert (file.place, file.fault.code, file.ticket.priority) == ("南湖社区", "burst_main", Priority.P1)
    assert (file.ticket.address, file.ticket.caller, file.ticket.households) == ("3 号楼东门口", "住户", 60)
    assert (file.calls[0].phone, file.calls[0].words) == ("138 0635 0001", "南湖社区水管爆了，水都流到马路上了")


def test_after_saving_the_form_is_empty_and_the_number_can_be_copied(operator: Operator) -> None:
    operator.type("13806350001")
    operator.type_in(operator.form.fault, "爆管", RETURN)
    operator.save()
    number = operator.ticket().ticket.number
    assert number in operator.bar.notice.sentence
    assert operator.form.filled().blank
    assert operator.form.phone.field.hasFocus()
    operator.press(Qt.Key.Key_C, with_=ALT)
    assert QGuiApplication.clipboard().text() == number


def test_a_call_is_settled_by_phone_with_three_presses(operator: Operator) -> None:
    operator.type("13806350001", RETURN)
    operator.paste("厨房表后漏水")
    assert not operator.form.told.isVisible(), "the field appears where it is needed"
    operator.press_and_wait(Qt.Key.Key_J, CTRL)
    assert operator.form.advice.hasFocus()
    assert "Alt+J" in operator.bar.notice.sentence
    operator.press(Qt.Key.Key_J, with_=ALT)
    advice = operator.form.advice.toPlainText()
    assert advice.startswith("请关闭户内总阀")
    operator.press(Qt.Key.Key_J, with_=ALT)
    assert operator.form.advice.toPlainText() == advice, "it is taken over once"
    operator.press_and_wait(Qt.Key.Key_J, CTRL)
    file = operator.ticket(1)
    assert (file.ticket.state, file.fault.code, file.ticket.resolution) == (State.SETTLED, "behind_meter", advice)
    assert f"已记为电话解决 {file.ticket.number} · 表后漏" in operator.bar.notice.sentence
    assert operator.form.filled().blank
    assert not operator.form.told.isVisible()


def test_what_the_caller_was_told_is_in_the_draft_and_in_the_history(operator: Operator) -> None:
    operator.type("13806350001", RETURN)
    operator.paste("厨房表后漏水")
    operator.press_and_wait(Qt.Key.Key_J, CTRL)
    operator.paste("先关总阀")
    operator.press(Qt.Key.Key_D, with_=CTRL)
    assert not operator.form.told.isVisible()
    operator.press_and_wait(Qt.Key.Key_D, ALT)
    operator.press_and_wait(RETURN)
    assert operator.form.told.isVisible()
    operator.press_and_wait(Qt.Key.Key_J, CTRL)
    assert operator.ticket(1).ticket.resolution == "先关总阀"
    operator.type("13806350001")
    operator.settle()
    [line] = operator.desk._right.caller.list.lines
    assert line.note == "电话解决"
    assert "告知：先关总阀" in line.below


def test_text_typed_while_saving_is_kept(operator: Operator) -> None:
    operator.type("13806350001")
    operator.type_in(operator.form.fault, "爆管", RETURN)
    operator.paste_in(operator.form.caller, "住户")
    operator.press(RETURN, with_=CTRL)
    operator.paste("甲")
    operator.press(RETURN, with_=CTRL)  # nothing is sent twice
    operator.settle()
    assert operator.ticket().ticket.caller == "住户"
    assert operator.form.caller.text() == "住户甲"
    assert "还留在表里" in operator.bar.notice.sentence


def test_saving_from_within_a_picker_accepts_the_highlighted_suggestion(operator: Operator) -> None:
    operator.type("13806350001")
    operator.type_in(operator.form.fault, "爆")
    operator.save()
    assert operator.ticket().fault.code == "burst_main"


def test_the_enter_key_of_the_keypad_saves_too(operator: Operator) -> None:
    operator.type_in(operator.form.address, "a")
    operator.type_in(operator.form.phone, "13806350001")
    operator.type_in(operator.form.fault, "明漏", RETURN)
    operator.press_and_wait(Qt.Key.Key_Enter, CTRL | Qt.KeyboardModifier.KeypadModifier)
    assert operator.ticket().fault.code == "visible_leak"


def test_enter_goes_through_the_form_to_the_main_button(operator: Operator) -> None:
    form, seen = operator.form, []
    operator.press(RETURN)
    assert form.words.hasFocus()
    operator.press(TAB)
    for _ in range(6):
        seen.append(QApplication.focusWidget())
        operator.press(RETURN)
    first_box = next(iter(form.triage.answers.boxes.values()))
    assert seen == [form.place, form.address, form.fault, first_box, form.triage.households, form.caller]
    assert form.household_no.hasFocus()
    operator.press(RETURN)
    assert operator.bar.open.hasFocus()


def test_enter_in_the_words_is_a_new_line(operator: Operator) -> None:
    operator.type_in(operator.form.words, "ab", RETURN)
    operator.type("c")
    assert operator.form.words.toPlainText() == "ab\nc"


def test_answers_are_ticked_from_anywhere_and_the_priority_follows(operator: Operator) -> None:
    operator.type_in(operator.form.fault, "暗漏", RETURN)
    assert "P3 一般" in operator.form.triage.priority.words()
    operator.go(operator.form.phone)
    operator.press(Qt.Key.Key_1, with_=ALT)
    assert "P2 紧急 路面过水，按紧急处理" in operator.form.triage.priority.words()
    operator.press(Qt.Key.Key_4, with_=ALT)
    assert "P1 特急" in operator.form.triage.priority.words()
    operator.type_in(operator.form.triage.households, "12")
    assert "影响 12 户" in operator.form.triage.priority.words()


def test_an_overridden_priority_shows_the_computed_one_as_well(operator: Operator) -> None:
    operator.type_in(operator.form.fault, "暗漏", RETURN)
    operator.go(operator.form.triage.priority)
    operator.press(Qt.Key.Key_Down)
    assert "P1 特急 人工指定；自动判定为一般" in operator.form.triage.priority.words()
    operator.type_in(operator.form.phone, "13806350001")
    operator.save()
    assert operator.ticket().ticket.priority is Priority.P1


def test_the_appointment_field_is_shown_only_for_its_priority(operator: Operator) -> None:
    operator.type_in(operator.form.fault, "爆管", RETURN)
    assert not operator.form.triage.appointment.isVisible()
    operator.go(operator.form.fault)
    operator.press(Qt.Key.Key_A, with_=CTRL)
    operator.type("水表停走", RETURN)
    assert operator.form.triage.appointment.isVisible()
    operator.type_in(operator.form.triage.appointment, "明天 9:00")
    operator.type_in(operator.form.phone, "13806350001")
    operator.save()
    assert operator.ticket().ticket.appointment == operator.session.now() + timedelta(hours=23)


def test_the_zone_comes_from_the_place_and_can_be_overridden(operator: Operator) -> None:
    for typed, key, wanted in (("刘集镇", None, Zone.RURAL), ("刘集镇", Qt.Key.Key_Down, Zone.URBAN)):
        operator.type_in(operator.form.place, typed, RETURN)
        if key is not None:
            operator.go(operator.form.zone)
            operator.press(key)
        operator.type_in(operator.form.fault, "无水", RETURN)
        operator.save()
        newest = operator.tickets()[0]
        assert newest.zone is wanted


def test_a_late_entry_has_its_true_time(operator: Operator, clock: HandClock) -> None:
    assert not operator.form.at.isVisible()
    operator.press(Qt.Key.Key_T, with_=ALT)
    assert operator.form.at.field.hasFocus()
    operator.type("8:05")
    operator.type_in(operator.form.fault, "无水", RETURN)
    operator.type_in(operator.form.phone, "13806350001")
    operator.save()
    file = operator.ticket()
    assert file.ticket.opened == clock.ago(minutes=115)
    assert file.journal[-1].true_time == clock.ago(minutes=115)
    assert not operator.form.at.isVisible()


def test_pipe_and_material_are_kept(operator: Operator) -> None:
    operator.type("13806350001")
    operator.press(Qt.Key.Key_T, with_=ALT)
    operator.type_in(operator.form.dn, "DN300", RETURN)
    operator.type("PE")
    operator.type_in(operator.form.fault, "明漏", RETURN)
    operator.save()
    assert (operator.ticket().ticket.dn, operator.ticket().ticket.material) == (300, "PE")


@pytest.fixture
def earlier(hand: Hand, operator: Operator) -> int:
    """A ticket that somebody opened from a number an hour ago."""
    key = hand.do(
        log_call(CallDetails(phone="13806350001", caller="住户", words="路上冒水"), ReportedFault("visible_leak"))
    )
    operator.spread()
    return key


def test_earlier_calls_are_listed_as_soon_as_the_number_is_complete(operator: Operator, earlier: int) -> None:
    operator.type("1380635000")
    operator.settle()
    assert operator.desk._right.caller.list.lines == []
    operator.type("1")
    operator.settle()
    (line,) = operator.desk._right.caller.list.lines
    assert line.thing.ticket_id == earlier
    assert operator.desk._right.choice is not None  # the only open ticket of this number
    assert operator.ticket(earlier).ticket.number in operator.bar._chosen.text()


def test_changing_the_number_clears_the_selected_ticket(operator: Operator, earlier: int) -> None:
    operator.type("13806350001")
    operator.until(lambda: bool(operator.desk._right.likely.list.lines))
    operator.press(Qt.Key.Key_1, with_=CTRL)  # chosen by hand
    operator.press(Qt.Key.Key_Backspace)
    assert operator.desk._right.choice is None
    operator.press_and_wait(Qt.Key.Key_B, CTRL)
    assert "还没有选中工单" in operator.bar.error.sentence


def test_while_the_calls_of_a_number_are_read_those_of_another_cannot_be_selected(
    operator: Operator, earlier: int
) -> None:
    operator.type("13806350001")
    operator.until(lambda: bool(operator.desk._right.likely.list.lines))
    operator.press(Qt.Key.Key_Backspace)
    right = operator.desk._right
    assert right.caller.list.lines == []
    assert "正在读取" in right.caller.list.accessibleDescription()
    assert right.caller.reuse.isHidden()


def test_a_new_call_starts_without_likely_tickets_of_the_last_one(
    operator: Operator, earlier: int, qtbot: QtBot
) -> None:
    operator.type("13806350001")
    operator.until(lambda: bool(operator.desk._right.likely.list.lines))
    operator.type("2")
    asked = len(operator.worker.waiting)
    qtbot.waitUntil(lambda: len(operator.worker.waiting) > asked)  # the last call is compared only now
    operator.press(*[Qt.Key.Key_Backspace] * 12)
    assert operator.desk._right.likely.list.lines == []
    operator.settle()
    operator.press(Qt.Key.Key_1, with_=CTRL)
    assert operator.desk._right.choice is None


def test_a_repeated_call_joins_the_callers_open_ticket(operator: Operator, earlier: int) -> None:
    operator.type("13806350001")
    operator.settle()
    operator.press_and_wait(Qt.Key.Key_B, CTRL)
    file = operator.ticket(earlier)
    assert (file.ticket.chases, file.calls[-1].kind) == (1, CallKind.CHASE)
    assert "共催办 1 次" in operator.bar.notice.sentence


def test_a_call_that_joins_a_likely_ticket_keeps_all_its_fields(operator: Operator, hand: Hand) -> None:
    place = next(place for place in operator.form.place._gazetteer.places if place.thing.name == "南湖社区").thing
    key = hand.do(log_call(CallDetails(phone="13900000000", address="3 号楼"), ReportedFault("burst_main", place.id)))
    operator.spread()
    operator.type("13806350001")
    operator.type_in(operator.form.place, "nhsq", RETURN)
    operator.type_in(operator.form.fault, "爆管", RETURN)
    operator.press(Qt.Key.Key_4, with_=ALT)
    operator.until(lambda: bool(operator.desk._right.likely.list.lines))
    (line,) = operator.desk._right.likely.list.lines
    assert line.key == "Ctrl+1"
    assert any("同一地点" in words for words in line.below)
    assert operator.desk._right.choice is not None, "it is very likely, so nobody needs to choose it"
    operator.press_and_wait(Qt.Key.Key_M, CTRL)
    (row,) = operator.tickets()
    assert (row.id, row.calls) == (key, 2)
    assert operator.ticket(key).calls[-1].words == "（登记时另记：地点 南湖社区；故障 爆管；有人危险）"
    assert operator.form.filled().blank


def test_the_key_of_the_callers_only_open_ticket_leaves_it_chosen(operator: Operator, earlier: int) -> None:
    operator.type("13806350001")
    operator.until(lambda: bool(operator.desk._right.likely.list.lines))
    assert operator.desk._right.likely.list.current() is not None  # chosen before anybody pressed a key
    operator.press(Qt.Key.Key_1, with_=CTRL)
    operator.press_and_wait(Qt.Key.Key_B, CTRL)
    assert operator.ticket(earlier).ticket.chases == 1


def test_the_same_key_again_deselects_the_ticket(operator: Operator, earlier: int) -> None:
    operator.type("13806350001")
    operator.until(lambda: bool(operator.desk._right.likely.list.lines))
    operator.press(Qt.Key.Key_1, Qt.Key.Key_1, with_=CTRL)
    assert operator.desk._right.likely.list.current() is None
    assert operator.desk._right.choice is None
    operator.spread_lost()
    assert operator.desk._right.choice is None  # a declined ticket is not implied again
    operator.press(Qt.Key.Key_1, with_=CTRL)
    assert operator.desk._right.choice is not None


def test_a_selected_ticket_that_ends_is_deselected(operator: Operator, earlier: int, hand: Hand) -> None:
    operator.type("13806350001")
    operator.settle()
    assert operator.desk._right.choice is not None
    hand.do(cancel(earlier, None, "误报"))
    operator.spread()
    operator.until(lambda: operator.desk._right.choice is None)


@pytest.mark.parametrize(
    ("extra", "kind"), [(Qt.KeyboardModifier.NoModifier, CallKind.ENQUIRY), (SHIFT, CallKind.COMPLAINT)]
)
def test_enquiries_and_complaints_open_no_ticket(
    operator: Operator, extra: Qt.KeyboardModifier, kind: CallKind
) -> None:
    operator.type("13806350001", RETURN)
    operator.paste("问水费")
    operator.press(Qt.Key.Key_3, with_=ALT)
    operator.press_and_wait(Qt.Key.Key_I, CTRL | extra)
    (call,) = operator.session.service.read(recent_calls)
    assert (call.kind, call.words, call.ticket_id) == (kind, "问水费\n（登记时另记：医院学校等）", None)
    assert operator.tickets() == []


def test_details_of_an_earlier_call_fill_only_empty_fields(operator: Operator, hand: Hand) -> None:
    place = next(place for place in operator.form.place._gazetteer.places if place.thing.name == "南湖社区").thing
    details = CallDetails(phone="13806350001", caller="住户", address="3 号楼", household_no="8888", words="没水")
    hand.do(log_call(details, ReportedFault("no_water", place.id)))
    operator.spread()
    operator.paste_in(operator.form.caller, "邻居")
    operator.type_in(operator.form.phone, "13806350001")
    operator.settle()
    operator.press(Qt.Key.Key_U, with_=ALT)
    filled = operator.form.filled()
    assert (filled.caller, filled.household_no, filled.address, filled.place_id) == ("邻居", "8888", "3 号楼", place.id)


@pytest.fixture
def on_file(hand: Hand, operator: Operator, tmp_path: Path) -> None:
    """A household on file, at a place of the gazetteer, and a sensitive one."""
    path = tmp_path / "档案.csv"
    path.write_text(
        "户号,户名,电话,小区,地址,表号,敏感用户,欠费\n"
        "37001,王伟,13906350009,南湖社区,3 号楼 201,SC1,,86.5\n"
        "37002,李娜,,南湖社区,5 号楼 102,SC2,透析,\n",
        encoding="gbk",
    )
    carry_out(hand.desk, hand.who, plan_import(hand.desk, path))
    operator.spread()


def test_a_first_time_caller_on_file_is_known_and_one_key_fills_in_the_household(
    operator: Operator, on_file: None
) -> None:
    operator.type("13906350009")
    operator.settle()
    card = operator.desk._right.caller
    assert card._household.text() == "王伟 · 户号 37001 · 南湖社区 3 号楼 201"
    assert card._owes.text() == "欠费 86.50 元"
    operator.press(Qt.Key.Key_U, with_=ALT)
    operator.settle()
    filled = operator.form.filled()
    assert (filled.caller, filled.household_no, filled.place, filled.address) == (
        "王伟", "37001", "南湖社区", "3 号楼 201",
    )  # fmt: skip
    assert operator.form.place.thing is not None


def test_a_known_address_that_was_left_out_is_told_with_its_key(operator: Operator, on_file: None) -> None:
    operator.type("13906350009")
    operator.settle()
    form = operator.form
    assert form._about_place() == "来电人在 南湖社区 · 3 号楼 201：Alt+U 填上；还没选地点：按城区时限计时"
    operator.type_in(form.fault, "明漏", RETURN)
    operator.press_save()
    assert "这位来电人在 南湖社区 · 3 号楼 201：Alt+U 填上" in operator.bar.notice.sentence
    operator.press(Qt.Key.Key_U, with_=ALT)
    operator.settle()
    assert "Alt+U" not in form._about_place()
    operator.save()
    assert operator.ticket().place == "南湖社区"


@pytest.mark.parametrize("typed", ["37002", "SC2"])
def test_a_typed_number_of_a_household_or_meter_finds_the_address_and_a_sensitive_user(
    operator: Operator, on_file: None, typed: str
) -> None:
    operator.type_in(operator.form.household_no, typed)
    operator.settle()
    assert operator.desk._right.caller._sensitive.text() == "▲ 敏感用户：透析"
    operator.press(Qt.Key.Key_U, with_=ALT)
    filled = operator.form.filled()
    assert (filled.household_no, filled.place, filled.address) == ("37002", "南湖社区", "5 号楼 102")
    assert filled.sensitive_user, "it raises the priority"


def test_a_file_that_is_imported_during_a_call_is_shown(operator: Operator, hand: Hand, tmp_path: Path) -> None:
    operator.type("13906350009")
    operator.settle()
    path = tmp_path / "档案.csv"
    path.write_text("户号,户名,电话\n37001,王伟,13906350009\n", encoding="utf-8")
    carry_out(hand.desk, hand.who, plan_import(hand.desk, path))
    operator.spread()
    assert operator.desk._right.caller._household.text() == "王伟 · 户号 37001"


def test_enter_on_an_earlier_call_opens_its_ticket(operator: Operator, earlier: int) -> None:
    wanted = QSignalSpy(operator.desk.ticket_wanted)
    operator.type("13806350001")
    operator.settle()
    operator.go(operator.desk._right.caller.list)
    operator.press(RETURN)
    operator.go(operator.desk._left.recent)
    operator.press(Qt.Key.Key_Home, RETURN)
    assert [wanted.at(n)[0] for n in range(wanted.count())] == [earlier, earlier]


def test_an_incoming_call_fills_in_the_number_and_puts_a_half_typed_call_aside(operator: Operator) -> None:
    operator.type_in(operator.form.words, "half")
    operator.desk.new_call("+86 138-0635-0002")
    operator.settle()
    assert operator.form.phone.text() == "138 0635 0002"
    assert operator.form.words.toPlainText() == ""
    assert [draft.filled.words for draft in operator.desk._keeper.aside] == ["half"]
    operator.desk.new_call()
    assert operator.form.phone.text() == "138 0635 0002"


def test_a_hidden_desk_reads_nothing_and_catches_up_when_shown(operator: Operator, hand: Hand) -> None:
    operator.desk.hide()
    hand.log()
    operator.session.feed.changed.emit(operator.session.service.feed.poll())
    assert not operator.worker.waiting
    operator.desk.show()
    operator.settle()
    assert len(operator.desk._left.recent.lines) == 1


def test_the_notice_about_the_last_call_disappears_after_typing_the_next_one(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator.type("13806350001")
    operator.type_in(operator.form.fault, "明漏")
    operator.save()
    notice = operator.bar.notice
    assert "已开单" in notice.sentence and notice.isVisible()
    monkeypatch.setattr(messages, "_NOTICE_MS", 0)
    operator.settle()
    assert notice.isVisible()  # it can be read and copied until something is typed
    operator.type("1")
    operator.until(lambda: not notice.isVisible())


@pytest.mark.parametrize("key", [RETURN, Qt.Key.Key_I, Qt.Key.Key_D])
def test_a_key_pressed_on_the_empty_form_leaves_the_number_of_the_last_call(operator: Operator, key: Qt.Key) -> None:
    operator.type("13806350001")
    operator.type_in(operator.form.fault, "明漏")
    operator.save()
    bar, number = operator.bar, operator.ticket().ticket.number
    for _ in range(2):
        operator.press(key, with_=CTRL)
        assert bar.notice.isVisible() and number in bar.notice.sentence
        assert "表格是空的" in bar.error.sentence
    assert operator.form.phone.field.hasFocus()
    operator.press(Qt.Key.Key_C, with_=ALT)
    assert QGuiApplication.clipboard().text() == number
    operator.press(key, with_=CTRL)
    operator.type("1")
    assert not bar.error.sentence, "a message about the empty form goes with the first letter"
    assert not bar.notice.isVisible()


def report(operator: Operator, phone: str, words: str) -> None:
    """Type a number and the caller's words, and nothing else."""
    operator.type(phone, RETURN)
    operator.paste(words)
    operator.settle()


def test_each_of_two_numbers_shows_its_earlier_calls(operator: Operator, hand: Hand) -> None:
    for phone in ("13806350001", "3280212"):
        hand.do(log_call(CallDetails(phone, words="路上冒水"), ReportedFault("visible_leak")))
    operator.type("138 0635 0001 / 3280212", RETURN)
    operator.settle()
    assert len(operator.desk._right.caller.list.lines) == 2


def test_a_recognised_place_and_fault_are_in_the_ticket(operator: Operator) -> None:
    report(operator, "13806350001", "我在铜城街道，南湖社区水管爆了，喷水")
    operator.press_save()
    file = operator.ticket()
    assert (file.place, file.fault.code) == ("南湖社区", "burst_main")
    assert file.calls[0].words == "我在铜城街道，南湖社区水管爆了，喷水"
    assert "爆管 · 南湖社区" in operator.bar.notice.sentence


def test_a_fault_that_is_only_guessed_is_left_to_the_operator(operator: Operator) -> None:
    report(operator, "13806350001", "南湖社区马桶漏水，水表也不转")
    assert "像是：" in operator.form.fault_hint.text()
    operator.press_save()
    assert operator.tickets() == []
    assert operator.form.fault.hasFocus()


def test_what_the_operator_filled_in_is_not_replaced_by_what_was_recognised(operator: Operator) -> None:
    report(operator, "13806350001", "南湖社区水管爆了，喷水")
    operator.paste_in(operator.form.place, "城东老水厂")
    operator.paste_in(operator.form.fault, "明漏")
    operator.press_save()
    file = operator.ticket()
    assert (file.place, file.ticket.address, file.fault.code) == (None, "城东老水厂", "visible_leak")


def test_two_places_in_the_words_are_left_to_the_operator(operator: Operator) -> None:
    report(operator, "13806350001", "从南湖社区到吉祥苑社区都没水了")
    operator.press_save()
    assert operator.tickets() == []
    assert "请在地点里选一处" in proper_sentence(operator.bar.notice.sentence)
    assert operator.form.place.hasFocus()
    assert [line.thing.thing.name for line in operator.form.place.offered()] == ["吉祥苑社区", "南湖社区"]
    operator.press(Qt.Key.Key_Escape)  # the suggestions and the question
    assert "再按一次 Esc" in operator.bar.notice.sentence
    operator.press_save()
    assert operator.tickets() == []


def test_a_town_beside_its_place_is_one_place(operator: Operator) -> None:
    report(operator, "13806350001", "铜城街道南湖社区没水了")
    operator.press_save()
    assert operator.ticket().place == "南湖社区"


def test_a_call_without_a_place_needs_one_confirmation(operator: Operator) -> None:
    report(operator, "13806350001", "水管爆了")
    operator.press_save()
    assert operator.tickets() == []
    assert proper_sentence(operator.bar.notice.sentence) == "地点不详，再按一次 Ctrl+Enter 照样开单。"
    operator.press_save()
    assert operator.ticket().ticket.place_id is None
    assert "地点不详" in operator.bar.notice.sentence


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("caller", "张" * 101, "来电人有 101 字"),
        ("dn", "9", "管径 DN9 不合理"),
        ("material", "铁" * 101, "管材有 101 字"),
    ],
)
def test_errors_of_a_call_are_reported_before_any_question(
    operator: Operator, field: str, typed: str, sentence: str
) -> None:
    report(operator, "13806350001", "水管爆了")
    operator.form.by_name[field].setText(typed)  # type: ignore[attr-defined]
    operator.press_save()
    assert sentence in proper_sentence(operator.bar.error.sentence)
    assert not operator.bar.notice.isVisible()
    assert operator.form.filled().words == "水管爆了"


def test_typing_after_the_question_closes_it(operator: Operator) -> None:
    report(operator, "13806350001", "水管爆了")
    operator.press_save()
    operator.paste_in(operator.form.caller, "张")
    assert not operator.bar.notice.isVisible()
    operator.press_save()
    assert operator.tickets() == []
    operator.press_save()
    assert operator.ticket().ticket.caller == "张"


def test_a_call_of_a_known_caller_about_the_same_fault_joins_it_with_enter(operator: Operator) -> None:
    report(operator, "13806350001", "南湖社区水管爆了")
    operator.press_save()
    first = operator.ticket().ticket.id
    operator.spread()
    report(operator, "013806350001", "南湖社区水管爆了，还在喷")
    operator.press_save()
    assert len(operator.tickets()) == 1
    assert "很可能就是 20260120-0001" in proper_sentence(operator.bar.notice.sentence)
    operator.press_and_wait(RETURN)
    words = [call.words.splitlines()[0] for call in operator.ticket(first).calls]
    assert words == ["南湖社区水管爆了", "南湖社区水管爆了，还在喷"]
    assert "已并入 20260120-0001" in operator.bar.notice.sentence


def test_ctrl_enter_again_opens_a_second_ticket_after_all(operator: Operator) -> None:
    for words in ("南湖社区水管爆了", "南湖社区水管爆了，另一处"):
        report(operator, "13806350001", words)
        operator.press_save()
        operator.spread()
    assert len(operator.tickets()) == 1
    operator.press_save()
    assert len(operator.tickets()) == 2


def test_for_the_same_fault_elsewhere_by_another_caller_nothing_is_asked(operator: Operator) -> None:
    for phone, place in (("13806350001", "南湖社区"), ("13806350002", "吉祥苑社区"), ("", "阿胶社区")):
        report(operator, phone, f"{place}水管爆了")
        operator.press_save()
        operator.spread()
    assert len(operator.tickets()) == 3


def test_the_question_waits_until_the_latest_text_has_been_compared(operator: Operator) -> None:
    report(operator, "13806350001", "南湖社区水管爆了")
    operator.press_save()
    operator.spread()
    operator.type("13806350001", RETURN)
    operator.paste("南湖社区水管爆了，还在喷")
    operator.press(RETURN, with_=CTRL)
    operator.press(RETURN, with_=CTRL)  # nothing is opened before the result is there
    operator.settle()
    assert len(operator.tickets()) == 1
    assert "很可能就是" in operator.bar.notice.sentence


def test_no_suggestions_cover_the_message_about_a_wrong_field(operator: Operator) -> None:
    operator.type_in(operator.form.words, "水管爆了")
    operator.go(operator.form.place)
    operator.form.point_out("fault")
    assert operator.form.fault.hasFocus()
    assert not operator.form.fault.offered()
    operator.press(Qt.Key.Key_Down)
    assert operator.form.fault.offered()


def test_a_shared_number_lists_its_calls_but_identifies_no_caller(operator: Operator) -> None:
    report(operator, "12345", "南湖社区水管爆了")
    operator.paste_in(operator.form.caller, "张")
    operator.press_save()
    operator.spread()
    report(operator, "12345", "阿胶社区水管爆了")
    right = operator.desk._right
    assert len(right.caller.list.lines) == 1
    assert right.choice is None
    assert not right.caller.reuse.isVisible()
    operator.press_save()
    assert len(operator.tickets()) == 2


@pytest.mark.parametrize("nobody", ["", "无", "不详", "没说，住3号楼", "00000000"])
def test_a_caller_without_a_number_has_no_earlier_calls(operator: Operator, nobody: str) -> None:
    for place in ("南湖社区", "阿胶社区"):
        if nobody:
            operator.paste(nobody)
        operator.paste_in(operator.form.words, f"{place}水管爆了")
        operator.settle()
        assert operator.desk._right.caller.list.lines == []
        operator.press_save()
        operator.spread()
    assert len(operator.tickets()) == 2
