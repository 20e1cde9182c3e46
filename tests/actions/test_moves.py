"""Which step is legal in which state: the complete table, on a real database."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest

import tickets.actions
from tests.desk_fixtures import Hand
from tickets.actions import dispatch as d
from tickets.actions import followup as f
from tickets.actions import intake as i
from tickets.actions import progress as p
from tickets.actions.command import Action, Command
from tickets.actions.people import save_crew
from tickets.actions.rulemaking import save_setting
from tickets.actions.settling import settle
from tickets.rules.action_labels import action_label
from tickets.rules.moves import legal_moves
from tickets.rules.words import CallbackResult, Move, Priority, Role, State
from tickets.service import TicketService
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.rows import Who

pytestmark = pytest.mark.on_both

WORKING = {State.NEW, State.DISPATCHED, State.ACCEPTED, State.ARRIVED}
WITH_CREW = WORKING - {State.NEW}
CALL = i.CallDetails("13900000000")

Make = Callable[[int, int, int], Command[Any]]  # ticket, another crew, another ticket
STEPS: dict[Move, tuple[Make, set[State]]] = {
    Move.DISPATCH: (lambda t, c, o: d.dispatch(t, None, c), {State.NEW}),
    Move.ACCEPT: (lambda t, c, o: p.accept(t, None), {State.DISPATCHED}),
    Move.DEPART: (lambda t, c, o: p.depart(t, None), {State.ACCEPTED}),
    Move.ARRIVE: (lambda t, c, o: p.arrive(t, None), {State.ACCEPTED}),
    Move.LOCATE: (lambda t, c, o: p.locate(t, None), {State.ARRIVED}),
    Move.ISOLATE: (lambda t, c, o: p.isolate(t, None), {State.ARRIVED}),
    Move.RESOLVE: (lambda t, c, o: p.resolve(t, None), {State.ARRIVED}),
    Move.HOLD: (lambda t, c, o: p.hold(t, None, "等材料"), WORKING),
    Move.RESUME: (lambda t, c, o: p.resume(t, None), set()),
    Move.EXTEND: (lambda t, c, o: p.extend(t, None, 600, "等材料"), WORKING),
    Move.RETURN: (lambda t, c, o: d.return_(t, None, "去不了"), WITH_CREW),
    Move.REASSIGN: (lambda t, c, o: d.reassign(t, None, c, "离得近"), WITH_CREW),
    Move.RERATE: (lambda t, c, o: d.rerate(t, None, "看过现场", priority=Priority.P1), WORKING),
    Move.MERGE: (lambda t, c, o: d.merge(t, None, o), WORKING),
    Move.CANCEL: (lambda t, c, o: d.cancel(t, None, "误报"), WORKING),
    Move.SETTLE: (lambda t, c, o: settle(t, None, "请关总阀"), {State.NEW, State.DISPATCHED}),
    Move.CALLBACK: (lambda t, c, o: f.callback(t, None, CallbackResult.SATISFIED), {State.RESOLVED}),
    Move.REOPEN: (lambda t, c, o: f.reopen(t, None, "又漏了"), {State.RESOLVED, State.CLOSED}),
    Move.CLOSE: (lambda t, c, o: f.close(t, None), set()),
}
PASS_WHILE_HELD = {Move.RESUME, Move.RERATE, Move.MERGE, Move.CANCEL, Move.SETTLE}


def legal_moves_in(state: State) -> set[Move]:
    return {move for move, (_, legal_in) in STEPS.items() if state in legal_in}


def passing_while_held(state: State) -> set[Move]:
    return {move for move in PASS_WHILE_HELD if move is Move.RESUME or state in STEPS[move][1]}


REFUSED_IN = {
    (State.NEW, Move.ACCEPT): "请先派单。",
    (State.NEW, Move.ARRIVE): "请先派单。",
    (State.NEW, Move.RESOLVE): "请先派单。",
    (State.DISPATCHED, Move.ARRIVE): "请先接单。",
    (State.DISPATCHED, Move.RESOLVE): "请先接单。",
    (State.ACCEPTED, Move.RESOLVE): "请先到场。",
    (State.ACCEPTED, Move.LOCATE): "请先到场。",
    (State.ARRIVED, Move.CALLBACK): "请先处置完成。",
    (State.ARRIVED, Move.CLOSE): "请先处置完成。",
    (State.RESOLVED, Move.CLOSE): "请先回访来电人，再归档。",
    (State.NEW, Move.RESUME): "工单没有挂起，不用恢复。",
    (State.CANCELLED, Move.DISPATCH): "工单已作废，不能再派单。",
    (State.MERGED, Move.ARRIVE): "工单已并单，不能再到场。",
    (State.ARRIVED, Move.SETTLE): "工单处置中，已经过了电话解决这一步。",
    (State.SETTLED, Move.DISPATCH): "工单电话解决，不能再派单。",
    (State.CLOSED, Move.RESOLVE): "工单已归档，不能再处置完成。",
    (State.ARRIVED, Move.ACCEPT): "工单处置中，已经过了接单这一步。",
}


def test_the_table_of_steps_covers_every_move() -> None:
    assert set(STEPS) == set(Move)


@pytest.mark.parametrize("state", State)
def test_a_step_is_allowed_only_in_its_own_states(hand: Hand, state: State) -> None:
    key, other = hand.bring_to(state), hand.log()
    for move in STEPS.keys() - legal_moves_in(state):  # each of which leaves the ticket as it is
        sentence = hand.refused(STEPS[move][0](key, hand.crew(1), other))
        assert sentence == REFUSED_IN.get((state, move), sentence)
    for move in legal_moves_in(state):
        key = hand.bring_to(state)
        before = hand.ticket(key).version
        hand.do(STEPS[move][0](key, hand.crew(1), hand.log()))
        assert hand.ticket(key).version == before + 1, move


@pytest.mark.parametrize("state", sorted(WORKING))
def test_while_held_only_steps_off_site_are_allowed(hand: Hand, state: State) -> None:
    key, other = held(hand, state), hand.log()
    for move in STEPS.keys() - passing_while_held(state):  # each of which leaves the ticket as it is
        sentence = hand.refused(STEPS[move][0](key, hand.crew(1), other))
        assert "挂起" in sentence or move not in legal_moves_in(state), move
    for move in passing_while_held(state):
        hand.do(STEPS[move][0](held(hand, state), hand.crew(1), hand.log()))


@pytest.mark.parametrize("state", State)
def test_the_screen_offers_exactly_the_steps_that_the_desk_takes(hand: Hand, state: State) -> None:
    key = hand.bring_to(state)
    assert offered(hand, key) == legal_moves_in(state)
    if state in WORKING:
        hand.do(p.hold(key, None, "等材料"))
        assert offered(hand, key) == passing_while_held(state)


def held(hand: Hand, state: State) -> int:
    key = hand.bring_to(state)
    hand.do(p.hold(key, None, "等材料"))
    return key


def offered(hand: Hand, key: int) -> set[Move]:
    file = hand.desk.read(ticket_file, key, hand.desk.now())
    assert file is not None
    return set(legal_moves(file.context))


DESK = {Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR}
DISPATCH = {Role.DISPATCHER, Role.SUPERVISOR}
RULERS = {Role.SUPERVISOR, Role.ADMINISTRATOR}
CREWS = {Role.DISPATCHER, Role.SUPERVISOR, Role.ADMINISTRATOR}
MAY: dict[str, set[Role]] = {
    "log_call": DESK, "attach_call": DESK, "chase": DESK, "log_other_call": DESK,
    "settle": DESK, "log_settled_call": DESK,
    "assist": DISPATCH, "assist_arrived": DISPATCH, "assist_left": DISPATCH,
    "rerate": DESK, "merge": DESK, "callback": DESK, "reopen": DESK, "close": DESK,
    "answer_by_outage": DESK, "print_slips": DESK, "void_slip": DESK, "enter_slip": DESK,
    "announce_outage": DESK, "change_outage": DESK, "end_outage": DESK, "withdraw_outage": DESK,
    "note_ring": DESK, "claim_call": DESK, "note_missed": DESK,
    "dispatch": DISPATCH, "reassign": DISPATCH, "return": DISPATCH, "cancel": DISPATCH,
    "accept": DISPATCH, "depart": DISPATCH, "arrive": DISPATCH, "locate": DISPATCH, "isolate": DISPATCH,
    "resolve": DISPATCH, "hold": DISPATCH, "resume": DISPATCH,
    "extend": {Role.SUPERVISOR}, "supervise": {Role.SUPERVISOR}, "correct_time": {Role.SUPERVISOR},
    "decide": {Role.SUPERVISOR},
    "save_limit": RULERS, "retire_limit": RULERS, "save_rung": RULERS, "retire_rung": RULERS,
    "save_fault": RULERS, "save_setting": RULERS, "save_staff": RULERS, "save_place": set(Role),
    "save_crew": CREWS, "set_crew_duty": CREWS, "save_member": CREWS,
    "import": RULERS, "import_subscribers": RULERS, "import_places": RULERS,
    "note": set(Role), "acknowledge": set(Role), "set_duty": set(Role),
    "undo": set(Role), "undo_edit": set(Role),
    "set_password": set(Role), "make_first_administrator": set(Role),
}  # fmt: skip
TRIED: list[Callable[[int, int], Command[Any]]] = [
    lambda t, c: i.log_call(CALL, i.ReportedFault("no_water")),
    lambda t, c: d.dispatch(t, None, c),
    lambda t, c: p.extend(t, None, 600, "等材料"),
    lambda t, c: save_crew(None, "三班"),
    lambda t, c: save_setting("测试", 1),
]


def declared() -> dict[str, Action[Any, Any]]:
    modules = [import_module(f"tickets.actions.{found.name}") for found in iter_modules(tickets.actions.__path__)]
    return {value.name: value for module in modules for value in vars(module).values() if isinstance(value, Action)}


def test_every_action_names_the_roles_that_may_take_it() -> None:
    found = declared()
    assert len(found) >= 40
    assert {name: set(action.roles) for name, action in found.items()} == {name: MAY[name] for name in found}


def test_the_journal_names_actions_like_the_buttons() -> None:
    assert {name: action_label(name) for name in declared()} == {name: a.label for name, a in declared().items()}


@pytest.mark.parametrize("make", TRIED)
@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_only_its_own_actions(
    desk: TicketService, hand: Hand, role: Role, make: Callable[[int, int], Command[Any]]
) -> None:
    command = make(hand.log(), hand.crew())
    actor = Hand(desk, Who(1, "值班员", frozenset({role}), "1 号席"))
    if role in MAY[command.name]:
        actor.do(command)
    else:
        sentence = actor.refused(command)
        assert command.label in sentence
        assert all(may.label in sentence for may in MAY[command.name])


def test_repeating_a_one_time_step_is_refused(hand: Hand) -> None:
    key = hand.bring_to(State.ACCEPTED, "burst_main")
    hand.do(p.depart(key, None))
    assert hand.refused(p.depart(key, None)) == "班组已经出发，请登记到场。"
    hand.do(p.arrive(key, None))
    hand.do(p.locate(key, None))
    assert hand.refused(p.locate(key, None)) == "漏点已经定位。"
    hand.do(p.isolate(key, None))
    assert hand.refused(p.isolate(key, None)) == "已经止水，不用再登记。"
    hand.do(p.hold(key, None, "等材料"))
    assert "已挂起" in hand.refused(p.hold(key, None, "等材料"))
