"""Two users edit the same ticket: the second sees who was first, what changed and their own input, and decides."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import EVERYONE, Hand, proper_sentence
from tests.ui.seats import SeatHand
from tests.ui.ticket.rooms import PanelRoom
from tickets.actions import dispatch, progress
from tickets.actions.people import save_crew
from tickets.rules.words import Stage, State
from ui.kit.buttons import KeyButton
from ui.kit.cards import FittingArea
from ui.kit.labels import Words
from ui.kit.place_picker import PlacePicker
from ui.ticket import conflict
from ui.ticket.conflict import ConflictView
from ui.ticket.crew_form import CrewForm
from ui.ticket.fields import PickList

KEY = Qt.Key
STATES = {"D": State.NEW, "R": State.ARRIVED, "B": State.RESOLVED, "O": State.RESOLVED}
WITH_FORM = "DRBHETZJMXONKS"


class ConflictRoom(PanelRoom):
    """A panel that tells what somebody else was first with."""

    @property
    def crew(self) -> int:
        """The crew chosen in the open form."""
        assert isinstance(self.form, CrewForm)
        return self.form.crew_id()

    @property
    def conflict_text(self) -> list[str]:
        """The text about the conflict: who was first, what became of one's own attempt, what can be done."""
        view = self.panel.bench.findChild(ConflictView)
        assert view is not None
        return [view.sentence, view._mine.text(), view.hint.text()] if view.isVisible() else []


@pytest.fixture
def room(hands: SeatHand, qtbot: QtBot) -> ConflictRoom:
    return ConflictRoom(hands, qtbot)


def other_crew(room: ConflictRoom, crews: tuple[int, int]) -> int:
    return crews[0] if room.crew == crews[1] else crews[1]


@pytest.mark.on_both
def test_after_a_conflict_the_chosen_crew_stays_chosen_and_can_be_sent_instead(
    room: ConflictRoom, hand: Hand, crews: tuple[int, int]
) -> None:
    ticket = hand.log()
    room.show(ticket, "D")
    mine, theirs = room.crew, other_crew(room, crews)
    hand.do(dispatch.dispatch(ticket, None, theirs))
    room.press(KEY.Key_Return)
    assert hand.ticket(ticket).crew_id == theirs
    assert room.crew == mine
    first, my_try, advice = room.conflict_text
    assert "值班员（1 号席）派单" in first
    assert my_try == "您填的“派单”没有提交，还在下面的表里。"
    assert advice == "要改派您选的班组，写明原因后按 Enter；不改按 Esc 返回。"
    room.press(KEY.Key_Return)
    assert "转派原因" in proper_sentence(room.panel.bench.sentence)
    assert hand.ticket(ticket).crew_id == theirs, "nobody is sent home without a reason"
    room.type("nearer", KEY.Key_Return)
    assert hand.ticket(ticket).crew_id == mine
    assert hand.last_entry(ticket).action == "reassign"
    assert room.panel.bench.form is None


def test_the_conflict_stays_visible_beside_the_error_about_a_missing_field(
    room: ConflictRoom, hand: Hand, crews: tuple[int, int]
) -> None:
    ticket = hand.log()
    room.show(ticket, "D")
    hand.do(dispatch.dispatch(ticket, None, other_crew(room, crews)))
    room.press(KEY.Key_Return)
    first = room.conflict_text
    room.press(KEY.Key_Return)  # without the reason that a change of crew needs
    form = room.panel.bench.form
    assert form is not None
    assert form._error.sentence
    assert room.conflict_text == first != []


def test_when_both_chose_the_same_crew_the_conflict_says_nothing_is_left_to_do(room: ConflictRoom, hand: Hand) -> None:
    ticket = hand.log()
    room.show(ticket, "D")
    hand.do(dispatch.dispatch(ticket, None, room.crew))
    room.press(KEY.Key_Return)
    assert room.conflict_text[2] == "已经派给您选的班组，不用再派：按 Esc 返回。"
    room.press(KEY.Key_Escape)
    assert room.panel.bench.form is None
    assert room.conflict_text == []


def test_after_a_conflict_a_crew_sent_from_the_list_is_shown_in_a_form(
    room: ConflictRoom, hand: Hand, crews: tuple[int, int]
) -> None:
    ticket = hand.log()
    room.show(ticket)
    hand.do(dispatch.dispatch(ticket, None, crews[0]))
    room.panel.give_to(crews[1])
    room.hands.settle()
    assert hand.ticket(ticket).crew_id == crews[0]
    assert room.crew == crews[1]
    assert room.conflict_text[1] == "您填的“派单”没有提交，还在下面的表里。"
    room.type("nearer", KEY.Key_Return)
    assert hand.ticket(ticket).crew_id == crews[1]


def test_a_ticket_returned_meanwhile_can_be_dispatched_after_the_conflict(
    room: ConflictRoom, hand: Hand, crews: tuple[int, int]
) -> None:
    ticket = hand.log()
    room.show(ticket, "D")
    mine = room.crew
    hand.do(dispatch.dispatch(ticket, None, other_crew(room, crews)))
    room.press(KEY.Key_Return)
    hand.do(dispatch.return_(ticket, None, "no excavator"))
    room.type("nearer", KEY.Key_Return)
    room.press(KEY.Key_Return)
    assert (hand.ticket(ticket).state, hand.ticket(ticket).crew_id) == (State.DISPATCHED, mine)
    assert hand.last_entry(ticket).action == "dispatch"


def test_a_conflict_of_an_immediate_step_says_that_it_was_not_carried_out(room: ConflictRoom, hand: Hand) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    room.show(ticket)
    hand.do(progress.accept(ticket, None))
    room.press_all("A")
    first, my_try, advice = room.conflict_text
    assert "值班员（1 号席）接单" in first
    assert my_try == "您按的“接单”没有执行。"
    assert advice == "工单待到场，已经过了接单这一步。"
    view = room.panel.bench.findChild(ConflictView)
    assert view is not None
    assert "待接单 → 待到场" in [words.text() for words in view.changed.findChildren(Words) if words.isVisibleTo(view)]
    assert [line.clock.stage for line in hand.clocks(ticket)] == [Stage.ACCEPT, Stage.ARRIVE]
    room.press_all("G")
    assert hand.ticket(ticket).departed_at is not None, "the next step is one key away"


@pytest.mark.parametrize("key", WITH_FORM)
def test_after_a_conflict_every_form_stays_as_filled_in(room: ConflictRoom, hand: Hand, key: str) -> None:
    hand.log(words="another one")
    ticket = hand.bring_to(STATES.get(key, State.DISPATCHED))
    room.show(ticket, key)
    typed = {}
    for field in room.form.findChildren(QLineEdit):
        is_of_another_answer = field.accessibleName() == "再拨时间"
        # a text in a PlacePicker must name a place
        if field.isVisible() and not isinstance(field, PlacePicker) and not is_of_another_answer:
            number = key == "E" or (key == "J" and field.accessibleName() in ("管径 DN", "影响户数"))
            field.setText("10:00" if key == "K" and not typed else "60" if number else "nearer")
            typed[field] = field.text()
    for prose in room.form.findChildren(QPlainTextEdit):
        prose.setPlainText("nearer")
    if key == "M":
        next(iter(typed)).setText("明漏")
        typed = {next(iter(typed)): "明漏"}
        room.hands.settle()
        room.form.findChildren(PickList)[0].setCurrentRow(0)
        room.form.is_read = lambda: True  # a test's keys leave no time to read
    hand.do(dispatch.supervise(ticket, None, on=True))
    form, version = room.form, hand.ticket(ticket).version
    form.submitted.emit()
    room.hands.settle()
    assert hand.ticket(ticket).version == version, "nothing is written over what nobody has seen"
    assert "值班员（1 号席）督办" in room.conflict_text[0]
    assert room.conflict_text[1].startswith("您填的")
    assert room.form is form
    assert {field: field.text() for field in typed} == typed
    assert all(prose.toPlainText() == "nearer" for prose in form.findChildren(QPlainTextEdit))
    form.submitted.emit()
    room.hands.settle()
    done = hand.ticket(ticket).version > version
    assert done or proper_sentence(room.panel.bench.sentence)
    assert done, room.panel.bench.sentence


def test_a_conflict_with_a_cancelled_ticket_says_that_the_action_is_no_longer_possible(
    room: ConflictRoom, hand: Hand
) -> None:
    ticket = hand.log()
    room.show(ticket, "H")
    hand.do(dispatch.cancel(ticket, None, "误报"))
    room.press(KEY.Key_1)
    assert "作废" in room.conflict_text[0]
    assert room.conflict_text[2] == "工单已作废，不能再挂起。"
    assert EVERYONE.seat in room.conflict_text[0]


@pytest.mark.parametrize("key", "DJ")
def test_on_a_low_screen_the_conflict_and_the_whole_form_are_in_sight(
    room: ConflictRoom, hand: Hand, crews: tuple[int, int], key: str
) -> None:
    for name in ("3 ban", "4 ban"):
        hand.do(save_crew(None, name))
    ticket = hand.log()
    room.show(ticket)
    room.panel.setFixedSize(364, 654)  # what a window of 1366 × 768 with an alert leaves for it
    room.press_all(key)
    hand.do(dispatch.dispatch(ticket, None, crews[1]))
    room.press(KEY.Key_Return)
    if room.conflict_text == []:
        room.type("dug up", KEY.Key_Return)  # the reason, where the focus is now
    assert "刚被改过" in room.conflict_text[0]
    area = room.panel.findChild(FittingArea)
    assert area is not None
    assert area.verticalScrollBar().maximum() == 0, "nothing has to be scrolled"
    assert all(button.isVisible() for button in room.form.findChildren(KeyButton) if button.key in ("Enter", "Esc"))


def test_a_conflict_after_closing_the_form_says_the_action_was_not_carried_out(room: PanelRoom, hand: Hand) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    room.show(ticket)
    room.press(KEY.Key_T)
    room.type("no excavator")
    hand.do(progress.accept(ticket, None))
    room.qtbot.keyClick(room.focus, KEY.Key_Return)
    room.qtbot.keyClick(room.focus, KEY.Key_Escape)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    room.hands.settle()
    assert room.panel.bench.form is None
    assert room.conflict_text[1] == "您按的“退单”没有执行。"
    assert hand.ticket(ticket).state is State.ACCEPTED


def test_a_screen_reader_says_a_conflict_at_once(
    room: ConflictRoom, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced: list[tuple[str, bool]] = []
    monkeypatch.setattr(conflict, "announce", lambda _widget, words, urgent: announced.append((words, urgent)))
    ticket = hand.bring_to(State.DISPATCHED)
    room.show(ticket)
    hand.do(progress.accept(ticket, None))
    room.press(KEY.Key_A)
    ((words, urgent),) = announced
    assert words.startswith(room.conflict_text[0])
    assert urgent
