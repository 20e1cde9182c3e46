"""The advice for a fault, as told to a caller to whom nobody is sent."""

import re

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；\n]?")
_PROMISES = ("抢修", "取样", "约定上门", "与您联系")  # words of a clause that promises that somebody comes


def without_crew(advice: str) -> str:
    """Return the advice without what promises a crew; of each sentence, the clauses before that one remain."""
    return "".join(_kept(sentence) for sentence in _SENTENCE.findall(advice)).strip()


def _kept(sentence: str) -> str:
    clauses = sentence.split("，")
    promising = (place for place, clause in enumerate(clauses) if any(word in clause for word in _PROMISES))
    first = next(promising, None)
    if first is None:
        return sentence
    return f"{'，'.join(clauses[:first])}。" if first else ""
