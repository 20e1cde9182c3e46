"""How well a call is told to be about an open ticket, in made-up pairs of both."""

from collections.abc import Iterator

from tests.bench.databases import Databases, Scale
from tests.bench.figures import Figure
from tests.recognition.pairs import attaches, lists, read_pairs, score_pairs


def run(_databases: Databases, _scale: Scale) -> Iterator[Figure]:
    """Measure precision and recall of what Enter attaches, and of what is listed as likely."""
    held_out = read_pairs("held_out")
    for pairs, size in ((held_out, "held out"), ([*held_out, *read_pairs("tuned")], "in all")):
        for name, answer, goal in (("attached by Enter", attaches, 95.0), ("listed as likely", lists, None)):
            found = score_pairs(pairs, answer)
            note = f"{found.right} of {found.given} right, {found.wanted} to be found"
            label = f"{len(pairs)} pairs {size}"
            yield Figure(f"{name}: precision", label, 100 * found.precision, "%", goal, note=note, at_least=True)
            yield Figure(f"{name}: recall", label, 100 * found.recall, "%")
