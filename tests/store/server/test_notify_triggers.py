"""The notifications' payloads, and how forged ones are treated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.store.feed.notify_triggers import Note, read_note


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("journal 12 7 calls,tickets", Note(frozenset({"calls", "tickets"}), 7, 12)),
        ("journal 12 - crews", Note(frozenset({"crews"}), None, 12)),
        ("journal 12 7 ", Note(frozenset(), 7, 12)),
        ("editing 7", Note(frozenset({"editing"}), 7)),
        ("editing", Note(frozenset({"editing"}))),
    ],
)
def test_a_notification_says_what_was_committed(text: str, note: Note) -> None:
    assert read_note(text) == note


@pytest.mark.parametrize(
    "text", ["", "alerts", "journal", "journal 1", "journal x 7 tickets", "journal 1 7", "calls 7"]
)
def test_a_notification_with_too_little_content_is_not_read(text: str) -> None:
    assert read_note(text) is None


@given(st.text() | st.from_regex(r"journal \d+ \d+ .*|editing \d+", fullmatch=True))
def test_any_notification_text_is_read_or_ignored(text: str) -> None:
    note = read_note(text)
    assert note is None or note.ticket is None or note.ticket < 10**18
