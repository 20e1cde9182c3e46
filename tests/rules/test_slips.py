"""The numbers of paper slips, as they are printed and as they are typed."""

import pytest

from tickets.rules.slips import read_slip_number, slip_number


@pytest.mark.parametrize(("typed", "number"), [("000123", 123), (" 123 ", 123), ("０００７", 7), ("№ 000007", 7)])
def test_a_printed_number_is_read_back(typed: str, number: int) -> None:
    assert read_slip_number(typed) == number
    assert read_slip_number(slip_number(number)) == number


@pytest.mark.parametrize("typed", ["", "12a", "-1", "0", "1" * 40, "一"])
def test_anything_else_is_no_number(typed: str) -> None:
    assert read_slip_number(typed) is None
