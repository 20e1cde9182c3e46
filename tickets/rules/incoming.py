"""A call that a telephone program reports when it rings, read from its command line or from a URI.

What it says comes from outside and may be anything: a wrong part becomes empty, so that the call is shown all the same.
"""

import json
import re
from dataclasses import asdict, dataclass

from tickets.rules.texts import strip_harmful

SCHEME = "ruihong-hotline"
BYTES_AT_MOST = 4096  # of a message to the window
URI_AT_MOST = 2000  # characters
FIELDS_AT_MOST = 20  # of a URI
NOT_UNDERSTOOD = f"看不懂这个来电地址，要写成 {SCHEME}:call?number=号码&id=通话编号"

_NUMBER_AT_MOST, _ID_AT_MOST, _LINK_AT_MOST = 60, 120, 500  # characters
_DIGITS = range(1, 21)  # of a number with country code and extension
_ADDRESS = re.compile(r"(?:(?:sips?|tel):)?([^@;]*)(?:[@;].*)?", re.DOTALL | re.IGNORECASE)
_NUMBER = re.compile(r"\+?[0-9\s()./\-]*(?:(?:转|分机|ext\.?|x|#)\s*[0-9]{1,6})?", re.IGNORECASE)
_ID = re.compile(r"[A-Za-z0-9._:@+/=\-]*")


@dataclass(frozen=True, slots=True)
class IncomingCall:
    """What is known when the telephone rings, each "" if it isn't.

    `reference` is the telephone system's id of the call: the same one is the same call. `recording` is a link, which is
    shown and never opened.
    """

    number: str = ""
    reference: str = ""
    recording: str = ""


def incoming_call(number: str = "", reference: str = "", recording: str = "") -> IncomingCall:
    """Return the call with every part that is not what it should be left empty."""
    return IncomingCall(_number(number), _reference(reference), _link(recording))


def call_of_uri(uri: str) -> IncomingCall:
    """Return the call of `ruihong-hotline:call?number=…&id=…&recording=…`; other parts are ignored.

    Raises ValueError, with a sentence, for any other text.
    """
    if len(uri) > URI_AT_MOST:
        raise ValueError(NOT_UNDERSTOOD)
    from urllib.parse import parse_qs, urlsplit  # noqa: PLC0415  slow to load, and a telephone is ringing

    try:
        parts = urlsplit(uri)
        # In a query "+" usually stands for a space; here it begins a number.
        given = parse_qs(parts.query.replace("+", "%2B"), max_num_fields=FIELDS_AT_MOST)
    except ValueError as error:
        raise ValueError(NOT_UNDERSTOOD) from error
    if parts.scheme != SCHEME or (parts.netloc or parts.path).strip("/") != "call":
        raise ValueError(NOT_UNDERSTOOD)
    first = {name: values[0] for name, values in given.items()}
    return incoming_call(first.get("number", ""), first.get("id", ""), first.get("recording", ""))


def to_message(call: IncomingCall | None) -> bytes:
    """Return one line for the running window; None only asks it to come to the front."""
    return json.dumps({} if call is None else asdict(call)).encode("ascii") + b"\n"


def from_message(line: bytes) -> IncomingCall | None:
    """Return the call of a line, each part checked again, None for no call. Raises ValueError for any other line."""
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError("no message") from error
    if not isinstance(plain, dict):
        raise ValueError("no message")
    if not plain:
        return None
    names = ("number", "reference", "recording")
    return incoming_call(**{name: text for name in names if isinstance(text := plain.get(name), str)})


def _number(text: str) -> str:
    """Return a telephone number as it was given; "" for a name, a withheld number or too many digits."""
    found = _ADDRESS.fullmatch(text) if len(text) <= _NUMBER_AT_MOST else None
    number = strip_harmful(found[1]) if found is not None else ""
    digits = sum(letter in "0123456789" for letter in number)
    return number if _NUMBER.fullmatch(number) and digits in _DIGITS and "\n" not in number else ""


def _reference(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _ID_AT_MOST and _ID.fullmatch(text) else ""


def _link(text: str) -> str:
    text = text.strip()
    is_one_line = strip_harmful(text) == text and "\n" not in text
    return text if len(text) <= _LINK_AT_MOST and is_one_line else ""
