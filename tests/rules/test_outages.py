"""The phases of an outage, and what counts as short notice."""

from datetime import UTC, datetime, timedelta

import pytest

from tickets.rules.outages import Phase, is_short_notice, moved_promise, phase

NOW = datetime(2026, 1, 20, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("since", "expected", "until", "found"),
    [
        (NOW, None, None, Phase.LASTING),
        (NOW - HOUR, NOW, None, Phase.LASTING),
        (NOW - 2 * HOUR, NOW - HOUR, None, Phase.OVERDUE),
        (NOW + HOUR, NOW + 2 * HOUR, None, Phase.PLANNED),
        (NOW - 2 * HOUR, NOW - HOUR, NOW, Phase.ENDED),
    ],
)
def test_an_outage_that_should_be_over_by_now_is_overdue_until_it_ends(
    since: datetime, expected: datetime | None, until: datetime | None, found: Phase
) -> None:
    assert phase(since, expected, until, NOW) is found


def test_less_than_a_day_ahead_is_short_notice() -> None:
    assert [is_short_notice(NOW + hours * HOUR, NOW) for hours in (-1, 0, 1, 23, 24, 25)] == [
        False, False, True, True, False, False,
    ]  # fmt: skip


def test_what_was_promised_moves_with_the_beginning_of_an_outage() -> None:
    later = NOW + timedelta(days=1)
    assert moved_promise(NOW + timedelta(hours=4), NOW, later) == later + timedelta(hours=4)
    assert moved_promise(None, NOW, later) is None
