"""The list of requests for a supervisor's consent, operated by keys."""

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import EVERYONE, Hand, HandClock
from tests.ui.seats import AWAY, SeatHand, unavailable
from tickets.actions.consent import decide
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.people import save_staff
from tickets.actions.progress import hold, resume
from tickets.actions.undo import undo
from tickets.rules.words import ConsentState, Role
from tickets.service import TicketService
from tickets.store.rows import Who
from tickets.store.tables import consents
from ui.consents.consent_drawer import ConsentDrawer

KEY = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Supervision:
    """An open list, at the window of `who`."""

    def __init__(self, hands: SeatHand, qtbot: QtBot) -> None:
        self.hands, self.qtbot = hands, qtbot
        self.drawer = ConsentDrawer(hands.session)
        self.drawer.resize(1280, 560)
        hands.show(self.drawer, qtbot)
        self.drawer.open()
        self.told: list[str] = []  # in the bar
        hands.session.steps.told.connect(self.told.append)
        hands.session.steps.taken.connect(lambda command, _done: self.told.append(command.name))
        self.settle()

    def settle(self) -> None:
        """Run the queued work, and read again what changed."""
        self.hands.settle()
        self.drawer._live.refresher.end_rest()
        self.hands.settle()
        QApplication.processEvents()

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the focus is."""
        for key in keys:
            widget = QApplication.focusWidget()
            assert widget is not None
            self.qtbot.keyClick(widget, key, modifier)
            self.settle()

    @property
    def ids(self) -> list[int]:
        """The ids of the requests listed."""
        return [row.id for row in self.drawer.model.rows]

    @property
    def current(self) -> int | None:
        """The id of the current request."""
        row = self.drawer.table.current()
        return None if row is None else row.id


@pytest.fixture
def asker(hand: Hand) -> Hand:
    """A dispatcher, who asks."""
    key = hand.do(save_staff(None, "调度员甲", frozenset({Role.DISPATCHER})))
    return Hand(hand.desk, Who(key, "调度员甲", frozenset({Role.DISPATCHER, Role.OPERATOR}), "2 号席"))


@pytest.mark.usefixtures("light")
def test_place_reason_and_result_are_whole_at_the_width_of_a_small_screen(
    asker: Hand, clock: HandClock, hands: SeatHand, qtbot: QtBot
) -> None:
    call = CallDetails(phone="13800000000", address="陈庄新村 · 学校门口往南 200 米")
    key = asker.do(log_call(call, ReportedFault("visible_leak")))
    asker.do(hold(key, None, "等电力、通信交底"))
    clock.advance(hours=1, minutes=5)
    room = Supervision(hands, qtbot)
    table = room.drawer.table
    row = table.currentIndex()
    cells = {column.key: row.siblingAtColumn(place) for place, column in enumerate(room.drawer.model.columns)}
    assert cells["change"].data().startswith("挂起已 1 小时 5 分：")
    cut = [key for key, cell in cells.items() if table.sizeHintForIndex(cell).width() > table.visualRect(cell).width()]
    assert (cut, table.isColumnHidden(cells["place"].column())) == ([], False)


def test_no_row_moves_when_something_is_asked_or_an_error_is_told(
    asker: Hand, clock: HandClock, hands: SeatHand, qtbot: QtBot
) -> None:
    ask(asker, clock, 30)
    room = Supervision(hands, qtbot)
    table = room.drawer.table

    def places() -> list[QPoint]:
        rows = (table.visualRect(room.drawer.model.index(row, 0)).topLeft() for row in range(3))
        return [table.viewport().mapTo(room.drawer, place) for place in rows]

    before = places()
    room.press(KEY.Key_Down, modifier=SHIFT)
    room.press(KEY.Key_Y)
    assert room.drawer.error.isVisible()
    assert places() == before
    room.press(KEY.Key_Escape, KEY.Key_End, KEY.Key_Up)
    room.press(KEY.Key_Down, modifier=SHIFT)
    room.press(KEY.Key_N)
    assert room.drawer.error.isVisible()
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex())), "what is decided stays in sight"


def ask(asker: Hand, clock: HandClock, times: int) -> list[int]:
    """Hold as many tickets, a minute after each other; return the ids of the requests."""
    for _ in range(times):
        clock.advance(minutes=1)
        asker.do(hold(asker.log(), None, "等燃气交底"))
    return [row.id for row in asker.rows(consents)][-times:]


def states(hand: Hand, ids: Sequence[int]) -> list[ConsentState]:
    """Return the states of these requests."""
    return [row.state for row in hand.rows(consents) if row.id in ids]


GRANTED, REFUSED, ASKED = ConsentState.GRANTED, ConsentState.REFUSED, ConsentState.ASKED


def test_one_key_decides_and_the_next_request_is_selected(
    hands: SeatHand, qtbot: QtBot, hand: Hand, asker: Hand, clock: HandClock
) -> None:
    ids = ask(asker, clock, 4)
    room = Supervision(hands, qtbot)
    assert (room.ids, room.current) == (ids, ids[0]), "the oldest stands on top and is selected"
    room.press(KEY.Key_Y)
    assert (room.ids, room.current) == (ids[1:], ids[1])
    room.press(KEY.Key_N)
    assert states(hand, ids) == [GRANTED, REFUSED, ASKED, ASKED]
    room.press(KEY.Key_Down, KEY.Key_Y)
    assert states(hand, ids) == [GRANTED, REFUSED, ASKED, GRANTED]
    assert room.current == ids[2], "after the last one the nearest before it, which was passed over"
    room.press(KEY.Key_Y)
    assert states(hand, ids)[2] is ASKED, "and the same key decides it only once more"
    assert "跳过" in room.drawer.error.sentence
    room.press(KEY.Key_2)
    assert room.ids == [ids[3], ids[0]], "decided ones: the newest on top"
    room.press(KEY.Key_Y)
    assert room.drawer.error.sentence == ""
    room.press(KEY.Key_3)
    assert room.ids == [ids[1]]


def test_the_last_request_left_is_decided_by_a_second_press_or_after_it_is_selected(
    hands: SeatHand, qtbot: QtBot, hand: Hand, asker: Hand, clock: HandClock
) -> None:
    ids = ask(asker, clock, 3)
    room = Supervision(hands, qtbot)
    room.press(KEY.Key_End, KEY.Key_Y, KEY.Key_N, KEY.Key_N)
    assert states(hand, ids) == [ASKED, REFUSED, GRANTED]
    assert room.current == ids[0]
    room.press(KEY.Key_Y, KEY.Key_Y)
    assert (states(hand, ids)[0], room.ids, room.current) == (GRANTED, [], None)


def test_a_request_whose_decision_is_taken_back_is_selected_again(
    hands: SeatHand, qtbot: QtBot, hand: Hand, asker: Hand, clock: HandClock
) -> None:
    ids = ask(asker, clock, 4)
    key = hand.rows(consents)[2].ticket_id
    room = Supervision(hands, qtbot)
    room.press(KEY.Key_Down, KEY.Key_Down, KEY.Key_Y)
    assert room.current == ids[3]
    hand.do(undo(key, None))
    room.settle()
    assert (room.ids, room.current) == (ids, ids[2])
    room.press(KEY.Key_N)
    assert states(hand, ids) == [ASKED, ASKED, REFUSED, ASKED]


def test_several_requests_are_decided_together_with_one_note(
    hands: SeatHand, qtbot: QtBot, hand: Hand, asker: Hand, clock: HandClock
) -> None:
    ids = ask(asker, clock, 4)
    room = Supervision(hands, qtbot)
    room.press(KEY.Key_Down, KEY.Key_Down, modifier=SHIFT)
    assert "选了 3 项" in room.drawer._story.text()
    room.press(KEY.Key_M, modifier=CTRL)
    qtbot.keyClicks(QApplication.focusWidget(), "yny seen")
    assert states(hand, ids) == [ASKED] * 4, "letters typed into the note decide nothing"
    room.press(KEY.Key_Return, KEY.Key_Y)
    assert states(hand, ids) == [ASKED] * 4, "several are decided only after a question"
    assert room.drawer.error.sentence == "要核准选中的 3 项吗？再按一次 Y 就全部核准，按 Esc 不办。"
    room.press(KEY.Key_Y)
    assert states(hand, ids) == [GRANTED, GRANTED, GRANTED, ASKED]
    assert room.told == ["已核准 3 项"]
    assert [row.note for row in hand.rows(consents)] == ["yny seen"] * 3 + [""]
    assert room.drawer.note.text() == "", "a note belongs to one decision"
    assert room.ids == ids[3:]


def test_the_question_before_several_goes_with_esc_and_with_another_selection(
    hands: SeatHand, qtbot: QtBot, hand: Hand, asker: Hand, clock: HandClock
) -> None:
    ids = ask(asker, clock, 4)
    room = Supervision(hands, qtbot)
    room.press(KEY.Key_A, modifier=CTRL)
    for undecided in (lambda: room.press(KEY.Key_Escape), lambda: room.press(KEY.Key_Down, modifier=SHIFT)):
        room.press(KEY.Key_N)
        assert "项都不核准吗" in room.drawer.error.sentence
        undecided()
        assert room.drawer.error.sentence == ""
    room.press(KEY.Key_N)
    room.press(KEY.Key_Y)
    assert states(hand, ids) == [ASKED] * 4, "the other key is no answer"
    assert (room.told, room.drawer.isVisible()) == ([], True)


def test_home_and_end_select_the_first_and_the_last_request_and_each_decision_is_told(
    hands: SeatHand, qtbot: QtBot, hand: Hand, asker: Hand, clock: HandClock
) -> None:
    ids = ask(asker, clock, 3)
    numbers = [hand.ticket(row.ticket_id).number for row in hand.rows(consents)]
    room = Supervision(hands, qtbot)
    room.press(KEY.Key_End)
    assert (room.current, room.drawer._selected()[0].id) == (ids[2], ids[2])
    room.press(KEY.Key_Home)
    assert room.current == ids[0]
    for key in (KEY.Key_Y, KEY.Key_N):
        qtbot.keyClick(room.drawer.table, key)  # the second before the first has been recorded
    room.settle()
    assert states(hand, ids) == [GRANTED, REFUSED, ASKED]
    assert room.told == [f"已核准 · {numbers[0]}，已不核准 · {numbers[1]}"]


def test_a_request_whose_decision_is_under_way_is_not_sent_again(
    hands: SeatHand, qtbot: QtBot, hand: Hand, asker: Hand, clock: HandClock
) -> None:
    ids = ask(asker, clock, 1)
    room = Supervision(hands, qtbot)
    for _ in range(2):
        room.drawer.table.choose(ids[0])
        qtbot.keyClick(room.drawer.table, KEY.Key_Y)
    room.settle()
    assert (room.drawer.error.sentence, states(hand, ids)) == ("", [GRANTED])


def test_a_decision_of_somebody_else_arrives_and_their_conflict_is_told(
    hands: SeatHand, qtbot: QtBot, hand: Hand, asker: Hand, clock: HandClock, desk: TicketService
) -> None:
    ids = ask(asker, clock, 3)
    other = hand.do(save_staff(None, "值班长乙", frozenset({Role.SUPERVISOR})))
    theirs = Hand(desk, Who(other, "值班长乙", frozenset({Role.SUPERVISOR}), "3 号席"))
    room = Supervision(hands, qtbot)
    theirs.do(decide(ids[0], False))
    room.qtbot.keyClick(room.drawer.table, KEY.Key_Y)  # before the list has been read again
    room.settle()
    assert room.drawer.error.sentence == "这项挂起申请未核准：值班长乙 10:03。"
    assert states(hand, ids) == [REFUSED, ASKED, ASKED], "the first decision stands"
    assert room.ids == ids[1:]
    theirs.do(decide(ids[2], True))
    room.settle()
    assert room.ids == [ids[1]]


def test_ones_own_requests_are_listed_with_the_reason_why_not(
    hands: SeatHand, qtbot: QtBot, hand: Hand, asker: Hand, clock: HandClock
) -> None:
    hand.do(hold(hand.log(), None, "等材料"))
    (theirs,) = ask(asker, clock, 1)
    room = Supervision(hands, qtbot)
    assert room.drawer._story.text().startswith("自己提出的，要另一位值班长核准。"), "told before a key is pressed"
    model = room.drawer.model
    assert [model.index(row, 1).data() for row in range(2)] == ["自己", "调度员甲"]
    own = room.current
    room.press(KEY.Key_A, modifier=CTRL)
    room.press(KEY.Key_Y, KEY.Key_Y)
    assert states(hand, [theirs]) == [GRANTED]
    assert (room.current, room.told) == (own, ["decide"]), "what stays in the list stays selected"
    assert room.drawer.error.sentence == ("1 项已记下。 1 项没有：自己提出的申请不能自己核准，请另一位值班长核准。")
    assert len(room.ids) == 1


def test_a_refused_decision_moves_on_to_no_other_request_unless_one_was_selected_meanwhile(
    hands: SeatHand, qtbot: QtBot, hand: Hand, asker: Hand, clock: HandClock
) -> None:
    hand.do(hold(hand.log(), None, "等材料"))
    theirs = ask(asker, clock, 2)
    room = Supervision(hands, qtbot)
    own = room.current
    room.press(KEY.Key_Y)
    assert room.drawer.error.sentence == "自己提出的申请不能自己核准，请另一位值班长核准。"
    assert room.current == own
    room.press(KEY.Key_Escape)
    qtbot.keyClick(room.drawer.table, KEY.Key_Y)
    room.press(KEY.Key_Down)
    assert (room.current, states(hand, theirs)) == (theirs[1], [ASKED, ASKED])


def test_somebody_without_the_role_sees_the_list_and_is_told_who_decides(
    hands: SeatHand, qtbot: QtBot, hand: Hand, asker: Hand, clock: HandClock
) -> None:
    ids = ask(asker, clock, 1)
    room = Supervision(hands.of(asker.who), qtbot)
    room.press(KEY.Key_Y)
    assert room.drawer.error.sentence == "值班长才能核准，请换人登录或请他们来做。"
    assert (room.ids, states(hand, ids)) == (ids, [ASKED])


def test_the_list_says_what_granting_changes_and_what_counts_until_then(
    hands: SeatHand, qtbot: QtBot, asker: Hand, clock: HandClock
) -> None:
    key = asker.log("burst_main")
    clock.advance(minutes=2)
    asker.do(hold(key, None, "等燃气交底"))
    clock.advance(minutes=5)
    room = Supervision(hands, qtbot)
    assert room.drawer._story.text() == (
        "爆管 · 地点不详 · 待派单 · 挂起已生效，25 分内要值班长核准，否则照计。\n"
        "调度员甲 今天 10:02 提出：等燃气交底\n"
        "挂起已 5 分：核准后受理停表，直到恢复，最晚 明天 10:02。"
    )
    clock.advance(minutes=25)
    hands.session.tick.second.emit(clock())
    assert "挂起待核准，计时照走。" in room.drawer._story.text()
    asker.do(resume(key, None))
    room.settle()
    assert "核准后：挂起 30 分：受理到期由 今天 10:10 改为 今天 10:40。" in room.drawer._story.text()


def test_a_decided_request_says_who_decided_when_and_what_that_changed(
    hands: SeatHand, qtbot: QtBot, hand: Hand, asker: Hand, clock: HandClock
) -> None:
    for _ in range(2):
        key = asker.log()
        asker.do(hold(key, None, "等燃气交底，对方说最快也要两个钟头以后才能到现场"))
        clock.advance(minutes=5)
        asker.do(resume(key, None))
    room = Supervision(hands, qtbot)
    room.press(KEY.Key_Y, KEY.Key_N)
    said = []
    for listed in (KEY.Key_2, KEY.Key_3):
        room.press(listed)
        said.append(room.drawer._story.text().splitlines())
        index = room.drawer.model.index(0, [each.key for each in room.drawer.model.columns].index("change"))
        assert index.data() == said[-1][2]
    asked = "调度员甲 今天 10:00 提出：等燃气交底，对方说最快也要两个钟头以后才能到现场"
    assert said[0] == [
        "明漏 · 地点不详 · 待派单", asked,
        "挂起 5 分：受理到期由 今天 10:10 改为 今天 10:15 · 已核准 值班员 今天 10:10",
    ]  # fmt: skip
    assert said[1][2] == "挂起的时间照计 · 未核准 值班员 今天 10:10"


def test_enter_opens_the_ticket_and_esc_closes_the_list(
    hands: SeatHand, qtbot: QtBot, asker: Hand, clock: HandClock, hand: Hand
) -> None:
    ask(asker, clock, 1)
    room = Supervision(hands, qtbot)
    wanted, closed = QSignalSpy(room.drawer.ticket_wanted), QSignalSpy(room.drawer.closed)
    room.press(KEY.Key_Return)
    assert [wanted.at(n)[0] for n in range(wanted.count())] == [hand.rows(consents)[0].ticket_id]
    room.press(KEY.Key_M, modifier=CTRL)
    room.press(KEY.Key_Escape)
    assert closed.count() == 0, "Esc leaves the note first"
    room.press(KEY.Key_Escape)
    assert closed.count() == 1


def test_the_key_that_undoes_a_step_says_where_it_does(
    asker: Hand, clock: HandClock, hands: SeatHand, qtbot: QtBot
) -> None:
    ask(asker, clock, 1)
    room = Supervision(hands, qtbot)
    room.press(KEY.Key_Y, KEY.Key_2)
    assert len(room.ids) == 1
    room.press(KEY.Key_Z, modifier=CTRL | SHIFT)
    assert room.drawer.error.sentence == "这里不撤销：按 Enter 打开工单，再按 Ctrl+Shift+Z。"
    room.press(KEY.Key_Escape)
    assert room.drawer.error.sentence == ""


def test_an_empty_list_says_so(hands: SeatHand, qtbot: QtBot) -> None:
    room = Supervision(hands, qtbot)
    assert room.drawer.table.empty_words[0] == "没有待核准的。"
    assert room.drawer._count.text() == "0 项"


def test_a_decision_without_a_database_is_told_and_the_request_stays(
    hands: SeatHand, qtbot: QtBot, hand: Hand, asker: Hand, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = ask(asker, clock, 1)
    room = Supervision(hands, qtbot)
    room.drawer.note.setText("有照片")
    with monkeypatch.context() as away:
        away.setattr(hands.session.service, "execute", unavailable)
        room.press(KEY.Key_Y)
    assert (room.drawer.error.sentence, room.drawer.note.text()) == (AWAY, "有照片"), "what was typed stays"
    room.drawer.table.choose(ids[0])
    room.press(KEY.Key_Y)
    assert states(hand, ids) == [GRANTED]
    assert room.drawer.error.sentence == ""


def test_two_hundred_requests_wait_and_are_granted_together(
    hands: SeatHand, qtbot: QtBot, hand: Hand, asker: Hand, clock: HandClock
) -> None:
    ids = ask(asker, clock, 200)
    room = Supervision(hands, qtbot)
    assert (room.ids, room.drawer._count.text()) == (ids, "200 项")
    began = time.process_time()
    room.press(KEY.Key_Down)
    assert time.process_time() - began < 1.0, "a key in the list costs a fraction of a second of the processor"
    room.press(KEY.Key_A, modifier=CTRL)
    room.press(KEY.Key_Y)
    qtbot.keyClick(room.drawer.table, KEY.Key_Y)
    assert room.drawer._story.text() == "正在记下：0 / 200 项…"
    room.settle()
    assert (set(states(hand, ids)), room.told) == ({GRANTED}, ["已核准 200 项"])
    assert room.drawer.table.empty_words[0] == "没有待核准的。"


def test_another_user_is_told_what_they_can_not_decide(
    hands: SeatHand, qtbot: QtBot, hand: Hand, asker: Hand, clock: HandClock
) -> None:
    who = [replace(EVERYONE, staff_id=None)]
    hand.do(hold(hand.log(), None, "等材料"))
    room = Supervision(replace(hands, session=replace(hands.session, who=lambda: who[0])), qtbot)
    assert "自己提出的" not in room.drawer._story.text()
    who[0] = hand.who
    room.drawer.hide()
    room.drawer.show()
    assert "自己提出的" in room.drawer._story.text()
