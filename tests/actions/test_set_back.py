"""The work goes on, and stays sound, on a machine whose clock is set back."""

from typing import Any

import pytest

from tests.desk_fixtures import Hand, HandClock
from tests.every_step import Staff
from tests.set_back import DAY, HOUR, SetBack, require_alerts, require_punctual
from tickets.actions.command import Command


@pytest.fixture
def staff(hand: Hand) -> Staff:
    """The duty account, and a supervisor who has asked for nothing."""
    return Staff(hand, hand, hand.other_supervisor())


def before(clock: HandClock, seconds: int) -> SetBack:
    """Return what sets the clock back before a command."""

    def set_back(command: Command[Any]) -> Command[Any]:
        clock.advance(-seconds)
        return command

    return set_back


@pytest.mark.parametrize("back", [HOUR, DAY])
def test_every_step_is_taken_and_taken_back_and_stays_punctual(staff: Staff, clock: HandClock, back: int) -> None:
    require_punctual(staff, clock, back, before(clock, back))


@pytest.mark.parametrize("odd", [False, True])
@pytest.mark.parametrize("swept", [False, True])
def test_every_step_is_taken_when_alerts_have_fallen_due(
    staff: Staff, clock: HandClock, odd: bool, swept: bool
) -> None:
    require_alerts(staff, clock, before(clock, HOUR), odd=odd, swept=swept)
