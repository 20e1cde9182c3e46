"""Generated tickets for property tests: punctual or late, held, returned, reopened, left open."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.desk_fixtures import EVERYONE, Hand, HandClock, WarmFile
from tickets.actions.assisting import assist
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_
from tickets.actions.followup import callback, close, reopen
from tickets.actions.intake import CallDetails, ReportedFault, chase, log_call, log_other_call
from tickets.actions.progress import accept, arrive, extend, hold, isolate, resolve, resume
from tickets.actions.settling import settle
from tickets.rules.words import CallbackResult, CallKind, Priority, Zone
from tickets.service import TicketService
from tickets.store.queries.lookups import list_places

CALL = CallDetails(phone="13800000000", words="路上冒水", address="文化街北头")
COURSE = ("dispatch", "accept", "arrive", "isolate", "resolve", "callback", "close")
TWISTS = (
    "plain",
    "plain",
    "return",
    "reassign",
    "hold",
    "extend",
    "chase",
    "reopen",
    "cancel",
    "merge",
    "enquiry",
    "assist",
    "settle",
    "rerate",
)
PAUSES = (0, 59, 300, 600, 601, 1800, 5000, 20_000, 90_000)


@dataclass(frozen=True)
class Story:
    """One ticket: fault and place, seconds between its steps, how far it gets, and what happens after step `at`."""

    gap_days: int
    place: int
    burst: bool
    crew: int
    pauses: tuple[int, ...]
    length: int
    twist: str
    at: int
    answer: CallbackResult


def stories(most: int) -> st.SearchStrategy[list[Story]]:
    """Return a few tickets, executed one after the other."""
    one = st.builds(
        Story,
        st.sampled_from((0, 0, 1, 12, 29, 30)),
        st.integers(0, 2),
        st.booleans(),
        st.integers(0, 1),
        st.tuples(*[st.sampled_from(PAUSES)] * len(COURSE)),
        st.sampled_from((*range(len(COURSE)), *[len(COURSE)] * 5)),
        st.sampled_from(TWISTS),
        st.integers(0, 4),
        st.sampled_from(CallbackResult),
    )
    return st.lists(one, min_size=most // 2, max_size=most)


@contextmanager
def archive(file: WarmFile, history: list[Story]) -> Iterator[TicketService]:
    """Give a service on a fresh database in which these tickets have been executed."""
    clock = HandClock()
    desk = TicketService(file.fresh(), clock)
    try:
        hand = Hand(desk, EVERYONE)
        places = [None, *(place.id for place in desk.read(list_places)[:2])]
        for story in history:
            clock.advance(days=story.gap_days)
            fault = "burst_main" if story.burst else "visible_leak"
            key = hand.do(log_call(CALL, ReportedFault(fault, place_id=places[story.place])))
            tell(hand, clock, key, story)
        yield desk
    finally:
        desk.close()


def tell(hand: Hand, clock: HandClock, key: int, story: Story) -> None:
    """Execute a ticket's course."""
    twist = story.twist
    for place, (step, pause) in enumerate(zip(COURSE[: story.length], story.pauses, strict=False)):
        clock.advance(pause)
        if step != "isolate" or story.burst:
            take(hand, key, step, story)
        if place == story.at or step == "close":
            twist, now = "plain", twist
            if happen(hand, clock, key, story, now, step):
                return


def take(hand: Hand, key: int, step: str, story: Story) -> None:
    """Take one step of the course."""
    commands = {
        "dispatch": lambda: dispatch(key, None, hand.crew(story.crew)),
        "accept": lambda: accept(key, None),
        "arrive": lambda: arrive(key, None),
        "isolate": lambda: isolate(key, None),
        "resolve": lambda: resolve(key, None, "换管"),
        "callback": lambda: callback(key, None, story.answer),
        "close": lambda: close(key, None, "来电人同意归档"),
    }
    hand.do(commands[step]())


def happen(hand: Hand, clock: HandClock, key: int, story: Story, twist: str, step: str) -> bool:
    """Execute the special event after a step, if possible; return whether the course ends with it."""
    early, late = step in ("dispatch", "accept", "arrive"), step in ("resolve", "callback", "close")
    match twist:
        case "enquiry":
            hand.do(log_other_call(CALL, CallKind.ENQUIRY))
        case "assist" if early:
            hand.do(assist(key, None, hand.crew(1 - story.crew)))
        case "settle" if step == "dispatch":
            hand.do(settle(key, None, "请关总阀"))
            return True
        case "return" | "reassign" if early:
            return hand_on(hand, clock, key, story, step)
        case "hold" if early:
            hand.do(hold(key, None, "等材料"))
            decide(hand, story)
            clock.advance(story.pauses[-1])
            if story.length < 5:
                return True
            hand.do(resume(key, None))
        case "extend" if early:
            hand.do(extend(key, None, 200_000, "夜间"))
        case "rerate" if early:
            hand.do(rerate(key, None, "按现场", priority=Priority.P1, zone=Zone.RURAL))
        case "chase" if early:
            hand.do(chase(key, None, CALL))
        case "reopen" if late:
            return repair_again(hand, clock, key, story, step)
        case "cancel" if early:
            hand.do(cancel(key, None, "误报"))
            decide(hand, story)
            return True
        case "merge" if early:
            hand.do(merge(key, None, hand.log()))
            decide(hand, story)
            return True
    return False


def hand_on(hand: Hand, clock: HandClock, key: int, story: Story, step: str) -> bool:
    """Let the other crew take over and come as far; of a short course it is the end."""
    other = hand.crew(1 - story.crew)
    hand.do(return_(key, None, "不归本班") if story.twist == "return" else reassign(key, None, other, "近"))
    if story.length < 5:
        return True
    if story.twist == "return":
        hand.do(dispatch(key, None, other))
    begin_again(hand, clock, key, story, step)
    return False


def repair_again(hand: Hand, clock: HandClock, key: int, story: Story, step: str) -> bool:
    """Reopen a ticket, and let the other crew repair it, unless the course is a short one; then nobody answers."""
    hand.do(reopen(key, None, "又漏了"))
    if story.length < len(COURSE):
        return True
    hand.do(dispatch(key, None, hand.crew(1 - story.crew)))
    begin_again(hand, clock, key, story, "resolve")
    if step != "resolve":
        hand.do(callback(key, None, CallbackResult.NO_ANSWER))
    return False


def begin_again(hand: Hand, clock: HandClock, key: int, story: Story, until: str) -> None:
    """Take the steps after the dispatch once more, up to one of them."""
    for step in COURSE[1 : COURSE.index(until) + 1]:
        clock.advance(story.pauses[COURSE.index(step)])
        if step != "isolate" or story.burst:
            take(hand, key, step, story)


def decide(hand: Hand, story: Story) -> None:
    """Let a supervisor grant or refuse what was asked for, or leave it open, depending on the story."""
    if story.place:
        hand.decide(granted=story.place == 1)
