"""Private text is removed from the log, and what helps to find a fault stays."""

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.errors import Refused
from tickets.log.scrubbing import describe_error, scrub

PHONE = 13806351234
WORDS = "刘大妈家的水管爆了，在文化街口"


@pytest.mark.parametrize(
    "phone",
    [
        "13806351234",
        "3280212",
        "0635-3280212",
        "+86 138 0635 1234",
        "１３８０６３５１２３４",
        "(0635) 328 0212",
        "138-0635-1234",
        "138.0635.1234",
    ],
)
def test_a_phone_number_in_any_form_is_removed(phone: str) -> None:
    assert scrub(f"row 12 of {phone}, line 7") == "row 12 of …, line 7"


@pytest.mark.parametrize(
    "kept",
    [
        "line 3280",
        "2026-11-29 00:17:57.123",
        "2026-11-29T00:17",
        "10.1.20.130:5432",
        "139.155.112.134",
        "PySide6 6.11.3",
    ],
)
def test_instants_addresses_and_versions_are_kept(kept: str) -> None:
    assert scrub(kept) == kept


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://desk:hunter2@db/desk",
        "postgresql://desk:hunter2@5@db/desk",
        "connection failed: host=db password=hunter2 user=desk",
        "{'password': 'hunter2 with blanks', 'user': 'desk'}",
        'PASSWORD="hunter2"',
    ],
)
def test_a_password_is_removed(text: str) -> None:
    assert "hunter2" not in scrub(text)
    assert "desk" in scrub(text) or "PASSWORD" in scrub(text)


@pytest.mark.parametrize(
    "error",
    [
        KeyError("hunter2"),
        ValueError("it's no 'it's a' of 'hunter2'"),
        TypeError("unhashable: 'hunter2 is my word'"),
        Refused(f"看不懂“{WORDS}”，「{WORDS}」也不行：{PHONE}"),
        psycopg.errors.UniqueViolation(
            f'duplicate key value violates unique constraint "uq"\nDETAIL:  Key (words)=({WORDS} hunter2\nx) exists.'
        ),
    ],
)
def test_values_in_exception_texts_are_removed(error: Exception) -> None:
    try:
        raise LookupError(PHONE) from error
    except LookupError as later:
        description = describe_error(later)
    for secret in (WORDS, "hunter2", "爆", str(PHONE)):
        assert secret not in description
    assert type(error).__name__ in description
    assert "which was the cause of" in description


def test_names_of_the_source_code_are_kept() -> None:
    try:
        None.accept  # type: ignore[attr-defined] # noqa: B018
    except AttributeError as error:
        description = describe_error(error)
    assert "AttributeError: 'NoneType' object has no attribute 'accept'" in description
    assert "test_names_of_the_source_code_are_kept" in description


@given(st.from_regex(r"\A1[3-9][0-9]{9}\Z"), st.sampled_from(("", " ", "-", "—", " - ")), st.text(max_size=9))
def test_no_mobile_number_is_kept(number: str, between: str, around: str) -> None:
    written = between.join((number[:3], number[3:7], number[7:]))
    assert number[4:] not in scrub(f"{around} {written} {around}").replace(between or " ", "")


def test_an_endless_recursion_is_described_in_few_lines() -> None:
    def again() -> None:
        again()

    with pytest.raises(RecursionError) as caught:
        again()
    assert len(describe_error(caught.value).splitlines()) < 200
