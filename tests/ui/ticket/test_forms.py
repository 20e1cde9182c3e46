"""The command that each form makes of what was filled in, and what a form says when something is missing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import START, Hand
from tests.ui.seats import SeatHand
from tests.ui.showing import show_active
from tests.ui.ticket.test_timeline import EMPTY, FAULT
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.actions.command import Action
from tickets.actions.people import save_staff
from tickets.errors import NotYet, Refused
from tickets.rules import clocks
from tickets.rules.clocks import Clock
from tickets.rules.moves import MoveContext
from tickets.rules.triage import Answers
from tickets.rules.words import CallbackResult, Move, Priority, Role, Stage, State, Zone
from tickets.store.queries.lookups import CrewStanding
from tickets.store.queries.ticket_file import ClockLine, TicketFile
from ui.kit.inputs import ChoiceBox
from ui.kit.labels import Quiet
from ui.kit.layouts import in_column
from ui.ticket.choices import Choices
from ui.ticket.consent_notice import DECIDE_KEY
from ui.ticket.correct_form import CorrectForm
from ui.ticket.crew_form import CrewForm, DispatchForm, ReassignForm
from ui.ticket.fields import PickList
from ui.ticket.form import Brief, Form
from ui.ticket.forms import CallbackForm, ExtendForm, HoldForm, ReopenForm
from ui.ticket.rerate_form import RerateForm
from ui.ticket.ticket_actions import TICKET_ACTIONS, why_not_permitted

KEY = Qt.Key
CREW = CrewStanding(1, "一班", "", "", None, None, None, True, True, 0, 0, 0)
CREWS = (CREW, replace(CREW, id=2, name="二班"), replace(CREW, id=3, name="三班"))
VALVE = replace(FAULT, code="valve", name="阀门")
OLD = replace(FAULT, code="old", name="旧故障", active=False)
CHOICES = Choices((FAULT, VALVE, OLD), CREWS, ("等材料", "其他"))
Sent = list[tuple[str, tuple[Any, ...], dict[str, Any]]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """The commands that are made: name, positional and named arguments."""
    made: Sent = []
    make = Action.__call__

    def note(action: Action[..., Any], *args: Any, **named: Any) -> Any:
        made.append((action.name, args, named))
        return make(action, *args, **named)

    monkeypatch.setattr(Action, "__call__", note)
    return made


@pytest.fixture
def brief(hands: SeatHand) -> Callable[..., Brief]:
    """Makes what a form is opened with."""

    def make(file: TicketFile = EMPTY, choices: Choices = CHOICES, **ticket: Any) -> Brief:
        return Brief(replace(file, ticket=replace(file.ticket, **ticket)), choices, hands.session)

    return make


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[[Form], None]]:
    """Shows a form in an active window, and focuses its first field."""
    holder = QWidget()
    qtbot.addWidget(holder)

    def shown(form: Form) -> None:
        in_column(form, holder=holder)
        show_active(holder, qtbot)
        form.start()

    yield shown


def refusal(form: Form) -> str:
    """Return the sentence with which a form refuses to make a command."""
    with pytest.raises(Refused) as refused:
        form.checked_command()
    form.fail(refused.value)
    return refused.value.sentence


def file_with(*running: Clock, **other: Any) -> TicketFile:
    return replace(EMPTY, clocks=tuple(ClockLine(n, clock, None) for n, clock in enumerate(running)), **other)


CHANGED: list[tuple[str, Callable[[RerateForm], object], dict[str, object]]] = [
    ("nothing", lambda form: None, {}),
    ("the fault", lambda form: form._fault.choose("valve"), {"fault": "valve"}),
    ("the priority", lambda form: form._priority.choose(Priority.P1), {"priority": Priority.P1}),
    ("the zone", lambda form: form._zone.choose(Zone.RURAL), {"zone": Zone.RURAL}),
    ("the size", lambda form: form._dn.setText(" dn 150 "), {"dn": 150}),
    ("an answer", lambda form: form._answers.tick("danger_to_people"), {"answers": Answers(danger_to_people=True)}),
    ("the households", lambda form: form._households.setText("20户"), {"answers": Answers(households=20)}),
    ("the address", lambda form: form._address.setText("1 号楼"), {"address": "1 号楼"}),
    ("the material", lambda form: form._material.setText("PE"), {"material": "PE"}),
]


@pytest.mark.parametrize(("what", "change", "written"), CHANGED, ids=[what for what, _, _ in CHANGED])
def test_a_rerating_writes_exactly_the_field_that_was_changed(
    what: str,
    change: Callable[[RerateForm], object],
    written: dict[str, object],
    sent: Sent,
    brief: Callable[..., Brief],
) -> None:
    form = RerateForm("改判", brief(dn=100, material="球墨铸铁"))
    change(form)
    form._reason.setText("现场核实")
    form.command()
    name, args, named = sent[-1]
    assert (name, args) == ("rerate", (1, 1, "现场核实"))
    assert {field: value for field, value in named.items() if value is not None} == written


@pytest.mark.parametrize("typed", ["十", "12a", "1５0", "100000", "-5", "DN"])
def test_a_pipe_size_of_a_rerating_is_a_number_of_at_most_five_digits(typed: str, brief: Callable[..., Brief]) -> None:
    form = RerateForm("改判", brief())
    assert form._dn.text() == ""
    form._dn.setText(typed)
    if typed == "DN":
        form.command()
    else:
        assert refusal(form) == "管径请填数字，单位毫米，例如 100。"
    form._dn.setText("99999")
    form.command()


def test_a_retired_fault_is_offered_only_for_its_own_tickets(brief: Callable[..., Brief]) -> None:
    def offered(given: Brief) -> list[str]:
        form = RerateForm("改判", given)
        return [form._fault.itemText(place) for place in range(form._fault.count())]

    assert offered(brief()) == ["明漏", "阀门"]
    assert offered(brief(replace(EMPTY, fault=OLD), fault="old")) == ["明漏", "阀门", "旧故障"]


@pytest.mark.parametrize(
    ("row", "more", "words"),
    [
        (0, "", "等材料"),
        (0, " 明天到 ", "等材料：明天到"),
        (1, "断路", "其他：断路"),
        (-1, "断路", "断路"),
    ],
)
def test_the_reason_of_a_hold_is_the_one_picked_with_what_was_added(
    row: int, more: str, words: str, sent: Sent, brief: Callable[..., Brief]
) -> None:
    form = HoldForm("挂起", brief())
    form._reasons.setCurrentRow(row)
    form._more.setText(more)
    form.command()
    assert sent == [("hold", (1, 1, words, None), {})]


def test_another_reason_must_be_named_and_a_digit_leads_there(
    brief: Callable[..., Brief], show: Callable[[Form], None]
) -> None:
    form = HoldForm("挂起", brief())
    show(form)
    submitted: list[str] = []
    assert refusal(form) == "请先按数字选一条原因，或写在补充里。", "none is chosen beforehand"
    assert form._reasons.hasFocus()
    form.submitted.connect(lambda: submitted.append(form._reason()))
    QTest.keyClick(form._reasons, KEY.Key_2)
    assert form._more.hasFocus() and not submitted
    form._reasons.setFocus()
    form._more.setText(" ")
    assert refusal(form) == "选了“其他”，请在补充里写明原因。"
    assert form._more.hasFocus()
    QTest.keyClick(form._reasons, KEY.Key_1)
    assert submitted == ["等材料"]


def hints(form: Form) -> list[str]:
    """Return what stands in full below the fields."""
    return [words.text() for words in form.findChildren(Quiet) if words.wordWrap()]


def test_a_reopening_asks_for_another_appointment_only_by_appointment(
    sent: Sent, brief: Callable[..., Brief], show: Callable[[Form], None]
) -> None:
    assert ReopenForm("返工", brief(priority=Priority.P3))._appointment is None
    form = ReopenForm("返工", brief(priority=Priority.P4, appointment=START - timedelta(hours=1)))
    assert form._appointment is not None
    show(form)
    assert "没另约就空着：到场按时限表计" in hints(form)
    coming = brief(priority=Priority.P4, appointment=START + timedelta(days=2))
    assert [said for said in hints(ReopenForm("返工", coming)) if said.startswith("没另约就空着：到场仍按 ")]
    form._reason.setText("又停了")
    QTest.keyClick(form._reason, KEY.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "9x")
    assert "周三下午3点" in refusal(form)
    form._appointment.field.clear()
    QTest.keyClicks(QApplication.focusWidget(), "9:00")
    assert "已经过了" in refusal(form)
    assert form._appointment.field.hasFocus()
    form._appointment.set_text("明天 9:00")
    form.command()
    assert sent[-1] == ("reopen", (1, 1, "又停了", None, form._appointment.moment()), {})


def test_a_callback_has_the_result_of_the_selected_line(sent: Sent, brief: Callable[..., Brief]) -> None:
    for row, result in enumerate(CallbackResult):
        form = CallbackForm("回访", brief())
        form._result.setCurrentRow(row)
        form.command()
        assert sent[-1][1][2] is result
    form._result.setCurrentRow(-1)
    form.command()
    assert sent[-1][1][2] is next(iter(CallbackResult))


def test_an_extension_is_an_hour_unless_changed_by_half_hours_up_to_a_month(
    sent: Sent, brief: Callable[..., Brief], show: Callable[[Form], None]
) -> None:
    isolate = clocks.start(Stage.ISOLATE, 1, START, 60, None)
    resolve = clocks.start(Stage.RESOLVE, 1, START, 7200, None)
    form = ExtendForm("延期", brief(file_with(isolate, resolve)))
    assert form._deadline.text() == "1 小时，处置新时限 今天 13:00"
    show(form)
    assert form._minutes.hasFocus() and form._minutes.lineEdit().selectedText() == "60"
    QTest.keyClick(form._minutes, KEY.Key_Up)
    assert form._deadline.text() == "1 小时 30 分，处置新时限 今天 13:30"
    form.command()
    assert sent == [("extend", (1, 1, 5400, ""), {})]
    assert (form._minutes.minimum(), form._minutes.maximum()) == (1, 30 * 24 * 60)
    assert form.look_again(file_with(clocks.extend(resolve, 3600))) == ""
    assert form._deadline.text() == "1 小时 30 分，处置新时限 今天 14:30"
    form.look_again(file_with(isolate))
    assert form._deadline.text() == "1 小时 30 分", "no main stage runs"


def test_a_crew_that_cannot_be_chosen_is_not_chosen_and_the_missing_choice_is_named(
    brief: Callable[..., Brief],
) -> None:
    form = CrewForm("派单", brief())
    assert form.crew_id() == 1
    form.choose(3)
    assert form.crew_id() == 3
    form.choose(9)
    assert refusal_of(form) == "请先选一个班组。"
    alone = brief(choices=replace(CHOICES, crews=(CREW,)), crew_id=1)
    form = ReassignForm("转派", alone)
    assert form.error == refusal_of(form) == "没有别的班组可派。"
    form = DispatchForm("派单", brief(choices=Choices()))
    assert form.error == refusal_of(form) == "还没有班组可派，请先在设置里添加。"
    form = DispatchForm("派单", brief(choices=Choices(known=False)))
    with pytest.raises(NotYet):
        form.crew_id()
    assert ReassignForm("转派", brief(crew_id=1)).crew_id() == 2, "the crew that has it is not offered"


def refusal_of(form: CrewForm) -> str:
    with pytest.raises(Refused) as refused:
        form.crew_id()
    return refused.value.sentence


def test_a_dispatch_becomes_a_reassignment_while_the_ticket_has_a_crew(
    sent: Sent, brief: Callable[..., Brief], show: Callable[[Form], None]
) -> None:
    form = DispatchForm("派单", brief())
    show(form)
    submitted: list[int] = []
    form.submitted.connect(lambda: submitted.append(form.crew_id()))
    QTest.keyClick(form._list, KEY.Key_2)
    assert submitted == [2]
    given = replace(EMPTY, ticket=replace(EMPTY.ticket, state=State.DISPATCHED, crew_id=1, version=2))
    given = replace(given, context=MoveContext(State.DISPATCHED, taken=frozenset({Move.DISPATCH})))
    assert form.look_again(given) == "要改派您选的班组，写明原因后按 Enter；不改按 Esc 返回。"
    assert form._reason.hasFocus() and form.accessibleName() == "转派"
    assert form._column.indexOf(form._reason.parentWidget()) == 1, "below the title, where it is seen on a low screen"
    QTest.keyClicks(form._reason, "near")
    form._list.setFocus()
    QTest.keyClick(form._list, KEY.Key_3)
    assert (submitted, form._reason.hasFocus()) == ([2], True), "a reason is needed first"
    form.command()
    assert sent[-1] == ("reassign", (1, 2, 3, "near", None), {})
    form._do.setFocus()
    form.look_again(given)
    assert form._do.hasFocus(), "the focus stays outside the list"
    assert len([field for field in form.findChildren(QLineEdit) if field is form._reason]) == 1
    form.choose(1)
    assert form.look_again(given) == "已经派给您选的班组，不用再派：按 Esc 返回。"
    assert form.look_again(replace(EMPTY, ticket=replace(EMPTY.ticket, version=3))) == ""
    assert form.accessibleName() == "派单"
    form.command()
    assert sent[-1] == ("dispatch", (1, 3, 1, None), {})
    QTest.keyClick(form._list, KEY.Key_2)
    assert submitted == [2, 2]
    nobody = DispatchForm("派单", brief(choices=Choices()))
    assert nobody.look_again(given).startswith("要改派您选的班组")


def test_a_dispatch_to_a_crew_that_was_retired_meanwhile_asks_for_another(brief: Callable[..., Brief]) -> None:
    form = DispatchForm("派单", brief())
    form.choose(9)
    given = replace(EMPTY, ticket=replace(EMPTY.ticket, state=State.DISPATCHED, crew_id=1, version=2))
    given = replace(given, context=MoveContext(State.DISPATCHED, taken=frozenset({Move.DISPATCH})))
    assert form.look_again(given).startswith("要改派")
    with pytest.raises(Refused, match="请先选一个班组"):
        form.command()


def test_picking_a_crew_for_a_reassignment_leads_to_the_reason(
    brief: Callable[..., Brief], show: Callable[[Form], None]
) -> None:
    form = ReassignForm("转派", brief(crew_id=1))
    show(form)
    assert form._list.hasFocus()
    assert form._list.item(0).text().startswith("2  二班"), "as in the list of all crews, where 一班 is the first"
    QTest.keyClick(form._list, KEY.Key_3)
    assert (form.crew_id(), form._reason.hasFocus()) == (3, True)


def test_enter_on_the_button_to_go_back_cancels_and_elsewhere_submits(
    brief: Callable[..., Brief], show: Callable[[Form], None]
) -> None:
    form = ReassignForm("转派", brief(crew_id=1))
    show(form)
    said: list[str] = []
    form.submitted.connect(lambda: said.append("submitted"))
    form.cancelled.connect(lambda: said.append("cancelled"))
    for focus in (form._reason, form._back, form._do, form._list):
        focus.setFocus()
        for key in (KEY.Key_Return, KEY.Key_Enter):
            QTest.keyClick(focus, key)
    assert said == [word for word in ("submitted", "cancelled", "submitted", "submitted") for _ in range(2)]


def test_tab_stops_at_every_field_and_button_that_can_be_used_from_the_top_down(
    brief: Callable[..., Brief], show: Callable[[Form], None]
) -> None:
    form = CorrectForm("更正", brief(dispatched_at=START))
    form.offer_late_time()
    show(form)
    late = form._late
    assert late is not None
    fields = [form._steps, form._at.field, form._reason]
    assert form._stops() == [*fields, late._ask, form._do, form._back]
    late.open()
    form._reason.setEnabled(False)
    QApplication.processEvents()
    assert form._stops() == [*fields[:2], late.field.field, late.reasons, late.more, form._do, form._back]
    late.field.field.setFocus()
    for focus in (late.reasons, late.more, form._do, form._back, form._steps):
        QTest.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
        assert focus.hasFocus()
    for focus in (form._back, form._do, late.more, late.reasons, late.field.field, form._at.field):
        QTest.keyClick(QApplication.focusWidget(), KEY.Key_Backtab)
        assert focus.hasFocus()


CHOSEN: dict[str, tuple[Callable[[Brief], Form], Callable[[Form], QWidget], Qt.Key]] = {
    "a priority": (lambda brief: RerateForm("改判", brief), lambda form: form._priority, KEY.Key_Up),
    "an answer": (lambda brief: RerateForm("改判", brief), lambda form: form._answers.focusProxy(), KEY.Key_Space),
    "a result": (lambda brief: CallbackForm("回访", brief), lambda form: form._result, KEY.Key_2),
    "a line": (lambda brief: CallbackForm("回访", brief), lambda form: form._result, KEY.Key_Down),
    "minutes": (lambda brief: ExtendForm("延期", brief), lambda form: form._minutes, KEY.Key_Up),
    "a reason": (lambda brief: ReassignForm("转派", brief), lambda form: form._reason, KEY.Key_A),
}


@pytest.mark.parametrize("chosen", CHOSEN)
def test_a_form_has_input_once_the_user_has_typed_or_chosen_something(
    chosen: str, brief: Callable[..., Brief], show: Callable[[Form], None]
) -> None:
    make, field, key = CHOSEN[chosen]
    form = make(brief(dn=100, material="PE"))
    show(form)
    assert not form.typed()
    QTest.keyClick(field(form), key)
    assert form.typed()


def test_the_true_time_is_sent_only_where_it_is_asked_for(sent: Sent, brief: Callable[..., Brief]) -> None:
    assert {action.key for action in TICKET_ACTIONS if action.timed} == {*"DAGVLIRBHUTZO"}
    for action in TICKET_ACTIONS:
        if action.key in "CDMKZ+" or action.form is None:
            continue
        form = action.form(action.label, brief(supervised=True, callback=CallbackResult.SATISFIED))
        assert (form._late is not None) == action.timed, action.label
        if not action.timed:
            assert form.late == {}
            continue
        assert form._late is not None
        assert form.at is None and form._late.field.isHidden()
        form.open_late_time()
        assert not form._late.field.isHidden() and form._late._ask.isHidden()
        form._late.field.set_text("9:50")
        if action.key == "H":
            form.findChildren(PickList)[0].setCurrentRow(0)
        assert form.at == START - timedelta(minutes=10)
        form.command()
        assert START - timedelta(minutes=10) in (*sent[-1][1], *sent[-1][2].values()), action.label


def test_only_what_a_supervisor_alone_may_do_can_be_done_with_consent() -> None:
    nobody, dispatcher = frozenset[Role](), frozenset({Role.DISPATCHER})
    for action in TICKET_ACTIONS:
        consent = action.roles == {Role.SUPERVISOR}
        assert (why_not_permitted(action, nobody) is None) == consent, action.label
        assert (why_not_permitted(action, dispatcher) is None) == (consent or Role.DISPATCHER in action.roles)
    assert {action.key for action in TICKET_ACTIONS if action.roles == {Role.SUPERVISOR}} == {"E", "K", "S", DECIDE_KEY}


def test_a_supervisor_gives_name_and_password_and_what_is_missing_gets_the_focus(
    hands: SeatHand, authenticator: FileAuthenticator, brief: Callable[..., Brief], show: Callable[[Form], None]
) -> None:
    form = ExtendForm(
        "延期", replace(brief(), session=hands.of(hands.session.who(), authenticator=authenticator).session)
    )
    form.ask_consent()
    show(form)
    consent = form.consent
    assert consent is not None and isinstance(consent.who, QLineEdit)
    assert consent.words.text().startswith("延期要值班长核准：请值班长在下面填自己的登录名和密码。")
    assert [caption for caption, _ in consent.fields] == ["值班长", "密码"]
    for who, password, focus in (("", "", consent.who), ("", "secret", consent.who), (" yi ", "", consent.password)):
        consent.who.setText(who)
        consent.password.setText(password)
        with pytest.raises(Refused, match="请值班长填登录名和密码，再按 Enter。"):
            consent.work(form.command())
        assert focus.hasFocus()
        assert consent.password.text() == password, "nothing typed is lost"
    consent.password.setText("secret")
    consent.work(form.command())
    assert (consent.who.text(), consent.password.text()) == (" yi ", "")


def test_only_supervisors_are_offered_to_consent_where_there_are_no_passwords(
    hands: SeatHand, hand: Hand, brief: Callable[..., Brief], show: Callable[[Form], None]
) -> None:
    hand.do(save_staff(None, "值班长乙", frozenset({Role.SUPERVISOR})))
    hand.do(save_staff(None, "调度员丙", frozenset({Role.DISPATCHER})))
    form = ExtendForm("延期", brief())
    form.ask_consent()
    show(form)
    hands.settle()
    consent = form.consent
    assert consent is not None and isinstance(consent.who, ChoiceBox)
    assert consent.words.text() == "延期要值班长核准：请在下面选核准的值班长。"
    assert [caption for caption, _ in consent.fields] == ["值班长"] and consent.password.isHidden()
    offered = [consent.who.itemText(place) for place in range(consent.who.count())]
    assert offered[0] == "请选择" and "值班长乙" in offered and "调度员丙" not in offered
    with pytest.raises(Refused, match="请选核准的值班长。"):
        consent.work(form.command())
