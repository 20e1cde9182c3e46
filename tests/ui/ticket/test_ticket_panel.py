"""The ticket panel: its forms, its errors, and that no input is lost."""

from datetime import timedelta
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.accounts.conftest import CHEAP
from tests.desk_fixtures import START, Hand, HandClock
from tests.ui.seats import SeatHand
from tests.ui.ticket.rooms import CTRL, SHIFT, PanelRoom
from tickets.accounts.authenticator import Authenticator
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.actions import dispatch, followup
from tickets.actions.assisting import assist
from tickets.actions.followup import note
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.people import save_staff
from tickets.errors import Conflict, Refused, Unavailable
from tickets.rules import triage
from tickets.rules.likeness import VERY
from tickets.rules.triage import Answers
from tickets.rules.words import Priority, Role, Stage, State, Zone
from tickets.service import TicketService
from tickets.store.postgres.errors import not_saved
from tickets.store.queries.lookups import list_places
from tickets.store.rows import Who
from tickets.store.tables import places
from ui.kit.buttons import KeyButton
from ui.kit.cards import FittingArea
from ui.kit.labels import Words
from ui.kit.tokens import Tokens
from ui.ticket.choices import UNREAD, Choices, ranked_crews
from ui.ticket.merge_form import MergeForm

KEY = Qt.Key


class StepsRoom(PanelRoom):
    """A panel whose buttons are read and clicked."""

    def buttons(self) -> dict[str, str]:
        """The enabled buttons: texts by key."""
        found = self.panel.bench.findChildren(KeyButton)
        return {button.key: button.text() for button in found if button.isVisible()}

    def click(self, key: str) -> None:
        """Click the button that shows this key."""
        button = next(b for b in self.panel.bench.findChildren(KeyButton) if b.isVisible() and b.key == key)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.hands.settle()


@pytest.fixture
def room(hands: SeatHand, qtbot: QtBot) -> StepsRoom:
    return StepsRoom(hands, qtbot)


def test_only_legal_actions_have_buttons_and_the_next_step_is_highlighted(room: StepsRoom, hand: Hand) -> None:
    room.show(hand.log())
    assert room.buttons() == {
        "D": "派单", "Shift+D": "补录", "H": "挂起", "E": "延期", "J": "改判", "M": "并单", "X": "作废",
        "F": "电话解决",
        "N": "备注", "K": "更正", "S": "督办", "P": "打印",
    }  # fmt: skip
    room.show(hand.bring_to(State.CLOSED))
    assert room.buttons() == {
        "O": "返工", "N": "备注", "K": "更正", "P": "打印", "Ctrl+Shift+Z": "撤销归档 · 值班员",
    }  # fmt: skip


def test_arrow_keys_move_between_steps_and_never_leave_the_panel(room: StepsRoom, hand: Hand) -> None:
    other = QPushButton("beside")
    room.window.layout().addWidget(other)
    room.show(hand.log())
    room.panel.focus_steps()
    first = room.focus
    seen = [first]
    for _ in range(30):
        room.press(KEY.Key_Down)
        seen.append(room.focus)
    assert len(set(seen)) == len(room.buttons())
    assert room.focus.accessibleName() == "打印"
    for _ in range(30):
        room.press(KEY.Key_Left)
    assert room.focus is first


def test_buttons_can_be_clicked_as_well(room: StepsRoom, hand: Hand) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    room.show(ticket)
    before = room.focus
    room.click("A")
    assert hand.ticket(ticket).state is State.ACCEPTED
    assert room.focus is before, "a click leaves the focus where the keys are"
    room.click("Shift+G")
    assert room.fields()[0].hasFocus()
    room.click("Enter")
    assert hand.ticket(ticket).departed_at is not None
    room.click("N")
    room.click("Esc")
    assert room.panel.bench.form is None


def test_enter_sends_the_best_crew_which_is_listed_first(room: StepsRoom, hand: Hand, crews: tuple[int, int]) -> None:
    ticket = hand.log()
    room.show(ticket)
    assert room.panel.file is not None
    best = ranked_crews(room.panel.choices.crews, room.panel.file)[0]
    room.press(KEY.Key_D)
    room.press(KEY.Key_Return)
    assert hand.ticket(ticket).crew_id == best.id


def test_a_missing_ticket_is_not_shown_as_loading(room: StepsRoom, hand: Hand) -> None:
    room.show(hand.log() + 1)
    assert room.panel._blank.says.startswith("找不到这张工单。")
    assert not room.panel.reading


def test_a_key_pressed_twice_does_it_once(room: StepsRoom, hand: Hand) -> None:
    ticket = hand.bring_to(State.ACCEPTED)
    room.show(ticket)
    for _ in range(2):
        room.qtbot.keyClick(room.focus, KEY.Key_G)
    room.hands.settle()
    assert room.sentence == ""
    assert hand.ticket(ticket).version == 4


def test_shift_opens_the_form_for_entering_a_step_late(room: StepsRoom, hand: Hand, clock: HandClock) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=30)
    room.show(ticket)
    room.press(KEY.Key_A, SHIFT)
    room.type("10:20", KEY.Key_Return)
    assert room.sentence == "补录要写原因：在时间下面按数字选一条，或写在补充里。"
    assert hand.ticket(ticket).state is State.DISPATCHED
    room.press(KEY.Key_1)
    assert hand.clock(ticket, Stage.ACCEPT).clock.stopped == START + timedelta(minutes=20)
    assert hand.last_entry(ticket).true_time == START + timedelta(minutes=20)
    assert hand.last_entry(ticket).text == "补录：班组事后才报"


def test_a_key_adds_the_field_for_the_true_time(room: StepsRoom, hand: Hand, clock: HandClock) -> None:
    ticket = hand.bring_to(State.ARRIVED)
    clock.advance(hours=2)
    room.show(ticket, "R")
    room.type("repaired")
    assert room.fields() == []
    room.press(KEY.Key_T, CTRL)
    room.type("11:00", KEY.Key_Return, KEY.Key_4)
    room.type("forgot", KEY.Key_Return)
    row = hand.ticket(ticket)
    assert (row.resolved_at, row.resolution) == (START + timedelta(hours=1), "repaired")
    assert hand.last_entry(ticket).text == "repaired；补录：其他：forgot"


@pytest.mark.parametrize(("typed", "sentence"), [("25:00", "看不懂时间"), ("09:00", "时间早于派单（10:00），")])
def test_a_wrong_time_is_reported_in_the_form_and_stays_typed(
    room: StepsRoom, hand: Hand, clock: HandClock, typed: str, sentence: str
) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=30)
    room.show(ticket)
    room.press(KEY.Key_A, SHIFT)
    room.type(typed, KEY.Key_Tab, KEY.Key_2)
    assert sentence in room.sentence
    assert room.fields()[0].text() == typed
    assert hand.ticket(ticket).state is State.DISPATCHED


def test_escape_closes_a_form_and_restores_the_focus_and_asks_before_input_is_given_up(
    room: StepsRoom, hand: Hand
) -> None:
    ticket = hand.log()
    room.show(ticket)
    before = room.focus
    room.press_all("N")
    room.press(KEY.Key_Escape)
    assert room.panel.bench.form is None, "without input there is nothing to ask"
    room.press_all("N")
    room.type("half a thought")
    room.press(KEY.Key_Escape)
    reminder = "“备注”填了还没有提交：Enter 提交，Esc 放弃。"
    assert room.panel.bench.sentence == reminder
    for outside in (False, True):
        room.type(" and more")
        assert room.panel.bench.sentence == "", "what the reminder was about has grown"
        if outside:
            room.panel.setFocus()
            room.press_all("D")
        else:
            room.press(KEY.Key_Escape)
        assert room.panel.bench.sentence == reminder
    room.type(" and the end")
    room.press(KEY.Key_Escape)
    assert room.panel.bench.sentence == reminder
    room.press(KEY.Key_Escape)
    assert room.panel.bench.form is None
    assert room.focus is before
    assert room.buttons()["D"] == "派单"
    assert hand.ticket(ticket).version == 1


def test_a_half_typed_form_is_kept_for_its_ticket(room: StepsRoom, hand: Hand) -> None:
    one, two = hand.log(), hand.log()
    room.show(one, "N")
    room.type("half a thought")
    room.show(two)
    assert room.panel.bench.form is None
    room.show(one)
    assert room.panel.bench.form is not None
    room.panel.bench.focus()
    room.press(KEY.Key_Return)
    assert hand.last_entry(one).text == "half a thought"


def test_shift_and_enter_begin_a_new_line(room: StepsRoom, hand: Hand) -> None:
    ticket = hand.log()
    room.show(ticket, "N")
    room.type("one")
    room.press(KEY.Key_Return, SHIFT)
    room.type("two", KEY.Key_Return)
    assert hand.last_entry(ticket).text == "one\ntwo"


def test_an_empty_form_is_closed_when_another_ticket_is_shown(room: StepsRoom, hand: Hand) -> None:
    one, two = hand.log(), hand.log()
    room.show(one, "N")
    room.show(two)
    room.show(one)
    assert room.panel.bench.form is None


def test_a_refusal_is_shown_in_the_form(room: StepsRoom, hand: Hand) -> None:
    ticket = hand.log()
    room.show(ticket, "X")
    room.press(KEY.Key_Return)
    assert room.sentence == "请填写作废原因。"
    room.type("false alarm", KEY.Key_Return)
    assert hand.ticket(ticket).state is State.CANCELLED


def seated(hands: SeatHand, role: Role, authenticator: Authenticator | None = None, staff_id: int = 1) -> SeatHand:
    """Return the session of somebody with one role."""
    return hands.of(Who(staff_id, "值班员", frozenset({role}), "2 号席"), authenticator=authenticator)


def test_an_action_outside_the_own_roles_is_refused_before_its_form_opens(
    hands: SeatHand, qtbot: QtBot, hand: Hand
) -> None:
    room = PanelRoom(seated(hands, Role.OPERATOR), qtbot)
    room.show(hand.log())
    for key, label in (("D", "派单"), ("X", "作废"), ("H", "挂起")):
        room.press_all(key)
        assert room.sentence == f"调度员、值班长才能{label}，请换人登录或请他们来做。"
        assert room.panel.bench.form is None


def test_a_supervisor_consents_on_the_spot_with_name_and_password(
    desk: TicketService, hands: SeatHand, qtbot: QtBot
) -> None:
    authenticator = FileAuthenticator(desk, "2 号席", CHEAP)
    chief = authenticator.make_first_administrator("管理员甲", "guan", "administrator-pass")
    hand = Hand(desk, Who(chief.id, chief.name, chief.roles, "1 号席"))
    supervisor = hand.do(save_staff(None, "值班长乙", frozenset({Role.SUPERVISOR}), login="yi"))
    dispatcher = hand.do(save_staff(None, "调度员丙", frozenset({Role.DISPATCHER})))
    authenticator.reset_password(chief, supervisor, "supervisor-pass")
    ticket = hand.log()
    room = PanelRoom(seated(hands, Role.DISPATCHER, authenticator, dispatcher), qtbot)
    room.show(ticket, "E")
    form = room.form
    assert form.consent is not None
    assert form.consent.words.isVisible()
    assert form.consent.words.text().startswith("延期要值班长核准")
    for typed in ("60", "night work", "yi"):
        room.type(typed, KEY.Key_Tab)
    room.type("wrong password", KEY.Key_Return)
    assert "密码" in room.sentence
    assert hand.clock(ticket, Stage.ACCEPT).clock.extended == 0
    assert form.consent.password.text() == "", "a password is not kept"
    assert room.fields()[1].text() == "night work"
    form.consent.password.setFocus()
    room.type("supervisor-pass", KEY.Key_Return)
    assert room.sentence == ""
    assert hand.clock(ticket, Stage.ACCEPT).clock.extended == 3600
    entry = hand.last_entry(ticket)
    assert (entry.staff_id, entry.seat, entry.text) == (supervisor, "2 号席", "night work")
    assert room.panel.bench.form is None


@pytest.mark.parametrize("other", [True, False])
def test_a_supervisors_password_is_not_kept_in_a_hidden_form(
    other: bool, hands: SeatHand, authenticator: FileAuthenticator, qtbot: QtBot, hand: Hand
) -> None:
    ticket = hand.log()
    room = PanelRoom(seated(hands, Role.DISPATCHER, authenticator), qtbot)
    room.show(ticket, "E")
    form = room.form
    assert form.consent is not None
    for typed in ("60", "night work", "yi", "supervisor-pass"):
        room.type(typed, KEY.Key_Tab)
    if other:  # another ticket is shown, or the window is locked
        room.show(hand.log())
        room.show(ticket)
    else:
        room.panel.hide()
        room.panel.show()
    form = room.form
    assert form.consent is not None
    assert [field.text() for field in room.fields()[1:]] == ["night work", "yi", ""]


@pytest.mark.parametrize("key", [KEY.Key_Down, KEY.Key_End])
def test_without_passwords_choosing_the_supervisor_is_enough(
    key: Qt.Key, hands: SeatHand, qtbot: QtBot, hand: Hand
) -> None:
    supervisor = hand.do(save_staff(None, "值班长乙", frozenset({Role.SUPERVISOR})))
    ticket = hand.log()
    room = PanelRoom(seated(hands, Role.DISPATCHER), qtbot)
    room.show(ticket, "S")
    room.press(KEY.Key_Return)
    assert room.sentence == "请选核准的值班长。"
    form = room.form
    assert form.consent is not None
    assert isinstance(form.consent.who, QComboBox)
    form.consent.who.setFocus()
    room.press(key)
    room.press(KEY.Key_Return)
    assert hand.ticket(ticket).supervised
    assert hand.last_entry(ticket).staff_id == (supervisor if key is KEY.Key_End else 1)


def test_a_digit_selects_the_reason_for_a_hold(room: StepsRoom, hand: Hand) -> None:
    ticket = hand.log()
    room.show(ticket, "H3")
    assert hand.ticket(ticket).held
    assert hand.last_entry(ticket).text == "等材料"
    room.press_all("U")
    assert not hand.ticket(ticket).held


def test_another_reason_for_a_hold_must_be_named(room: StepsRoom, hand: Hand) -> None:
    ticket = hand.log()
    room.show(ticket, "H8")
    room.press(KEY.Key_Return)
    assert "补充" in room.sentence
    room.type("road closed", KEY.Key_Return)
    assert hand.last_entry(ticket).text == "其他：road closed"


def test_a_rerating_writes_only_what_was_changed(room: StepsRoom, hand: Hand) -> None:
    ticket = hand.log("visible_leak")
    room.show(ticket, "J")
    room.press(KEY.Key_Tab)
    room.press(KEY.Key_Up)
    for _ in range(4):
        room.press(KEY.Key_Tab)
    room.type("dn150")
    for _ in range(5):
        room.press(KEY.Key_Tab)
    room.press(KEY.Key_Space)
    room.press(KEY.Key_Tab)
    room.type("20", KEY.Key_Tab)
    room.type("big one", KEY.Key_Return)
    assert room.sentence == ""
    row = hand.ticket(ticket)
    assert (row.priority, row.dn, row.fault, row.zone) == (Priority.P1, 150, "visible_leak", Zone.URBAN)
    assert (triage.in_words(row), row.triage) == (("有人危险", "影响 20 户"), "")


def test_untouched_fields_of_a_rerating_do_not_overwrite_changes_by_others(room: StepsRoom, hand: Hand) -> None:
    ticket = hand.log("visible_leak")
    room.show(ticket, "J")
    for _ in range(12):
        room.press(KEY.Key_Tab)
    room.type("seen on site")
    hand.do(dispatch.rerate(ticket, None, "现场核实", dn=300, material="球墨铸铁", priority=Priority.P3))
    for _ in range(2):
        room.press(KEY.Key_Return)
    assert hand.last_entry(ticket).text == "seen on site"
    row = hand.ticket(ticket)
    assert (row.dn, row.material, row.priority) == (300, "球墨铸铁", Priority.P3)


def test_a_ticket_is_given_its_place_later_with_its_zone_and_undo_takes_it_back(room: StepsRoom, hand: Hand) -> None:
    village = next(place for place in hand.rows(places) if place.zone is Zone.RURAL and place.name != place.town)
    ticket = hand.log(words="村里没水")
    room.show(ticket, "J")
    for _ in range(3):
        room.press(KEY.Key_Tab)
    room.type("zzzz")
    for _ in range(2):  # closes the suggestions, submits
        room.press(KEY.Key_Return)
    assert room.sentence == "地址库里没有“zzzz”，请从列表里选；库里没有的写在“地址”里。"
    assert room.focus.accessibleName() == "地点"
    room.press(KEY.Key_A, CTRL)
    room.type(village.pinyin, KEY.Key_Return)
    assert room.focus.accessibleName() == "地址", "Enter takes the place and goes on"
    room.type("1-2")
    assert room.panel.bench.form is not None
    assert "改判放宽了时限，要值班长核准" in room.panel.bench.form._warning.text(), "of the village"
    while room.focus.accessibleName() != "原因":
        room.press(KEY.Key_Tab)
    room.type("asked", KEY.Key_Return)
    row = hand.ticket(ticket)
    assert (row.place_id, row.zone, row.address) == (village.id, Zone.RURAL, "1-2")
    assert room.panel.file is not None
    assert room.panel.file.place == village.name
    room.press(KEY.Key_Z, CTRL | SHIFT)
    assert (hand.ticket(ticket).place_id, hand.ticket(ticket).address) == (None, "")


def test_a_pipe_size_that_is_no_number_is_reported(room: StepsRoom, hand: Hand) -> None:
    room.show(hand.log(), "J")
    for _ in range(5):
        room.press(KEY.Key_Tab)
    room.type("thick", KEY.Key_Return)
    assert room.sentence == "管径请填数字，单位毫米，例如 100。"


@pytest.mark.parametrize("keys", ["H", "J"])
def test_a_form_with_an_error_has_the_room_of_the_facts_on_a_low_screen(
    room: StepsRoom, hand: Hand, light: Tokens, clock: HandClock, keys: str
) -> None:
    ticket = hand.log("burst_main")
    clock.advance(hours=1)
    room.panel.setFixedSize(364, 566)  # what a window of 1366 × 768 with a title and two messages leaves for it
    room.show(ticket)
    facts = room.panel._view._area
    high = facts.height()
    room.press_all(keys)
    room.form.fail(Refused("这一句有两行长，说明哪里不对、接下来该怎么办，而且要看得见，不用往下翻。"))
    area = room.panel.findChild(FittingArea)
    for _ in range(4):  # the layouts inside one another
        QApplication.processEvents()
    assert area.verticalScrollBar().maximum() == 0, "nothing has to be scrolled"
    assert facts.isHidden() or facts.height() >= 48, "no part of a line is shown"
    room.press(KEY.Key_Escape)
    assert room.panel.bench.form is None
    room.qtbot.waitUntil(lambda: facts.isVisible() and facts.height() == high)


def test_no_text_above_a_form_is_cut_between_its_lines(room: StepsRoom, hand: Hand, light: Tokens) -> None:
    kept = hand.bring_to(State.ARRIVED, "meter_stopped")
    room.hands.clock.advance(minutes=1)
    hand.do(dispatch.merge(hand.log("meter_stopped", appointment=START + timedelta(hours=20)), None, kept))
    room.panel.setFixedSize(364, 560)
    room.show(kept)
    area, seen = room.panel._view._area, set[str]()
    area.verticalScrollBar().setValue(25)
    assert area.verticalScrollBar().value() == 25
    room.press_all("J")
    for height in range(560, 760, 9):
        room.panel.setFixedSize(364, height)
        for _ in range(4):  # the layouts inside one another
            QApplication.processEvents()
        if area.isHidden():
            continue
        shown = area.viewport().height()
        for text in area.widget().findChildren(Words):
            top = text.mapTo(area.viewport(), QPoint()).y()
            if text.isVisible() and top < shown:
                assert top + text.height() <= shown, (height, text.text())
                seen.add(text.text())
    assert any("照守" in each for each in seen)


@pytest.mark.parametrize("keys", ["H", "E", "J", "X", "N", "D"])
def test_tab_stays_inside_a_form_so_that_esc_always_closes_it(room: StepsRoom, hand: Hand, keys: str) -> None:
    room.show(hand.log("visible_leak"), keys)
    form = room.form
    first, reached = QApplication.focusWidget(), []
    for _ in range(16):
        room.press(KEY.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert form.isAncestorOf(focus)
        reached.append(focus)
        if focus is first:
            break
    assert reached[-3:] == [form._do, form._back, first]
    room.press(KEY.Key_Backtab)
    assert form._back.hasFocus()
    room.press(KEY.Key_Escape)
    assert room.panel.bench.form is None


def test_the_extension_form_shows_the_new_deadline(room: StepsRoom, hand: Hand) -> None:
    ticket = hand.log("burst_main")
    room.show(ticket, "E")
    room.type("90", KEY.Key_Tab)
    room.type("storm")
    form = room.form
    assert form._deadline.text() == "1 小时 30 分，受理新时限 今天 11:40"  # type: ignore[attr-defined]
    room.press(KEY.Key_Return)
    assert hand.clock(ticket, Stage.ACCEPT).clock.extended == 90 * 60


def test_likely_tickets_are_offered_for_a_merger(room: StepsRoom, hand: Hand) -> None:
    place = hand.desk.read(list_places)[0].id
    main = hand.log("visible_leak", place_id=place)
    hand.log("no_water")
    ticket = hand.log("visible_leak", place_id=place)
    room.show(ticket, "M")
    form = merge_form(room)
    assert form._list.currentRow() == 0, "what is rated 很可能 is chosen"
    assert "来电并到 20260120-0001" in form._becomes.text()
    room.press_all("1")
    assert hand.ticket(ticket).merged_into is None, "a digit chooses, Enter merges"
    room.press(KEY.Key_Return)
    assert hand.ticket(ticket).merged_into == main
    assert hand.last_entry(ticket).text.startswith("20260120-0003 并入 20260120-0001：同一")


def test_no_ticket_is_merged_into_one_that_came_only_just_before_the_key(
    room: StepsRoom, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = hand.desk.read(list_places)[0].id
    main = hand.log("visible_leak", place_id=place)
    ticket = hand.log("visible_leak", place_id=place)
    room.show(ticket)
    moments = iter((100.0, 100.39))  # the list comes, the key is pressed
    monkeypatch.setattr("ui.ticket.merge_form.monotonic", lambda: next(moments))
    room.press_all("M")
    room.press(KEY.Key_Return)
    assert hand.ticket(ticket).merged_into is None
    assert room.sentence == "可能相同的工单刚刚找到：看清主单，再按 Enter 并入。"
    merge_form(room)
    room.press(KEY.Key_Return)
    assert hand.ticket(ticket).merged_into == main


def test_no_ticket_is_merged_into_one_that_was_not_selected(room: StepsRoom, hand: Hand) -> None:
    place = hand.desk.read(list_places)[0]
    address = "文化街与前进路交叉口往北二百米路东第三个胡同口水井旁边"
    call = CallDetails(phone="13811112222", words="又漏", address=address)
    other = hand.do(log_call(call, ReportedFault("low_pressure", place.id)))
    own = "前进路南头菜市场东门往里走第二排平房后面的自来水井"
    call = CallDetails(phone="13833334444", words="冒水", address=own)
    ticket = hand.do(log_call(call, ReportedFault("visible_leak", place.id)))
    room.panel.setFixedWidth(364)  # of a window of 1366 pixels
    room.show(ticket, "M")
    form = merge_form(room)
    assert own in form._this.text(), "both addresses stand there to be compared"
    assert form._this.height() >= form._this.heightForWidth(form._this.width())
    assert form._shown[0].score < VERY
    assert form._list.currentRow() == -1
    room.press(KEY.Key_Return)
    assert "看清地址" in room.sentence
    assert hand.ticket(ticket).merged_into is None
    assert address in form._list.item(0).text()
    assert address in form._becomes.text(), "the address of the selected one is written out"
    assert form._becomes.height() >= form._becomes.heightForWidth(form._becomes.width())
    assert place.name in form._list.item(0).text()
    room.press(KEY.Key_Return)
    assert hand.ticket(ticket).merged_into == other


def test_the_first_digit_of_a_typed_ticket_number_does_not_select_a_line_to_merge_into(
    room: StepsRoom, hand: Hand
) -> None:
    place = hand.desk.read(list_places)[0].id
    for _ in range(2):
        hand.log("visible_leak", place_id=place)
    ticket = hand.log("visible_leak", place_id=place)
    room.show(ticket, "M20")
    room.press(KEY.Key_Return)
    assert hand.ticket(ticket).merged_into is None
    assert room.sentence == "没有并单：原因里只有数字，已移到“查找”里。请看清主单，并写明原因。"
    assert room.focus is merge_form(room)._wanted
    assert (merge_form(room)._wanted.text(), merge_form(room)._reason.text()) == ("0", "")


def test_any_ticket_is_found_for_a_merger_by_its_number_and_needs_a_reason(room: StepsRoom, hand: Hand) -> None:
    ticket, other = (
        hand.log("no_water"),
        hand.do(log_call(CallDetails(phone="13811112222", words="阀门"), ReportedFault("valve", zone=Zone.RURAL))),
    )
    room.show(ticket, "M")
    form = merge_form(room)
    form._wanted.setFocus()
    room.type("-0002", KEY.Key_Return)
    assert room.sentence == "只找到这一张：看清地址，再按 Enter 并入。"
    assert not form._error.property("alarm"), "nothing is wrong"
    room.press(KEY.Key_Return)
    assert "写明并单原因" in room.sentence
    assert form._error.property("alarm")
    assert hand.ticket(ticket).merged_into is None
    room.type("same valve", KEY.Key_Return)
    assert hand.ticket(ticket).merged_into == other
    assert hand.last_entry(ticket).text.endswith("：same valve")


def merge_form(room: StepsRoom) -> MergeForm:
    form = room.panel.bench.form
    assert isinstance(form, MergeForm)
    form.is_read = lambda: True  # a test's keys leave no time to read
    return form


def test_the_supervised_mark_is_set_and_removed(room: StepsRoom, hand: Hand) -> None:
    ticket = hand.log()
    room.show(ticket, "S")
    room.press(KEY.Key_Return)
    assert hand.ticket(ticket).supervised
    room.press_all("S")
    room.press(KEY.Key_Return)
    assert not hand.ticket(ticket).supervised


def test_an_unhappy_caller_s_ticket_is_worked_on_again_or_closed_with_a_reason(room: StepsRoom, hand: Hand) -> None:
    ticket = hand.bring_to(State.RESOLVED)
    room.show(ticket, "B2")
    room.press(KEY.Key_Return)
    assert room.panel.bench.form is None
    assert room.panel.bench.steps.big.text() == "返工"
    room.press_all("C")
    room.press(KEY.Key_Return)
    assert room.sentence == "来电人不满意：请先返工；确实要归档，请写明原因。"
    assert hand.ticket(ticket).state is State.RESOLVED
    room.type("his own pipe", KEY.Key_Return)
    assert hand.ticket(ticket).state is State.CLOSED
    assert hand.last_entry(ticket).text == "his own pipe"


def test_shift_opens_the_form_for_entering_a_dispatch_late(room: StepsRoom, hand: Hand, clock: HandClock) -> None:
    ticket = hand.log()
    clock.advance(minutes=30)
    room.show(ticket)
    room.press(KEY.Key_D, SHIFT)
    room.type("10.20", KEY.Key_Return, KEY.Key_3)
    assert hand.ticket(ticket).dispatched_at == START + timedelta(minutes=20)


def test_a_missing_crew_is_reported_before_dispatching(
    room: StepsRoom, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.show(hand.log())
    monkeypatch.setattr(room.panel.bench, "_choices", Choices())
    room.press(KEY.Key_D)
    assert "还没有班组可派" in room.sentence
    room.press(KEY.Key_Escape)
    monkeypatch.setattr(room.panel.bench, "_choices", UNREAD)
    room.press(KEY.Key_D)
    assert room.sentence == "班组还没有读到，请按 Esc 返回，读到以后再按。"


def test_a_click_copies_the_number(room: StepsRoom, hand: Hand) -> None:
    room.show(hand.log())
    QGuiApplication.clipboard().clear()
    room.qtbot.mouseClick(room.panel._head.number, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "20260120-0001"


def test_the_print_key_requests_printing_from_the_desk(room: StepsRoom, hand: Hand) -> None:
    ticket = hand.log()
    room.show(ticket)
    wanted = QSignalSpy(room.panel.print_wanted)
    room.press_all("P")
    assert [wanted.at(n) for n in range(wanted.count())] == [[ticket]]


def test_a_panel_that_is_hidden_reads_when_it_is_seen_again(room: StepsRoom, hand: Hand) -> None:
    ticket = hand.log()
    room.show(ticket)
    room.panel.hide()
    hand.do(followup.note(ticket, None, "看过现场"))
    room.hands.settle()
    assert room.panel.file is not None
    assert room.panel.file.ticket.version == 1
    room.panel.show()
    room.hands.settle()
    assert room.panel.file.ticket.version == 2


def test_while_the_outcome_of_a_step_is_unknown_a_failed_retry_repeats_that_message(
    room: StepsRoom, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    room.show(ticket)
    away = Unavailable("连不上数据库服务器。")
    answers = [not_saved(away), not_saved(away, in_doubt=True), not_saved(away)]
    sentences = []
    for answer in answers:
        with monkeypatch.context() as patch:
            patch.setattr(room.hands.session.service, "execute", Mock(side_effect=answer))
            room.press_all("A")
        sentences.append(room.sentence)
    assert sentences == [answers[0].sentence, answers[1].sentence, answers[1].sentence]
    room.press_all("A")
    assert hand.ticket(ticket).state is State.ACCEPTED
    assert room.sentence == ""


def test_while_a_ticket_cannot_be_read_back_its_keys_say_so_and_work_again_a_second_later(
    room: StepsRoom, hand: Hand, monkeypatch: pytest.MonkeyPatch, clock: HandClock
) -> None:
    ticket = hand.bring_to(State.ACCEPTED)
    room.show(ticket)

    with monkeypatch.context() as patch:
        patch.setattr(
            room.hands.session.service, "read", Mock(side_effect=Unavailable("数据库暂时用不了，请稍后再试。"))
        )
        room.press_all("G")
        room.press_all("V")
    assert hand.ticket(ticket).departed_at == clock.now
    assert "读不到工单的现状" in room.sentence
    room.hands.session.tick.second.emit(clock.now)
    room.hands.settle()
    assert room.sentence == ""
    room.press_all("V")
    assert hand.ticket(ticket).state is State.ARRIVED


@pytest.mark.parametrize("key", ["G", "H"])
def test_a_conflict_about_something_other_than_the_ticket_is_shown_too(
    room: StepsRoom, hand: Hand, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = hand.bring_to(State.ACCEPTED)
    room.show(ticket)

    with monkeypatch.context() as patch:
        patch.setattr(
            room.hands.session.service,
            "execute",
            Mock(side_effect=Conflict("数据刚被别人改过或已存在，请看一眼现状再试，已填写的内容还在。")),
        )
        room.press_all(key)
        if key == "H":
            room.press(KEY.Key_1)
    assert "刚被别人改过" in room.sentence
    assert (room.panel.bench.form is None) == (key == "G")
    room.press_all(key) if key == "G" else room.press(KEY.Key_Return)
    assert room.sentence == ""


def test_number_state_and_words_are_left_aligned(room: StepsRoom, hand: Hand) -> None:
    room.show(hand.log("visible_leak", "H 路上冒水"))
    head, callers_words = room.panel._head, room.panel._view._said[0]
    begins = [_first_ink(room, widget) for widget in (head.number, head._state, callers_words._words)]
    assert max(begins) - min(begins) <= 3, begins


def _first_ink(room: StepsRoom, widget: QWidget) -> int:
    """Return the x of the first pixel of a widget's text, from the panel's left edge."""
    image = widget.grab().toImage()
    ground = image.pixel(0, 0)
    rows = range(image.height())
    first = next(x for x in range(image.width()) if any(image.pixel(x, y) != ground for y in rows))
    return widget.mapTo(room.panel, QPoint(0, 0)).x() + round(first / image.devicePixelRatio())


def test_a_told_key_leads_to_the_history_and_back(room: StepsRoom, hand: Hand) -> None:
    ticket = hand.log()
    room.show(ticket)
    view = room.panel._view
    for number in range(30):
        hand.do(note(ticket, None, f"第 {number} 条"))
    room.hands.settle()
    room.show(ticket)
    assert view._below.isVisible()
    assert "经过 31 条：Ctrl+↓ 往下 · Ctrl+↑ 往上" in view._below.text()
    head, bar = view._story_head, view._area.verticalScrollBar()
    steps, height = room.panel.bench.steps, view._area.height()
    steps._print.setFocus()
    room.press(KEY.Key_Down, CTRL)
    QApplication.processEvents()
    assert view._area.height() > height + 100, "it has the room of the other steps"
    assert steps.big.isVisible() and steps.big.hasFocus() and not steps._print.isVisible()
    assert head.mapTo(view._area.viewport(), QPoint()).y() == 0, "one key leads to the history"
    room.press(KEY.Key_Down, CTRL)
    assert bar.value() > head.y()
    room.press(KEY.Key_Up, CTRL)
    assert bar.value() == head.y()
    room.press(KEY.Key_Up, CTRL)
    assert bar.value() == 0 and steps._print.isVisible()
    room.press(KEY.Key_Down, CTRL)
    room.press(KEY.Key_N)
    assert not view._below.isVisible(), "a form has the room"


def test_another_ticket_is_scrolled_to_its_top_and_the_same_one_keeps_its_position(room: StepsRoom, hand: Hand) -> None:
    first, second = hand.log("visible_leak", "路上冒水\n" * 60), hand.log("visible_leak", "路上冒水\n" * 60)
    room.show(first)
    bar = room.panel._view._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    down = bar.value()
    assert down > 0
    hand.do(note(first, None, "问过了"))
    room.show(first)
    assert bar.value() > 0
    room.show(second)
    assert bar.value() == 0


def test_a_key_copies_what_the_crew_must_know(room: StepsRoom, hand: Hand) -> None:
    room.press(KEY.Key_Equal)
    assert "“复制给班组”没有执行" in room.panel.sentence
    ticket = hand.log("burst_main", answers=Answers(danger_to_people=True, water_over_road=True, households=20))
    hand.do(dispatch.dispatch(ticket, None, hand.crew(0)))
    hand.do(assist(ticket, None, hand.crew(1)))
    room.show(ticket)
    room.press(KEY.Key_Equal)
    assert QGuiApplication.clipboard().text().splitlines() == [
        "20260120-0001 ◆ 特急 爆管", "地址：地点不详", "情况：路面过水、有人危险、影响 20 户", "来电：138 0000 0000",
        "原话：路上冒水", "最晚：受理 今天 10:10", "班组：一班", "协助：二班 · 今天 10:00 派出",
    ]  # fmt: skip
