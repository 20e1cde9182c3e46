"""One round of one stage, in words."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from tests.desk_fixtures import START, Hand, HandClock
from tests.ui.pixels import painted
from tickets.actions.dispatch import dispatch, merge, return_
from tickets.rules import clocks
from tickets.rules.clocks import Clock
from tickets.rules.words import ConsentKind, ConsentState, Outcome, Stage
from tickets.store.queries.ticket_file import ClockLine, HoldLine, ticket_file
from ui.kit.countdown import Timing, words
from ui.kit.theme import body_font
from ui.kit.tokens import BODY, Tokens
from ui.ticket.sheet import sheet_html
from ui.ticket.stage_view import (
    CountdownBar,
    StageView,
    changed_verdict,
    round_name,
    round_times,
    timing_of,
)

FRESH = clocks.start(Stage.ACCEPT, 2, START, 600, None)
HELD = clocks.hold(FRESH, START + timedelta(minutes=4))
HOLDS = (HoldLine(Stage.ACCEPT, START + timedelta(minutes=4), None, "等材料", None),)


def because(reason: str) -> tuple[HoldLine, ...]:
    return (replace(HOLDS[0], reason=reason),)


def line(clock: Clock) -> ClockLine:
    return ClockLine(1, clock, "一班")


def test_the_name_of_a_round_has_stage_number_and_crew() -> None:
    assert round_name(line(FRESH)) == "受理 第 2 轮 · 一班"


@pytest.mark.parametrize(
    ("clock", "times"),
    [
        (FRESH, "今天 10:00 → … · 用时 30 分 · 时限 10 分"),
        (HELD, "今天 10:00 → … · 用时 4 分 · 时限 10 分 · 挂起 26 分"),
        (
            clocks.stop(clocks.extend(FRESH, 60), START + timedelta(minutes=9), Outcome.RETURNED),
            "今天 10:00 → 10:09 · 用时 9 分 · 时限 10 分 · 延期 1 分 · 退单",
        ),
        (
            clocks.stop(FRESH, START + timedelta(minutes=12), Outcome.CANCELLED),
            "今天 10:00 → 10:12 · 用时 12 分 · 时限 10 分 · 作废 · 超时 2 分",
        ),
        (
            clocks.stop(FRESH, START + timedelta(minutes=20), Outcome.UNFINISHED),
            "今天 10:00 → … · 时限 10 分 · 未记完成",
        ),
        (
            clocks.stop(FRESH, START + timedelta(days=1), Outcome.DONE),
            "今天 10:00 → 明天 10:00 · 用时 1 天 · 时限 10 分",
        ),
    ],
)
def test_the_times_of_a_round_are_shown(clock: Clock, times: str) -> None:
    assert round_times(line(clock), START + timedelta(minutes=30)) == times


LATE = clocks.stop(FRESH, START + timedelta(minutes=8), Outcome.DONE, START + timedelta(minutes=20))


@pytest.mark.parametrize(
    ("clock", "words_"),
    [
        (LATE, "10:20 才登记，未经核准按超时算"),
        (replace(LATE, consent=ConsentKind.LATE_ENTRY), "补录经核准，按所填时间算"),
        (replace(LATE, consent=ConsentKind.CORRECTION), "更正经值班长核准"),
        (replace(LATE, outcome=Outcome.CANCELLED, consent=ConsentKind.CANCEL), "作废经核准，不计"),
        (replace(LATE, consent=ConsentKind.CANCEL), "作废经核准，不计"),
        (replace(LATE, outcome=Outcome.RETURNED, consent=ConsentKind.CORRECTION), "更正经值班长核准"),
        (replace(LATE, entered=LATE.stopped), ""),
        (replace(LATE, stopped=START + timedelta(minutes=12)), ""),
        (replace(LATE, entered=None), ""),
    ],
)
def test_a_round_says_why_it_counts_other_than_its_times_say(clock: Clock, words_: str) -> None:
    assert changed_verdict(clock) == words_
    assert round_times(line(clock), START + timedelta(hours=1)).endswith(words_)


def test_a_late_entry_counts_as_late_until_it_is_granted() -> None:
    now = START + timedelta(hours=1)
    assert words(timing_of(LATE), now) == "超时 10 分"
    assert words(timing_of(replace(LATE, consent=ConsentKind.LATE_ENTRY)), now) == "按时"


def test_a_hold_that_ran_out_is_told_with_the_times_of_its_round() -> None:
    held = clocks.hold(FRESH, START + timedelta(minutes=4), START + timedelta(minutes=34))
    assert (
        round_times(line(held), START + timedelta(minutes=30)) == "今天 10:00 → … · 用时 4 分 · 时限 10 分 · 挂起 26 分"
    )
    assert round_times(line(held), START + timedelta(minutes=40)) == (
        "今天 10:00 → … · 用时 40 分 · 时限 10 分 · 挂起待核准，照计"
    )
    holds = [replace(HOLDS[0], consent=ConsentState.REFUSED)]
    refused = round_times(line(held), START + timedelta(minutes=40), holds=holds)
    assert refused.endswith("挂起未核准，照计"), "decided is told apart from undecided"


def test_a_promise_taken_over_is_explained_with_the_time_that_is_left(
    qapp: QApplication, hand: Hand, clock: HandClock, crews: tuple[int, int]
) -> None:
    def said(key: int) -> str:
        file = hand.desk.read(ticket_file, key, hand.desk.now())
        assert file is not None
        times = round_times(file.clocks[-1], clock(), file.clocks)
        assert times.rpartition(" · ")[2] in sheet_html(file, {}, clock()), "the sheet says so too"
        return times

    returned, older = hand.log(), hand.log()
    hand.do(dispatch(returned, None, crews[0]))
    clock.advance(minutes=4)
    hand.do(return_(returned, None, "没有材料"))
    assert said(returned) == "今天 10:04 → … · 用时 0 秒 · 时限 6 分 · 沿用上一轮的到期 10:10"
    kept = hand.log()
    hand.do(merge(older, None, kept))
    assert said(kept) == "今天 10:04 → … · 用时 0 秒 · 时限 6 分 · 沿用早先的到期 10:10"
    clock.advance(minutes=9)
    hand.do(dispatch(returned, None, crews[0]))
    hand.do(return_(returned, None, "还是没有"))
    assert said(returned) == "今天 10:13 → … · 用时 0 秒 · 时限 10 分 · 重做，按时不再计", "the missed one is told"


def test_a_held_round_shows_the_reason() -> None:
    assert words(timing_of(HELD, HOLDS), START + timedelta(hours=1)) == "挂起 · 等材料"
    assert timing_of(FRESH, HOLDS).held is None


def test_a_held_bar_shows_a_long_reason_in_full_and_no_due_time(qapp: QApplication) -> None:
    bar, now = CountdownBar(), START + timedelta(minutes=5)
    bar.show_timing(timing_of(HELD, because("等电力/通信交底")), now)
    assert bar.width() == QFontMetrics(body_font(BODY - 1)).horizontalAdvance("挂起 · 等电力/通信交底") + 20 > 132
    assert bar.toolTip() == "挂起 · 等电力/通信交底"
    bar.show_timing(timing_of(FRESH), now)
    assert bar.width() == 132
    bar.show_timing(timing_of(HELD), now)
    assert bar.width() == 132, "it is never smaller"
    bar.show_timing(timing_of(HELD, because("等电力/通信交底，等路政许可，等材料")), now)
    assert bar.width() == 184, "the number beside it must fit"
    bar.show_timing(timing_of(FRESH), now)
    assert bar.toolTip() == "剩 5 分\n到期时间 2026-01-20 10:10:00 周二"


def test_an_unfinished_round_counts_neither_as_on_time_nor_as_late() -> None:
    returned = clocks.stop(FRESH, START + timedelta(hours=1), Outcome.RETURNED)
    assert timing_of(returned) == Timing()
    done = clocks.stop(FRESH, START + timedelta(hours=1), Outcome.DONE)
    assert words(timing_of(done), START + timedelta(hours=2)) == "超时 50 分"


def test_the_bar_of_a_clock_is_painted(light: Tokens) -> None:
    bar = CountdownBar()
    bar.show_timing(timing_of(FRESH), START + timedelta(minutes=11))
    assert painted(bar, bar.size(), light.surface).count(light.overdue) > bar.width()
    assert bar.accessibleName() == "超时 1 分"


def test_only_the_present_hold_of_the_own_stage_gives_the_reason() -> None:
    past = HoldLine(Stage.ACCEPT, START, START + timedelta(minutes=1), "下雨", None)
    elsewhere = HoldLine(Stage.ARRIVE, START, None, "等停电", None)
    assert timing_of(HELD, (past, elsewhere, *HOLDS)).held == "等材料"
    assert timing_of(HELD, (past, elsewhere)).held == ""


def test_a_ticket_with_fewer_rounds_hides_the_others_and_only_running_ones_are_updated(qapp: QApplication) -> None:
    def shown() -> list[tuple[str, str, str]]:
        return [
            (each._name.text(), each._times.text(), each._times.toolTip())
            for each in view._rounds
            if each.isVisibleTo(view)
        ]

    done = clocks.stop(clocks.start(Stage.ACCEPT, 1, START, 600, None), START + timedelta(minutes=9), Outcome.DONE)
    view = StageView()
    view.show_rounds((line(done), line(FRESH)), (), START + timedelta(minutes=12))
    full = "2026-01-20 10:00:00 周二"
    assert shown() == [
        ("受理 · 一班", "今天 10:00 → 10:09 · 用时 9 分 · 时限 10 分", f"{full} → 2026-01-20 10:09:00 周二"),
        ("受理 第 2 轮 · 一班", "今天 10:00 → … · 用时 12 分 · 时限 10 分", f"{full} → …"),
    ]
    view.tick(START + timedelta(days=1))
    assert [times for _, times, _ in shown()] == [
        "今天 10:00 → 10:09 · 用时 9 分 · 时限 10 分", "昨天 10:00 → … · 用时 1 天 · 时限 10 分",
    ]  # fmt: skip
    view.show_rounds((ClockLine(3, HELD, None),), HOLDS, START + timedelta(minutes=5))
    assert [name for name, _, _ in shown()] == ["受理 第 2 轮"]
    assert view._rounds[0]._bar.accessibleName() == "挂起 · 等材料"
    view.tick(START + timedelta(minutes=6))
    assert [times for _, times, _ in shown()] == ["今天 10:00 → … · 用时 4 分 · 时限 10 分 · 挂起 2 分"]
    assert view._rounds[0]._bar.accessibleName() == "挂起 · 等材料"
