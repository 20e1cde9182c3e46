"""The left column: drafts, the latest calls, and calls that ring or were missed."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tickets.rules.phones import shown_phone
from tickets.store.queries.callers import EarlierCall
from ui.intake.caller_card import call_line
from ui.intake.drafts import Draft
from ui.intake.ringing_card import RingingCard
from ui.kit.cards import Card
from ui.kit.keys import on_key
from ui.kit.labels import Elided, Quiet, Tone
from ui.kit.layouts import in_column
from ui.kit.lines import LineList, ListedLine
from ui.kit.wording import moment, translate
from ui.runtime.session import SessionContext

_WIDTH = 232
_DRAFTS_AT_LEAST, _DRAFTS_AT_MOST = 56, 260  # pixels


def draft_line(draft: Draft, now: datetime) -> ListedLine:
    """Return a draft as a line of a list."""
    filled = draft.filled
    title = shown_phone(filled.phone) or filled.caller.strip() or translate("intake", "没有号码")
    where = " ".join(part for part in (filled.place.strip(), filled.address.strip()) if part)
    below = tuple(part for part in (where, filled.words.strip()) if part)
    return ListedLine(draft.key, title, moment(draft.begun, now), below, thing=draft)


class CallsColumn(QWidget):
    """`draft_wanted` carries the key of a draft to resume, `draft_unwanted` of one to delete."""

    draft_wanted = Signal(str)
    draft_unwanted = Signal(str)
    ticket_wanted = Signal(int)

    def __init__(self, scope: QWidget, session: SessionContext) -> None:
        super().__init__()
        self.setFixedWidth(_WIDTH)
        self._draft_count = Elided(tone=Tone.QUIET)
        self.drafts = LineList(self.tr("没写完的来电按 Ctrl+D 放到这里，重启也不会丢。"))
        self.drafts.setAccessibleName(self.tr("暂存的来电"))
        self.drafts.opened.connect(lambda line: self.draft_wanted.emit(line.id))
        self._drafts_hint = Quiet(self.tr("Alt+D 选 · Enter 填 · Del 删"))
        drafts = Card(self.tr("暂存"))
        drafts.head.insertWidget(1, self._draft_count, 100)
        drafts.add(self.drafts, self._drafts_hint)
        self.recent = LineList(self.tr("还没有来电。填好中间的表，Ctrl+Enter 开单。"))
        self.recent.setAccessibleName(self.tr("最近来电"))
        self.recent.opened.connect(self._open_ticket)
        recent = Card(self.tr("最近来电"))
        recent.add((self.recent, 1))
        self.ringing = RingingCard(scope, session)
        in_column(drafts, (recent, 1), self.ringing, holder=self)  # a call that rings moves no line
        on_key(scope, "Alt+D", self.drafts.go_to)
        on_key(self.drafts, Qt.Key.Key_Delete, self._delete_draft, within=Qt.ShortcutContext.WidgetShortcut)
        self.show_drafts([], session.now())

    def show_drafts(self, drafts: Sequence[Draft], now: datetime) -> None:
        """Show the drafts."""
        self.drafts.apply([draft_line(draft, now) for draft in drafts])
        self._draft_count.setText(self.tr("{n} 通").format(n=len(drafts)) if drafts else "")
        self._drafts_hint.setVisible(bool(drafts))
        height = self.drafts.wanted_height() if drafts else 0
        self.drafts.setFixedHeight(min(max(height, _DRAFTS_AT_LEAST), _DRAFTS_AT_MOST))

    def show_recent(self, calls: Sequence[EarlierCall], now: datetime) -> None:
        """Show the latest calls."""
        self.recent.apply([call_line(call, now, numbered=False) for call in calls])

    def _delete_draft(self) -> None:
        line = self.drafts.current()
        if line is not None:
            self.draft_unwanted.emit(line.id)

    def _open_ticket(self, line: ListedLine) -> None:
        if line.thing.ticket_id is not None:
            self.ticket_wanted.emit(line.thing.ticket_id)
