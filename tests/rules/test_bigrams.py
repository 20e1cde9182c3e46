"""Search tokens: pairs of characters, whole words, numbers and their last digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.bigrams import pairs, query_tokens, tokens

chinese = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("，。！ 😀", []),
        ("水", ["水"]),
        ("水管", ["水管"]),
        ("水管爆裂", ["水管", "管爆", "爆裂"]),
        ("水管，爆裂", ["水管", "爆裂"]),
        ("DN200管", ["dn", "200", "管"]),
        ("ＤＮ２００", ["dn", "200"]),
        ("PE pipe", ["pe", "pipe"]),
        ("3号楼2单元", ["3", "号楼", "2", "单元"]),
        ("328021", ["328021"]),
        ("3280212", ["3280212", "0212"]),
        ("13800000001", ["13800000001", "0001"]),
        ("20260105-0007", ["20260105", "0105", "0007"]),
        ("〇二", ["〇二"]),
        ("𠮷田", ["𠮷田"]),
        ("水水水", ["水水", "水水"]),
        ("a' OR 1=1 --", ["a", "or", "1", "1"]),
    ],
)
def test_text_is_split_as_documented(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected
    assert query_tokens(text) == list(dict.fromkeys(expected))


@given(chinese, st.data())
def test_any_two_neighbouring_characters_or_more_find_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 2, len(text)))
    assert set(query_tokens(text[start:end])) <= set(tokens(text))


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), chinese)
def test_a_phone_is_found_whole_or_by_its_last_four(number: str, words: str) -> None:
    found = set(tokens(f"{words}{number}{words}"))
    assert set(query_tokens(number)) <= found
    assert set(query_tokens(number[-4:])) <= found


@given(st.text())
def test_no_token_has_a_space_a_quote_or_a_capital(text: str) -> None:
    letters = "".join(tokens(text))
    assert letters == letters.lower()
    assert all(letter.isalnum() or ord(letter) > 0x3000 for letter in letters)


@given(st.text())
def test_splitting_the_tokens_again_gives_the_same_tokens(text: str) -> None:
    assert set(tokens(" ".join(tokens(text)))) == set(tokens(text))


def test_an_empty_text_has_no_bigrams() -> None:
    assert pairs("") == []
