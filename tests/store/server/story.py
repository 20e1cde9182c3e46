"""A shift's work with every action and every column that the action can change, done by one person.

What the lead's role may not do, the supervisor or the administrator does; each with a login of their own.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import select

from tests.desk_fixtures import Hand
from tests.staffed import (
    ADMINISTRATOR,
    DISPATCHER,
    DISPATCHER_2,
    OPERATOR,
    OPERATOR_2,
    SUPERVISOR,
    SUPERVISOR_2,
    StaffedDesk,
    verifier,
)
from tickets.actions import (
    accounts,
    assisting,
    consent,
    correct,
    dispatch,
    followup,
    importing,
    incoming,
    intake,
    outages,
    people,
    progress,
    rulemaking,
    settling,
    slips,
    subscribers,
    undo,
)
from tickets.actions.alerting import acknowledge
from tickets.actions.command import Command
from tickets.actions.intake import CallDetails, ReportedFault
from tickets.rules.incoming import IncomingCall
from tickets.rules.subscribers import Subscriber, compare
from tickets.rules.triage import Answers
from tickets.rules.words import (
    CallbackResult,
    CallKind,
    ConsentState,
    FaultGroup,
    Move,
    Priority,
    Role,
    RungKind,
    Stage,
    State,
    Zone,
)
from tickets.store.queries.subscribers import all_on_file, last_import
from tickets.store.subscriber_index import subscriber_words
from tickets.store.tables import alerts, consents, digests, faults, limits, places, rungs, staff

R = TypeVar("R")
BURST, LEAK, MILD = "burst_main", "visible_leak", "low_pressure"
SAID = CallDetails("13800000000", "王先生", "路上冒水", "文化街 1 号", "0001")


class Shift:
    """A lead at work, with others for what the lead may not do. Times of work are in the past, entered late."""

    def __init__(self, desk: StaffedDesk, lead: str) -> None:
        self.desk = desk
        self.lead = desk.hand(lead)
        self._others = [desk.hand(name) for name in (SUPERVISOR, ADMINISTRATOR)]
        self.began = self.lead.desk.now() - timedelta(hours=40)
        self.led: set[str] = set()

    def do(self, command: Command[R]) -> R:
        """Let the lead do it, or somebody who may."""
        return self._hand(command).do(command)

    def ago(self, **back: float) -> datetime:
        """Return an instant before now."""
        return self.lead.desk.now() - timedelta(**back)

    def log(self, fault: str = LEAK, **more: Any) -> int:
        """Log a call of forty hours ago."""
        call = CallDetails("13800000000", "王先生", "路上冒水", "文化街 1 号", "0001", at=self.began)
        return self.do(intake.log_call(call, ReportedFault(fault, **more)))

    def bring_to(self, state: State, fault: str = LEAK) -> int:
        """Log a call and bring its ticket to a state, an hour for each step."""
        key, (crew, _) = self.log(fault), self.crews()
        steps: list[tuple[State, Callable[[datetime], Command[int]]]] = [
            (State.DISPATCHED, lambda at: dispatch.dispatch(key, None, crew, at)),
            (State.ACCEPTED, lambda at: progress.accept(key, None, at)),
            (State.ACCEPTED, lambda at: progress.depart(key, None, at)),
            (State.ARRIVED, lambda at: progress.arrive(key, None, at)),
            (State.ARRIVED, lambda at: progress.locate(key, None, at)),
            (State.ARRIVED, lambda at: progress.isolate(key, None, at)),
            (State.RESOLVED, lambda at: progress.resolve(key, None, "换管", at)),
        ]
        order = [State.NEW, State.DISPATCHED, State.ACCEPTED, State.ARRIVED, State.RESOLVED]
        for hours, (reached, step) in enumerate(steps, start=1):
            isolated = hours == 6 and state is State.ARRIVED
            if order.index(reached) <= order.index(state) and not isolated:
                self.do(step(self.began + timedelta(hours=hours)))
        return key

    def grant(self, key: int) -> None:
        """Let another supervisor consent to all that was asked for a ticket."""
        for asked in self.lead.rows(consents, ticket_id=key, state=ConsentState.ASKED):
            self.desk.hand(SUPERVISOR_2).do(consent.decide(asked.id, True))

    def undo(self, key: int, command: Command[Any]) -> None:
        """Let the lead, or somebody who may, take a step of a ticket and take it back."""
        self._take_back(command, undo.undo(key, None))

    def undo_edit(self, command: Command[Any]) -> None:
        """Let the lead, or somebody who may, edit a list or a rule and take it back."""
        self._take_back(command, undo.undo_edit(command.request))

    def crews(self) -> tuple[int, int]:
        """Return two crews."""
        return self.lead.crew(0), self.lead.crew(1)

    def _take_back(self, command: Command[Any], undoing: Command[int]) -> None:
        hand = self._hand(command)
        for each in (command, undoing):
            hand.do(each)
            if hand is self.lead:
                self.led.add(each.name)

    def _hand(self, command: Command[Any]) -> Hand:
        if command.roles & self.lead.who.roles:
            self.led.add(command.name)
            return self.lead
        return next(hand for hand in self._others if command.roles & hand.who.roles)


def work(shift: Shift) -> None:
    """Use every action."""
    for part in (
        _intake, _repair, _elsewhere, _held, _together, _consents, _corrections, _undone, _alerts, _people, _rules,
        _file,
    ):  # fmt: skip
        part(shift)


def _intake(shift: Shift) -> None:
    key = shift.log(MILD, dn=100, material="铸铁", answers=Answers(households=2))
    everything = Answers(True, True, 60, True, True)
    shift.do(intake.attach_call(key, None, SAID, everything))
    shift.do(intake.chase(key, None, SAID))
    shift.do(settling.log_settled_call(SAID, ReportedFault(LEAK), "请关总阀"))
    shift.do(settling.settle(shift.log(), None, "请关总阀"))
    shift.do(followup.note(key, None, "已告知"))
    shift.do(intake.log_other_call(SAID, CallKind.ENQUIRY))
    printed = shift.do(slips.print_slips(2))
    shift.do(slips.void_slip(printed[0]))
    said = replace(SAID, at=shift.ago(minutes=0))
    shift.do(slips.enter_slip(slips.PaperSlip(printed[1], said, ReportedFault(MILD))))
    rang, missed = (shift.do(incoming.note_ring(IncomingCall("13806351234", uuid4().hex))) for _ in range(2))
    shift.do(incoming.note_missed(missed))
    shift.do(incoming.claim_call(rang))
    shift.do(intake.log_other_call(replace(SAID, incoming_id=rang, first_key=shift.ago(minutes=0)), CallKind.ENQUIRY))
    shift.do(dispatch.rerate(key, None, "很急", priority=Priority.P1))
    shift.do(dispatch.rerate(key, None, "不急", priority=Priority.P3))
    fresh = shift.do(intake.log_call(SAID, ReportedFault(MILD)))
    shift.do(dispatch.rerate(fresh, None, "很急", priority=Priority.P1))  # not late yet, so it gets another limit
    place = shift.lead.rows(places)[0]
    shift.do(dispatch.rerate(key, None, "问清了", place_id=place.id, zone=Zone.URBAN, address="1 号"))
    shift.do(dispatch.cancel(key, None, "误报"))
    _water_off(shift)


def _water_off(shift: Shift) -> None:
    """Announce an outage, change all of it, take that back, and end it; withdraw another one."""
    place, other = (row.id for row in shift.lead.rows(places)[:2])
    since, soon, later = shift.ago(hours=1), shift.ago(hours=-2), shift.ago(hours=-3)
    key = shift.do(outages.announce_outage("文化街", "爆管", since, later, 100, place_id=place))
    shift.do(outages.change_outage(key, "文化街以北", "抢修", soon, 120, other))
    shift.undo_edit(outages.change_outage(key, "文化街", "抢修", later))
    shift.undo_edit(outages.end_outage(key))
    shift.do(intake.answer_by_outage(SAID, key))
    shift.undo_edit(intake.answer_by_outage(SAID, key))
    shift.do(outages.end_outage(key, shift.ago(minutes=5)))
    planned = outages.announce_outage("金光路", "检修", soon, later, planned=True)
    key = shift.do(planned)
    shift.do(outages.change_outage(key, "金光路", "检修", later, since=shift.ago(minutes=-150)))
    shift.do(outages.withdraw_outage(key))
    shift.undo_edit(outages.announce_outage("金光路", "检修", since))


def _repair(shift: Shift) -> None:
    key = shift.bring_to(State.RESOLVED, BURST)
    shift.do(followup.callback(key, None, CallbackResult.UNSATISFIED))
    shift.do(followup.reopen(key, None, "还在漏"))
    closed = shift.bring_to(State.RESOLVED)
    shift.do(followup.callback(closed, None, CallbackResult.NO_ANSWER))
    shift.do(followup.callback(closed, None, CallbackResult.SATISFIED))
    shift.do(followup.close(closed, None))
    shift.do(followup.reopen(closed, None, "又漏了"))
    meter = shift.bring_to(State.RESOLVED, "meter_stopped")
    shift.do(followup.reopen(meter, None, "又停了", None, shift.ago(days=-1)))


def _elsewhere(shift: Shift) -> None:
    key = shift.bring_to(State.ARRIVED, BURST)
    helper = shift.do(assisting.assist(key, None, shift.crews()[1], shift.ago(hours=20)))
    shift.do(assisting.assist_arrived(helper, shift.ago(hours=19)))
    shift.do(assisting.assist_left(helper, shift.ago(hours=18)))
    shift.do(dispatch.reassign(key, None, shift.crews()[1], "太远"))
    shift.do(dispatch.return_(key, None, "没有人手"))
    shift.do(dispatch.supervise(key, None, True))
    shift.do(progress.extend(key, None, 10 * 24 * 3600, "等管材"))


def _held(shift: Shift) -> None:
    """Hold, and end holds in every way: resume, rerate, merge."""
    key = shift.bring_to(State.ARRIVED)
    shift.do(progress.hold(key, None, "等停电", shift.ago(hours=9)))
    shift.do(progress.resume(key, None, shift.ago(hours=8)))
    shift.grant(key)
    shift.do(progress.hold(key, None, "等停电", shift.ago(hours=7)))
    shift.grant(key)
    rating = {"fault": BURST, "priority": Priority.P1, "zone": Zone.RURAL, "dn": 200, "material": "PE"}
    shift.do(dispatch.rerate(key, None, "看错了", **rating))  # type: ignore[arg-type]
    shift.do(dispatch.rerate(key, None, "又看错了", fault=LEAK, priority=Priority.P3))
    shift.do(assisting.assist(key, None, shift.crews()[1]))
    main = shift.log()
    shift.do(dispatch.merge(key, None, main))
    assert shift.lead.ticket(key).state is State.MERGED


def _together(shift: Shift) -> None:
    main = shift.log()
    shift.do(dispatch.merge(main, None, shift.do(intake.log_call(SAID, ReportedFault(LEAK)))))
    waiting = shift.do(intake.log_call(replace(SAID, at=shift.ago(minutes=2)), ReportedFault(LEAK)))
    fresh = shift.do(intake.log_call(SAID, ReportedFault(LEAK)))
    shift.do(dispatch.merge(waiting, None, fresh))  # which takes over what was promised two minutes earlier
    main, chased = shift.log(), shift.log()
    shift.do(intake.chase(chased, None, SAID))
    shift.do(dispatch.merge(chased, None, main))


def _consents(shift: Shift) -> None:
    """Decide what somebody else asked for: before and after the end of a hold, and for every other reason."""
    for granted in (True, False):
        key = shift.bring_to(State.ARRIVED)
        other = shift.desk.hand(DISPATCHER_2)
        other.do(progress.hold(key, None, "等停电"))
        other.do(dispatch.rerate(key, None, "看错了", priority=Priority.P3, zone=Zone.RURAL))
        other.do(dispatch.cancel(key, None, "误报"))
        for asked in shift.lead.rows(consents, ticket_id=key, state=ConsentState.ASKED):
            shift.do(consent.decide(asked.id, granted, "核过"))


def _undone(shift: Shift) -> None:
    """Take steps back, in every state of a ticket."""
    key, other, (crew, second) = shift.log(BURST), shift.log(), shift.crews()
    shift.undo(key, intake.attach_call(key, None, SAID))
    shift.undo(key, intake.chase(key, None, SAID))
    shift.undo(key, followup.note(key, None, "已告知"))
    shift.undo(key, dispatch.rerate(key, None, "不急", priority=Priority.P4, zone=Zone.RURAL, fault=LEAK))
    shift.undo(key, dispatch.supervise(key, None, True))
    shift.undo(key, dispatch.merge(key, None, other))
    shift.undo(key, dispatch.cancel(key, None, "误报"))
    missed = shift.log("meter_stopped", appointment=shift.ago(hours=1))
    shift.undo(missed, dispatch.merge(missed, None, other))
    shift.undo(missed, dispatch.cancel(missed, None, "误报"))
    shift.undo(missed, settling.settle(missed, None, "已告知"))
    shift.undo(key, dispatch.dispatch(key, None, crew))
    shift.do(dispatch.dispatch(key, None, crew))
    for step in (progress.accept, progress.depart, progress.arrive, progress.locate, progress.isolate):
        shift.undo(key, step(key, None))
        shift.undo(key, progress.hold(key, None, "等停电"))
        shift.undo(key, dispatch.return_(key, None, "没有人手"))
        shift.undo(key, dispatch.reassign(key, None, second, "太远"))
        shift.do(step(key, None))
    shift.undo(key, assisting.assist(key, None, second))
    shift.do(assisting.assist(key, None, second))
    shift.undo(key, progress.extend(key, None, 40 * 3600, "等管材"))
    shift.do(progress.hold(key, None, "等停电"))
    shift.undo(key, progress.resume(key, None))
    shift.undo(key, dispatch.merge(key, None, other))
    shift.do(progress.resume(key, None))
    shift.undo(key, progress.resolve(key, None, "换管"))
    shift.do(progress.resolve(key, None, "换管"))
    shift.undo(key, correct.correct_time(key, None, Move.DISPATCH, shift.ago(hours=30), "记错了"))
    shift.undo(key, followup.reopen(key, None, "还在漏"))
    shift.undo(key, followup.callback(key, None, CallbackResult.SATISFIED))
    shift.do(followup.callback(key, None, CallbackResult.SATISFIED))
    shift.undo(key, followup.close(key, None))
    shift.do(followup.close(key, None))
    shift.undo(key, followup.reopen(key, None, "又漏了"))


def _corrections(shift: Shift) -> None:
    accepted = shift.bring_to(State.ACCEPTED)
    shift.do(correct.correct_time(accepted, None, Move.ACCEPT, shift.ago(hours=37, minutes=30), "记错了"))
    shift.do(progress.arrive(accepted, None, shift.ago(hours=36)))
    key = shift.bring_to(State.RESOLVED, BURST)
    shift.grant(key)
    marks = (Move.DISPATCH, Move.ACCEPT, Move.DEPART, Move.ARRIVE, Move.LOCATE, Move.ISOLATE, Move.RESOLVE)
    for hours, step in enumerate(marks, start=1):
        at = shift.began + timedelta(hours=hours, minutes=-1)
        shift.do(correct.correct_time(key, None, step, at, "记错了"))
    _corrections_of_rounds(shift)


def _corrections_of_rounds(shift: Shift) -> None:
    """Correct the holds of every kind, and the steps of earlier rounds."""
    key = shift.bring_to(State.ARRIVED, BURST)
    for hours in (30, 28):
        shift.desk.hand(DISPATCHER_2).do(progress.hold(key, None, "等停电", shift.ago(hours=hours)))
        shift.grant(key)
        shift.do(progress.resume(key, None, shift.ago(hours=hours - 1)))
    other = shift.desk.hand(DISPATCHER_2)  # nobody corrects the late entries that they wait for consent to
    other.do(dispatch.return_(key, None, "没有人手", shift.ago(hours=20)))
    late = shift.ago(hours=19)
    other.do(dispatch.dispatch(key, None, shift.crews()[0], late))
    other.do(progress.accept(key, None, late))
    other.do(progress.arrive(key, None, late))
    shift.desk.hand(DISPATCHER_2).do(progress.hold(key, None, "等停电", shift.ago(hours=9)))
    changed = [
        (Move.HOLD, 1, 31), (Move.RESUME, 1, 28.5), (Move.RESUME, 2, 26), (Move.HOLD, 2, 27.5), (Move.HOLD, 3, 8),
        (Move.RETURN, 1, 21), (Move.DISPATCH, 1, 39.5), (Move.ACCEPT, 1, 39.2), (Move.ARRIVE, 2, 18),
        (Move.RESUME, 3, 7),
    ]  # fmt: skip
    for move, number, hours in changed:
        if (move, number) == (Move.RESUME, 3):
            shift.do(progress.resume(key, None, shift.ago(hours=6)))
        shift.do(correct.correct_time(key, None, move, shift.ago(hours=hours), "记错了", number))
    again = shift.bring_to(State.ACCEPTED)
    shift.do(dispatch.reassign(again, None, shift.crews()[1], "太远"))
    shift.do(progress.accept(again, None))
    in_time = shift.lead.clocks(again)[1].clock.started + timedelta(minutes=1)
    for step in (Move.DEPART, Move.REASSIGN):
        shift.do(correct.correct_time(again, None, step, in_time, "记错了"))
    assert not shift.lead.clock(again, Stage.ARRIVE).clock.repeats, "the earlier round was in time after all"


def _alerts(shift: Shift) -> None:
    shift.log()
    shift.lead.desk.sweep()
    with shift.lead.desk.store.reading() as connection:
        some = connection.execute(select(alerts.c.id).where(alerts.c.seen_at.is_(None)).limit(2)).scalars().all()
        digest = connection.execute(select(digests.c.id).where(digests.c.seen_at.is_(None))).scalars().all()
    shift.lead.desk.shown(frozenset(some), shift.lead.desk.now())
    for other in {OPERATOR, DISPATCHER, SUPERVISOR, ADMINISTRATOR} - {shift.lead.who.name}:
        shift.desk.hand(other).do(acknowledge(frozenset(), frozenset(digest)))  # so that the lead acknowledges last
    assert shift.do(acknowledge(frozenset(some), frozenset(digest))) > 0
    times = importing.Times(shift.ago(days=9), {Move.ACCEPT: shift.ago(days=8), Move.RESOLVE: shift.ago(days=7)})
    past = importing.PastRepair(f"old:{shift.lead.who.name}", LEAK, SAID, times)
    assert shift.do(importing.import_([past], "旧台账")) == 1


def _people(shift: Shift) -> None:
    me = shift.lead.who
    shift.do(people.set_duty(shift.desk[me.name].id, False))
    with shift.lead.desk.store.reading() as connection:
        kept = verifier(connection, shift.desk[me.name].login, shift.desk[me.name].password)
    shift.do(accounts.set_password(shift.desk[me.name].id, kept))
    colleague = shift.lead.rows(staff, login=shift.desk[OPERATOR_2].login)[0]
    fresh = people.save_staff(
        colleague.id, f"{me.name} 改的", colleague.roles, me.name, colleague.active, login=colleague.login
    )
    shift.do(fresh)
    if Role.ADMINISTRATOR in me.roles:
        _employ(shift)
    place = shift.lead.rows(places)[0].id
    crew = shift.do(people.save_crew(None, f"三班{shift.lead.who.name}"))
    shift.do(people.save_crew(crew, f"四班{shift.lead.who.name}", "1", "main", Zone.RURAL, place, False, True))
    shift.do(people.set_crew_duty(crew, False))
    member = shift.do(people.save_member(None, crew, "甲"))
    shift.do(people.save_member(member, shift.crews()[0], "乙", "1", True, False))


def _rules(shift: Shift) -> None:
    rule = shift.do(rulemaking.save_limit(None, rulemaking.LimitDraft(Stage.ARRIVE, 600, fault=LEAK)))
    kept = next(row.rule for row in shift.lead.rows(limits) if row.id == rule)
    shift.do(rulemaking.save_limit(kept, rulemaking.LimitDraft(Stage.ARRIVE, 900, fault=LEAK)))
    shift.do(rulemaking.retire_limit(kept))
    draft = rulemaking.RungDraft(RungKind.WARNING, 10, None, frozenset({Role.DISPATCHER}))
    rung = shift.do(rulemaking.save_rung(None, draft))
    assert shift.lead.rows(rungs, id=rung)
    shift.do(rulemaking.retire_rung(shift.do(rulemaking.save_rung(rung, draft))))
    code = f"new_{shift.lead.who.name}"
    shift.do(rulemaking.save_fault(code, code, FaultGroup.OTHER, Priority.P3))
    changed = rulemaking.save_fault(
        code, code + "2", FaultGroup.ROAD, Priority.P4, True, True, words="坑", advice="绕行", active=False
    )
    shift.do(changed)
    assert shift.lead.rows(faults, code=code)
    place = shift.do(rulemaking.save_place(None, f"新村{code}", "新城街道", Zone.URBAN))
    zone = Zone.RURAL if shift.lead.who.roles & set(rulemaking.RULERS) else Zone.URBAN
    shift.do(rulemaking.save_place(place, f"旧庄{code}", "刘集镇", zone, "村", "老庄", False))
    shift.do(rulemaking.save_setting(f"note_{code}", 1))
    shift.do(rulemaking.save_setting(f"note_{code}", 2))

    shift.undo_edit(rulemaking.save_limit(None, rulemaking.LimitDraft(Stage.ARRIVE, 700, fault=LEAK)))
    shift.undo_edit(rulemaking.save_rung(None, draft))
    shift.undo_edit(rulemaking.save_fault(f"{code}_2", f"{code} 2", FaultGroup.OTHER, Priority.P3))
    shift.undo_edit(rulemaking.save_place(None, f"新庄{code}", "新城街道", Zone.URBAN))
    shift.undo_edit(rulemaking.save_setting(f"note_{code}", 3))


def _employ(shift: Shift) -> None:
    key = shift.do(people.save_staff(None, "新人", frozenset({Role.OPERATOR})))
    login, expires = f"{shift.desk.database}.fresh", shift.ago(days=-9)
    roles = frozenset({Role.DISPATCHER})
    shift.do(people.save_staff(key, "新人甲", roles, "1", False, login=login, expires=expires))


def _file(shift: Shift) -> None:
    """Import a household, then one that is changed, then a file without it."""
    first = Subscriber("37001", "王先生", digits="13800000000")
    moved = Subscriber("37001", "王女士", address="文化街 2 号")
    last = shift.lead.desk.read(last_import)
    follows = last.number if last else 0
    for rows in ((first,), (moved,), ()):
        newer = {one.household_no: one for one in rows}
        words = {one.household_no: subscriber_words(one) for one in rows}
        changes = compare(shift.lead.desk.read(all_on_file), newer)
        totals = subscribers.ImportTotals(changes.counts)
        follows = shift.do(subscribers.import_subscribers(changes, words, "档案.csv", follows, totals))
