"""Days are those of Dong'e, and both ends count."""

from datetime import UTC, date, datetime

import pytest

from ui.archive.periods import Period, span

TODAY = date(2026, 11, 23)


def midnight(day: int, month: int = 11) -> datetime:
    """The instant at which a day of 2026 begins in Dong'e, for days that follow one of the same month."""
    return datetime(2026, month, day - 1, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [
        (Period.EVER, None, None),
        (Period.TODAY, midnight(23), None),
        (Period.WEEK, midnight(17), None),
        (Period.MONTH, midnight(25, 10), None),
        (Period.CHOSEN, midnight(3), midnight(6)),
    ],
)
def test_a_period_means_these_instants(period: Period, since: datetime | None, until: datetime | None) -> None:
    assert span(period, date(2026, 11, 3), date(2026, 11, 5), TODAY) == (since, until)


def test_two_days_in_reverse_order_mean_the_same_period() -> None:
    there, back = ((date(2026, 11, 3), date(2026, 11, 5)), (date(2026, 11, 5), date(2026, 11, 3)))
    assert span(Period.CHOSEN, *there, TODAY) == span(Period.CHOSEN, *back, TODAY)
