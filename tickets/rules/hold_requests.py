"""What earlier requests for a hold of a ticket mean for the next one."""

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from tickets.rules.words import ConsentState


class EarlierHolds(NamedTuple):
    """Whether a request for a hold waits for consent, and whether one was refused since the last that was granted."""

    waits: bool
    refused: bool


def earlier_holds(newest_first: Sequence[ConsentState]) -> EarlierHolds:
    """Return what the states of a ticket's requests for holds mean for the next one."""
    since = takewhile(lambda state: state is not ConsentState.GRANTED, newest_first)
    return EarlierHolds(ConsentState.ASKED in newest_first, ConsentState.REFUSED in since)
