"""Pasted text is stored completely, without harmful characters."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tickets.rules.texts import TextTooLong, clean, columns, on_one_line, strip_harmful, visible

NO_INK = "\u115f\u1160\u2800\u3164\uffa0"  # invisible letters and signs
anything = st.text(st.characters(exclude_categories=()))  # including lone surrogates and controls


@given(anything)
def test_any_text_can_be_stored_afterwards(text: str) -> None:
    stored = clean(text, 10_000)
    stored.encode("utf-8")
    assert "\x00" not in stored and "\r" not in stored


@given(anything)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = strip_harmful(text)
    assert strip_harmful(once) == once


@given(
    st.text(
        st.characters(categories=["L", "N", "P", "S"], include_characters=" ", exclude_characters=NO_INK), max_size=50
    )
)
def test_ordinary_text_is_only_trimmed(text: str) -> None:
    assert clean(text, 50) == text.strip()


@given(st.text(st.characters(categories=["L"], exclude_characters=NO_INK), min_size=1, max_size=30), st.integers(0, 30))
def test_a_text_is_kept_whole_or_refused_never_cut(text: str, at_most: int) -> None:
    if len(text) <= at_most:
        assert clean(text, at_most) == text
        return
    with pytest.raises(TextTooLong) as refusal:
        clean(text, at_most)
    assert (refusal.value.length, refusal.value.at_most) == (len(text), at_most)


@pytest.mark.parametrize("code", [0, 7, 8, 0x1B, 0x7F, 0x9B, 0x061C, 0x200E, 0x202E, 0x2066, 0x2069, 0xFEFF, 0xD83D])
def test_control_characters_bidi_marks_and_lone_surrogates_are_removed(code: int) -> None:
    assert clean(f"水{chr(code)}管", 10) == "水管"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_becomes_a_newline(end: str) -> None:
    assert clean(f"一楼{end}二楼", 10) == "一楼\n二楼"


@pytest.mark.parametrize(
    "text", ["😀 漏水", "👨‍👩‍👧 三口人", "❄️", "🇨🇳", "𠮷", "行一\n\t行二", "'; DROP TABLE calls; --", "%s {0}"]
)
def test_emoji_rare_characters_tabs_and_code_are_kept(text: str) -> None:
    assert clean(text, 100) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "\u3000", "\n\t\r\n", "\x00\x00", " \u202e ",
        "\u200b", "\u3164 \u2800", "\u200d\ufe0f", "\u00ad\u2060", "\U000e0041",
    ],
)  # fmt: skip
def test_a_text_without_visible_characters_becomes_empty(text: str) -> None:
    assert clean(text, 0) == ""


def test_the_length_is_counted_after_cleaning() -> None:
    assert clean("  " + "\x00" * 100 + "水管\r\n爆了  ", 5) == "水管\n爆了"


@given(anything)
@example("\u200b")
def test_the_visible_form_of_a_text_has_no_control_characters_and_keeps_every_letter(text: str) -> None:
    shown = visible(text)
    assert strip_harmful(f"a{shown}b") == f"a{shown}b", "nothing harmful is left"
    assert len(shown) <= len(text)
    assert "\n" not in on_one_line(text)


def test_a_control_sequence_is_seen_and_not_carried_out() -> None:
    assert visible("a\x1b[2J\x9b31m\u202eb\r\nc\td") == "a␛[2J\ufffd31m\ufffdb\nc\td"
    assert on_one_line("a\nb\x00") == "a b␀"


@pytest.mark.parametrize(("text", "taken"), [("", 0), ("DN100", 5), ("水管。", 6), ("e\u0301", 1), ("Ａ", 2)])
def test_a_chinese_character_takes_two_columns_and_an_accent_none(text: str, taken: int) -> None:
    assert columns(text) == taken
