"""A supervisor decides on the spot: at the dispatcher's window, with name and password."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from tests.accounts.conftest import CHEAP
from tests.desk_fixtures import START, Hand, HandClock
from tests.ui.seats import SeatHand
from tests.ui.ticket.rooms import SHIFT, PanelRoom
from tickets.accounts.authenticator import Person
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.actions.consent import decide
from tickets.actions.dispatch import cancel, dispatch, merge, rerate, return_
from tickets.actions.intake import CallDetails, ReportedFault, attach_call, log_call
from tickets.actions.people import save_staff
from tickets.actions.progress import accept, arrive, hold, resume
from tickets.actions.undo import undo
from tickets.rules.triage import Answers
from tickets.rules.words import ConsentKind, ConsentState, Move, Priority, Role, Stage, State
from tickets.service import TicketService
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.rows import Who
from tickets.store.tables import consents
from ui.ticket import consent_notice
from ui.ticket.consent_words import step_warning
from ui.ticket.head import Head
from ui.ticket.merge_form import MergeForm
from ui.ticket.rerate_form import RerateForm

KEY = Qt.Key
WORD = "supervisor-pass"
GRANTED, REFUSED, ASKED = ConsentState.GRANTED, ConsentState.REFUSED, ConsentState.ASKED


@dataclass
class Desk:
    """A dispatcher's window, and the people with passwords."""

    room: PanelRoom
    asker: Hand
    chief: Person
    authenticator: FileAuthenticator
    supervisor: int

    def ask(self) -> int:
        """Hold a ticket by keys, show it, and return its id."""
        key = self.asker.log()
        self.room.show(key, "H")
        self.room.press(KEY.Key_1)
        return key

    def sign(self, login: str, password: str) -> None:
        """Open the form, fill in a name and a password, and send it."""
        self.room.press(KEY.Key_Y, SHIFT)
        self.again(login, password)

    def again(self, login: str, password: str) -> None:
        """Fill in a name and a password, and send the form."""
        consent = self.room.form.consent
        assert consent is not None
        assert isinstance(consent.who, QLineEdit)
        consent.who.setText(login)
        consent.password.setFocus()
        self.room.type(password, KEY.Key_Return)

    @property
    def states(self) -> list[ConsentState]:
        """The states of all requests."""
        return [row.state for row in self.asker.rows(consents)]


@pytest.fixture
def desk_of(desk: TicketService, hands: SeatHand, qtbot: QtBot) -> Desk:
    """The window of a dispatcher in a database with passwords."""
    authenticator = FileAuthenticator(desk, "2 号席", CHEAP)
    chief = authenticator.make_first_administrator("管理员甲", "guan", "administrator-pass")
    hand = Hand(desk, Who(chief.id, chief.name, chief.roles, "1 号席"))
    supervisor = hand.do(save_staff(None, "值班长乙", frozenset({Role.SUPERVISOR}), login="yi"))
    roles = frozenset({Role.DISPATCHER, Role.OPERATOR})
    dispatcher = hand.do(save_staff(None, "调度员丙", roles, login="bing"))
    for key in (supervisor, dispatcher):
        authenticator.reset_password(chief, key, WORD)
    who = Who(dispatcher, "调度员丙", roles, "2 号席")
    room = PanelRoom(hands.of(who, authenticator=authenticator), qtbot)
    return Desk(room, Hand(desk, who), chief, authenticator, supervisor)


def test_after_a_hold_the_window_says_what_counts_and_a_supervisor_grants_it_there(desk_of: Desk) -> None:
    key = desk_of.ask()
    waiting = desk_of.room.panel.bench.waiting
    assert waiting.sentence == "挂起已生效，30 分内要值班长核准，否则照计。"
    assert (waiting._decide.text(), waiting._decide.key) == ("现场核准", "Shift+Y")
    desk_of.room.press(KEY.Key_Y, SHIFT)
    assert waiting.sentence == "", "the form says it"
    desk_of.again("yi", WORD)
    assert desk_of.room.panel.bench.form is None
    assert (desk_of.states, waiting.sentence) == ([GRANTED], "")
    entry = desk_of.asker.last_entry(key)
    assert (entry.action, entry.staff_id, entry.seat) == ("decide", desk_of.supervisor, "2 号席")
    assert desk_of.room.hands.session.who().name == "调度员丙", "the dispatcher stays signed in"
    assert desk_of.asker.clock(key, Stage.ACCEPT).clock.granted


def test_of_several_requests_the_newest_is_offered_and_the_others_are_told(desk_of: Desk) -> None:
    key = desk_of.asker.log("burst_main")
    desk_of.asker.do(rerate(key, None, "只是渗水", fault="visible_leak", priority=Priority.P3))
    desk_of.asker.do(hold(key, None, "等燃气交底"))
    desk_of.room.show(key)
    desk_of.room.press(KEY.Key_Y, SHIFT)
    assert "等燃气交底" in desk_of.room.form._said.text()
    assert desk_of.room.form._said.text().endswith("另有 1 项待核准：在“申请”里按 ↑↓ 换。")
    desk_of.again("yi", WORD)
    assert desk_of.states == [ConsentState.ASKED, GRANTED]


def test_ones_own_request_is_read_out_once(desk_of: Desk, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(consent_notice, "announce", lambda _widget, sentence: said.append(sentence))
    desk_of.ask()
    desk_of.room.minutes_pass(1)
    assert said == ["挂起已生效，30 分内要值班长核准，否则照计。"]
    assert desk_of.room.panel.bench.waiting.sentence == "挂起已生效，29 分内要值班长核准，否则照计。"
    desk_of.room.show(desk_of.asker.log())
    desk_of.room.panel.show_ticket(1)
    desk_of.room.hands.settle()
    assert len(said) == 1, "not when it is shown again"


def test_on_a_low_screen_the_buttons_stay_in_sight_below_an_error_and_the_reason_is_told(desk_of: Desk) -> None:
    details = CallDetails(phone="13800000000", address="很长的地址" * 12)
    key = desk_of.asker.do(log_call(details, ReportedFault("visible_leak")))
    reason = "等燃气公司到现场交底，对方说最快也要两个小时以后，先做围挡" * 2
    desk_of.asker.do(hold(key, None, reason))
    desk_of.room.window.resize(364, 400)
    desk_of.room.show(key)
    desk_of.room.press(KEY.Key_Y, SHIFT)
    form = desk_of.room.form
    assert reason in form._said.text()
    for error in (False, True):
        assert bool(form.error) is error
        for button in (form._do, form._back):
            assert button.visibleRegion().boundingRect() == button.rect()
        desk_of.again("yi", "wrong")
    assert form._error.visibleRegion().boundingRect().height() >= 32
    for _ in range(6):
        desk_of.room.press(KEY.Key_Tab)
        focus = desk_of.room.focus
        assert focus.visibleRegion().boundingRect().height() == focus.height(), "what has the focus is in sight"


def test_a_supervisor_may_refuse_on_the_spot_with_a_note(desk_of: Desk) -> None:
    key = desk_of.ask()
    desk_of.room.press(KEY.Key_Y, SHIFT)
    desk_of.room.form.findChildren(QComboBox)[1].setCurrentIndex(1)
    note = next(field for field in desk_of.room.fields() if field.placeholderText() == "可不填")
    note.setText("材料在车上")
    desk_of.again("yi", WORD)
    assert desk_of.states == [REFUSED]
    assert desk_of.asker.last_entry(key).text == "不核准挂起：材料在车上"


def nobody_signs(desk_of: Desk) -> None:
    """Let the supervisor's account stay as it is."""


def expire(desk_of: Desk) -> None:
    """Let the supervisor's account expire."""
    hand = Hand(desk_of.authenticator.service, Who(desk_of.chief.id, "", desk_of.chief.roles, ""))
    expires = hand.desk.now() - timedelta(days=1)
    hand.do(save_staff(desk_of.supervisor, "值班长乙", frozenset({Role.SUPERVISOR}), login="yi", expires=expires))


@pytest.mark.parametrize(
    ("login", "password", "before", "sentence"),
    [
        ("yi", "wrong", nobody_signs, "登录名或密码不对。"),
        ("nobody", WORD, nobody_signs, "登录名或密码不对。"),
        ("yi", WORD, expire, "这个账号已到期，请找管理员延期。"),
        ("bing", WORD, nobody_signs, "值班长才能核准，请换人登录或请他们来做。"),
        ("", "", nobody_signs, "请值班长填登录名和密码，再按 Enter。"),
    ],
)
def test_who_can_not_sign_decides_nothing_and_is_told_why(
    desk_of: Desk, login: str, password: str, before: Callable[[Desk], None], sentence: str
) -> None:
    desk_of.ask()
    before(desk_of)
    desk_of.sign(login, password)
    assert (desk_of.room.sentence, desk_of.states) == (sentence, [ASKED])
    assert desk_of.room.form.consent is not None
    assert desk_of.room.form.consent.password.text() == "", "a password is not kept"


def test_wrong_passwords_lock_the_account_and_the_sentence_says_for_how_long(desk_of: Desk) -> None:
    desk_of.ask()
    desk_of.room.press(KEY.Key_Y, SHIFT)
    for _ in range(5):
        desk_of.again("yi", "wrong")
    desk_of.again("yi", WORD)
    assert "锁" in desk_of.room.sentence
    assert desk_of.states == [ASKED]


def test_a_supervisor_does_not_sign_for_a_request_of_their_own(
    desk_of: Desk, hands: SeatHand, qtbot: QtBot, desk: TicketService
) -> None:
    who = Who(desk_of.supervisor, "值班长乙", frozenset({Role.SUPERVISOR, Role.DISPATCHER, Role.OPERATOR}), "3 号席")
    hand = Hand(desk, who)
    hand_of_chief = Hand(desk, Who(desk_of.chief.id, "", desk_of.chief.roles, ""))
    hand_of_chief.do(save_staff(desk_of.supervisor, "值班长乙", who.roles, login="yi"))
    key = hand.log()
    hand.do(hold(key, None, "等材料"))
    room = PanelRoom(hands.of(who, authenticator=desk_of.authenticator), qtbot)
    room.show(key)
    assert room.panel.bench.waiting._decide.text() == "现场核准", "somebody else has to sign"
    own = Desk(room, hand, desk_of.chief, desk_of.authenticator, desk_of.supervisor)
    own.sign("yi", WORD)
    assert (room.sentence, own.states) == ("自己提出的申请不能自己核准，请另一位值班长核准。", [ASKED])
    own.again("guan", "administrator-pass")
    assert own.states == [GRANTED]


def test_a_supervisor_decides_the_request_of_somebody_else_without_a_password(
    desk_of: Desk, hands: SeatHand, qtbot: QtBot, desk: TicketService
) -> None:
    key = desk_of.ask()
    who = Who(desk_of.supervisor, "值班长乙", frozenset({Role.SUPERVISOR}), "3 号席")
    room = PanelRoom(hands.of(who, authenticator=desk_of.authenticator), qtbot)
    room.show(key)
    assert room.panel.bench.waiting._decide.text() == "核准"
    room.press(KEY.Key_Y, SHIFT)
    assert room.form.consent is None
    room.press(KEY.Key_Return)
    assert desk_of.states == [GRANTED]


def test_what_was_decided_meanwhile_is_told_with_who_decided(desk_of: Desk, desk: TicketService) -> None:
    desk_of.ask()
    desk_of.room.press(KEY.Key_Y, SHIFT)
    theirs = Hand(desk, Who(desk_of.supervisor, "值班长乙", frozenset({Role.SUPERVISOR}), "3 号席"))
    theirs.do(decide(1, True))
    desk_of.again("guan", "administrator-pass")
    assert desk_of.room.sentence == "这项挂起申请已核准：值班长乙 10:00。"
    assert [row.decided_by for row in desk_of.asker.rows(consents)] == [desk_of.supervisor]


def test_without_a_request_the_key_says_so(desk_of: Desk) -> None:
    desk_of.room.show(desk_of.asker.log())
    desk_of.room.press(KEY.Key_Y, SHIFT)
    assert desk_of.room.sentence == "这张工单没有等核准的申请。"


def test_every_kind_of_request_says_what_counts_until_it_is_decided(desk_of: Desk, clock: HandClock) -> None:
    asker, waiting = desk_of.asker, desk_of.room.panel.bench.waiting
    said = {}

    def look(name: str, key: int) -> None:
        desk_of.room.show(key)
        said[name] = waiting.sentence

    held, late, gone, doubled = asker.log(), asker.bring_to(State.DISPATCHED), asker.log(), asker.log()
    milder = asker.log("burst_main")
    asker.do(hold(held, None, "等材料"))
    clock.advance(minutes=20)
    asker.do(accept(late, None, clock.ago(minutes=12)))
    asker.do(cancel(gone, None, "误报"))
    asker.do(merge(doubled, None, asker.log()))
    asker.do(rerate(milder, None, "只是渗水", fault="visible_leak", priority=Priority.P3))
    for name, key in (("late", late), ("gone", gone), ("doubled", doubled), ("milder", milder)):
        look(name, key)
    clock.advance(minutes=10)
    look("over", held)
    asker.do(resume(held, None))
    desk_of.room.hands.settle()
    look("ended", held)
    assert said == {
        "late": "接单 10:08，10:20 才登记，值班长核准之前按登记的时间算。",
        "gone": "作废前受理超时 10 分，值班长核准之前照计。",
        "doubled": "并单前受理超时 10 分，值班长核准之前照计。",
        "milder": "改判要值班长核准，核准之前按较严的计。",
        "over": "挂起待核准，计时照走。",
        "ended": "挂起（等材料）待核准，照计。",
    }


@pytest.mark.parametrize(("step", "held"), [("A", False), ("T", False), ("A", True)])
def test_a_form_says_beforehand_what_a_typed_time_counts_as(
    desk_of: Desk, clock: HandClock, step: str, held: bool
) -> None:
    key = desk_of.asker.bring_to(State.DISPATCHED)
    if held:
        desk_of.asker.do(hold(key, None, "等材料"))
        clock.advance(minutes=6)
        desk_of.asker.do(resume(key, None))
    clock.set(START + timedelta(minutes=20))
    desk_of.room.show(key)
    desk_of.room.press(KEY[f"Key_{step}"], SHIFT)
    form = desk_of.room.form
    assert form._warning.isHidden(), "accepted now it is late without a question"
    desk_of.room.type("10:08")
    assert form._warning.text() == "今天 10:08 在时限 今天 10:10 之内，但现在才登记：值班长核准之前按超时算。"
    desk_of.room.press(KEY.Key_Backspace)
    desk_of.room.press(KEY.Key_Backspace)
    desk_of.room.type("15")
    waits = "今天 10:15 晚于时限 今天 10:10。挂起或改判在等核准，所以这次补录也要核准。"
    assert (form._warning.text() if form._warning.isVisible() else "") == (waits if held else "")
    assert desk_of.asker.clock(key, Stage.ACCEPT).clock.deadline == START + timedelta(minutes=10)


def test_an_open_form_says_once_the_stage_has_fallen_due_what_it_will_count_as(desk_of: Desk, clock: HandClock) -> None:
    desk_of.room.show(desk_of.asker.log(), "X")
    assert desk_of.room.form._warning.isHidden()
    clock.advance(minutes=11)
    desk_of.room.hands.session.tick.second.emit(clock())
    assert desk_of.room.form._warning.text() == "受理已超时：作废要值班长核准，核准之前照计。"


def test_a_hold_says_beforehand_how_long_it_is_in_effect(desk_of: Desk, clock: HandClock) -> None:
    key = desk_of.asker.log()
    desk_of.room.show(key, "H")
    assert desk_of.room.form._warning.text() == "立即生效；30 分内要值班长核准，否则照计。"
    desk_of.room.press(KEY.Key_Escape)
    clock.advance(minutes=11)
    desk_of.room.show(key, "H")
    assert desk_of.room.form._warning.text() == "受理已超时：挂起要值班长核准，核准之前照计。"
    desk_of.room.press(KEY.Key_1)
    desk_of.asker.do(resume(key, None))
    desk_of.room.show(key, "H")
    assert desk_of.room.form._warning.text().startswith("上一次挂起还在等核准：这一次不停计时")
    desk_of.room.press(KEY.Key_Escape)
    chief = Hand(desk_of.asker.desk, Who(desk_of.supervisor, "值班长乙", frozenset({Role.SUPERVISOR}), "1 号席"))
    chief.do(decide(desk_of.asker.rows(consents)[-1].id, False))
    chief.do(hold(key, None, "还等材料"))
    chief.do(undo(key, None))
    desk_of.room.show(key, "H")
    assert desk_of.room.form._warning.text() == "有一次挂起未核准：只有值班长能再挂起。"


@pytest.mark.parametrize(("letter", "step"), [("X", "作废"), ("F", "电话解决"), ("M", "并单")])
def test_ending_an_overdue_ticket_says_beforehand_that_it_still_counts(
    letter: str, step: str, desk_of: Desk, clock: HandClock
) -> None:
    key = desk_of.asker.log()
    desk_of.room.show(key, letter)
    assert desk_of.room.form._warning.isHidden(), "nothing is overdue"
    desk_of.room.press(KEY.Key_Escape)
    clock.advance(minutes=11)
    desk_of.room.show(key, letter)
    said = desk_of.room.form._warning
    assert said.isVisible()
    assert said.text().startswith(f"受理已超时：{step}要值班长核准，核准之前照计。")


@pytest.mark.parametrize("letter", ["X", "F"])
def test_ending_a_ticket_says_beforehand_that_a_caller_waits_for_a_crew_at_an_agreed_time(
    letter: str, desk_of: Desk, clock: HandClock
) -> None:
    key = desk_of.asker.log("meter_stopped", appointment=START + timedelta(hours=28))
    desk_of.room.show(key, letter)
    assert desk_of.room.form._warning.text() == "这张单约了 明天 14:00 周三：请先告诉来电人不去了。"
    desk_of.room.press(KEY.Key_Escape)
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        desk_of.asker.take(key, move)
    desk_of.asker.do(return_(key, None, "修不了"))
    desk_of.room.show(key, letter)
    assert desk_of.room.form._warning.isHidden(), "a crew has been there"


def test_a_milder_rating_says_beforehand_which_limits_change_and_that_it_waits(desk_of: Desk) -> None:
    key = desk_of.asker.bring_to(State.ACCEPTED)
    desk_of.room.show(key, "J")
    form = desk_of.room.form
    assert isinstance(form, RerateForm)
    assert form._warning.isHidden()
    form._fault.choose("burst_main")
    assert form._warning.text() == "要先关阀止水，时限 4 小时。爆管一般是特急。"
    form._priority.choose(Priority.P1)
    assert form._warning.text() == "要先关阀止水，时限 4 小时。", "not longer, and no stage's limit differs"
    form._priority.choose(Priority.P4)
    assert form._warning.text() == (
        "时限：到场 30 分 → 1 天。要先关阀止水，时限 4 小时。"
        "紧急程度低于自动判定的，要值班长核准；核准之前按自动判定的时限计。"
    )
    form._fault.choose("visible_leak")
    assert form._warning.text() == "时限：到场 30 分 → 1 天。改判放宽了时限，要值班长核准；核准之前按较严的时限计。"
    form._reason.setText("不急")
    form.submitted.emit()
    desk_of.room.hands.settle()
    assert {row.kind for row in desk_of.asker.rows(consents)} == {ConsentKind.RERATE}, "as it was said"


@pytest.mark.parametrize(
    ("returned", "told"), [(False, "到场 20 小时 → 1 小时"), (True, "到场 1 天 → 1 小时")], ids=["to come", "kept"]
)
def test_a_rating_that_drops_an_appointment_says_that_it_waits_for_that_and_not_that_it_is_milder(
    desk_of: Desk, clock: HandClock, returned: bool, told: str
) -> None:
    asker = desk_of.asker
    key = asker.log("meter_stopped", appointment=START + timedelta(hours=20))
    for move in (Move.DISPATCH, Move.ACCEPT, *((Move.ARRIVE,) if returned else ())):
        asker.take(key, move)
    if returned:
        clock.advance(minutes=1)
        asker.do(return_(key, None, "缺料"))
    desk_of.room.show(key, "J")
    form = desk_of.room.form
    assert isinstance(form, RerateForm)
    form._priority.choose(Priority.P3)
    waits = "改判后不按约定时间了，要值班长核准；核准之前，约定和时限哪个先到按哪个。"
    assert form._warning.text() == f"时限：{told}。{waits}"
    form._reason.setText("急")
    form.submitted.emit()
    desk_of.room.hands.settle()
    assert [row.kind for row in asker.rows(consents)] == [ConsentKind.RERATE], "as it was said"
    if not returned:
        assert asker.clock(key, Stage.ARRIVE).clock.deadline == START + timedelta(hours=1), "the limit comes first"


def test_a_forgotten_appointment_is_added_by_a_rerating_that_says_what_changes(desk_of: Desk) -> None:
    key = desk_of.asker.bring_to(State.ACCEPTED, "meter_stopped")
    desk_of.room.show(key, "J")
    form = desk_of.room.form
    assert isinstance(form, RerateForm)
    field = form._appointment
    assert field is not None
    field.field.setFocus()
    longer = "时限：到场 1 天 → 1 天 23 小时。改判放宽了时限，要值班长核准；核准之前按较严的时限计。"
    for typed, said in (("1-22 9:00", longer), ("15:00", "时限：到场 1 天 → 5 小时。")):
        field.field.selectAll()
        desk_of.room.type(typed)
        assert form._warning.text() == said
    form._priority.choose(Priority.P3)
    assert field.isHidden(), "only a ticket by appointment has one"
    form._priority.choose(Priority.P4)
    form._reason.setText("忘了登记")
    desk_of.room.press(KEY.Key_Return)
    desk_of.room.hands.settle()
    assert desk_of.asker.ticket(key).appointment == START + timedelta(hours=5)
    desk_of.room.show(key, "J")
    assert isinstance(desk_of.room.form, RerateForm)
    assert desk_of.room.form._appointment is None, "it has one"


def test_an_answer_that_demands_a_higher_priority_says_beforehand_that_it_waits(desk_of: Desk) -> None:
    key = desk_of.asker.log("hidden_leak")
    desk_of.room.show(key, "J")
    form = desk_of.room.form
    assert isinstance(form, RerateForm)
    form._answers.tick("danger_to_people")
    assert form._warning.text() == "紧急程度低于自动判定的，要值班长核准；核准之前按自动判定的时限计。"
    form._priority.choose(Priority.P1)
    assert "要值班长核准" not in form._warning.text()
    form._priority.choose(Priority.P3)
    form._reason.setText("问到")
    form.submitted.emit()
    desk_of.room.hands.settle()
    assert {row.kind for row in desk_of.asker.rows(consents)} == {ConsentKind.RERATE}, "as it was said"


def merge_warning(desk_of: Desk, key: int, main: int) -> list[str]:
    """Return the lines of the warning of a ticket's merge form once another one is selected in it."""
    desk_of.room.show(key, "M")
    form = desk_of.room.form
    assert isinstance(form, MergeForm)
    form._wanted.setFocus()
    desk_of.room.type(desk_of.asker.ticket(main).number)
    form._list.setFocus()
    desk_of.room.press(KEY.Key_1)
    return form._warning.text().split("\n")


def test_a_merger_says_beforehand_what_it_makes_overdue_and_that_the_other_way_is_possible(desk_of: Desk) -> None:
    asker, hands = desk_of.asker, desk_of.room.hands
    older = asker.log("hidden_leak")
    hands.clock.advance(minutes=20)
    newer = asker.log("visible_leak")
    hands.clock.advance(minutes=1)
    said = []
    for key, main in ((newer, older), (older, newer)):
        said.append(merge_warning(desk_of, key, main)[0])
        desk_of.room.press(KEY.Key_Escape)
    assert said == ["并入后按 10:00 起算，受理已超时 11 分。反过来并入本单，就不会马上超时。", ""]


@pytest.mark.parametrize(
    ("merged", "main", "said"),
    [
        (
            "burst_main",
            "hidden_leak",
            "主单时限较长（受理 30 分，本单 10 分；到场 1 小时，本单 30 分）：值班长核准之前按本单计。",
        ),
        ("hidden_leak", "burst_main", ""),
        ("waiting", "hidden_leak", "本单的改判还在等核准，并过去照样要核准；核准之前按较严的时限计。"),
        ("granted", "hidden_leak", "两张的情况合起来更紧急：值班长核准之前按自动判定的时限计。"),
    ],
)
def test_a_merger_says_beforehand_that_the_rating_of_the_kept_ticket_waits(
    desk_of: Desk, merged: str, main: str, said: str
) -> None:
    asker, supervisor = desk_of.asker, Who(desk_of.supervisor, "值班长乙", frozenset({Role.SUPERVISOR}), "3 号席")
    if merged in ("waiting", "granted"):
        key = asker.log("hidden_leak")
        call = CallDetails(phone="13800000000", words="有人滑倒")
        asker.do(attach_call(key, None, call, Answers(danger_to_people=True)))
        if merged == "granted":
            asker.desk.execute(decide(asker.rows(consents)[0].id, True), supervisor)
    else:
        key = asker.log(merged)
    kept = asker.log(main)
    desk_of.room.show(key, "M")
    form = desk_of.room.form
    assert isinstance(form, MergeForm)
    form.is_read = lambda: True
    form._wanted.setFocus()
    desk_of.room.type(asker.ticket(kept).number)
    form._list.setFocus()
    desk_of.room.press(KEY.Key_1)
    due = "并入后按 10:00 起算，受理 10:10 到期。\n"
    assert form._warning.text() == (due + said if said else "")
    assert form._warning.isVisible() == bool(said)
    desk_of.room.type("same hole", KEY.Key_Return)
    assert desk_of.room.panel.bench.form is None
    waiting = {row.kind for row in asker.rows(consents, state=ConsentState.ASKED, ticket_id=kept)}
    assert waiting == ({ConsentKind.RERATE} if said else set()), "as it was said"


def test_a_hold_is_told_whole_in_the_head_with_its_reason(desk_of: Desk) -> None:
    desk_of.ask()
    head, reason = desk_of.room.panel.findChild(Head), desk_of.asker.rows(consents)[-1].reason
    assert head is not None
    assert (head._hold.text(), head._hold.isVisible()) == (f"挂起 · {reason} · 待核准（剩 30 分）", True)
    assert head._hold.height() >= head._hold.heightForWidth(head._hold.width()), "on as many lines as it needs"
    desk_of.sign("yi", WORD)
    assert (head._bar.accessibleName(), head._bar.is_whole) == (f"挂起 · {reason}", True), "the bar has room for it"
    assert not head._hold.isVisible()


def test_a_late_entry_says_beforehand_that_a_request_of_a_merged_ticket_decides(
    desk_of: Desk, clock: HandClock
) -> None:
    asker = desk_of.asker
    merged, kept = asker.log("hidden_leak"), asker.log("hidden_leak")  # to arrive within an hour
    for key in (merged, kept):
        asker.do(dispatch(key, None, asker.crew()))
    asker.do(accept(merged, None))
    clock.advance(minutes=20)
    asker.do(hold(merged, None, "等材料"))
    clock.advance(minutes=30)
    asker.do(resume(merged, None))
    asker.do(accept(kept, None))
    asker.do(merge(merged, None, kept))
    clock.advance(minutes=15)  # its own hour is not over, that of the merged ticket is
    file = asker.desk.read(ticket_file, kept, clock())
    assert file is not None
    said = step_warning(file, Move.ARRIVE, clock.ago(minutes=4), clock(), 30)
    asker.do(arrive(kept, None, clock.ago(minutes=4)))
    assert [each.kind for each in asker.rows(consents, clock_id=asker.clock(kept, Stage.ARRIVE).id)] == [
        ConsentKind.LATE_ENTRY
    ]
    assert "所以这次补录也要核准" in said


def test_a_merger_says_beforehand_that_a_crew_was_sent_and_that_the_other_ticket_is_held(desk_of: Desk) -> None:
    asker = desk_of.asker
    kept, key = asker.log(), asker.bring_to(State.ACCEPTED)
    asker.do(hold(kept, None, "等材料"))
    words = "本单的一班并入后不在单上，请告诉他们；主单还没有派单。主单挂起中。"
    assert words in merge_warning(desk_of, key, kept)
