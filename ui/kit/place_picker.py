"""The field for the place: found by Chinese, pinyin, initials or another name; a new one is added with one key."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Signal

from tickets.rules.caller_words import says_again
from tickets.rules.words import Zone
from tickets.service import TicketService
from tickets.store.queries.lookups import Place, list_places, place_uses
from ui.kit.lines import ListedLine
from ui.kit.matching import Fit, Gazetteer, Match, alias_meant, exactly, gazetteer, new_place, ranked
from ui.kit.picker import SEARCHED_AT_MOST, Picker
from ui.kit.wording import translate

ADD_KEY = "Ctrl+P"
USED = timedelta(days=90)  # for which the tickets of a place count: what is used more is offered first
_TOWN = "town"


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place to add to the gazetteer."""

    name: str
    town: str
    zone: Zone


def read_gazetteer(service: TicketService) -> Gazetteer:
    """Return the places to choose from, with how often each had a ticket lately. It reads, and takes a moment."""
    return gazetteer(service.read(list_places), service.read(place_uses, service.now() - USED))


class PlacePicker(Picker):
    """`add_wanted` carries a NewPlace; `said` a longer text from which a place was selected: the caller's words.

    Without `free` only a place of the gazetteer is a valid content, and none can be added.
    """

    add_wanted = Signal(object)
    said = Signal(str)

    def __init__(self, *, free: bool = True) -> None:
        super().__init__()
        self._free = free
        self._gazetteer = Gazetteer()
        self.earlier: int | None = None  # the place of the ticket that this caller reported last
        self._by_id: dict[int, Place] = {}
        self._known = False  # whether the places have been read
        self.zone: Zone | None = None
        self.setPlaceholderText(self.tr("村、小区、道路；可打拼音或首字母"))

    def set_places(self, places: Gazetteer) -> None:
        """Set the places to choose from."""
        self._gazetteer = places
        self._by_id = {found.thing.id: found.thing for found in places.places}
        self._known = True
        self.follow_list()

    def look_up(self, key: Any) -> Place | None:
        """Return the place with this id."""
        return self._by_id.get(key)

    def offers(self, typed: str) -> list[ListedLine]:
        """Return the matching places, then a line to add one; the free text comes first when none matches.

        For no text these are the places that the caller's words name.
        """
        if not typed.strip():
            return [_line(Match(place, Fit.PREFIX), "", self.tr("来电内容提到")) for place in self.suggested]
        matches = ranked(typed, self._gazetteer.places)
        lines = [_line(match, typed) for match in matches]
        is_slip = any(match.fit is Fit.SLIP for match in matches)
        if not lines or (is_slip and not typed.isascii()):  # what is written in Chinese may be meant as it stands
            lines.insert(0, ListedLine("own", self._none(), key="Enter" if self._free else ""))
        if self._free and self._known and exactly(typed, self._gazetteer.places) is None:
            draft = self.draft()
            words = self.tr("把“{name}”加入地址库").format(name=draft.name)
            where = " · ".join(part for part in (draft.town, draft.zone.label) if part)
            lines.append(ListedLine("add", words, where, key=ADD_KEY, thing=draft))
        return lines

    def _none(self) -> str:
        """Return that no place matches, and what becomes of the text."""
        if self._free:
            return self.tr("地址库里没有，按原话记下") if self._known else self.tr("地址库还没有读到，按原话记下")
        return self.tr("地址库里没有，请写在“地址”里") if self._known else self.tr("地址库还没有读到，请稍等")

    def listen(self, words: str) -> None:
        """Recommend the places that the caller's words name; fill in the one that is sure.

        Words such as "又漏了" without a place mean the place of the ticket before.
        """
        said = words[:SEARCHED_AT_MOST]
        heard = self._gazetteer.names.heard(said)
        self.mentioned = [self._by_id[each.key] for each in heard]
        sure, where = next((self._by_id[each.key] for each in heard if each.sure), None), self.tr("来自来电内容")
        if not heard and self.earlier is not None and says_again(said):
            sure, where = self.look_up(self.earlier), self.tr("来自上次来电")
        self.hear(sure, where)

    def meant(self) -> Place | None:
        """Return the one place that the text names exactly."""
        return exactly(self.text(), self._gazetteer.places)

    def take(self, line: ListedLine) -> None:
        """Select a place, add one, or keep the free text."""
        if line.id == "add":
            self.add_wanted.emit(line.thing)
        elif line.id != "own":
            words, match = self.text(), line.thing
            self.set_thing(match.thing)
            if match.fit is Fit.SAID:
                self.said.emit(words)

    def draft(self) -> NewPlace:
        """Return the text as a place to add."""
        towns = [found.thing for found in self._gazetteer.places if found.thing.kind == _TOWN]
        return NewPlace(*new_place(self.text(), towns, self.zone))

    def ask_to_add(self) -> None:
        """Ask to add the text as a new place, if it is not empty and names none."""
        if self.thing is None and self.text().strip():
            self.add_wanted.emit(self.draft())


def _line(match: Match[Place], typed: str, why: str = "") -> ListedLine:
    place = match.thing
    notes = [why, place.town if place.town != place.name else "", place.zone.label]
    if match.fit is Fit.ALIAS:
        notes.insert(0, alias_meant(typed, place))
    elif match.fit is Fit.SLIP:
        notes.insert(0, translate("place", "相近"))
    return ListedLine(place.id, place.name, " · ".join(part for part in notes if part), thing=match)
