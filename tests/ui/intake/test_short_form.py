"""The short form for a busy day: number, words, place and fault; Enter after the fault logs the ticket."""

from PySide6.QtCore import Qt

from tests.ui.intake.conftest import ALT, CTRL, Operator

RETURN = Qt.Key.Key_Return


def shorten(operator: Operator) -> None:
    """Press the key that changes between the short and the whole form."""
    operator.press(Qt.Key.Key_S, with_=ALT)


def test_a_new_caller_costs_two_keys_beside_the_words_in_the_short_form(operator: Operator) -> None:
    shorten(operator)
    operator.type("13806350001", RETURN)
    operator.paste("南湖社区水管爆了")
    operator.settle()
    operator.press_and_wait(RETURN)
    (row,) = operator.tickets()
    assert (row.place, row.fault, row.phone) == ("南湖社区", "burst_main", "138 0635 0001")
    assert operator.form.phone.field.hasFocus(), "the next call can be typed"


def test_enter_leads_to_what_the_words_do_not_name_and_after_the_fault_logs_the_ticket(operator: Operator) -> None:
    shorten(operator)
    operator.type("13806350001", RETURN)
    operator.paste("水管爆了")
    operator.settle()
    operator.press(RETURN)
    assert operator.form.place.hasFocus()
    operator.type("nanhu", RETURN)
    assert operator.form.fault.hasFocus()
    operator.press_and_wait(RETURN)
    assert [(row.place, row.fault) for row in operator.tickets()] == [("南湖社区", "burst_main")]


def test_hidden_fields_keep_their_values_and_the_form_stays_short_after_a_restart(operator: Operator) -> None:
    operator.type_in(operator.form.caller, "王师傅")
    operator.type_in(operator.form.address, "3 号楼")
    before = operator.form.filled()
    shorten(operator)
    assert operator.form.phone.field.hasFocus() and operator.form.short_note.isVisible()
    assert not operator.form.caller.isVisible() and not operator.form.zone.isVisible()
    assert operator.form.filled() == before
    operator.sit_down()
    assert operator.form.is_short and not operator.form.caller.isVisible()
    shorten(operator)
    assert operator.form.caller.isVisible() and not operator.form.pipe.isVisible()
    assert not operator.form.short_note.isVisible()


def test_the_short_form_asks_about_a_second_ticket_and_shows_a_hidden_field_that_is_wrong(operator: Operator) -> None:
    shorten(operator)
    for phone in ("13806350001", "13806350002"):
        operator.type(phone, RETURN)
        operator.paste("南湖社区水管爆了")
        operator.settle()
        operator.press_and_wait(RETURN)
        operator.spread()
    assert "很可能就是" in operator.bar.notice.sentence
    operator.press_and_wait(RETURN)
    assert [row.calls for row in operator.tickets()] == [2], "one Enter attaches it"
    operator.form.triage.households.setText("很多")
    operator.type("13806350003", RETURN)
    operator.paste("文化街水管爆了")
    operator.settle()
    operator.press_and_wait(RETURN)
    assert operator.form.triage.households.isVisible() and operator.bar.error.isVisible()
    operator.press(Qt.Key.Key_A, with_=CTRL)
    operator.type("20")
    operator.press_save()
    assert [row.households for row in operator.tickets()] == [20, None]
