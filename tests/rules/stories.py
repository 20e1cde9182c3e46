"""Random courses of a clock for property tests, computed by the rules and by counting seconds."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from hypothesis import strategies as st

from tickets.rules import clocks
from tickets.rules.clocks import Clock
from tickets.rules.instants import plus
from tickets.rules.words import Outcome, Stage

EPOCH = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)

seconds = st.integers(0, 300)
limits = st.integers(1, 600)


def fresh(limit: int = 600) -> Clock:
    """Return a clock that starts at EPOCH."""
    return clocks.start(Stage.ACCEPT, 1, EPOCH, limit, 1)


@dataclass
class Story:
    """A clock, the present second, and its history. `worked` and `stood` are counted second by second."""

    clock: Clock
    now: datetime
    worked: int = 0
    stood: int = 0
    chapters: list[tuple[Clock, datetime, datetime]] = field(default_factory=list)

    def wait(self, pause: int) -> None:
        """Let time pass; a chapter is a period in which the clock did not change."""
        if self.clock.running:
            self.worked += pause
        elif self.clock.stopped is None:
            self.stood += pause
        self.chapters.append((self.clock, self.now, plus(self.now, pause)))
        self.now = plus(self.now, pause)


@st.composite
def stories(draw: st.DrawFn, finished: bool = False, moves: int = 8) -> Story:
    """Return a clock after some legal changes; `finished` lets it stop in the end."""
    story = Story(fresh(draw(limits)), EPOCH)
    for _ in range(draw(st.integers(0, moves))):
        story.wait(draw(seconds))
        kind = draw(st.sampled_from(["hold or resume", "extend", "rerate"]))
        if kind == "extend":
            story.clock = clocks.extend(story.clock, draw(limits))
        elif kind == "rerate":
            story.clock = clocks.rerate(story.clock, draw(limits), 2)
        elif story.clock.held_since is None:
            story.clock = clocks.hold(story.clock, story.now)
        else:
            story.clock = clocks.resume(story.clock, story.now)
    story.wait(draw(seconds))
    if finished:
        story.clock = clocks.stop(story.clock, story.now, draw(st.sampled_from(Outcome)))
    return story
