"""Shows the rounds of a ticket's stages: each with its bar, its times and its limit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tickets.rules.clocks import LEAVES_OUT, Clock, counted_stop, elapsed, held_seconds, on_time
from tickets.rules.instants import in_words, local_day, plus, seconds_between
from tickets.rules.present_hold import hold_of
from tickets.rules.rounds import GIVEN_UP
from tickets.rules.words import ConsentKind, ConsentState, Outcome
from tickets.store.queries.ticket_file import ClockLine, HoldLine
from ui.kit.countdown import Timing, after_hold, draw_countdown, in_full, words
from ui.kit.labels import Elided, Quiet
from ui.kit.layouts import in_column, in_row
from ui.kit.plain_text import set_tip
from ui.kit.theme import body_font
from ui.kit.tokens import BODY
from ui.kit.wording import duration, full_moment, moment, translate

_BAR = QSize(132, 24)
_WIDEST = 184  # pixels: fits beside the number of a ticket
_AROUND = 20  # pixels beside the text


class CountdownBar(QWidget):
    """One clock as a bar with its text."""

    def __init__(self) -> None:
        super().__init__()
        self._timing = Timing()
        self._now: datetime | None = None
        self.is_whole = True  # whether there is room for the whole text of a hold
        self.setFixedSize(_BAR)

    def show_timing(self, timing: Timing, now: datetime) -> None:
        """Show a clock as it is at `now`."""
        self._timing, self._now = timing, now
        self.setAccessibleName(words(timing, now))
        set_tip(self, in_full(timing, now))
        if timing.held is not None:  # the reason must not be cut
            across = QFontMetrics(body_font(BODY - 1)).horizontalAdvance(words(timing, now)) + _AROUND
        else:
            across = 0
        self.is_whole = across <= _WIDEST
        self.setFixedWidth(min(max(across, _BAR.width()), _WIDEST))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar."""
        if self._now is not None:
            painter = QPainter(self)
            draw_countdown(painter, self.rect(), self._timing, self._now)
            painter.end()


class RoundView(QWidget):
    """One round of one stage in two lines."""

    def __init__(self) -> None:
        super().__init__()
        self._name = Elided()
        self._bar = CountdownBar()
        self._times = Quiet(wrap=True, selectable=True)
        self._times.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        top = in_row((self._name, 1), self._bar)
        in_column(top, self._times, holder=self, spacing=0)

    def show_round(self, line: ClockLine, now: datetime, lines: Sequence[ClockLine], holds: Sequence[HoldLine]) -> None:
        """Show one of a ticket's rounds as it is at `now`."""
        self._name.setText(round_name(line))
        set_tip(self._times, f"{full_moment(line.clock.started)} → {full_moment(line.clock.stopped) or '…'}")
        self._bar.show_timing(timing_of(line.clock, holds), now)
        self._times.setText(round_times(line, now, lines, holds))


class StageView(QWidget):
    """Every round, the earliest first."""

    def __init__(self) -> None:
        super().__init__()
        self._rounds: list[RoundView] = []
        self._lines: tuple[ClockLine, ...] = ()
        self._holds: tuple[HoldLine, ...] = ()
        self._column = in_column(holder=self)

    def show_rounds(self, lines: tuple[ClockLine, ...], holds: tuple[HoldLine, ...], now: datetime) -> None:
        """Show exactly these rounds."""
        self._lines, self._holds = lines, holds
        while len(self._rounds) < len(lines):
            self._rounds.append(RoundView())
            self._column.addWidget(self._rounds[-1])
        for place, view in enumerate(self._rounds):
            view.setVisible(place < len(lines))
        for view, line in zip(self._rounds, lines, strict=False):
            view.show_round(line, now, lines, holds)

    def tick(self, now: datetime) -> None:
        """Update the running rounds."""
        for view, line in zip(self._rounds, self._lines, strict=False):
            if line.clock.stopped is None:
                view.show_round(line, now, self._lines, self._holds)


def round_name(line: ClockLine) -> str:
    """Return the stage, its round from the second on, and the crew: "受理 第 2 轮 · 一班"."""
    round_ = translate("stages", "第 {n} 轮").format(n=line.clock.round) if line.clock.round > 1 else ""
    stage = " ".join(part for part in (line.clock.stage.label, round_) if part)
    return " · ".join(part for part in (stage, line.crew) if part)


def round_times(line: ClockLine, now: datetime, lines: Sequence[ClockLine] = (), holds: Sequence[HoldLine] = ()) -> str:
    """Return start and end, the time used of the limit, the time held, and the outcome unless it was completed.

    `lines` and `holds` are all those of the ticket.
    """
    clock = line.clock
    held = held_seconds(clock, now)
    outcome = clock.outcome.label if clock.outcome not in (None, Outcome.DONE) else ""
    taken = translate("stages", "用时 {time}").format(time=duration(elapsed(clock, now)))
    parts = (
        f"{moment(clock.started, now)} → {_end(clock, now)}",
        taken if clock.outcome is not Outcome.UNFINISHED else "",
        _limit_words(clock),
        inherited(clock, lines, now),
        translate("stages", "延期 {time}").format(time=duration(clock.extended)) if clock.extended else "",
        translate("stages", "挂起 {time}").format(time=duration(held)) if held else "",
        after_hold(timing_of(clock, holds), now),
        outcome,
        _late_when_ended(clock),
        changed_verdict(clock),
        repeated(clock),
    )
    return " · ".join(part for part in parts if part)


def _late_when_ended(clock: Clock) -> str:
    """Return by how much a clock was overdue when it ended uncompleted: its bar is empty."""
    stopped = counted_stop(clock)
    if stopped is None or clock.outcome in (Outcome.DONE, Outcome.UNFINISHED) or on_time(clock):
        return ""
    return translate("stages", "超时 {time}").format(time=duration(seconds_between(clock.deadline, stopped)))


def own_limit(clock: Clock) -> int:
    """Return the seconds that the clock has without an extension; fewer than its limit with an earlier promise."""
    return max(0, clock.allowance - clock.extended)


def _limit_words(clock: Clock) -> str:
    limit = own_limit(clock)
    return translate("stages", "时限 {time}").format(time=duration(limit)) if limit else translate("stages", "时限已过")


def inherited(clock: Clock, lines: Sequence[ClockLine], now: datetime) -> str:
    """Return that a clock has an earlier deadline than its limit gives; "" if its own limit counts."""
    promised = clock.promised
    if promised is None or plus(clock.started, clock.limit) <= promised:
        return ""
    if any(each.clock.deadline == promised for each in lines if _is_earlier(each.clock, clock)):
        words = translate("stages", "沿用上一轮的到期 {time}")
    else:  # of an earlier round, a merged ticket, a step that was undone or an appointment that has passed
        words = translate("stages", "沿用早先的到期 {time}")
    return words.format(time=_end_of(promised, clock.started, now))


def repeated(clock: Clock) -> str:
    """Return that the stage has counted before, so that being on time once more does not; "" otherwise."""
    return translate("stages", "重做，按时不再计") if clock.repeats else ""


def _is_earlier(clock: Clock, than: Clock) -> bool:
    return clock.outcome in GIVEN_UP and clock.stage is than.stage and clock.round < than.round


def changed_verdict(clock: Clock) -> str:
    """Return that a clock counts as it does by consent, or that its stop counts later than stated; "" for neither."""
    if clock.consent is ConsentKind.LATE_ENTRY:
        return translate("stages", "补录经核准，按所填时间算")
    if clock.consent in LEAVES_OUT:
        return translate("stages", "{kind}经核准，不计").format(kind=clock.consent.label)
    if clock.consent is not None:
        return translate("stages", "{kind}经值班长核准").format(kind=clock.consent.label)
    if clock.entered is None or clock.stopped is None or clock.entered == clock.stopped:
        return ""
    if clock.outcome is not Outcome.DONE or on_time(replace(clock, entered=None)) == on_time(clock):
        return ""
    return translate("stages", "{time} 才登记，未经核准按超时算").format(time=in_words(clock.entered, clock.stopped))


def timing_of(clock: Clock, holds: Sequence[HoldLine] = ()) -> Timing:
    """Return the bar's data of a clock, with the present one of the ticket's holds; one that ended uncompleted has no
    deadline.
    """
    if clock.outcome not in (None, Outcome.DONE):
        return Timing()
    hold = next((each for each in holds if each.until is None and each.stage is clock.stage), None)
    present = hold_of(clock, refused=hold is not None and hold.consent is ConsentState.REFUSED)
    held = None if present is None else "" if hold is None else hold.reason
    return Timing(due=clock.deadline, started=clock.started, held=held, stopped=counted_stop(clock), hold=present)


def _end(clock: Clock, now: datetime) -> str:
    if clock.stopped is None or clock.outcome is Outcome.UNFINISHED:
        return "…"
    return _end_of(clock.stopped, clock.started, now)


def _end_of(at: datetime, started: datetime, now: datetime) -> str:
    whole = moment(at, now)
    return whole.rpartition(" ")[2] if local_day(at) == local_day(started) else whole
