"""When somebody is expected is understood as callers say it, or what is unclear is said."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.desk_fixtures import proper_sentence
from tickets.rules.coming_times import _PARTS, _WEEKDAYS, Unclear, read_coming_time
from tickets.rules.instants import LOCAL, local_day

NOW = datetime(2026, 11, 23, 2, 9, tzinfo=UTC)  # a Monday, 10:09 in Dong'e
nows = some.integers(978_307_200, 4_039_372_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@pytest.mark.parametrize(
    ("said", "meant", "assumed"),
    [
        ("明天 15:00", "11-24 15:00", ""),
        ("周三下午", "11-25 14:00", "下午按 14:00"),
        ("后天下午3点", "11-25 15:00", ""),
        ("下周一 9点", "11-30 09:00", ""),
        ("今晚8点", "11-23 20:00", ""),
        ("周五上午", "11-27 09:00", "上午按 9:00"),
        ("星期天中午", "11-29 12:00", "中午按 12:00"),
        ("下下周二下午两点半", "12-08 14:30", ""),
        ("明早八点一刻", "11-24 08:15", ""),
        ("明天下午 15:30", "11-24 15:30", ""),
        ("上午11点", "11-23 11:00", ""),
        ("大后天 傍晚", "11-26 18:00", "傍晚按 18:00"),
        ("12月1日下午4点", "12-01 16:00", ""),
        ("1-2 上午", "01-02 09:00", "上午按 9:00"),
        ("5号下午三点前", "12-05 15:00", ""),
        ("２３号 晚上９点左右", "11-23 21:00", ""),
        ("礼拜六12点钟", "11-28 12:00", ""),
    ],
)
def test_what_callers_say_is_an_instant_and_what_was_assumed(said: str, meant: str, assumed: str) -> None:
    coming = read_coming_time(said, NOW)
    assert coming is not None
    assert (f"{coming.at.astimezone(LOCAL):%m-%d %H:%M}", coming.assumed) == (meant, assumed)


@pytest.mark.parametrize(
    ("hour", "said", "meant"),
    [
        (0, "明早", "11-24 08:00"),
        (4, "明早九点", "11-24 09:00"),
        (5, "明早", "11-25 08:00"),
        (2, "明天早上", "11-25 08:00"),
        (2, "明晚", "11-25 19:00"),
    ],
)
def test_tomorrow_morning_is_the_coming_one_for_whoever_is_up_at_night(hour: int, said: str, meant: str) -> None:
    coming = read_coming_time(said, datetime(2026, 11, 24, hour, 30, tzinfo=LOCAL))
    assert coming is not None
    assert f"{coming.at.astimezone(LOCAL):%m-%d %H:%M}" == meant


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("明天3点", "3点是上午还是下午？请写“下午3点”或 15:00。"),
        ("周一下午", "今天就是周一，请写“今天”或“下周一”。"),
        ("周五", "请写明几点"),
        ("明天凌晨", "请写明几点"),
        ("上午3点", "“上午3点”对不上"),
        ("晚上12点", "“晚上12点”对不上"),
    ],
)
def test_what_has_several_meanings_is_asked_about(said: str, asks: str) -> None:
    with pytest.raises(Unclear) as unclear:
        read_coming_time(said, NOW)
    assert asks in proper_sentence(str(unclear.value))


@pytest.mark.parametrize("text", ["", " ", "尽快", "14", "32号上午", "13-40 上午", "2点到4点", "下午 25:00", "8:75"])
def test_another_text_is_left_to_others(text: str) -> None:
    try:
        assert read_coming_time(text, NOW) is None
    except Unclear:
        assert "25" in text


@given(nows, some.sampled_from(_WEEKDAYS), some.sampled_from(["", "下"]), some.integers(8, 18))
def test_a_weekday_is_the_next_one_and_with_next_that_of_next_week(
    now: datetime, weekday: str, week: str, hour: int
) -> None:
    today = local_day(now)
    number = _WEEKDAYS.index(weekday)
    if not week and number == today.weekday():
        return
    coming = read_coming_time(f"{week}周{weekday}{hour}点", now)
    assert coming is not None
    day = local_day(coming.at)
    monday = today - timedelta(days=today.weekday())
    assert day.weekday() == number
    assert 0 < (day - today).days < 7 if not week else (day - monday).days // 7 == 1


@given(nows, some.sampled_from(sorted(_PARTS)), some.integers(0, 23), some.integers(0, 59))
def test_an_hour_of_a_part_of_the_day_lies_in_it_or_does_not_fit(
    now: datetime, part: str, hour: int, minute: int
) -> None:
    try:
        coming = read_coming_time(f"明天{part}{hour}点{minute}分", now)
    except Unclear:
        assert not {hour, hour + 12} & set(range(_PARTS[part].first, _PARTS[part].last + 1))
        return
    assert coming is not None
    at = coming.at.astimezone(LOCAL)
    assert _PARTS[part].first <= at.hour <= _PARTS[part].last
    assert (at.hour % 12, at.minute, (at.date() - local_day(now)).days) == (hour % 12, minute, 1)


@given(some.text("今明后天周下一三日上午晚点半0123456789:号月- 前", max_size=12), nows)
def test_any_text_is_an_instant_of_a_whole_minute_nothing_or_unclear(text: str, now: datetime) -> None:
    try:
        coming = read_coming_time(text, now)
    except Unclear as unclear:
        assert str(unclear).endswith("。")
    else:
        assert coming is None or (coming.at.tzinfo is UTC and coming.at.second == coming.at.microsecond == 0)
