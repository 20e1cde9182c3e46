"""The form that corrects a time: it lists every recorded step and says what follows from another time."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import START, Hand, HandClock
from tests.ui.seats import SeatHand
from tests.ui.showing import show_active
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import dispatch, return_
from tickets.actions.progress import accept, arrive, depart, hold, resume
from tickets.errors import Refused
from tickets.rules.words import Move, State
from tickets.store.queries.ticket_file import TicketFile, ticket_file
from ui.ticket.choices import Choices
from ui.ticket.correct_form import CorrectForm
from ui.ticket.form import Brief

KEY = Qt.Key


@pytest.fixture
def key(hand: Hand, clock: HandClock) -> int:
    """A ticket given back by its crew and given to it again, with a granted hold; a step every five minutes."""
    key = hand.log()
    crew = hand.crew()
    for command in (
        dispatch(key, None, crew), accept(key, None), depart(key, None), return_(key, None, "车坏了"),
        dispatch(key, None, crew), accept(key, None), hold(key, None, "等材料"),
    ):  # fmt: skip
        clock.advance(minutes=5)
        hand.do(command)
    hand.decide()
    clock.advance(minutes=5)
    hand.do(resume(key, None))
    clock.advance(minutes=10)
    hand.do(arrive(key, None))
    return key


@pytest.fixture
def form(hands: SeatHand, hand: Hand, qtbot: QtBot, key: int) -> CorrectForm:
    """The form for this ticket, shown."""
    form = CorrectForm("更正", Brief(file_of(hand, key), Choices(), hands.session))
    qtbot.addWidget(form)
    show_active(form, qtbot)
    form.start()
    return form


def file_of(hand: Hand, key: int) -> TicketFile:
    """Return the ticket as it is now."""
    file = hand.desk.read(ticket_file, key, hand.desk.now())
    assert file is not None
    return file


def lines(form: CorrectForm) -> list[str]:
    """Return the lines of the list, without their digits."""
    return [form._steps.item(row).text().split(maxsplit=1)[-1] for row in range(form._steps.count())]


def choose(form: CorrectForm, line: str) -> None:
    """Choose the step of this line."""
    form._steps.setCurrentRow(next(row for row, text in enumerate(lines(form)) if text.startswith(line)))


def test_all_steps_of_all_rounds_are_listed_in_their_order_and_the_last_is_chosen(form: CorrectForm) -> None:
    assert lines(form) == [
        "第 1 次派单 · 今天 10:05", "第 1 次接单 · 今天 10:10", "出发 · 今天 10:15", "退单 · 今天 10:20",
        "第 2 次派单 · 今天 10:25", "第 2 次接单 · 今天 10:30", "挂起 · 今天 10:35", "恢复 · 今天 10:40",
        "到场 · 今天 10:50",
    ]  # fmt: skip
    assert form._steps.currentRow() == 8 and form._steps.hasFocus()
    assert form._steps.viewport().rect().contains(form._steps.visualItemRect(form._steps.currentItem()))
    assert form._follows.text() == "现在记的是 今天 10:50"


def test_what_follows_is_said_before_it_is_saved(form: CorrectForm) -> None:
    form._at.set_text("10:44")
    assert form._follows.text() == "到场（第 2 轮）判定会由超时改为按时；处置时限由 明天 10:50 改为 明天 10:44。"
    form._at.set_text("10:39")
    assert form._follows.text() == "到场不能早于恢复：10:39 早于 10:40，请核对后重填。"
    choose(form, "恢复")
    form._at.set_text("10:46")
    assert form._follows.text() == "到场（第 2 轮）判定会由超时改为按时。"
    choose(form, "第 1 次接单")
    form._at.set_text("10:08")
    assert form._follows.text() == (
        "受理（第 1 轮）用时 10 分 → 8 分，仍按时；到场（第 1 轮）用时 10 分 → 12 分，仍未超时。"
    )
    choose(form, "出发")
    form._at.set_text("10:16")
    assert form._follows.text() == "各环节的用时和判定都不变。"
    form._at.set_text("10:7x")
    assert form._follows.text() == "现在记的是 今天 10:15"


def test_the_chosen_step_is_corrected_with_its_number(hands: SeatHand, hand: Hand, form: CorrectForm, key: int) -> None:
    QTest.keyClick(form._steps, KEY.Key_6)
    assert form._at.field.hasFocus()
    with pytest.raises(Refused, match="请填写真实时间"):
        form.command()
    form._at.set_text("10:31")
    form._reason.setText("对讲机录音")
    hand.do(form.command())
    entry = hand.last_entry(key)
    assert entry.text == "第 2 次接单：对讲机录音"
    steps = lines(CorrectForm("更正", Brief(file_of(hand, key), Choices(), hands.session)))
    assert steps[1:6:4] == ["第 1 次接单 · 今天 10:10", "第 2 次接单 · 今天 10:31"]


def test_a_conflict_keeps_the_chosen_step_and_shows_the_times_as_they_are(
    hand: Hand, form: CorrectForm, key: int
) -> None:
    choose(form, "退单")
    form._at.set_text("10:18")
    hand.do(correct_time(key, None, Move.RETURN, START.replace(minute=21), "记错了"))
    assert form.look_again(file_of(hand, key)) == ""
    assert lines(form)[form._steps.currentRow()] == "退单 · 今天 10:21"
    assert form._at.text() == "10:18"


def test_enter_on_the_list_asks_for_the_time(form: CorrectForm) -> None:
    submitted: list[bool] = []
    form.submitted.connect(lambda: submitted.append(True))
    QTest.keyClick(form._steps, KEY.Key_Up)
    QTest.keyClick(form._steps, KEY.Key_Return)
    assert (submitted, form._steps.currentRow()) == ([True], 7)
    with pytest.raises(Refused) as refused:
        form.command()
    form.fail(refused.value)
    assert form._at.field.hasFocus()


def test_without_a_recorded_step_a_correction_says_so(hands: SeatHand, hand: Hand, qtbot: QtBot) -> None:
    file = file_of(hand, hand.bring_to(State.NEW))
    form = CorrectForm("更正", Brief(file, Choices(), hands.session))
    qtbot.addWidget(form)
    show_active(form, qtbot)
    form.start()
    assert form._follows.text() == "这张工单还没有可更正的时间。"
    assert form._do.hasFocus(), "there is nothing to type"
    with pytest.raises(Refused, match="还没有可更正的时间"):
        form.command()
