"""Which re-ratings give a stage a longer limit."""

from datetime import datetime, timedelta

import pytest

from tests.desk_fixtures import START
from tickets.rules.limits import Rating, agreed
from tickets.rules.rerating import lengthens
from tickets.rules.stages import goes_by_appointment
from tickets.rules.words import Priority, Stage, Zone

HOUR = 3600


def limit(rating: Rating, stage: Stage, at: datetime) -> int:
    """Return the time until an appointment, else 1 to 3 hours for P2 to P4; for DN 200 a little longer at one hour."""
    if goes_by_appointment(stage, rating.priority) and rating.appointment is not None:
        return agreed(at, rating.appointment)
    if rating.dn == 200 and at.hour == 10:
        return HOUR + 60
    return {Priority.P3: 2, Priority.P4: 3}.get(rating.priority, 1) * HOUR


def rated(priority: Priority, hours: float | None = None, dn: int | None = None) -> Rating:
    """Return a rating, with an appointment in so many hours."""
    return Rating("leak", priority, Zone.URBAN, dn, None if hours is None else START + timedelta(hours=hours))


P2, P3, P4 = Priority.P2, Priority.P3, Priority.P4


@pytest.mark.parametrize(
    ("before", "after", "is_longer"),
    [
        ([rated(P2)], [rated(P2)], False),
        ([rated(P3)], [rated(P2)], False),
        ([rated(P2)], [rated(P3)], True),
        ([rated(P2), rated(P3)], [rated(P3)], True),
        ([rated(P2)], [rated(P2), rated(P3)], False),
        ([rated(P2)], [rated(P2, dn=200)], True),
        ([rated(P4, 2)], [rated(P2, 2)], True),
        ([rated(P4, 100)], [rated(P2, 100)], True),
        ([rated(P4, 100)], [rated(P4, 101)], True),
        ([rated(P4, 101)], [rated(P4, 100)], False),
        ([rated(P4, 100)], [rated(P4, 100), rated(P2)], False),
        ([rated(P2)], [rated(P4, 0.9)], True),
        ([rated(P4)], [rated(P4, 0.9)], False),
        ([rated(P2)], [rated(P4, 1.1)], True),
    ],
)
def test_a_rating_gives_a_longer_limit_if_a_stage_that_starts_at_any_time_gets_one(
    before: list[Rating], after: list[Rating], is_longer: bool
) -> None:
    assert lengthens(limit, before, after, {}, START) is is_longer
