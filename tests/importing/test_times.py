"""Times in common notations."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.importing.mapping import TimeForm
from tickets.importing.times import read_time
from tickets.importing.values import Unusable
from tickets.rules.instants import LOCAL

USUAL = TimeForm(ZoneInfo("Asia/Shanghai"), (), False)
AT = datetime(2024, 1, 5, 9, 5, tzinfo=LOCAL)


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-05 09:05", "2024-1-5 9:05", "2024/1/5 9:05", "2024/01/05 09:05:00", "2024.1.5 9:05",
        "2024年1月5日9时5分", "2024年1月5日 9:05", "2024年1月5日9点05分00秒", "２０２４/１/５　９：０５",
        "2024-01-05T09:05:00", "2024-01-05 01:05Z",
        "2024/01/05 01:05:00+00", "2024-01-05T01:05:00.000+00:00", "2024-01-04 20:05 -0500",
        "45296.378472222",
    ],
)  # fmt: skip
def test_one_instant_is_read_from_many_formats(text: str) -> None:
    assert read_time(text, USUAL) == (AT.astimezone(UTC), True)


@pytest.mark.parametrize("text", ["2024-01-05", "2024/1/5", "2024.1.5", "2024年1月5日", "45296"])
def test_a_date_without_a_time_is_not_exact(text: str) -> None:
    assert read_time(text, USUAL) == (datetime(2024, 1, 5, tzinfo=LOCAL).astimezone(UTC), False)


@pytest.mark.parametrize(
    "text",
    ["昨天", "2024-13-05", "2024-02-30 10:00", "2024-01-05 25:00", "05/01/2024", "2024", "9:5:61", "Z", "²", "0"],
)
def test_text_that_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Unusable, match="读不出时间"):
        read_time(text, USUAL, AT)


def test_a_year_before_the_clocks_begin_is_refused() -> None:
    with pytest.raises(Unusable, match="1970"):
        read_time("1024-01-05 09:05", USUAL)


def test_midnight_may_be_read_as_a_date_without_a_time() -> None:
    form = TimeForm(ZoneInfo("UTC"), (), True)
    assert read_time("2001/03/26 00:00:00+00", form) == (datetime(2001, 3, 26, tzinfo=UTC), False)
    assert read_time("2001/03/26 00:00:01+00", form)[1]
    assert read_time("2001/03/26 00:00:00+00", USUAL)[1]


def test_a_format_of_the_mapping_s_own_is_tried_first() -> None:
    form = TimeForm(ZoneInfo("Asia/Shanghai"), ("%d/%m/%Y %H:%M", "%Y%m%d"), False)
    assert read_time("05/01/2024 09:05", form) == (AT.astimezone(UTC), True)
    assert read_time("20240105", form) == (datetime(2024, 1, 5, tzinfo=LOCAL).astimezone(UTC), False)


def test_a_time_of_day_alone_is_the_first_one_after_the_call() -> None:
    opened = datetime(2024, 1, 5, 23, 50, tzinfo=LOCAL)
    assert read_time("23:55", USUAL, opened)[0] == datetime(2024, 1, 5, 23, 55, tzinfo=LOCAL)
    assert read_time("0:20:30", USUAL, opened)[0] == datetime(2024, 1, 6, 0, 20, 30, tzinfo=LOCAL)
    with pytest.raises(Unusable):
        read_time("23:55", USUAL)


@given(
    st.text(st.characters(codec="utf-8"), max_size=30) | st.from_regex(r"[0-9年月日时分:/.+ Z-]{1,25}", fullmatch=True)
)
def test_any_text_is_a_time_or_unusable(text: str) -> None:
    try:
        at, _ = read_time(text, USUAL, AT)
    except Unusable:
        return
    assert at.tzinfo is UTC
    assert at.microsecond == 0
