"""What the program hears in a caller's words with the shipped faults and the shipped gazetteer."""

from tests.recognition.sentences import NONE, place_key
from tickets.rules.caller_words import other_names, says_again
from tickets.rules.fault_words import FaultVocabulary, FaultWords
from tickets.rules.place_words import PlaceNames, PlaceWords
from tickets.store.seed import fault_rows, place_rows

FAULTS = [
    FaultWords(row["code"], row["name"], row["fault_group"], tuple(other_names(row["words"]))) for row in fault_rows()
]
VOCABULARY = FaultVocabulary(FAULTS)
PLACES = [
    PlaceWords(key, row["name"], row["town"], tuple(other_names(row["aliases"])))
    for key, row in enumerate(place_rows())
]
NAMES = PlaceNames(PLACES)
_KEYS = [place_key(row) for row in place_rows()]


def suggested_fault(words: str) -> str:
    """Return the code of the first suggestion."""
    return next((each.key for each in VOCABULARY.heard(words)), NONE)


def filled_fault(words: str) -> str:
    """Return the code that is filled in without asking; "again" for the one that the caller reported before."""
    heard = VOCABULARY.heard(words)
    sure = next((each.key for each in heard if each.sure), "")
    return sure or ("again" if not heard and says_again(words) else NONE)


def suggested_place(words: str) -> str:
    """Return the place that is suggested first, as "town/name"."""
    return next((_KEYS[each.key] for each in NAMES.heard(words)), NONE)


def filled_place(words: str) -> str:
    """Return the place that is filled in without asking, as "town/name"."""
    return next((_KEYS[each.key] for each in NAMES.heard(words) if each.sure), NONE)
