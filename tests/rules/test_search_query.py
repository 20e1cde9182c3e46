"""The search field's text is understood by its form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.days import Days
from tickets.rules.search_query import LONGEST, Every, Numbers, PhoneEnd, PhoneStart, Sought, Spoken, understand

TODAY = date(2026, 11, 23)


def exactly(number: str) -> Numbers:
    return Numbers(number, number)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20261123-0012", exactly("20261123-0012")),
        ("20261123-12", exactly("20261123-0012")),
        ("202611230012", exactly("20261123-0012")),
        ("20261123 - 12", exactly("20261123-0012")),
        ("２０２６１１２３－００１２", exactly("20261123-0012")),
        ("20261123-10001", exactly("20261123-10001")),
        ("#12", exactly("20261123-0012")),
        ("＃7", exactly("20261123-0007")),
        ("13800000000", PhoneStart("13800000000", "13800000000")),
        ("138 0000 0000", PhoneStart("13800000000", "13800000000")),
        ("+86 138-0000-0000", PhoneStart("13800000000", "8613800000000")),
        ("3280212", PhoneStart("06353280212", "3280212")),
        ("0635-3280212", PhoneStart("06353280212", "06353280212")),
        ("3280212转801", PhoneStart("06353280212", "06353280212")),
        ("1380000", PhoneStart("1380000", "1380000")),
        ("8888", PhoneEnd("8888")),
        ("123", Spoken("123")),
        ("前屯", Spoken("前屯")),
        ("  文化街   冒水 ", Every((Spoken("文化街"), Spoken("冒水")))),
        ("文化街，冒水、文化街", Every((Spoken("文化街"), Spoken("冒水")))),
        ("13800000000 漏水", Every((PhoneStart("13800000000", "13800000000"), Spoken("漏水")))),
        ("漏水 138 0000 0000", Every((Spoken("漏水"), PhoneStart("13800000000", "13800000000")))),
        (
            "138 0000 0000 / 0635-3280212",
            Every((PhoneStart("13800000000", "13800000000"), PhoneStart("06353280212", "06353280212"))),
        ),
        ("013800000000", PhoneStart("13800000000", "013800000000")),
        ("陈庄 0012", Every((Spoken("陈庄"), PhoneEnd("0012")))),
        ("昨天", Days(date(2026, 11, 22), date(2026, 11, 22))),
        ("昨天 明漏", Every((Days(date(2026, 11, 22), date(2026, 11, 22)), Spoken("明漏")))),
        ("3-201", Spoken("3-201")),
        ('"DROP TABLE --', Every((Spoken('"DROP'), Spoken("TABLE"), Spoken("--")))),
    ],
)
def test_a_search_text_is_understood_by_its_format(typed: str, meant: Sought) -> None:
    assert understand(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\u202e\u200f", "\x00"])
def test_an_invisible_search_text_gives_no_query(typed: str) -> None:
    assert understand(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "inside", "outside"),
    [
        ("20261123", "20261123-0001", "20261124-0001"),
        ("20261123-", "20261123-12345", "20261122-9999"),
        ("20261123-00", "20261123-0099", "20261123-0100"),
    ],
)
def test_a_partly_typed_ticket_number_means_a_range(typed: str, inside: str, outside: str) -> None:
    meant = understand(typed, TODAY)
    assert isinstance(meant, Numbers)
    assert meant.first <= inside <= meant.last
    assert not meant.first <= outside <= meant.last


def test_eight_digits_that_are_no_date_are_searched_as_a_phone_number() -> None:
    assert understand("20269999", TODAY) == PhoneStart("20269999", "20269999")


@pytest.mark.parametrize(
    ("words", "known"), [("冒水", True), ("12", True), ("a", True), ("水", False), ("😀", False), ("！？", False)]
)
def test_one_chinese_character_is_not_searched_in_the_index(words: str, known: bool) -> None:
    assert Spoken(words).indexed is known


@given(st.text(max_size=300))
def test_any_text_is_understood_without_complaint(text: str) -> None:
    meant = understand(text, TODAY)
    if isinstance(meant, Spoken):
        assert 0 < len(meant.words) <= 18 * LONGEST  # one compatibility character may be normalised to eighteen


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 999_999))
def test_every_ticket_number_is_read_as_a_search_for_itself(day: date, count: int) -> None:
    number = f"{day:%Y%m%d}-{count:04}"
    assert understand(number, TODAY) == exactly(number)
    assert understand(number.replace("-", ""), TODAY) == exactly(number)


@given(st.integers(1, 9_999))
def test_a_hash_means_the_ticket_of_today(count: int) -> None:
    assert understand(f"#{count}", TODAY) == exactly(f"20261123-{count:04}")


def test_two_numbers_in_one_word_are_both_looked_for() -> None:
    both = Every((PhoneStart("13800000001", "13800000001"), PhoneStart("13900000002", "13900000002")))
    assert understand("13800000001/13900000002", TODAY) == both
    assert understand("13800000001/13900000002 13900000002", TODAY) == both


@pytest.mark.parametrize("typed", ["0635 3280212", "0635 328 0212", "06353280212", "明漏 0635 3280212"])
def test_a_phone_number_written_in_parts_is_one_number(typed: str) -> None:
    number = PhoneStart("06353280212", "06353280212")
    meant = understand(typed, TODAY)
    assert meant == (Every((Spoken("明漏"), number)) if " 0635" in typed else number)
    assert understand(f"{typed} 明漏 爆管", TODAY) == Every(
        (*((Spoken("明漏"), number) if " 0635" in typed else (number, Spoken("明漏"))), Spoken("爆管"))
    )
