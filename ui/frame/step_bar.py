"""The bar that says what was done and offers to take it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame

from tickets.actions.command import Command
from tickets.actions.undo import undo, undo_edit
from tickets.errors import DeskError, Refused, Unavailable, reworded
from tickets.rules.undoing import EDITS, NOT_A_STEP, STEPS, UNDO, UNDO_EDIT, PastStep
from tickets.service import Done
from tickets.store.feed.changes import Changes
from tickets.store.queries.last_step import LastStep, UndoneCall, last_edit_step, last_step, undone_call
from ui.frame.rail import Rail
from ui.frame.stacked_button import StackedButton
from ui.frame.step_words import SEVERAL, done_words, nothing_left_words, too_late_words
from ui.kit.keys import on_key
from ui.kit.labels import Words, mark
from ui.kit.layouts import in_row
from ui.kit.messages import announce
from ui.kit.plain_text import one_line, set_tip
from ui.kit.tokens import INSIDE
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext
from ui.runtime.tick import single_shot

UNDO_KEY = "Ctrl+Z"
SHOWN_MS, LONGER_MS = 10_000, 1_000
_SHOWN = timedelta(milliseconds=SHOWN_MS)
_EDITED = frozenset(
    {"limits", "rungs", "faults", "settings", "crews", "members", "places", "staff", "outages", "calls"}
)
_LEAST = 56  # pixels: its height, for one line as for two
_ACROSS = (16, 22, 28, 36)  # characters on a line of the sentence, the fewest that need no more than two lines
_LONGEST = (72, 64, 56, 48)  # characters of the sentence, as there is room; the tool tip has all


@dataclass(frozen=True, slots=True)
class _Taken:
    """A command that was carried out here: how to read what became of it, and the tickets that it changed."""

    query: Callable[..., LastStep | None]
    key: int | str
    request: str
    tickets: frozenset[int] = frozenset()


class StepBar(QFrame):
    """Shown for ten seconds after each step of this workstation, in the lower left corner, where it covers nothing.

    It lies on the foot of the rail and, as far as it is wider, beside the alert bar, which must leave `room_taken`.

    After an undo it offers the step before, if the same person took it here less than ten seconds ago. It stays while
    the mouse is over it or it has the focus. When somebody else goes on with the ticket, it says so and offers nothing.
    Its key works in the whole window; when it offers nothing, the key makes it say why, and what to do instead.
    `call_undone` carries what was typed about a call that is no longer attached.
    """

    call_undone = Signal(object)  # UndoneCall
    room_taken = Signal(int)  # pixels right of the rail; 0 while it is hidden

    def __init__(self, session: SessionContext, rail: Rail, leave: Callable[[], object]) -> None:
        """Lie above the rail and what is beside it; `leave` moves the focus away when the bar goes while it has it."""
        super().__init__(rail.parentWidget())
        self._session, self._rail, self._leave = session, rail, leave
        self._whole = ""
        self._latest: str | None = ""  # the last action of this person here; None while it is being taken back
        self._number = ""  # of its ticket
        self._nothing_left = ""  # after an undo: that nothing more can be taken back
        self._explains = False  # whether the sentence shown says why nothing is offered
        self._taken: _Taken | None = None  # what is read again while it is shown
        self._done: LastStep | None = None
        self._inverse: Command[int] | None = None  # takes it back; the same one after a failure, so at most once
        mark(self, "toast", True)
        self._sentence, self._undo = Words(wrap=True), StackedButton(UNDO_KEY, self._take_back)
        on_key(rail, UNDO_KEY, self._on_key, within=Qt.ShortcutContext.WindowShortcut, repeats=False)
        in_row(self._undo, self._sentence, holder=self, margins=(INSIDE, 4), spacing=INSIDE)
        self._timer = single_shot(self, self._on_time)
        self._live = LiveQuery(
            session, "step bar", session.service.read, self._show, self,
            arguments=lambda _changes: self._arguments(), concerns=self._concerns,
        )  # fmt: skip
        rail.installEventFilter(self)
        session.steps.taken.connect(self._on_taken)
        session.steps.told.connect(self.tell)
        session.steps.undo_refused.connect(self._on_refused)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says; "" while it is hidden."""
        return "" if self.isHidden() else self._whole

    @property
    def offers(self) -> bool:
        """Whether it offers to take the step back."""
        return not self.isHidden() and not self._undo.isHidden()

    def tell(self, sentence: str) -> None:
        """Say what was done in several steps, which can't be taken back at once, instead of a step before it."""
        self._latest, self._nothing_left = SEVERAL, ""
        self._tell(sentence)

    def forget(self) -> None:
        """Hide it, and offer nothing of what was done: somebody else uses the window now."""
        self._latest = self._nothing_left = ""
        self.dismiss()

    def dismiss(self) -> None:
        """Hide it."""
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self._timer.stop()
        self._taken = self._done = None
        self.hide()
        if had_focus:
            self._leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the rail; show nothing while the rail is hidden, as the window is locked then."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        elif event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.setVisible(self._timer.isActive() and not self._rail.isHidden())
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room."""
        super().showEvent(event)
        self._tell_room()

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the room back."""
        super().hideEvent(event)
        self.room_taken.emit(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take more or less room."""
        super().resizeEvent(event)
        self._tell_room()

    def _tell_room(self) -> None:
        if not self.isHidden():
            self.room_taken.emit(max(0, self.geometry().right() + 1 - self._rail.width()))

    def _on_taken(self, command: Command[object], done: Done[object]) -> None:
        request = command.request
        if command.name in NOT_A_STEP:
            return
        self._latest, self._number, self._nothing_left = command.name, "", ""
        if command.name in (*STEPS, UNDO) and done.tickets:
            ticket = _ticket_of(command, done)
            self._taken = _Taken(last_step, ticket, request, done.tickets)
            if command.name == UNDO:  # under a key of its own: no later step replaces this read
                self._session.read(f"undone {request}", undone_call, self._tell_call, ticket, request)
        elif command.name in (*EDITS, UNDO_EDIT):
            self._taken = _Taken(last_edit_step, request, request)
            if command.name == UNDO_EDIT:
                self._session.read(f"undone {request}", undone_call, self._tell_call, None, request)
        else:  # the key takes back what was done last, not what was done before it
            self.dismiss()
            return
        self._done = None
        self._live.refresh()

    def _on_key(self) -> None:
        """Take back what is offered; else say why not, unless that is about to be told."""
        is_reading = self._taken is not None and self._done is None
        if self.offers:
            self._undo.click()
        elif self._explains and not self.isHidden():
            self._show_words(self._whole)
        elif self._latest is not None and not is_reading:
            self._tell(self._nothing_left or too_late_words(self._latest, self._number))

    def _tell(self, sentence: str) -> None:
        self._taken = self._done = self._inverse = None
        self._explains = False
        self._show_words(sentence)

    def _concerns(self, changes: Changes) -> bool:
        taken = self._taken
        if taken is None:
            return False
        return bool(changes.tickets & taken.tickets if taken.tickets else changes.tables & _EDITED)

    def _arguments(self) -> tuple[Any, ...] | None:
        if self._taken is None:
            return None
        return self._taken.query, self._taken.key, self._session.who(), self._session.now()

    def _show(self, done: LastStep | None) -> None:
        """Say what was done; afterwards, that it can't be taken back any more because of what others did."""
        if self._taken is None:  # meanwhile something else was said
            return
        is_newest, shown = done is not None and done.newest.request == self._taken.request, self._done
        if done is not None and is_newest and shown is None:
            self._say(done, _inverse(done) if done.why_not is None and self._is_recent(done) else None)
        elif shown is None or done is None:
            self.dismiss()
        elif self._inverse is not None and is_newest and done.why_not is not None:
            self._say_no_more(shown, done.why_not)
        elif self._inverse is not None and not is_newest and not self._is_mine(done.newest.step):  # that is told soon
            then = done.newest.step.told(self._session.now())
            self._say_no_more(shown, self.tr("这以后又有新的步骤（{then}），不能再撤销。").format(then=then))

    def _say_no_more(self, shown: LastStep, why: str) -> None:
        """Say again what was done here, and why it can't be taken back any more."""
        self._inverse, self._explains = None, True
        self._show_words(f"{done_words(shown)}。{why}")

    def _is_mine(self, step: PastStep) -> bool:
        """Whether the same person took a step at this workstation."""
        who = self._session.who()
        return (step.staff_id, step.seat) == (who.staff_id, who.seat)

    def _is_recent(self, done: LastStep) -> bool:
        """Whether what can be taken back is the step just taken, or one for which this bar would still be shown."""
        if done.last is None or done.last == done.newest:
            return done.last is not None
        age = self._session.now() - done.last.step.at
        return self._is_mine(done.last.step) and timedelta() <= age <= _SHOWN

    def _tell_call(self, call: UndoneCall | None) -> None:
        if call is not None:
            self.call_undone.emit(call)

    def _say(self, done: LastStep, inverse: Command[int] | None) -> None:
        """Say what was done, and offer to take it back by `inverse`."""
        self._done, self._inverse, self._number = done, inverse, done.number
        if done.newest.step.action in (UNDO, UNDO_EDIT):
            self._nothing_left = nothing_left_words(done)
        sentence = done_words(done)
        why = done.why_not if inverse is None and done.last == done.newest else None
        self._explains = why is not None
        if inverse is None or done.last is None:
            self._show_words("。".join(filter(None, (sentence, why))))
            return
        again = self.tr("再撤销{step}").format(step=done.last.step.label)
        self._undo.say(self.tr("撤销") if done.last == done.newest else again)
        offer = self.tr("{sentence}，{key} {label}")
        self._show_words(sentence, offer.format(sentence=sentence, key=UNDO_KEY, label=self._undo.accessibleName()))

    def _show_words(self, sentence: str, said: str = "") -> None:
        """Show a sentence for ten seconds; a screen reader says `said`, which is longer."""
        self._undo.setVisible(self._inverse is not None)
        self._whole = sentence
        set_tip(self, sentence)
        self._place()
        self.setVisible(not self._rail.isHidden())
        self.raise_()
        self.setAccessibleName(said or sentence)
        announce(self, said or sentence)
        self._timer.start(SHOWN_MS)

    def _take_back(self) -> None:
        taken, done, inverse = self._taken, self._done, self._inverse
        if taken is None or done is None or inverse is None:  # a later step is about to be told
            return
        self.dismiss()
        self._latest = None
        self._session.execute(inverse, None, partial(self._on_failed, taken, done, inverse), self)

    def _on_failed(self, taken: _Taken, done: LastStep, inverse: Command[int], error: DeskError) -> None:
        """Say in the window why the step stands; offer the same command again if the database was unreachable."""
        self._latest = ""
        if isinstance(error, Unavailable):
            self._session.background.unhandled.emit(error)
            self._taken = taken
            self._say(done, inverse)
        else:
            said = f"{done.number}：{error.sentence}" if done.number else error.sentence
            self._session.background.unhandled.emit(reworded(error, said))
            if isinstance(error, Refused) and done.ticket_id is not None:
                self._session.steps.undo_refused.emit(done.ticket_id)

    def _on_refused(self, ticket_id: int) -> None:
        """Offer no more to take back a step that stays."""
        if self._inverse is not None and self._done is not None and self._done.ticket_id == ticket_id:
            self.dismiss()

    def _on_time(self) -> None:
        focus = QApplication.focusWidget()
        if self.isVisible() and (self.underMouse() or (focus is not None and self.isAncestorOf(focus))):
            self._timer.start(LONGER_MS)
        else:
            self.dismiss()

    def _place(self) -> None:
        """Lie at the foot of the rail, as wide as the sentence needs to have two lines."""
        layout = self.layout()
        assert layout is not None
        whole = one_line(self._whole, _LONGEST[0]).replace(" · ", "\n")
        shorter = (one_line(self._whole, longest) for longest in _LONGEST)
        for text in (whole, *shorter):
            if self._fits(text):
                break
        width = max(layout.totalMinimumSize().width(), self._rail.width())
        height = max(_LEAST, layout.totalHeightForWidth(width))
        self.setGeometry(self._rail.x(), self._rail.geometry().bottom() + 1 - height, width, height)

    def _fits(self, text: str) -> bool:
        """Show a text, as wide as it needs to have two lines; return whether it has no more."""
        words, metrics = self._sentence, self._sentence.fontMetrics()
        words.setText(text)
        needed = metrics.boundingRect(QRect(), 0, text).width() + 1
        highest = metrics.boundingRect(QRect(), 0, "字\n字").height()  # Chinese lines are higher than the font's own
        for across in _ACROSS:
            words.setFixedWidth(min(needed, across * metrics.horizontalAdvance("字")))
            if words.heightForWidth(words.width()) <= highest:
                return True
        return False


def _ticket_of(command: Command[object], done: Done[object]) -> int:
    """Return the ticket that a step is told of: the one decided about or corrected, none that it was merged into."""
    if command.name in ("decide", "correct_time", UNDO) and isinstance(done.result, int):
        return done.result
    return min(done.tickets)


def _inverse(done: LastStep) -> Command[int]:
    """Return the command that takes back the last step."""
    if done.ticket_id is not None:
        return undo(done.ticket_id, done.newest.version)
    assert done.last is not None  # else it can't be taken back
    return undo_edit(done.last.request)
