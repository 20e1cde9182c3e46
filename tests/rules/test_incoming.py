"""What a telephone program reports is read strictly, and never makes the program fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.incoming import IncomingCall, call_of_uri, from_message, incoming_call, to_message
from tickets.rules.phones import normalise


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("13806351234", "13806351234"),
        ("+86 138-0635-1234", "+86 138-0635-1234"),
        ("3280212转8001", "3280212转8001"),
        ("sip:13806351234@192.168.1.9;user=phone", "13806351234"),
        ("", ""),
        ("anonymous", ""),
        ("138O6351234", ""),
        ("1" * 40, ""),
        ("1" * 10_000, ""),
        ("$(reboot)", ""),
        ("138\n0635", ""),
        ("\u202e13806351234", "13806351234"),
    ],
)
def test_a_number_is_kept_as_given_and_anything_else_is_no_number(given: str, kept: str) -> None:
    assert incoming_call(given).number == kept


@pytest.mark.parametrize(
    ("uri", "call"),
    [
        ("ruihong-hotline:call?number=%2B8613806351234&id=a-1", IncomingCall("+8613806351234", "a-1")),
        ("ruihong-hotline:call?number=+8613806351234", IncomingCall("+8613806351234")),
        ("ruihong-hotline://call/?number=3280212&recording=https://pbx/1.wav",
         IncomingCall("3280212", recording="https://pbx/1.wav")),
        ("ruihong-hotline:call?number=%24%28reboot%29&id=--db&x=1", IncomingCall("", "--db")),
        ("ruihong-hotline:call?id=a%20b&recording=a%0Ab", IncomingCall()),
        ("ruihong-hotline:call", IncomingCall()),
        ("RUIHONG-HOTLINE:call?number=3280212%E8%BD%AC8001", IncomingCall("3280212转8001")),
    ],
)  # fmt: skip
def test_a_uri_names_a_call(uri: str, call: IncomingCall) -> None:
    assert call_of_uri(uri) == call


@pytest.mark.parametrize(
    "uri",
    [
        "ruihong-hotline:delete?number=1",
        "ruihong-hotline:ended?id=a-1",
        "https://call?number=1",
        "ruihong-hotline://[call",
        "ruihong-hotline:call?" + "&".join("x=1" for _ in range(99)),
        "ruihong-hotline:call?number=" + "1" * 10_000,
    ],
)
def test_any_other_uri_is_refused(uri: str) -> None:
    with pytest.raises(ValueError):
        call_of_uri(uri)


@given(st.text(), st.text(), st.text())
def test_whatever_is_reported_reaches_the_window_as_it_was_read(one: str, two: str, three: str) -> None:
    call = incoming_call(one, two, three)
    assert from_message(to_message(call)) == call
    assert from_message(b"{}") is None, "no call, only a greeting"
    assert len(normalise(call.number).digits) <= 20


@pytest.mark.parametrize("line", [b"", b"x", b"[]", b"[" * 4000, b"\xff\xfe", b'"a"'])
def test_a_line_that_is_no_message_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):
        from_message(line)
