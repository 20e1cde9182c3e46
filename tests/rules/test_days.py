"""Days as they are written in a search."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.days import Days, read_days

TODAY = date(2026, 11, 25)  # a Wednesday


def days(first: str, last: str = "") -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("今天", days("2026-11-25")),
        ("今日", days("2026-11-25")),
        ("昨日", days("2026-11-24")),
        ("前日", days("2026-11-23")),
        ("昨天", days("2026-11-24")),
        ("前天", days("2026-11-23")),
        ("大前天", days("2026-11-22")),
        ("周三", days("2026-11-25")),
        ("星期四", days("2026-11-19")),
        ("本周四", days("2026-11-26")),
        ("上周一", days("2026-11-16")),
        ("上周日", days("2026-11-22")),
        ("上星期天", days("2026-11-22")),
        ("上周", days("2026-11-16", "2026-11-22")),
        ("上上周", days("2026-11-09", "2026-11-15")),
        ("上上周日", days("2026-11-15")),
        ("这周", days("2026-11-23", "2026-11-29")),
        ("本周", days("2026-11-23", "2026-11-29")),
        ("上个月", days("2026-10-01", "2026-10-31")),
        ("上月", days("2026-10-01", "2026-10-31")),
        ("这个月", days("2026-11-01", "2026-11-30")),
        ("今年", days("2026-01-01", "2026-12-31")),
        ("去年", days("2025-01-01", "2025-12-31")),
        ("本月", days("2026-11-01", "2026-11-30")),
        ("11-21", days("2026-11-21")),
        ("11/21", days("2026-11-21")),
        ("11月21日", days("2026-11-21")),
        ("11月21号", days("2026-11-21")),
        ("12-25", days("2025-12-25")),
        ("2-29", None),
        ("2024-2-29", days("2024-02-29")),
        ("2026年11月21日", days("2026-11-21")),
        ("11月", days("2026-11-01", "2026-11-30")),
        ("12月", days("2025-12-01", "2025-12-31")),
        ("2025年", days("2025-01-01", "2025-12-31")),
        ("11-01至11-07", days("2026-11-01", "2026-11-07")),
        ("前天到昨天", days("2026-11-23", "2026-11-24")),
        ("昨天到前天", None),
        ("昨天到昨天", days("2026-11-24")),
        ("昨天到", None),
        ("13-01", None),
        ("13月", None),
        ("0月", None),
        ("1月", days("2026-01-01", "2026-01-31")),
        ("3-201", None),
        ("周", None),
        ("明天", None),
        ("12号楼", None),
    ],
)
def test_a_word_is_read_as_a_range_of_days(word: str, meant: Days | None) -> None:
    assert read_days(word, TODAY) == meant


@given(st.dates(date(2000, 1, 1), TODAY))
def test_every_date_is_read_back_from_both_spellings(day: date) -> None:
    assert (
        read_days(f"{day:%Y-%m-%d}", TODAY)
        == read_days(f"{day.year}年{day.month}月{day.day}日", TODAY)
        == Days(day, day)
    )


@given(
    st.text(alphabet="0123456789年月日号周上本天昨-/~至到", max_size=12), st.dates(date(2001, 1, 1), date(2099, 1, 1))
)
def test_any_text_is_read_as_days_in_order_or_not_at_all(word: str, today: date) -> None:
    found = read_days(word, today)
    assert found is None or found.first <= found.last
