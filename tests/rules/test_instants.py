"""Instants are whole seconds of UTC; days and hours are those of Dong'e."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.instants import day_start, in_words, local_day, local_hour, plus, seconds_between, utc_now, whole

MORNING = datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC)  # 09:02:03 in Dong'e


def test_the_current_time_is_a_whole_second_in_utc() -> None:
    before, now, after = datetime.now(UTC), utc_now(), datetime.now(UTC)
    assert before - timedelta(seconds=1) < now <= after
    assert (now.microsecond, now.utcoffset()) == (0, timedelta(0))


def test_an_instant_of_another_zone_is_the_same_one_cut_to_the_second() -> None:
    there = MORNING.replace(microsecond=999_999).astimezone(timezone(timedelta(hours=-7)))
    assert whole(there) == MORNING
    assert whole(there).utcoffset() == timedelta(0)
    with pytest.raises(ValueError, match="naive"):
        whole(datetime(2026, 11, 23))  # noqa: DTZ001


@given(st.dates(date(1992, 1, 1), date(2100, 1, 1)), st.integers(0, 86_399))
def test_every_second_of_a_local_day_belongs_to_that_day(day: date, second: int) -> None:
    at = plus(day_start(day), second)
    assert local_day(at) == day
    assert local_hour(at) == second // 3600
    assert seconds_between(day_start(day), at) == second
    assert local_day(plus(day_start(day), -1)) == day - timedelta(days=1)


@pytest.mark.parametrize(
    ("after", "words"),
    [(0, "09:02"), (5, "09:02:08"), (57, "09:03"), (-4, "09:01"), (3600, "10:02"), (15 * 3600, "11-24 00:02")],
)
def test_a_time_is_shown_only_as_finely_as_needed_to_distinguish_it_from_another(after: int, words: str) -> None:
    assert in_words(plus(MORNING, after), beside=MORNING) == words
