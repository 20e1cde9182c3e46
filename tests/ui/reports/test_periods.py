from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ui.reports.scope_bar import Preset, days_of
from ui.reports.words import percent


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
    assert percent(None) == "—"
