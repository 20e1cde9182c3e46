"""Made-up sentences of callers with the fault and the place that are meant, and how well these are recognised."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tickets.store.seed import place_rows

HERE = Path(__file__).parent
NONE = "-"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a caller says. `faults` are the codes that are right, `place` is "town/name"; NONE where there is none."""

    words: str
    faults: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Score:
    """How many answers were given, how many of them are right, and how many could have been right."""

    given: int
    right: int
    wanted: int
    wrong: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """The share of the answers that are right."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The share of what could be answered that was."""
        return self.right / self.wanted if self.wanted else 1.0


def read_sentences(name: str) -> list[Sentence]:
    """Return the sentences of `tuned`, `held_out`, `hard_tuned` or `hard_held_out`."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]
    return [Sentence(words, tuple(faults.split(",")), _whole_name(place)) for words, faults, place in cells]


def place_key(row: dict[str, str]) -> str:
    """Return the name by which a row of the gazetteer is labelled."""
    return f"{row['town']}/{row['name']}"


def score(
    sentences: Iterable[Sentence], wanted: Callable[[Sentence], Sequence[str]], answer: Callable[[str], str]
) -> Score:
    """Return how well `answer`, which returns NONE for none, matches what is `wanted`."""
    given = right = possible = 0
    wrong = []
    for sentence in sentences:
        meant, found = wanted(sentence), answer(sentence.words)
        possible += found in meant if NONE in meant and found != NONE else NONE not in meant
        given += found != NONE
        right += found != NONE and found in meant
        if found != NONE and found not in meant:
            wrong.append(f"{sentence.words}: {found}, not {' '.join(meant)}")
    return Score(given, right, possible, tuple(wrong))


def _whole_name(place: str) -> str:
    if place == NONE or "/" in place:
        return place
    [key] = _keys_by_name()[place]
    return key


@cache
def _keys_by_name() -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for row in place_rows():
        keys.setdefault(row["name"], []).append(place_key(row))
    return keys
