"""What the caller's words name stands in the form as a marked chip, counts as entered, and one key removes it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.desk_fixtures import Hand
from tests.ui.intake.conftest import ALT, CTRL, Operator
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from ui.intake.form_fields import RecognisedChip

RETURN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
WORDS = "南湖社区水管爆了"


def say(operator: Operator, words: str, phone: str = "13806350001") -> None:
    """Type a number and the caller's words."""
    operator.type_in(operator.form.phone, phone, RETURN)
    operator.paste_in(operator.form.words, words)
    operator.settle()


def standing(operator: Operator) -> tuple[str, str]:
    """Return place and fault as they stand in the form."""
    return operator.form.place.text(), operator.form.fault.text()


def chips(operator: Operator) -> list[str]:
    """Return the texts of the chips that are shown."""
    form = operator.form
    return [chip.text() for chip in (form.place_chip, form.fault_chip) if chip.isVisible()]


def test_place_and_fault_appear_while_the_words_are_typed_and_follow_them(operator: Operator) -> None:
    say(operator, WORDS)
    assert standing(operator) == ("南湖社区", "爆管")
    assert chips(operator) == ["来自来电内容 ✕"] * 2
    assert operator.form.place.property("recognised") is True
    assert operator.form.words.hasFocus(), "the cursor stays where it was"
    operator.paste("，说错了，不是爆管")
    assert standing(operator) == ("南湖社区", "")
    operator.form.words.clear()
    operator.paste("不是爆管，就是路上冒水，文化街")
    assert standing(operator) == ("文化街", "明漏")
    operator.form.words.clear()
    assert standing(operator) == ("", "")
    assert chips(operator) == []
    assert operator.form.place.property("recognised") is False


def test_they_count_as_entered(operator: Operator) -> None:
    say(operator, WORDS)
    filled = operator.form.filled()
    assert filled.place_id is not None and filled.fault == "burst_main"
    assert "P1 特急" in operator.form.triage.priority.words()


def test_a_new_caller_costs_two_keys_beside_the_words(operator: Operator) -> None:
    operator.type("13806350001")
    operator.press(RETURN)
    operator.paste(WORDS)
    operator.settle()
    operator.press_save()
    file = operator.ticket()
    assert (file.place, file.fault.code) == ("南湖社区", "burst_main")


@pytest.mark.parametrize(("key", "left"), [(Qt.Key.Key_P, ("", "爆管")), (Qt.Key.Key_G, ("南湖社区", ""))])
def test_one_key_removes_a_chip_for_good_and_goes_to_the_field(
    operator: Operator, key: Qt.Key, left: tuple[str, str]
) -> None:
    say(operator, WORDS)
    operator.press(key, with_=ALT)
    assert standing(operator) == left
    assert len(chips(operator)) == 1
    field = operator.form.place if not left[0] else operator.form.fault
    assert QApplication.focusWidget() is field
    operator.press(RETURN)
    assert standing(operator) == left, "Enter goes on and takes nothing else instead"
    operator.go(field)
    assert field.suggested == [] or field.suggested[0].name not in ("南湖社区", "爆管")
    operator.go(operator.form.words)
    operator.paste("，快来")
    assert standing(operator) == left, "what was removed stays removed"
    operator.press(Qt.Key.Key_D, with_=CTRL)
    say(operator, WORDS, "13806350002")
    assert standing(operator) == ("南湖社区", "爆管"), "in another call it is filled in again"


def test_a_letter_in_a_marked_field_replaces_what_was_recognised(operator: Operator) -> None:
    say(operator, WORDS)
    operator.go(operator.form.place)
    operator.type("a")
    assert standing(operator) == ("a", "爆管")
    assert len(chips(operator)) == 1
    operator.go(operator.form.words)
    operator.paste("，快来")
    assert standing(operator) == ("a", "爆管"), "what was typed stays"


def test_a_marked_field_is_taken_with_enter_and_nothing_is_suggested_over_it(operator: Operator) -> None:
    say(operator, WORDS)
    operator.press(TAB)
    assert operator.form.place.hasFocus() and not operator.form.place.offered()
    operator.press(RETURN)
    assert standing(operator) == ("南湖社区", "爆管")
    assert len(chips(operator)) == 2


def test_what_was_chosen_by_hand_bears_no_chip(operator: Operator) -> None:
    operator.type_in(operator.form.place, "nhsq", RETURN)
    say(operator, WORDS)
    assert chips(operator) == ["来自来电内容 ✕"]
    operator.form.words.clear()
    assert standing(operator) == ("南湖社区", "")


def test_a_draft_taken_up_again_shows_its_chips(operator: Operator) -> None:
    say(operator, WORDS)
    operator.press(Qt.Key.Key_D, with_=CTRL)
    assert chips(operator) == []
    operator.press_and_wait(Qt.Key.Key_D, ALT)
    operator.press_and_wait(RETURN)
    assert standing(operator) == ("南湖社区", "爆管")
    assert len(chips(operator)) == 2


def test_the_caller_says_again_and_what_was_reported_before_stands_in_the_form(operator: Operator, hand: Hand) -> None:
    place = next(found.thing for found in operator.form.place._gazetteer.places if found.thing.name == "南湖社区")
    hand.do(log_call(CallDetails("13806350001", words="马桶漏水"), ReportedFault("behind_meter", place.id)))
    operator.spread()
    say(operator, "又漏了")
    assert standing(operator) == ("南湖社区", "表后漏")
    assert chips(operator) == ["来自上次来电 ✕"] * 2
    say(operator, "又漏了，是不是爆管了")
    assert standing(operator) == ("南湖社区", ""), "another fault was named, if not surely"
    say(operator, "又漏了")
    operator.type_in(operator.form.phone, "9")
    operator.settle()
    assert standing(operator) == ("", ""), "another number, another caller"
    say(operator, "又漏了", "13806350002")
    assert standing(operator) == ("", ""), "this one never reported anything"


def test_a_call_that_joins_a_ticket_does_not_repeat_what_its_words_say(operator: Operator, hand: Hand) -> None:
    key = hand.do(log_call(CallDetails("13806350001", words="水管爆了"), ReportedFault("burst_main")))
    operator.spread()
    say(operator, WORDS)
    operator.press_and_wait(Qt.Key.Key_B, CTRL)
    assert operator.ticket(key).calls[-1].words == WORDS


def test_the_chip_tells_a_screen_reader_what_it_does_and_is_no_stop_for_tab(operator: Operator) -> None:
    say(operator, WORDS)
    chip = operator.form.place_chip
    assert isinstance(chip, RecognisedChip)
    assert (chip.accessibleName(), chip.accessibleDescription()) == ("来自来电内容，按一下去掉", "Alt+P")
    assert chip.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_a_neighbour_is_attached_with_two_keys_beside_the_words(operator: Operator) -> None:
    say(operator, WORDS)
    operator.press_save()
    operator.spread()
    operator.type("13806350002")
    operator.press(RETURN)
    operator.paste("南湖社区爆管了，家里没水")
    operator.until(lambda: operator.desk._right.choice is not None)
    operator.press_and_wait(Qt.Key.Key_M, CTRL)
    (row,) = operator.tickets()
    assert row.calls == 2
