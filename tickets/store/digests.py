"""The journal's chain: each entry carries a digest of itself and of the entry of the same ticket before it.

An entry changed, removed from the middle or slipped in breaks the chain for all to see. The last ones cut
off show too: the ticket's version counts its changes, and the journal must account for each.
"""

import hashlib
from collections.abc import Mapping
from json import JSONEncoder
from typing import Any

CHAINED = (
    "at", "true_time", "staff_id", "seat", "action", "ticket_id", "ticket_version", "text", "touched", "changes",
    "request",
)  # fmt: skip
CHAINED_AFTER = "chained_after"  # the setting that says up to which entry the journal was written without digests
_encode = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def digest(previous: str, entry: Mapping[str, Any]) -> str:
    """Return the SHA-256 (64 hex digits) of an entry in stored values, chained to the one `previous` to it ("": none)."""
    content = _encode([previous, *(entry[name] for name in CHAINED)])
    return hashlib.sha256(content.encode()).hexdigest()
