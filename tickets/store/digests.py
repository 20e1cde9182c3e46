"""The journal's hash chain: each entry holds a digest of itself and of the previous entry of the same ticket.

Changing, inserting or removing an entry breaks the chain. Removing the last entries shows too: the ticket's
version counts its changes, and the journal must account for each of them.
"""

import hashlib
from collections.abc import Iterable
from json import JSONEncoder
from typing import Any

CHAINED = ("at", "true_time", "staff_id", "seat", "action", "ticket_id", "ticket_version", "text", "touched", "request")
CHAINED_AFTER = "chained_after"  # setting: the last entry that was written before digests existed
_encode = JSONEncoder(ensure_ascii=False).encode


def digest(previous: str, values: Iterable[Any], changes: str) -> str:
    """Return the SHA-256, in hex, of an entry that follows the one with the digest `previous` ("" for the first).

    `values` are the columns of CHAINED in that order; `changes` is the JSON. Both are as the database stores them.
    """
    return hashlib.sha256(f"{_encode([previous, *values])}{changes}".encode()).hexdigest()
