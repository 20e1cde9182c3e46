"""Which backups are kept, when one is due and when it is too old."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.backups import (
    BackupFile,
    backup_name,
    before_upgrade_of,
    fit_name,
    is_old,
    kept,
    night_of,
    read_name,
)
from tickets.rules.instants import local_day

NOW = datetime(2026, 11, 29, 4, 0, tzinfo=UTC)  # noon in Dong'e
ages = st.integers(min_value=-1000, max_value=900 * 24 * 3600)  # seconds before NOW


def made(seconds: int) -> BackupFile:
    at = NOW - timedelta(seconds=seconds)
    return BackupFile(backup_name("desk", at), "desk", at)


@given(st.sets(ages, max_size=60), st.integers(1, 20), st.integers(0, 14))
def test_the_keeping_rule_keeps_few_backups_and_the_newest_of_each_day(
    seconds: set[int], days: int, months: int
) -> None:
    backups = {made(age) for age in seconds}
    left = kept(backups, NOW, days, months)
    young = {one for one in backups if one.made > NOW - timedelta(days=1)}
    assert left <= backups
    assert young <= left
    assert len(left - young) <= days + months
    assert kept(left, NOW, days, months) == left
    if backups:
        newest = max(backups, key=lambda one: one.made)
        assert newest in left
        every_day = {local_day(one.made) for one in backups}
        assert {local_day(one.made) for one in left} >= set(sorted(every_day)[-days:])
        every_month = {f"{one.made:%Y-%m}" for one in backups}
        assert len({f"{one.made:%Y-%m}" for one in left}) >= min(months, len(every_month))


def test_after_two_years_fourteen_daily_and_twelve_monthly_backups_are_kept() -> None:
    left: set[BackupFile] = set()
    for night in range(730, -1, -1):
        now = NOW - timedelta(days=night)
        left.add(BackupFile(backup_name("desk", now), "desk", now))
        left = set(kept(left, now, 14, 12))
    days = sorted(local_day(one.made).isoformat() for one in left)
    assert days[-14:] == [(local_day(NOW) - timedelta(days=n)).isoformat() for n in range(13, -1, -1)]
    assert days[:-14] == [
        "2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31",
        "2026-08-31", "2026-09-30", "2026-10-31",
    ]  # fmt: skip


@given(st.text(max_size=120), st.integers(946_684_800, 4_102_444_800))
def test_the_name_of_a_backup_contains_desk_and_time(desk: str, at: int) -> None:
    moment = datetime.fromtimestamp(at, UTC)
    found = read_name(backup_name(desk, moment))
    assert found is not None
    assert (found.desk, found.made) == (fit_name(desk), moment)


@pytest.mark.parametrize("name", ["desk.db", "desk.backup.zip", "desk-20261329-990000.backup.zip", "a-b.zip", ""])
def test_other_file_names_are_not_read_as_backups(name: str) -> None:
    assert read_name(name) is None


def test_a_night_begins_at_its_hour_and_lasts_until_the_next() -> None:
    before = datetime(2026, 11, 29, 2, 59, 59, tzinfo=UTC) - timedelta(hours=8)
    assert night_of(before, 3) == "2026-11-28"
    assert night_of(before + timedelta(seconds=1), 3) == "2026-11-29"


def test_a_backup_before_an_upgrade_is_recognised_by_its_name_for_any_desk_name() -> None:
    assert before_upgrade_of("热线/一号") == "热线_一号-before-upgrade"
    assert len(before_upgrade_of("x" * 200)) == 60 + len("-before-upgrade")
    found = read_name(backup_name(before_upgrade_of("desk"), NOW))
    assert found is not None
    assert (found.desk, found.made) == ("desk-before-upgrade", NOW)


def test_only_backups_younger_than_a_day_are_kept_for_their_age() -> None:
    newest, just_young, a_day_old, of_before = made(0), made(86_399), made(86_400), made(2 * 86_400)
    all_of_them = {newest, just_young, a_day_old, of_before}
    assert kept(all_of_them, NOW, 1, 0) == {newest, just_young}
    assert kept({newest, a_day_old, of_before}, NOW, 0, 0) == {newest}, "the newest is always kept"
    assert kept({newest, a_day_old, of_before}, NOW, 2, 0) == {newest, a_day_old}


@pytest.mark.parametrize(("hours", "seconds", "old"), [(26, 0, False), (26, 1, True), (-1, 0, False)])
def test_a_backup_is_old_when_the_next_night_has_passed_by_two_hours(hours: int, seconds: int, old: bool) -> None:
    assert is_old(NOW - timedelta(hours=hours, seconds=seconds), NOW) is old
    assert is_old(None, NOW)
