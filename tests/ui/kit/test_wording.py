"""Times as text."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.instants import LOCAL, local_day
from ui.kit import wording

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=LOCAL).astimezone(UTC)
instants = st.integers(1_600_000_000, 2_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 秒"),
        (59, "59 秒"),
        (60, "1 分"),
        (719, "11 分"),
        (3600, "1 小时"),
        (7500, "2 小时 5 分"),
        (86400, "1 天"),
        (100000, "1 天 3 小时"),
        (-300, "-5 分"),
    ],
)
def test_a_duration_is_shown_in_at_most_two_units(seconds: int, words: str) -> None:
    assert wording.duration(seconds) == words


@given(st.integers(0, 10**8))
def test_a_duration_is_rounded_down(seconds: int) -> None:
    size = {"秒": 1, "分": 60, "小时": 3600, "天": 86400}
    words = wording.duration(seconds).split()
    shown = sum(int(n) * size[unit] for n, unit in zip(words[::2], words[1::2], strict=True))
    finest = next(unit for unit, top in ((1, 60), (60, 86400), (3600, 10**9)) if seconds < top)
    assert shown <= seconds < shown + finest


@pytest.mark.parametrize(
    ("left", "words"), [(720, "剩 12 分"), (45, "剩 45 秒"), (0, "现在到期"), (-1, "超时 1 秒"), (-300, "超时 5 分")]
)
def test_a_running_clock_shows_the_time_left_or_overdue(left: int, words: str) -> None:
    assert wording.countdown(NOON + timedelta(seconds=left), NOON) == words


def test_a_held_clock_says_its_reason_and_never_that_it_is_late() -> None:
    late = NOON - timedelta(hours=3)
    assert wording.countdown(late, NOON, held="等燃气交底") == "挂起 · 等燃气交底"
    assert wording.countdown(None, NOON, held="") == "挂起"


def test_a_stopped_clock_shows_how_it_ended_and_does_not_change() -> None:
    stopped = NOON - timedelta(minutes=5)
    for later in (NOON, NOON + timedelta(days=3)):
        assert wording.countdown(NOON, later, stopped=stopped) == "按时"
        assert wording.countdown(stopped - timedelta(minutes=7), later, stopped=stopped) == "超时 7 分"


def test_without_a_due_time_no_countdown_is_shown() -> None:
    assert wording.countdown(None, NOON) == ""


@given(instants, instants)
def test_only_clocks_past_their_due_time_are_called_overdue(due: datetime, now: datetime) -> None:
    assert wording.countdown(due, now).startswith("超时") == (now > due)


@pytest.mark.parametrize(
    ("local", "words"),
    [
        ((2026, 11, 23, 14, 5), "今天 14:05"),
        ((2026, 11, 23, 0, 0), "今天 00:00"),
        ((2026, 11, 22, 23, 40), "昨天 23:40"),
        ((2026, 11, 24, 8, 0), "明天 08:00"),
        ((2026, 11, 21, 8, 0), "11-21 08:00"),
        ((2025, 11, 21, 8, 0), "2025-11-21 08:00"),
    ],
)
def test_a_moment_is_shown_as_briefly_as_possible(local: tuple[int, int, int, int, int], words: str) -> None:
    assert wording.moment(datetime(*local, tzinfo=LOCAL), NOON) == words


@given(instants, instants)
def test_today_on_screen_is_today_in_dong_e(at: datetime, now: datetime) -> None:
    assert wording.moment(at, now).startswith("今天") == (local_day(at) == local_day(now))


def test_a_full_moment_has_seconds_and_weekday() -> None:
    assert wording.full_moment(NOON) == "2026-11-23 12:00:00 周一"
    assert wording.full_moment(None) == wording.moment(None, NOON) == ""


@pytest.mark.parametrize(("seconds", "shown"), [(192, "03:12"), (3792, "1:03:12"), (-5, "-00:05"), (0, "00:00")])
def test_a_timer_is_written_with_colons(seconds: int, shown: str) -> None:
    assert wording.timer(seconds) == shown


def test_an_instant_right_now_is_shown_as_just_now() -> None:
    assert wording.ago(NOON, NOON) == "刚刚"
    assert wording.ago(NOON - timedelta(seconds=1), NOON) == "1 秒前"
    assert wording.ago(NOON - timedelta(seconds=3), NOON) == "3 秒前"


def test_an_unknown_place_says_what_the_caller_said_and_a_size_is_in_megabytes() -> None:
    said = [wording.unknown_place(words) for words in (None, "", " ", "桥\n 南边")]
    assert said == ["地点不详", "地点不详", "地点不详", "地点不详 · 桥 南边"]
    placed = [wording.place_and_address(*each, "桥南边") for each in (("付庄", "路口"), (None, "路口"), ("", ""))]
    assert placed == ["付庄 · 路口", "路口", "地点不详 · 桥南边"]
    assert [wording.megabytes(size) for size in (0, 2**20, 1_258_291)] == ["0.0 MB", "1.0 MB", "1.2 MB"]
    assert wording.time_of_day(NOON) == "12:00:00"
    assert wording.ago(NOON + timedelta(seconds=5), NOON) == "刚刚"
