"""Wrong passwords lock an account, never for longer than an hour, and a right one resets the count."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.instants import plus
from tickets.rules.lockout import FIRST_LOCK, FREE_TRIES, LONGEST_LOCK, Tries, after_failure, seconds_locked

NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
instants = st.integers(0, 10**9).map(lambda seconds: plus(NOW, seconds))


def locks(times: int) -> list[int]:
    """Return for how long each of so many failures locked."""
    found, tries, now = [], Tries(), NOW
    for _ in range(times):
        now = plus(now, seconds_locked(tries, now))
        tries = after_failure(tries, now)
        found.append(seconds_locked(tries, now))
    return found


def test_after_four_free_tries_each_failure_doubles_the_lock_up_to_an_hour() -> None:
    assert locks(11) == [0, 0, 0, 0, 300, 600, 1200, 2400, 3600, 3600, 3600]


@given(st.integers(FREE_TRIES, 10**6), instants)
def test_a_lock_lasts_from_five_minutes_to_an_hour_and_then_ends(failures: int, now: datetime) -> None:
    locked = after_failure(Tries(failures - 1), now)
    seconds = seconds_locked(locked, now)
    assert FIRST_LOCK <= seconds <= LONGEST_LOCK
    assert seconds_locked(locked, plus(now, seconds - 1)) == 1
    assert seconds_locked(locked, plus(now, seconds)) == 0


@given(st.integers(0, 20), instants)
def test_more_failures_never_shorten_the_lock(failures: int, now: datetime) -> None:
    fewer, more = after_failure(Tries(failures), now), after_failure(Tries(failures + 1), now)
    assert seconds_locked(more, now) >= seconds_locked(fewer, now)


def test_a_clock_that_is_set_back_locks_nobody_out_for_good() -> None:
    locked = after_failure(Tries(FREE_TRIES - 1), NOW)
    assert seconds_locked(locked, NOW - timedelta(days=400)) == 0
