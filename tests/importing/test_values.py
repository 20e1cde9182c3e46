"""Sizes, counts and words in common notations."""

import pytest

from tickets.importing.mapping import SizeForm
from tickets.importing.values import Unusable, read_count, read_size, read_word
from tickets.rules.words import CallbackResult, Priority


@pytest.mark.parametrize(
    ("text", "dn"),
    [
        ("300", 300), ("DN300", 300), ("dn 300", 300), ("Φ300", 300), ("300mm", 300), ("３００", 300), ("30cm", 300),
        ("30厘米", 300), ("12寸", 300), ('6"', 150), ("6 inch", 150), ("4分", 15), ("6分", 20), ("1.5寸", 40),
        ("8", 80),
    ],
)  # fmt: skip
def test_a_pipe_size_is_converted_to_millimetres(text: str, dn: int) -> None:
    assert read_size(text, SizeForm("mm", cm_below=10)) == dn


def test_a_number_without_a_unit_is_in_the_unit_of_the_ledger() -> None:
    assert read_size("30", SizeForm("cm")) == 300
    assert read_size("6", SizeForm("inch")) == 150
    assert read_size("300mm", SizeForm("cm")) == 300


@pytest.mark.parametrize("text", ["主管", "DN", "300x200", "-5", "De110", "1/2", "", "三百"])
def test_text_that_is_no_pipe_size_is_refused(text: str) -> None:
    with pytest.raises(Unusable):
        read_size(text, SizeForm())


@pytest.mark.parametrize(("text", "count"), [("50", 50), ("约50户", 50), ("1,200户", 1200), ("50余户", 50), ("０", 0)])
def test_a_number_of_households_may_be_approximate(text: str, count: int) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize("text", ["0-50", "很多", ",", "1e5", "9" * 30, "-3"])
def test_a_range_or_a_word_is_not_read_as_a_number(text: str) -> None:
    with pytest.raises(Unusable):
        read_count(text)


def test_a_domain_word_is_recognised_by_its_label_and_by_its_code() -> None:
    assert read_word(Priority, "特急") is Priority.P1
    assert read_word(Priority, "p1") is Priority.P1
    assert read_word(CallbackResult, "未接通") is CallbackResult.NO_ANSWER
    with pytest.raises(Unusable, match="满意、不满意、未接通"):
        read_word(CallbackResult, "还行")
