import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.errors import Refused
from ui.settings.fields import exact_duration, parse_duration


@given(st.integers(1, 400 * 86400))
def test_a_length_of_time_is_read_back_as_it_was_shown(seconds: int) -> None:
    assert parse_duration(exact_duration(seconds)) == seconds


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("30", 1800), ("30 分", 1800), ("4 小时", 14400), ("1天12小时", 129600), ("1.5h", 5400), ("90秒", 90), ("", None)],
)
def test_people_write_lengths_of_time_in_many_ways(words: str, seconds: int | None) -> None:
    assert parse_duration(words) == seconds


@pytest.mark.parametrize("words", ["很快", "十分钟", "3 年", "-5 分", "1;DROP"])
def test_what_is_no_length_of_time_is_refused_with_a_sentence(words: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_duration(words)
    assert "时长" in refused.value.sentence
