"""Who is to be rung back, and when one who did not answer comes back."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.callbacks import FIRST_HOUR, LAST_HOUR, TRIES, CallbackPhase, callback_phase, next_try, tries_so_far
from tickets.rules.instants import LOCAL
from tickets.rules.words import CallbackResult

NOW = datetime(2026, 1, 20, 2, tzinfo=UTC)  # 10:00 local
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0)
)


@pytest.mark.parametrize(
    ("result", "tries", "again", "phase"),
    [
        (None, 0, None, CallbackPhase.DUE),
        (CallbackResult.NO_ANSWER, 1, NOW, CallbackPhase.DUE),
        (CallbackResult.NO_ANSWER, 1, NOW + timedelta(seconds=1), CallbackPhase.LATER),
        (CallbackResult.NO_ANSWER, TRIES, None, CallbackPhase.UNREACHED),
        (CallbackResult.NO_ANSWER, TRIES, NOW + timedelta(hours=1), CallbackPhase.LATER),
        (CallbackResult.NO_ANSWER, TRIES, NOW, CallbackPhase.DUE),
        (CallbackResult.UNSATISFIED, 2, None, CallbackPhase.UNHAPPY),
        (CallbackResult.SATISFIED, 0, None, CallbackPhase.ANSWERED),
        (CallbackResult.REFUSED, TRIES, None, CallbackPhase.ANSWERED),
    ],
)
def test_the_phase_follows_from_answer_tries_and_time(
    result: CallbackResult | None, tries: int, again: datetime | None, phase: CallbackPhase
) -> None:
    assert callback_phase(result, tries, again, NOW) is phase


@given(at=INSTANTS, tries=st.integers(1, TRIES - 1), pause=st.integers(600, 86_400))
def test_nobody_is_rung_at_night_nor_earlier_than_after_the_pause(at: datetime, tries: int, pause: int) -> None:
    again = next_try(tries, at, pause)
    assert again is not None
    least = timedelta(seconds=pause) if tries == 1 else timedelta(days=1)
    assert least <= again - at <= least + timedelta(hours=24 - LAST_HOUR + FIRST_HOUR)
    assert FIRST_HOUR <= again.astimezone(LOCAL).hour < LAST_HOUR


def test_after_the_last_try_nobody_is_rung_again() -> None:
    assert next_try(TRIES, NOW, 600) is None


@pytest.mark.parametrize(
    ("result", "counted", "tries"),
    [
        (CallbackResult.NO_ANSWER, 0, 1),
        (CallbackResult.NO_ANSWER, 2, 2),
        (CallbackResult.SATISFIED, 0, 0),
        (None, 0, 0),
    ],
)
def test_a_try_that_was_not_counted_yet_is_one(result: CallbackResult | None, counted: int, tries: int) -> None:
    assert tries_so_far(result, counted) == tries
