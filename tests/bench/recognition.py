"""How well place and fault are recognised in made-up sentences of callers, and how long that takes."""

from collections.abc import Iterator
from statistics import median

from tests.bench.databases import Databases, Scale
from tests.bench.figures import Figure
from tests.bench.timing import side_by_side
from tests.recognition.hearing import (
    NAMES,
    VOCABULARY,
    filled_fault,
    filled_place,
    suggested_fault,
    suggested_place,
)
from tests.recognition.sentences import Sentence, read_sentences, score

_WAYS = (
    ("fault suggested", suggested_fault, lambda sentence: sentence.faults),
    ("fault filled without asking", filled_fault, lambda sentence: sentence.faults),
    ("place suggested", suggested_place, lambda sentence: (sentence.place,)),
    ("place filled without asking", filled_place, lambda sentence: (sentence.place,)),
)


def run(_databases: Databases, scale: Scale) -> Iterator[Figure]:
    """Measure precision and recall on what was held out and on everything, then the time."""
    held_out, hard = read_sentences("held_out"), read_sentences("hard_held_out")
    yield from _figures(held_out, "held out")
    yield from _figures(hard, "hard, held out")
    yield from _figures([*held_out, *hard, *read_sentences("tuned"), *read_sentences("hard_tuned")], "in all")
    words = "我是南湖社区的，可漏水的地方在文化街，路面上往外冒，家里没水了"
    [taken] = side_by_side(scale.few, lambda: (VOCABULARY.heard(words), NAMES.heard(words)))
    yield Figure("place and fault recognised", f"{len(words)} characters", median(taken), "ms")


def _figures(sentences: list[Sentence], half: str) -> Iterator[Figure]:
    size = f"{len(sentences)} {half}"
    for name, answer, wanted in _WAYS:
        found = score(sentences, wanted, answer)
        goal = 97.0 if "filled" in name else None
        note = f"{found.right} of {found.given} right, {found.wanted} to be found"
        yield Figure(f"{name}: precision", size, 100 * found.precision, "%", goal, note=note, at_least=True)
        yield Figure(f"{name}: recall", size, 100 * found.recall, "%")
