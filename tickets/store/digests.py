"""The journal's chain: each entry carries a digest of itself and of the entry of the same ticket before it.

An entry changed, removed from the middle or slipped in breaks the chain for all to see. The last ones cut
off show too: the ticket's version counts its changes, and the journal must account for each.
"""

import hashlib
from collections.abc import Iterable
from json import JSONEncoder
from typing import Any

CHAINED = ("at", "true_time", "staff_id", "seat", "action", "ticket_id", "ticket_version", "text", "touched", "request")
CHAINED_AFTER = "chained_after"  # the setting that says up to which entry the journal was written without digests
_encode = JSONEncoder(ensure_ascii=False).encode


def digest(previous: str, values: Iterable[Any], changes: str) -> str:
    """Return the SHA-256, in hex, of an entry that follows the one with the digest `previous` ("" when first).

    `values` are those of CHAINED, in that order, and `changes` is the JSON, all as the database keeps them.
    """
    return hashlib.sha256(f"{_encode([previous, *values])}{changes}".encode()).hexdigest()
