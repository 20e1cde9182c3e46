"""A call opens a ticket, is attached to one, asks about one, or is an enquiry; numbers follow the local day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.dispatch import dispatch, rerate
from tickets.actions.intake import CallDetails, ReportedFault, attach_call, chase, log_call, log_other_call
from tickets.actions.progress import accept
from tickets.rules.triage import Answers, in_words
from tickets.rules.words import CallKind, Priority, Stage, State, Zone
from tickets.store.queries.lookups import list_limits, list_places
from tickets.store.tables import calls, journal, tickets

pytestmark = pytest.mark.on_both

CALL = CallDetails("0635-3280000", "来电人", "路上冒水，水很大", "文化街北头", "H-001")
LEAK = ReportedFault("visible_leak")
MIDNIGHT = datetime(2026, 1, 20, 16, 0, tzinfo=UTC)  # the first second of the 21st in Dong'e


def number_at(hand: Hand, clock: HandClock, now: datetime) -> str:
    clock.set(now)
    return hand.ticket(hand.log()).number


def test_a_call_opens_a_ticket_with_everything_that_was_written_down(hand: Hand) -> None:
    place = hand.desk.read(list_places)[0]
    answers = Answers(water_over_road=True, households=12)
    key = hand.do(log_call(CALL, ReportedFault("hidden_leak", place.id, answers=answers, dn=300, material="球墨铸铁")))
    ticket = hand.ticket(key)
    assert (ticket.state, ticket.version, ticket.held, ticket.crew_id) == (State.NEW, 1, False, None)
    assert (ticket.fault, ticket.place_id, ticket.zone) == ("hidden_leak", place.id, place.zone)
    assert (ticket.phone, ticket.caller, ticket.address, ticket.household_no) == (
        "0635-3280000", "来电人", "文化街北头", "H-001",
    )  # fmt: skip
    assert (ticket.dn, ticket.material, ticket.households) == (300, "球墨铸铁", 12)
    assert (ticket.opened, ticket.calls, ticket.chases) == (START, 1, 0)
    [call] = hand.rows(calls, ticket_id=key)
    assert (call.kind, call.phone, call.phone_digits) == (CallKind.REPORT, "0635-3280000", "06353280000")
    assert (call.words, call.address, call.at, call.staff_id) == ("路上冒水，水很大", "文化街北头", START, 1)


def test_a_call_is_one_journal_entry_with_ticket_clock_and_call(hand: Hand) -> None:
    before = len(hand.rows(journal))
    key = hand.log()
    assert len(hand.rows(journal)) == before + 1
    entry = hand.last_entry(key)
    assert (entry.action, entry.ticket_version) == ("log_call", 1)
    assert [change["table"] for change in entry.changes] == ["tickets", "clocks", "calls"]
    assert entry.changes[0]["key"] == key
    assert entry.changes[0]["new"]["number"] == hand.ticket(key).number
    assert all("old" not in change for change in entry.changes)


def test_the_answers_raise_the_priority_and_say_why(hand: Hand) -> None:
    ticket = hand.ticket(hand.log("hidden_leak", answers=Answers(danger_to_people=True)))
    assert ticket.priority is Priority.P1
    assert "危险" in ticket.triage


def test_every_answer_is_kept_even_when_it_does_not_raise_the_priority(hand: Hand) -> None:
    answers = Answers(True, True, 12, True, True)
    burst = hand.ticket(hand.log("burst_main", answers=answers))
    assert (burst.priority, burst.triage) == (Priority.P1, ""), "it is the most urgent already"
    assert in_words(burst) == ("路面过水", "交通受阻", "医院学校等", "有人危险", "影响 12 户")
    assert in_words(hand.ticket(hand.log())) == ()


def test_the_answers_of_a_further_call_are_added_to_those_of_the_ticket(hand: Hand) -> None:
    key = hand.log(answers=Answers(water_over_road=True, households=20))
    hand.do(attach_call(key, None, CallDetails(words="有人摔了"), Answers(danger_to_people=True, households=3)))
    hand.do(chase(key, None, CallDetails(words="还没来"), Answers(traffic_blocked=True, households=60)))
    hand.do(chase(key, None, CallDetails(words="怎么还没来")))
    ticket = hand.ticket(key)
    assert in_words(ticket) == ("路面过水", "交通受阻", "有人危险", "影响 60 户")
    assert ticket.priority is Priority.P2, "a dispatcher decides on the priority"


def test_a_rerating_may_correct_the_answers(hand: Hand) -> None:
    key = hand.log(answers=Answers(water_over_road=True, households=20))
    hand.do(rerate(key, None, "到现场看过", answers=Answers(danger_to_people=True)))
    assert in_words(hand.ticket(key)) == ("有人危险",)
    hand.do(rerate(key, None, "管径", dn=300))
    assert in_words(hand.ticket(key)) == ("有人危险",), "without answers they stay as they are"
    sentence = hand.refused(rerate(key, None, "填错", answers=Answers(households=-1)))
    assert sentence == "影响户数不合理，请核对后重填。"


def test_the_operator_s_own_priority_is_kept(hand: Hand) -> None:
    key = hand.log("burst_main", priority=Priority.P3)
    assert hand.ticket(key).priority is Priority.P3
    assert hand.clocks(key)[0].priority is Priority.P3


def test_the_zone_defaults_to_urban_without_a_place_and_the_operators_zone_wins(hand: Hand) -> None:
    rural = next(place for place in hand.desk.read(list_places) if place.zone is Zone.RURAL)
    assert hand.ticket(hand.log()).zone is Zone.URBAN
    assert hand.ticket(hand.log(place_id=rural.id)).zone is Zone.RURAL
    assert hand.ticket(hand.log(place_id=rural.id, zone=Zone.URBAN)).zone is Zone.URBAN


def test_the_accept_clock_starts_with_the_limit_in_force_frozen_into_it(hand: Hand) -> None:
    [row] = hand.clocks(hand.log("burst_main"))
    assert (row.clock.started, row.clock.limit, row.clock.outcome) == (START, 600, None)
    limit = next(line for line in hand.desk.read(list_limits) if line.id == row.clock.limit_id)
    assert (limit.stage, limit.priority, limit.seconds) == (Stage.ACCEPT, Priority.P1, 600)


def test_numbers_count_from_one_every_local_day(hand: Hand, clock: HandClock) -> None:
    assert number_at(hand, clock, MIDNIGHT - timedelta(days=1)) == "20260120-0001"
    assert number_at(hand, clock, MIDNIGHT - timedelta(seconds=1)) == "20260120-0002"
    assert number_at(hand, clock, MIDNIGHT) == "20260121-0001"
    assert number_at(hand, clock, MIDNIGHT + timedelta(seconds=1)) == "20260121-0002"
    assert number_at(hand, clock, MIDNIGHT - timedelta(seconds=1)) == "20260120-0003"


def test_a_refused_call_uses_up_no_ticket_number(hand: Hand) -> None:
    hand.log()
    hand.refused(log_call(CALL, ReportedFault("没有的故障")))
    assert hand.ticket(hand.log()).number.endswith("-0002")


def test_calls_from_many_threads_at_once_get_a_number_each(hand: Hand) -> None:
    with ThreadPoolExecutor(8) as threads:
        keys = list(threads.map(lambda _: hand.log(), range(40)))
    numbers = {hand.ticket(key).number for key in keys}
    assert numbers == {f"20260120-{index:04d}" for index in range(1, 41)}
    assert len(hand.rows(calls)) == 40


def test_ticket_numbers_continue_after_9999_calls_in_a_day(hand: Hand) -> None:
    hand.log()
    with hand.desk.store.writing() as connection:
        connection.exec_driver_sql("UPDATE day_numbers SET last = 9999")
    assert hand.ticket(hand.log()).number == "20260120-10000"


def test_a_call_entered_late_keeps_the_true_time_and_the_time_of_writing(hand: Hand, clock: HandClock) -> None:
    true_time = clock.ago(minutes=25)
    key = hand.do(log_call(CallDetails("13800000000", at=true_time), LEAK))
    assert hand.ticket(key).opened == true_time
    assert hand.clocks(key)[0].clock.started == true_time
    assert hand.rows(calls)[0].at == true_time
    entry = hand.last_entry(key)
    assert (entry.true_time, entry.at) == (true_time, clock.now)


def test_a_call_entered_at_once_is_not_flagged_as_late(hand: Hand, clock: HandClock) -> None:
    key = hand.do(log_call(CallDetails("13800000000", at=clock.now), LEAK))
    assert hand.last_entry(key).true_time is None


def test_a_further_call_joins_the_ticket(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    clock.advance(minutes=3)
    assert hand.do(attach_call(key, 1, CallDetails("13900000000", "邻居", "还在冒水", "铜鱼路口"))) == key
    ticket = hand.ticket(key)
    assert (ticket.version, ticket.calls, ticket.chases, ticket.phone) == (2, 2, 0, "13800000000")
    joined = hand.rows(calls, ticket_id=key)[-1]
    assert (joined.kind, joined.phone, joined.words, joined.at) == (
        CallKind.REPORT, "13900000000", "还在冒水", clock.now,
    )  # fmt: skip
    assert len(hand.clocks(key)) == 1


def test_a_repeated_call_about_a_ticket_is_counted(hand: Hand) -> None:
    key = hand.log()
    hand.do(chase(key, 1, CallDetails("13800000000", words="怎么还没来")))
    hand.do(chase(key, 2, CallDetails("13800000000", words="等了一小时")))
    ticket = hand.ticket(key)
    assert (ticket.calls, ticket.chases) == (3, 2)
    assert [call.kind for call in hand.rows(calls)] == [CallKind.REPORT, CallKind.CHASE, CallKind.CHASE]
    assert hand.last_entry(key).text == "等了一小时"


def test_a_repaired_ticket_may_still_be_asked_about(hand: Hand) -> None:
    key = hand.bring_to(State.RESOLVED)
    hand.do(chase(key, None, CallDetails("13800000000")))
    assert (hand.ticket(key).chases, hand.ticket(key).state) == (1, State.RESOLVED)


@pytest.mark.parametrize("state", [State.CLOSED, State.CANCELLED, State.MERGED, State.SETTLED])
def test_no_call_joins_a_ticket_that_has_ended(hand: Hand, state: State) -> None:
    key = hand.bring_to(state)
    for further in (attach_call, chase):
        sentence = hand.refused(further(key, None, CALL))
        assert state.label in sentence
        assert ("先返工" in sentence) == (state is State.CLOSED), "nothing else can be reopened"


def test_a_further_call_is_not_before_the_ticket(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    clock.advance(minutes=5)
    early = CallDetails("13800000000", at=START - timedelta(seconds=1))
    assert "早于" in hand.refused(attach_call(key, None, early))
    hand.do(attach_call(key, None, CallDetails("13800000000", at=START)))


def test_an_enquiry_opens_no_ticket(hand: Hand) -> None:
    done = hand.execute(log_other_call(CallDetails("3280212", words="水费怎么交"), CallKind.ENQUIRY))
    [call] = hand.rows(calls)
    assert (call.id, call.ticket_id, call.kind, call.phone_digits) == (
        done.result, None, CallKind.ENQUIRY, "06353280212",
    )  # fmt: skip
    assert hand.rows(tickets) == []
    assert done.tickets == frozenset()


@pytest.mark.parametrize("kind", [CallKind.REPORT, CallKind.CHASE])
def test_a_report_is_not_logged_as_an_enquiry(hand: Hand, kind: CallKind) -> None:
    hand.refused(log_other_call(CALL, kind))


def test_a_call_without_any_details_is_refused(hand: Hand) -> None:
    for nothing in ("", "   ", "\n\t", "\x00"):
        hand.refused(log_call(CallDetails(phone=nothing, words=nothing, address=nothing), LEAK))
        hand.refused(log_other_call(CallDetails(phone=nothing, words=nothing), CallKind.COMPLAINT))


@pytest.mark.parametrize("details", [CallDetails("3280212"), CallDetails(words="没水"), CallDetails(address="文化街")])
def test_a_call_needs_only_one_of_phone_words_address_or_place(hand: Hand, details: CallDetails) -> None:
    assert hand.do(log_call(details, LEAK))
    assert hand.do(log_call(CallDetails(), ReportedFault("no_water", hand.desk.read(list_places)[0].id)))


def test_an_appointment_sets_the_deadline_of_the_arrival(hand: Hand, clock: HandClock) -> None:
    agreed = START + timedelta(days=2, hours=3)
    key = hand.log("meter_stopped", appointment=agreed)
    assert (hand.ticket(key).priority, hand.ticket(key).appointment) == (Priority.P4, agreed)
    assert hand.clock(key, Stage.ACCEPT).clock.limit == 1800
    hand.do(dispatch(key, None, hand.crew()))
    clock.advance(minutes=17)
    hand.do(accept(key, None))
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert (arriving.deadline, arriving.limit_id) == (agreed, None)


def test_an_appointment_is_only_for_p4_and_must_be_in_the_future(hand: Hand) -> None:
    later = START + timedelta(days=1)
    assert "约定" in hand.refused(log_call(CALL, ReportedFault("burst_main", appointment=later)))
    for past in (START, START - timedelta(hours=1)):
        assert "约定" in hand.refused(log_call(CALL, ReportedFault("meter_stopped", appointment=past)))
