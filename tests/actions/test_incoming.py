"""A telephone reports a call; one person claims it, and the logged call settles it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from tests.desk_fixtures import Hand, HandClock
from tickets.actions.incoming import claim_call, note_missed, note_ring, ring
from tickets.actions.intake import CallDetails, ReportedFault, attach_call, log_call, log_other_call
from tickets.actions.people import save_staff
from tickets.checking.invariants import check
from tickets.errors import Refused
from tickets.rules.incoming import IncomingCall
from tickets.rules.words import CallKind, Role
from tickets.settings import MISSED_AFTER
from tickets.store.queries.incoming import CLAIMED_SHOWN, SHOWN_AT_MOST, WaitingCall, waiting_calls
from tickets.store.rows import Who
from tickets.store.tables import calls, incoming_calls

pytestmark = pytest.mark.on_both
NUMBER = "13806351234"


def waiting(hand: Hand) -> list[WaitingCall]:
    return list(hand.desk.read(waiting_calls, hand.desk.now()).calls)


def somebody(hand: Hand, name: str) -> Who:
    return Who(hand.do(save_staff(None, name, frozenset({Role.OPERATOR}))), name, frozenset({Role.OPERATOR}), name)


def report(number: str = NUMBER, **more: object) -> "CallDetails":
    return CallDetails(number, "张三", "没水", **more)  # type: ignore[arg-type]


def test_a_call_that_rings_is_missed_after_a_time_and_each_is_shown_with_its_own(hand: Hand, clock: HandClock) -> None:
    first = hand.do(note_ring(IncomingCall("+86 138-0635-1234", "a-1")))
    clock.advance(seconds=MISSED_AFTER.default - 1)
    second = hand.do(note_ring(IncomingCall("", "a-2")))
    shown = hand.desk.read(waiting_calls, clock())
    assert [(call.id, call.digits) for call in shown.calls] == [(first, NUMBER), (second, "")]
    assert not any(call.is_missed(clock(), shown.missed_after) for call in shown.calls)
    clock.advance(seconds=1)
    assert [call.is_missed(clock(), shown.missed_after) for call in shown.calls] == [True, False]
    hand.do(note_missed(second))
    assert [call.is_missed(clock(), shown.missed_after) for call in waiting(hand)] == [True, True]
    assert hand.desk.read(check, clock()) == []


@pytest.mark.parametrize(
    ("again", "after", "count"),
    [
        (IncomingCall(NUMBER, "a-1"), 599, 1),
        (IncomingCall(NUMBER, "a-1"), 601, 2),
        (IncomingCall(NUMBER, "a-2"), 1, 2),
        (IncomingCall("13906351234", "a-1"), 1, 2),
    ],
)
def test_the_same_call_reported_by_several_workstations_is_one(
    hand: Hand, clock: HandClock, again: IncomingCall, after: int, count: int
) -> None:
    hand.do(note_ring(IncomingCall(NUMBER, "a-1")))
    clock.advance(seconds=after)
    hand.do(note_ring(again))
    assert len(hand.rows(incoming_calls)) == count


def test_without_an_id_the_same_number_is_the_same_call_for_ten_seconds(hand: Hand, clock: HandClock) -> None:
    for _ in range(3):
        hand.do(note_ring(IncomingCall(NUMBER)))
        hand.do(note_ring(IncomingCall()))
        clock.advance(seconds=6)
    assert [row.number for row in hand.rows(incoming_calls)].count(NUMBER) == 2
    assert [row.number for row in hand.rows(incoming_calls)].count("") == 3


def test_a_call_that_waited_for_somebody_to_sign_in_rang_when_it_did(hand: Hand, clock: HandClock) -> None:
    hand.do(note_ring(IncomingCall(NUMBER), clock.ago(seconds=40)))
    hand.do(note_ring(IncomingCall(), clock() + timedelta(seconds=40)))
    assert [row.rang_at for row in hand.rows(incoming_calls)] == [clock.ago(seconds=40), clock()]


def test_workstations_that_report_a_call_at_once_send_the_same_command(clock: HandClock) -> None:
    one, same = (ring(IncomingCall(NUMBER, "a-1"), clock()).request for _ in range(2))
    others = {ring(call, clock()).request for call in (IncomingCall(NUMBER), IncomingCall(), IncomingCall())}
    assert one == same
    assert len({one, *others}) == 4


def test_a_number_that_rings_again_is_shown_once(hand: Hand, clock: HandClock) -> None:
    hand.do(note_ring(IncomingCall(NUMBER, "a-1")))
    hand.do(note_ring(IncomingCall("", "a-2")))
    clock.advance(minutes=5)
    again = hand.do(note_ring(IncomingCall(NUMBER, "a-3")))
    assert [call.id for call in waiting(hand)] == [2, again]


def test_of_two_who_claim_a_call_at_once_one_gets_it_and_the_other_a_sentence(hand: Hand) -> None:
    incoming = hand.do(note_ring(IncomingCall(NUMBER)))
    both, start = [somebody(hand, name) for name in ("李四", "王五")], Barrier(2)

    def claim(who: Who) -> str:
        start.wait()
        try:
            hand.desk.execute(claim_call(incoming), who)
        except Refused as refused:
            return refused.sentence
        return who.name

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(claim, both), key=len)
    assert said[0] in ("李四", "王五")
    assert said[1].startswith(f"{said[0]}已经接了这通来电（")
    assert [(call.claimed_by, call.claimed_at is not None) for call in waiting(hand)] == [(said[0], True)]


def test_of_very_many_calls_the_newest_are_shown_the_oldest_of_them_first(hand: Hand, clock: HandClock) -> None:
    with hand.desk.store.writing() as connection:
        connection.execute(
            incoming_calls.insert(),
            [dict.fromkeys(("number", "digits", "reference", "recording"), "") | {"rang_at": clock.ago(minutes=1)}]
            * SHOWN_AT_MOST,
        )
    newest = hand.do(note_ring(IncomingCall(NUMBER)))
    assert [call.id for call in waiting(hand)] == list(range(2, newest + 1))


def test_a_claimed_call_is_shown_to_others_for_some_minutes(hand: Hand, clock: HandClock) -> None:
    incoming = hand.do(note_ring(IncomingCall(NUMBER)))
    hand.desk.execute(claim_call(incoming), somebody(hand, "李四"))
    clock.advance(seconds=CLAIMED_SHOWN.total_seconds())
    assert [call.claimed_by for call in waiting(hand)] == ["李四"]
    clock.advance(seconds=1)
    assert waiting(hand) == []


@pytest.mark.parametrize("how", ["log", "attach", "other"])
def test_a_logged_call_settles_the_claimed_one_and_keeps_its_recording(hand: Hand, clock: HandClock, how: str) -> None:
    open_ticket = hand.log()
    incoming = hand.do(note_ring(IncomingCall(NUMBER, "a-1", "https://pbx/1.wav")))
    clock.advance(seconds=8)
    hand.do(claim_call(incoming))
    call = report(incoming_id=incoming, first_key=clock.advance(seconds=4))
    clock.advance(seconds=40)
    hand.do(
        log_call(call, ReportedFault("no_water")) if how == "log"
        else attach_call(open_ticket, None, call) if how == "attach"
        else log_other_call(call, CallKind.ENQUIRY)
    )  # fmt: skip
    (row,) = hand.rows(incoming_calls)
    stamps = (row.claimed_at, row.first_key_at, row.logged_at)
    assert [int((stamp - row.rang_at).total_seconds()) for stamp in stamps] == [8, 12, 52]
    assert row.claimed_by == hand.who.staff_id
    assert [(one.id, one.recording) for one in hand.rows(calls)][-1] == (row.call_id, "https://pbx/1.wav")
    assert waiting(hand) == []
    assert hand.desk.read(check, clock()) == []


def test_without_a_link_the_id_of_the_telephone_system_is_kept(hand: Hand) -> None:
    incoming = hand.do(note_ring(IncomingCall(NUMBER, "a-1")))
    hand.do(log_call(report(incoming_id=incoming), ReportedFault("no_water")))
    assert [row.recording for row in hand.rows(calls)] == ["a-1"]


def test_a_missed_call_is_gone_once_a_call_from_its_number_is_logged(hand: Hand, clock: HandClock) -> None:
    missed = hand.do(note_ring(IncomingCall("0635-3280212")))
    other = hand.do(note_ring(IncomingCall("13906351234")))
    shared = hand.do(note_ring(IncomingCall("110")))
    clock.advance(minutes=30)
    hand.do(log_call(report("3280212"), ReportedFault("no_water")))
    hand.do(log_call(report("110"), ReportedFault("no_water")))
    assert [call.id for call in waiting(hand)] == [other, shared]
    assert hand.refused(claim_call(missed)) == "这个号码的来电已经登记过了，不用再回。"


def test_stamps_are_set_once(hand: Hand, clock: HandClock) -> None:
    incoming = hand.do(note_ring(IncomingCall(NUMBER)))
    hand.do(claim_call(incoming))
    before = hand.rows(incoming_calls)
    clock.advance(minutes=1)
    hand.do(note_missed(incoming))
    assert hand.rows(incoming_calls) == before
    hand.do(log_call(report(incoming_id=incoming), ReportedFault("no_water")))
    (logged,) = hand.rows(incoming_calls)
    clock.advance(minutes=1)
    hand.do(log_call(report(incoming_id=incoming), ReportedFault("no_water")))
    assert hand.rows(incoming_calls) == [logged]


def test_a_key_typed_before_the_call_or_in_the_future_is_kept_within_it(hand: Hand, clock: HandClock) -> None:
    for key, ahead in enumerate((-60, 60), 1):
        hand.do(note_ring(IncomingCall(NUMBER, f"a-{key}")))
        clock.advance(seconds=5)
        typed = clock() + timedelta(seconds=ahead)
        hand.do(log_call(replace(report(), incoming_id=key, first_key=typed), ReportedFault("no_water")))
    one, other = hand.rows(incoming_calls)
    assert (one.first_key_at, other.first_key_at) == (one.rang_at, other.logged_at)


def test_a_call_that_is_not_there_is_refused_in_a_sentence_and_logged_all_the_same(hand: Hand) -> None:
    assert hand.refused(claim_call(99)) == "没有这通来电。"
    hand.do(log_call(report(incoming_id=99), ReportedFault("no_water")))
    assert [row.recording for row in hand.rows(calls)] == [""]
