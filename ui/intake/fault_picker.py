"""The field for the fault: found by name, pinyin and what callers say; recommended by the caller's words."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal

from tickets.rules.caller_words import other_names, says_again
from tickets.rules.fault_words import FaultVocabulary, FaultWords
from tickets.rules.words import FaultGroup
from tickets.store.rows import Fault
from ui.kit.lines import ListedLine
from ui.kit.matching import Findable, exactly, findable_fault, ranked
from ui.kit.picker import SEARCHED_AT_MOST, Picker

Spelling = Mapping[str, tuple[str, str]]


class FaultPicker(Picker):
    """`spelling_wanted` asks, once, for the pinyin of the names: `set_spelling` sets it."""

    spelling_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._list: Sequence[Fault] = ()
        self.is_read = False  # whether the faults have been read
        self._spelling: Spelling | None = None
        self._faults: list[Findable[Fault]] = []
        self._vocabulary = FaultVocabulary(())
        self.earlier = ""  # the code of the fault that this caller reported last
        self.setPlaceholderText(self.tr("打字、拼音或首字母；↓ 看全部"))

    def set_faults(self, faults: Sequence[Fault]) -> None:
        """Set the faults to choose from."""
        self._list, self.is_read = faults, True
        self._vocabulary = FaultVocabulary([_spoken(fault) for fault in faults])
        self._build()
        self.follow_list()

    def prepare(self) -> None:
        """Ask for the pinyin before it is needed."""
        if self._spelling is None:
            self.spelling_wanted.emit()

    def set_spelling(self, spelling: Spelling) -> None:
        """Find faults by pinyin and initials, given by code."""
        self._spelling = spelling
        self._build()
        if self.thing is None and self.text().strip():
            self.offer()
        self.take_first()

    def look_up(self, key: Any) -> Fault | None:
        """Return the fault with this code."""
        return next((fault for fault in self._list if fault.code == key), None)

    def key_of(self, thing: Fault) -> str:
        """Return the fault's code."""
        return thing.code

    def listen(self, words: str) -> None:
        """Recommend faults by the caller's words; fill in the one that is sure.

        Words such as "又漏了" that name no fault mean the one that the caller reported before.
        """
        said = words[:SEARCHED_AT_MOST]
        heard = self._vocabulary.heard(said)
        self.mentioned = [fault for each in heard if (fault := self.look_up(each.key)) is not None]
        sure, where = next((self.look_up(each.key) for each in heard if each.sure), None), self.tr("来自来电内容")
        if not heard and self.earlier and says_again(said):
            sure, where = self.look_up(self.earlier), self.tr("来自上次来电")
        self.hear(sure, where)

    def offers(self, typed: str) -> list[ListedLine]:
        """Return the matching faults; for no text all, those recommended first."""
        if typed.strip():
            if typed.isascii() and self._spelling is None:
                self.spelling_wanted.emit()
            return [self._line(match.thing) for match in ranked(typed, self._faults, len(self._faults))]
        first = [self._line(fault, self.tr("按来电内容")) for fault in self.suggested]
        rest = sorted((fault for fault in self._list if fault not in self.suggested), key=_by_group)
        return first + [self._line(fault) for fault in rest]

    def meant(self) -> Fault | None:
        """Return the one fault that the text names exactly."""
        return exactly(self.text(), self._faults)

    def _build(self) -> None:
        sounds = self._spelling or {}
        self._faults = [findable_fault(fault, sounds.get(fault.code, ())) for fault in self._list]

    def _line(self, fault: Fault, why: str = "") -> ListedLine:
        group = FaultGroup(fault.fault_group).label
        note = " · ".join(part for part in (why, group, fault.priority.label) if part)
        return ListedLine(fault.code, fault.name, note, thing=fault)


def _spoken(fault: Fault) -> FaultWords:
    return FaultWords(fault.code, fault.name, FaultGroup(fault.fault_group), tuple(other_names(fault.words)))


def _by_group(fault: Fault) -> tuple[int, int]:
    return list(FaultGroup).index(FaultGroup(fault.fault_group)), fault.position
