"""Spells place names in pinyin, so that they can be found by sound: full without tones, and initials.

The general dictionary misreads some surnames and village names; resources/defaults/pinyin.toml corrects them.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

READINGS = Path(__file__).resolve().parents[2] / "resources" / "defaults" / "pinyin.toml"


@dataclass(frozen=True, slots=True)
class Spelling:
    """The two spellings of a name: 东阿县 is full "dongexian", initials "dex"; 3号楼 is "3haolou" and "3hl"."""

    full: str
    initials: str


class Speller:
    """Spells names. `readings` maps parts of names to syllables separated by spaces: 单庄 → "shan zhuang"."""

    def __init__(self, readings: Mapping[str, str]) -> None:
        self._readings = {part: syllables.split() for part, syllables in readings.items()}
        longest_first = sorted(map(re.escape, readings), key=len, reverse=True)
        self._known = re.compile("({})".format("|".join([*longest_first, "[a-z]+", "[0-9]+"])))

    def spell(self, name: str) -> Spelling:
        """Return the spelling of `name`; two empty strings when nothing in it can be spelled."""
        pieces = self._known.split(unicodedata.normalize("NFKC", name).lower())
        syllables = [syllable for piece in pieces for syllable in self._syllables(piece)]
        return Spelling("".join(syllables), "".join(map(_initial, syllables)))

    def _syllables(self, piece: str) -> list[str]:
        if piece in self._readings:
            return self._readings[piece]
        if not piece or piece.isascii():
            return [piece] if piece.isalnum() else []
        # Imported here because the dictionary loads slowly and most starts spell no name.
        from pypinyin import lazy_pinyin  # noqa: PLC0415

        return lazy_pinyin(piece, errors="ignore")


def full_pinyin(name: str) -> str:
    """Return the full pinyin of `name` with the shipped readings: 东阿 → "donge"."""
    return _shipped().spell(name).full


def initials(name: str) -> str:
    """Return the initials of `name` with the shipped readings: 东阿 → "de"."""
    return _shipped().spell(name).initials


@cache
def _shipped() -> Speller:
    return Speller(tomllib.loads(READINGS.read_text(encoding="utf-8"))["readings"])


def _initial(syllable: str) -> str:
    return syllable if syllable.isdigit() else syllable[0]
