"""The card of the calls that ring, those to ring back and those that others have just claimed; hidden without any."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tickets.actions.incoming import claim_call, note_missed
from tickets.errors import DeskError
from tickets.rules.phones import shown_phone
from tickets.store.queries.incoming import WaitingCall, WaitingCalls, waiting_calls
from ui.kit.cards import Card
from ui.kit.keys import TAKE_CALL_KEY, on_key
from ui.kit.labels import Quiet
from ui.kit.lines import LineList, ListedLine
from ui.kit.wording import moment, timer, translate
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext

LIST_KEY = "Alt+R"
_HEIGHT_AT_MOST = 220  # pixels
_TABLES = frozenset({"incoming_calls", "settings"})


def ringing_line(call: WaitingCall, now: datetime, missed_after: timedelta) -> ListedLine:
    """Return a call as a line of the list: its number, and how long it has rung, when it was missed, or who has it."""
    title = shown_phone(call.number) or translate("intake", "没有号码")
    if call.claimed_at is not None:
        rung_back = call.missed_at is not None or call.claimed_at - call.rang_at >= missed_after
        words = translate("intake", "{name} 已回") if rung_back else translate("intake", "{name} 已接")
        return ListedLine(call.id, title, words.format(name=call.claimed_by or ""), thing=call)
    if call.is_missed(now, missed_after):
        words = translate("intake", "未接，要回电 · {at}").format(at=moment(call.rang_at, now))
        return ListedLine(call.id, title, below=(words,), thing=call)
    waited = timer(max(0, int((now - call.rang_at).total_seconds())))
    words = translate("intake", "振铃 {waited}").format(waited=waited)
    return ListedLine(call.id, title, words, thing=call, strong=True)


def in_order(found: WaitingCalls, now: datetime) -> list[WaitingCall]:
    """Return those that ring, then those to ring back, then those that somebody has; the oldest of each first."""

    def place(call: WaitingCall) -> tuple[bool, bool]:
        return call.claimed_at is not None, call.is_missed(now, found.missed_after)

    return sorted(found.calls, key=place)


class RingingCard(Card):
    """`claimed` carries the WaitingCall that the operator has taken and whether it was missed; `failed` a DeskError.

    `rings` carries the WaitingCalls that ring, whenever they change.
    """

    claimed = Signal(object, bool)
    failed = Signal(object)
    rings = Signal(object)

    def __init__(self, scope: QWidget, session: SessionContext) -> None:
        super().__init__(translate("intake", "振铃和未接"))
        self._session = session
        self._found = WaitingCalls()
        self._ringing: list[WaitingCall] = []
        self._under_way = False  # whether the result of a key is still to come
        self.list = LineList()
        self.list.setAccessibleName(self.tr("振铃和未接的来电"))
        self.list.opened.connect(lambda line: self._take(line.thing))
        hint = self.tr("{take} 接第一通 · {choose} 选\nEnter 接 · Del 没接到；再按不用回")
        self.add(self.list, Quiet(hint.format(take=TAKE_CALL_KEY, choose=LIST_KEY)))
        on_key(scope, TAKE_CALL_KEY, self.take_first, repeats=False)
        on_key(scope, LIST_KEY, self._go_to_list, repeats=False)
        on_key(self.list, Qt.Key.Key_Delete, self._drop, within=Qt.ShortcutContext.WidgetShortcut, repeats=False)
        session.tick.second.connect(self._on_second)
        read = session.reader(waiting_calls)
        LiveQuery(
            session, "intake.ringing", read, self._on_read, self, arguments=lambda _: (session.now(),), tables=_TABLES
        ).refresh()
        self.hide()

    @property
    def calls(self) -> Sequence[WaitingCall]:
        """The calls shown, in their order."""
        return [line.thing for line in self.list.lines]

    @property
    def free(self) -> list[WaitingCall]:
        """The calls that nobody has claimed, in their order."""
        return [call for call in self.calls if call.claimed_at is None]

    def take_first(self) -> None:
        """Claim the call that has rung the longest; without one, ring back the first missed one."""
        if self.free:
            self._take(self.free[0])

    def _go_to_list(self) -> None:
        """Focus the list, if there are calls."""
        if self.isVisible():
            self.list.go_to()

    def _take(self, call: WaitingCall) -> None:
        missed = call.is_missed(self._session.now(), self._found.missed_after)
        self._claim(call, lambda: self.claimed.emit(call, missed))

    def _drop(self) -> None:
        """Say that the selected call was missed; that a missed one need not be rung back."""
        line = self.list.current()
        if line is None:
            return
        if line.thing.is_missed(self._session.now(), self._found.missed_after):
            self._claim(line.thing, lambda: None)
        else:
            self._session.execute(note_missed(line.id), failed=self.failed.emit, owner=self, tells=False)

    def _claim(self, call: WaitingCall, then: Callable[[], object]) -> None:
        if self._under_way:
            return
        self._under_way = True

        def done(_: object) -> None:
            self._under_way = False
            self._leave_out(call.id)
            then()

        self._session.execute(claim_call(call.id), done, self._on_failed, owner=self, tells=False)

    def _on_failed(self, error: DeskError) -> None:
        self._under_way = False
        self.failed.emit(error)

    def _leave_out(self, key: int) -> None:
        """Show a call that was claimed here no longer, also before the next read."""
        calls = [call for call in self._found.calls if call.id != key]
        self._on_read(WaitingCalls(calls, self._found.missed_after))

    def _on_read(self, found: WaitingCalls) -> None:
        me = self._session.who().staff_id
        others = [call for call in found.calls if call.claimed_at is None or call.staff_id != me]
        self._found = WaitingCalls(others, found.missed_after)
        self._show(self._session.now())

    def _on_second(self, now: datetime) -> None:
        if self._found.calls:
            self._show(now)

    def _show(self, now: datetime) -> None:
        after = self._found.missed_after
        self.list.apply([ringing_line(call, now, after) for call in in_order(self._found, now)])
        ringing = [call for call in self.free if not call.is_missed(now, after)]
        if ringing != self._ringing:
            self._ringing = ringing
            self.rings.emit(ringing)
        self.setVisible(bool(self._found.calls))
        self.list.setFixedHeight(min(self.list.wanted_height(), _HEIGHT_AT_MOST))
