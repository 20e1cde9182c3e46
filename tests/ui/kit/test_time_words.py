"""Instants typed in everyday words are parsed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.desk_fixtures import proper_sentence
from tickets.rules.instants import LOCAL
from ui.kit.time_words import NotATime, read_coming, read_moment, read_past
from ui.kit.wording import moment

NOW = datetime(2026, 11, 23, 8, 9, tzinfo=UTC)  # 16:09 in Dong'e

nows = some.integers(978_307_200, 4_039_372_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(nows, some.integers(-180 * 1440, 180 * 1440))
def test_an_instant_as_shown_on_the_screen_is_read_back(now: datetime, minutes: int) -> None:
    at = (now + timedelta(minutes=minutes)).replace(second=0)
    assert read_moment(moment(at, now), now) == at


@given(some.text(max_size=30), nows)
def test_any_text_is_an_instant_or_a_sentence(text: str, now: datetime) -> None:
    try:
        at = read_moment(text, now)
    except NotATime as error:
        assert error.sentence.endswith("。")
    else:
        assert (at is None) == (not text.strip())


@given(some.text("0123456789:：点时分半昨今明天月日号-/. 年", max_size=14), nows)
def test_a_read_time_is_a_whole_minute_in_utc(text: str, now: datetime) -> None:
    try:
        at = read_moment(text, now)
    except NotATime:
        return
    assert at is None or (at.tzinfo is UTC and at.second == at.microsecond == 0)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:05", "2026-11-23 14:05"),
        ("１４：０５", "2026-11-23 14:05"),
        ("0305", "2026-11-23 03:05"),
        ("14点半", "2026-11-23 14:30"),
        ("8点5分", "2026-11-23 08:05"),
        ("昨天 23:40", "2026-11-22 23:40"),
        ("昨天23:40", "2026-11-22 23:40"),
        ("前天 23:40", "2026-11-21 23:40"),
        ("今天 9点", "2026-11-23 09:00"),
        ("明天 9点", "2026-11-24 09:00"),
        ("后天 9点", "2026-11-25 09:00"),
        ("11-21 08:00", "2026-11-21 08:00"),
        ("11月21日8点", "2026-11-21 08:00"),
        ("2025-11-21 08:00", "2025-11-21 08:00"),
        ("1-2 08:00", "2027-01-02 08:00"),
        ("14:05:33", "2026-11-23 14:05"),
        ("昨天8.30", "2026-11-22 08:30"),
        ("昨天8：30", "2026-11-22 08:30"),
        ("8.30", "2026-11-23 08:30"),
        ("8点半", "2026-11-23 08:30"),
        ("11.21 8.30", "2026-11-21 08:30"),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, meant: str) -> None:
    at = read_moment(typed, NOW)
    assert at is not None
    assert f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M}" == meant


def test_a_date_near_new_year_is_the_nearer_one() -> None:
    now = datetime(2027, 1, 2, 0, 0, tzinfo=UTC)
    at = read_moment("12-31 23:00", now)
    assert at is not None
    assert at.astimezone(LOCAL).year == 2026


@pytest.mark.parametrize("typed", ["25:00", "24:30", "12:60", "02-30 08:00", "11-21", "下午", "3:4x", "x" * 10_000])
def test_text_that_is_no_time_is_refused_with_a_short_sentence(typed: str) -> None:
    with pytest.raises(NotATime) as caught:
        read_moment(typed, NOW)
    assert len(proper_sentence(caught.value.sentence.replace("x", ""))) < 80


def test_a_future_time_is_refused_as_past_and_a_past_time_as_future() -> None:
    assert read_past("16:09", NOW) is not None
    assert read_coming("16:10", NOW) is not None
    with pytest.raises(NotATime, match="昨天 16:10"):
        read_past("16:10", NOW)
    with pytest.raises(NotATime, match="已经过了"):
        read_coming("16:09", NOW)


@pytest.mark.parametrize(
    ("now", "typed", "meant"),
    [("00:10", "23:50", "19 23:50"), ("00:10", "0:05", "20 00:05"), ("04:59", "18点半", "19 18:30")],
)
def test_a_time_that_is_still_to_come_was_yesterday_for_whoever_writes_at_night(
    now: str, typed: str, meant: str
) -> None:
    at = read_past(typed, datetime.strptime(f"2026-01-20 {now} +0800", "%Y-%m-%d %H:%M %z"))
    assert at is not None
    assert f"{at.astimezone(LOCAL):%d %H:%M}" == meant


@pytest.mark.parametrize(("now", "typed"), [("00:10", "今天 23:50"), ("00:10", "8:00"), ("10:00", "23:50")])
def test_a_time_that_is_still_to_come_is_no_other_day_s_where_that_is_not_meant(now: str, typed: str) -> None:
    with pytest.raises(NotATime, match="还没到"):
        read_past(typed, datetime.strptime(f"2026-01-20 {now} +0800", "%Y-%m-%d %H:%M %z"))


def test_a_text_of_twenty_letters_is_repeated_whole_and_a_longer_one_cut() -> None:
    for text, shown in (("x" * 20, "“" + "x" * 20 + "”"), ("x" * 21, "“" + "x" * 20 + "…”")):
        with pytest.raises(NotATime, match=shown):
            read_moment(text, NOW)


@pytest.mark.parametrize("typed", ["23:59", "2359", "00:00", "0000"])
def test_every_minute_of_a_day_is_read(typed: str) -> None:
    at = read_moment(typed, NOW)
    assert at is not None
    assert f"{at.astimezone(LOCAL):%H%M}" == typed.replace(":", "")


def test_a_later_day_is_refused_without_the_advice_for_today() -> None:
    with pytest.raises(NotATime, match="请核对后重填"):
        read_past("明天 8:00", NOW)
    for read in (read_past, read_coming):
        assert read("", NOW) is None
    assert read_past("昨天 8:00", NOW) is not None
