"""What the desk decides between the form and the server: what is asked, kept, put aside, or left alone."""

from dataclasses import replace
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from tests.desk_fixtures import Hand, HandClock
from tests.ui.intake.conftest import ALT, CTRL, NO_KEYS, Operator
from tests.ui.intake.test_nothing_is_lost import fail, report_a_leak
from tickets.actions.intake import LATE_AFTER, CallDetails, ReportedFault, log_call
from tickets.rules.likeness import Call
from tickets.rules.words import CallKind, FaultGroup, Zone
from tickets.store.queries.callers import recent_calls
from ui.intake.call_form_data import NOTHING
from ui.intake.caller_card import Usual
from ui.intake.calls_column import draft_line
from ui.intake.drafts import Draft
from ui.intake.right_column import _is_comparable
from ui.kit.place_picker import NewPlace

RETURN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


def report_without_a_place(operator: Operator) -> None:
    operator.type("13806350001")
    operator.type_in(operator.form.fault, "明漏", RETURN)


def test_the_number_that_is_in_the_form_already_starts_no_other_call(operator: Operator) -> None:
    operator.type("13806350002")
    operator.type_in(operator.form.words, "half")
    operator.desk.new_call("+86 138-0635-0002")
    assert operator.form.words.toPlainText() == "half"
    operator.desk.new_call("no number")
    assert operator.form.words.toPlainText() == "half"
    assert operator.desk._keeper.aside == []
    assert operator.form.phone.field.hasFocus()


def test_a_failed_call_is_sent_again_without_another_question(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_without_a_place(operator)
    sent = fail(operator, monkeypatch)
    operator.save()
    assert operator.bar.error.isVisible()
    operator.press(ESCAPE)  # the error and the question
    operator.press_save()
    assert sent[0] is sent[1]
    assert len(operator.tickets()) == 1


def test_a_call_that_an_earlier_run_may_have_logged_is_sent_without_a_question(operator: Operator) -> None:
    report_without_a_place(operator)
    operator.desk._keeper.keep_now()
    operator.settle()
    operator.sit_down()
    operator.press(Qt.Key.Key_Z, with_=ALT)
    operator.press_save()
    assert len(operator.tickets()) == 1


def test_choosing_a_ticket_makes_no_other_call_of_one_that_opens_its_own(
    operator: Operator, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = CallDetails(phone="13806350001", words="路上冒水", address="北关")
    for _ in range(2):
        hand.do(log_call(call, ReportedFault("visible_leak")))
    operator.spread()
    report_a_leak(operator)
    operator.settle()
    sent = fail(operator, monkeypatch)
    operator.save()
    operator.press(Qt.Key.Key_2, with_=CTRL)
    operator.save()
    assert sent[0] is sent[1]
    assert len(operator.tickets()) == 3


def test_the_server_that_is_back_is_told_only_about_the_call_in_the_form_and_once(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    restored = operator.session.feed.restored
    restored.emit()
    assert not operator.bar.error.isVisible(), "nothing failed"
    with monkeypatch.context() as patched:
        report_a_leak(operator)
        fail(operator, patched)
        operator.save()
        operator.press(RETURN, with_=CTRL)
        restored.emit()
        assert not operator.bar.error.isVisible(), "it is being sent"
        operator.settle()
        assert len(operator.tickets()) == 1
    with monkeypatch.context() as patched:
        report_a_leak(operator)
        fail(operator, patched)
        operator.save()
        restored.emit()
        assert operator.bar.error.sentence == "没有保存。服务器已恢复，请再按 Ctrl+Enter。"
        operator.press(ESCAPE)
        restored.emit()
        assert not operator.bar.error.isVisible(), "it is said once"


def test_a_call_put_aside_after_a_failure_is_not_mentioned_when_the_server_is_back(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_a_leak(operator)
    fail(operator, monkeypatch)
    operator.save()
    operator.press(Qt.Key.Key_D, with_=CTRL)
    operator.session.feed.restored.emit()
    assert not operator.bar.error.isVisible()


@pytest.mark.parametrize(("late", "at", "told"), [(-1, "", False), (0, "", True), (0, "9:00", False)])
def test_the_time_that_counts_is_told_when_a_call_is_saved_late_and_has_none_of_its_own(
    operator: Operator, clock: HandClock, monkeypatch: pytest.MonkeyPatch, late: float, at: str, told: bool
) -> None:
    report_a_leak(operator)
    operator.form.at.set_text(at)
    fail(operator, monkeypatch)
    operator.save()
    clock.advance(seconds=LATE_AFTER.total_seconds() + late)
    operator.session.feed.restored.emit()
    assert ("来电时间按第一次按下的时刻 10:00:00 算。" in operator.bar.error.sentence) is told


def test_the_callers_own_data_are_filled_in_only_where_nothing_is(operator: Operator) -> None:
    usual = Usual("住户", "8888", 3, "南湖社区", "3 号楼")
    form = operator.form
    for typed, place, address in (
        (NOTHING, 3, "3 号楼"),
        (replace(NOTHING, place="某处"), None, "3 号楼"),
        (replace(NOTHING, place_id=4, place="吉祥苑社区"), 4, ""),  # the address is not there
        (replace(NOTHING, place=" "), 3, "3 号楼"),
    ):
        form.fill(typed)
        operator.desk._reuse(usual)
        filled = form.filled()
        assert filled.place_id == place
        assert (filled.caller, filled.household_no, filled.address) == ("住户", "8888", address)
    form.fill(replace(NOTHING, caller="邻居", household_no="1", address="南门"))
    operator.desk._reuse(usual)
    filled = form.filled()
    assert (filled.caller, filled.household_no, filled.address, filled.place_id) == ("邻居", "1", "南门", 3)


@pytest.mark.parametrize(("meanwhile", "chosen"), [("", "某新庄"), ("某处", None), ("南湖社区", "南湖社区")])
def test_an_added_place_is_chosen_unless_another_was_typed_meanwhile(
    operator: Operator, meanwhile: str, chosen: str | None
) -> None:
    place = operator.form.place
    operator.paste_in(place, "刘集某新庄")
    operator.press(Qt.Key.Key_P, with_=CTRL)
    if meanwhile:
        place.selectAll()
        operator.paste(meanwhile)
        operator.go(operator.form.address)
    operator.settle()
    operator.spread()
    assert (place.thing.name if place.thing else None) == chosen
    assert operator.bar.notice.sentence == "已把“某新庄”加入地址库。"


def test_an_added_place_does_not_replace_one_that_has_been_chosen_under_the_same_text(operator: Operator) -> None:
    place = operator.form.place
    operator.paste_in(place, "南湖社区")
    operator.desk._add_place(NewPlace("某新庄", "刘集镇", Zone.RURAL))
    operator.press(RETURN)
    operator.settle()
    operator.spread()
    assert place.thing.name == "南湖社区"


def test_escape_leads_from_a_list_to_the_form_and_from_a_question_to_the_words(operator: Operator) -> None:
    report_without_a_place(operator)
    operator.press_save()
    assert "地点不详" in operator.bar.notice.sentence
    operator.press(ESCAPE)
    assert operator.form.words.hasFocus()
    assert operator.bar.notice.sentence == "再按一次 Esc 清空表格；写好的内容会放进左边的暂存。"
    operator.go(operator.desk._left.recent)
    operator.press(ESCAPE)
    assert operator.form.phone.field.hasFocus()
    assert not operator.form.filled().blank
    assert not operator.bar.notice.isVisible(), "the form is not about to be cleared"


def test_escape_asks_again_once_its_first_question_has_gone(operator: Operator) -> None:
    report_a_leak(operator)
    operator.press(ESCAPE)
    operator.bar.notice.hide()
    operator.press(ESCAPE)
    assert not operator.form.filled().blank
    assert "再按一次 Esc" in operator.bar.notice.sentence
    operator.press(ESCAPE)
    assert operator.form.filled().blank
    assert operator.bar.notice.sentence == "表格已清空，内容在左边的暂存里。"
    assert operator.form.phone.field.hasFocus()
    operator.form.zone.setCurrentIndex(1)
    operator.press(ESCAPE)
    assert operator.form.filled() == NOTHING, "without any content there is nothing to ask about"
    assert len(operator.desk._keeper.aside) == 1


@pytest.mark.parametrize(
    ("keys", "said"), [([(ESCAPE, NO_KEYS)] * 2, "表格已清空"), ([(Qt.Key.Key_D, CTRL)], "已暂存在左边")]
)
def test_what_was_said_of_a_draft_goes_once_that_is_in_the_form_again(
    operator: Operator, keys: list[tuple[Qt.Key, Qt.KeyboardModifier]], said: str
) -> None:
    report_a_leak(operator)
    for key, modifier in keys:
        operator.press(key, with_=modifier)
    assert said in operator.bar.notice.sentence and operator.bar.notice.isVisible()
    operator.press(Qt.Key.Key_D, with_=ALT)
    operator.press(Qt.Key.Key_Return)
    assert not operator.form.filled().blank
    assert not operator.bar.notice.isVisible()


def test_an_empty_form_is_not_put_aside_and_nothing_is_taken_back_twice(operator: Operator) -> None:
    operator.press(Qt.Key.Key_D, with_=CTRL)
    assert operator.bar.error.sentence == "表格是空的，没有要暂存的。"
    report_a_leak(operator)
    operator.press(Qt.Key.Key_D, with_=CTRL)
    assert operator.bar.notice.sentence == "已暂存在左边，Alt+D 找回。"
    assert operator.form.phone.field.hasFocus()
    left = operator.desk._left
    operator.press(Qt.Key.Key_D, with_=ALT)
    operator.press(Qt.Key.Key_Delete)
    assert operator.bar.notice._action.text() == "撤回"
    operator.press(Qt.Key.Key_Delete)
    assert left.drafts.lines == []
    operator.bar.undo_wanted.emit()
    operator.bar.undo_wanted.emit()
    assert len(left.drafts.lines) == 1


def test_alt_d_goes_to_the_drafts_and_keeps_the_one_that_is_selected(operator: Operator) -> None:
    left = operator.desk._left
    operator.press(Qt.Key.Key_D, with_=ALT)
    assert left.drafts.current() is None
    for words in ("a", "b", "c"):
        operator.desk._form.words.setPlainText(words)
        operator.desk._shelf.move_aside()
    assert left._draft_count.text() == "3 通"
    assert not left._drafts_hint.isHidden()
    operator.press(Qt.Key.Key_D, with_=ALT)
    assert left.drafts.current() == left.drafts.lines[0]
    operator.press(Qt.Key.Key_Down)
    operator.go(operator.form.phone)
    operator.press(Qt.Key.Key_D, with_=ALT)
    assert left.drafts.current() == left.drafts.lines[1]


def test_the_drafts_take_as_much_height_as_they_need_within_limits(operator: Operator) -> None:
    left, heights = operator.desk._left, []
    for count in (0, 1, 2, 3, 30):
        left.show_drafts([Draft(str(n), operator.session.now(), NOTHING) for n in range(count)], operator.session.now())
        heights.append(left.drafts.height())
    line, frame = left.drafts.sizeHintForRow(0), 2 * left.drafts.frameWidth() + 2
    assert heights == [56, 56, 2 * line + frame, 3 * line + frame, 260]
    left.show_drafts([], operator.session.now())
    assert (left._draft_count.text(), left._drafts_hint.isHidden()) == ("", True)


def test_a_draft_is_titled_by_its_number_or_its_caller(operator: Operator) -> None:
    now = operator.session.now()
    titles = [
        draft_line(Draft("a", now, replace(NOTHING, phone=phone, caller=caller)), now).title
        for phone, caller in (("13806350001", "住户"), ("", " 住户 "), ("", " "))
    ]
    assert titles == ["138 0635 0001", "住户", "没有号码"]
    whole = draft_line(Draft("a", now, replace(NOTHING, place="南湖社区", address=" 南门 ", words=" 冒水 ")), now)
    assert (whole.note, whole.below) == ("今天 10:00", ("南湖社区 南门", "冒水"))


def test_a_call_without_a_ticket_opens_none_from_the_list_of_recent_calls(operator: Operator, hand: Hand) -> None:
    operator.type("13806350001")
    operator.press_and_wait(Qt.Key.Key_I, CTRL)
    operator.spread()
    ticket = hand.log()
    operator.spread()
    wanted = QSignalSpy(operator.desk.ticket_wanted)
    recent = operator.desk._left.recent
    operator.go(recent)
    for line in recent.lines:
        recent.choose(line.id)
        operator.press(RETURN)
    assert [wanted.at(n)[0] for n in range(wanted.count())] == [ticket]
    kinds = [call.kind for call in operator.session.service.read(recent_calls)]
    assert sorted(kinds) == sorted([CallKind.ENQUIRY, CallKind.REPORT])
    assert [line.strong for line in recent.lines] == [False, False]


@pytest.mark.parametrize(
    ("call", "comparable"),
    [
        (Call(), False),
        (Call(place_id=1, address="南门"), False),
        (Call(group=FaultGroup.MAIN), False),
        (Call(group=FaultGroup.MAIN, place_id=1), True),
        (Call(group=FaultGroup.MAIN, address="南门"), True),
    ],
)
def test_a_call_is_compared_once_its_fault_and_where_it_is_are_known(call: Call, comparable: bool) -> None:
    assert _is_comparable(call) is comparable


def test_the_list_of_likely_tickets_says_that_it_is_being_made_only_when_it_is(operator: Operator) -> None:
    likely = operator.desk._right.likely.list
    operator.type("13806350001")
    assert likely.empty_words.startswith("填了地点和故障")
    operator.type_in(operator.form.fault, "明漏", RETURN)
    operator.type_in(operator.form.address, "文化街北头")
    assert likely.empty_words == "正在找像是同一件事的工单…"
    operator.until(lambda: likely.empty_words == "没有像是同一件事的工单，可以直接开单。")


def test_a_choice_from_the_likely_tickets_outlives_the_next_comparison(operator: Operator, hand: Hand) -> None:
    place = next(place for place in operator.form.place._gazetteer.places if place.thing.name == "南湖社区").thing
    call = CallDetails(phone="13900000000", address="3 号楼")
    keys = [hand.do(log_call(call, ReportedFault("burst_main", place.id))) for _ in range(2)]
    operator.spread()
    right = operator.desk._right
    operator.type("13806350001")
    operator.type_in(operator.form.place, "nhsq", RETURN)
    operator.type_in(operator.form.fault, "爆管", RETURN)
    operator.until(lambda: len(right.likely.list.lines) == 2)
    assert right.choice is not None and right.choice.id == keys[1], "the newest of two that are very likely is implied"
    operator.press(Qt.Key.Key_2, with_=CTRL)
    chosen = right.choice
    assert chosen is not None and chosen.id == keys[0]
    operator.paste_in(operator.form.address, "4 号楼")
    operator.settle()
    assert right.choice == chosen
    assert right.likely.list.current() is not None


def test_the_pinyin_of_the_faults_is_not_asked_for_before_there_are_faults(operator: Operator) -> None:
    lists, latest = operator.desk._lists, Mock()
    operator.session.background.latest = latest  # type: ignore[method-assign]
    lists.spell()
    assert latest.call_count == 1
    lists.faults.rows = ()
    lists.spell()
    assert latest.call_count == 1


@pytest.mark.parametrize(("hours", "says"), [(1, "按这个时间登记"), (25, "超过一天，按现在登记")])
def test_a_draft_came_when_its_first_letter_was_typed_and_says_so(
    operator: Operator, clock: HandClock, hours: int, says: str
) -> None:
    clock.advance(minutes=20)  # the form waits for a call
    came = clock()
    report_a_leak(operator)
    clock.advance(minutes=5)
    operator.press(Qt.Key.Key_D, with_=CTRL)
    clock.advance(hours=hours)
    operator.settle()
    day = "今天" if hours == 1 else "昨天"
    assert [line.note for line in operator.desk._left.drafts.lines] == ["今天 10:20"]
    operator.press(Qt.Key.Key_D, with_=ALT)
    operator.press_and_wait(RETURN)
    assert operator.bar.notice.sentence == f"这通来电是 {day} 10:20 打来的，{says}；要改按 Alt+T。"
    operator.save()
    assert operator.ticket().ticket.opened == (came if hours == 1 else clock())


def test_the_number_of_the_last_call_goes_when_the_next_call_begins(operator: Operator) -> None:
    notice = operator.bar.notice
    report_a_leak(operator)
    operator.save()
    assert not notice._timer.isActive(), "it waits for the next call"
    operator.form.zone.setCurrentIndex(1)
    assert not notice._timer.isActive(), "nothing of a call has been typed"
    operator.type("1")
    assert not notice.isVisible()


def test_what_an_earlier_run_left_is_counted_and_the_latest_is_offered(operator: Operator, clock: HandClock) -> None:
    for number in range(4):
        (operator.folder / f"{number}.json").parent.mkdir(exist_ok=True)
        (operator.folder / f"{number}.json").write_text("{")
    operator.sit_down()
    names = "0.json、1.json、2.json"
    assert operator.bar.error.sentence.startswith(f"有 4 份暂存读不出来（{names}），")
    for words in ("first", "second"):
        clock.advance(minutes=1)
        operator.desk._form.words.setPlainText(words)
        operator.desk._shelf.move_aside()
        operator.settle()
    operator.sit_down()
    notice = operator.bar.notice
    assert notice.sentence == "上次有 2 通来电没登记完，都在左边的暂存里。"
    assert notice._action.text() == "接着填最近的"
    operator.press(Qt.Key.Key_Z, with_=ALT)
    assert operator.form.words.toPlainText() == "second"


def test_each_of_a_callers_numbers_finds_the_tickets_of_earlier_calls(operator: Operator, hand: Hand) -> None:
    keys = [
        hand.do(log_call(CallDetails(phone=phone, words="路上冒水"), ReportedFault("visible_leak")))
        for phone in ("13806350001", "3280212", "13806350003")
    ]
    operator.spread()
    likely = operator.desk._right.likely.list
    operator.type("13806350001/3280212/13806350003")
    operator.type_in(operator.form.address, "文化街北头")
    operator.until(lambda: sorted(line.id for line in likely.lines) == keys)
    operator.form.phone.set_text("")
    operator.until(lambda: not likely.lines)
