from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.reports.scope_bar import Preset, days_of
from ui.reports.words import percent, seconds


@pytest.mark.parametrize(
    ("preset", "first", "last"),
    [
        (Preset.TODAY, date(2026, 3, 9), date(2026, 3, 9)),
        (Preset.YESTERDAY, date(2026, 3, 8), date(2026, 3, 8)),
        (Preset.WEEK, date(2026, 3, 3), date(2026, 3, 9)),
        (Preset.MONTH, date(2026, 2, 8), date(2026, 3, 9)),
        (Preset.THIS_MONTH, date(2026, 3, 1), date(2026, 3, 9)),
        (Preset.LAST_MONTH, date(2026, 2, 1), date(2026, 2, 28)),
    ],
)
def test_a_preset_means_these_days(preset: Preset, first: date, last: date) -> None:
    assert days_of(preset, date(2026, 3, 9)) == (first, last)


@given(st.sampled_from(Preset), st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_a_preset_never_reaches_into_the_future_and_is_not_reversed(preset: Preset, today: date) -> None:
    first, last = days_of(preset, today)
    assert first <= last <= today


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_last_month_ends_the_day_before_this_one_begins(today: date) -> None:
    assert days_of(Preset.LAST_MONTH, today)[1] + timedelta(days=1) == days_of(Preset.THIS_MONTH, today)[0]


def test_a_hundred_percent_is_shown_only_when_nothing_was_late() -> None:
    assert percent(1.0) == "100.0%"
    assert percent(99_999 / 100_000) == "99.9%"
    assert percent(0.9987) == "99.9%"
    assert percent(0.5) == "50.0%"
    assert percent(0.0) == "0.0%"
    assert percent(None) == seconds(None) == "—"
    assert seconds(0) == "0 秒"
