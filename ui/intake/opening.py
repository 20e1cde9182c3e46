"""Checks before a ticket is opened: which place the words name, whether there is a location, a ticket already."""

from collections.abc import Sequence

from tickets.rules.likeness import is_very_likely
from tickets.store.queries.lookups import Place
from ui.intake.call_form_data import CallFormData
from ui.intake.likely_finder import LikelyTicket
from ui.intake.likely_list import chosen_of
from ui.kit.wording import translate


def one_place(mentioned: Sequence[Place]) -> Place | None:
    """Return the one place that a caller's words name; None for none or several.

    A town next to a place in it, and a name within a longer one, don't count as further places.
    """
    towns = {place.town for place in mentioned if place.town}
    named = [place for place in mentioned if place.name not in towns]
    alone = [
        place for place in named if not any(place.name != other.name and place.name in other.name for other in named)
    ]
    return alone[0] if len(alone) == 1 else None


def has_location(filled: CallFormData) -> bool:
    """Whether a field says where it is."""
    return filled.place_id is not None or bool(filled.spoken_address)


def where_question(mentioned: Sequence[Place]) -> str:
    """Return the question about a call without a location; `mentioned` are the places its words name."""
    if len(mentioned) > 1:
        words = translate("intake", "来电内容提到{places}，请在地点里选一处；再按一次 Ctrl+Enter 就按“地点不详”开单。")
        return words.format(places="、".join(place.name for place in mentioned))
    return translate("intake", "地点不详，再按一次 Ctrl+Enter 照样开单。")


def same_fault(likely: Sequence[LikelyTicket]) -> LikelyTicket | None:
    """Return the open ticket that a call is very likely about; None when there is none."""
    return likely[0] if likely and is_very_likely(likely[0].alike.score) else None


def same_fault_question(ticket: LikelyTicket) -> str:
    """Return the question before a second ticket is opened for the same fault."""
    chosen = chosen_of(ticket)
    words = translate(
        "intake", "很可能就是 {number}（{about}；{reasons}）。Enter 并入这张，再按一次 Ctrl+Enter 另开新单。"
    )
    return words.format(number=chosen.number, about=chosen.about, reasons="、".join(ticket.alike.reasons))
