"""Puts drafts aside, resumes and deletes them, and offers to undo that."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from tickets.actions.intake import LATE_AFTER, PRESSED_AT_MOST
from ui.intake.actions_bar import ActionsBar
from ui.intake.call_form_data import NOTHING
from ui.intake.calls_column import CallsColumn
from ui.intake.draft_keeper import DraftKeeper
from ui.intake.drafts import Draft, Found
from ui.intake.form import CallForm
from ui.kit.wording import moment


class DraftController(QObject):
    """Connects Ctrl+D, Esc, Del and the list of drafts with the form."""

    def __init__(
        self, keeper: DraftKeeper, form: CallForm, bar: ActionsBar, column: CallsColumn, now: Callable[[], datetime]
    ) -> None:
        super().__init__(keeper)
        self._keeper, self._now = keeper, now
        self._form = form
        self._bar = bar
        self._undo: Callable[[], object] | None = None
        self._clearing = False  # whether Esc was pressed once
        keeper.found.connect(self._on_found)
        keeper.failed.connect(bar.refuse)
        bar.aside_wanted.connect(self._on_aside_wanted)
        bar.clear_wanted.connect(self.clear)
        bar.undo_wanted.connect(self._take_back)
        column.draft_wanted.connect(self.take_up)
        column.draft_unwanted.connect(self._delete)

    def move_aside(self) -> None:
        """Put the call aside as a draft and empty the form."""
        self._keeper.move_aside()
        self._form.fill(NOTHING)

    def take_up(self, key: str) -> None:
        """Resume a draft as a call that came when it was begun; the present call is put aside."""
        draft = self._resume(key)
        if draft is None:
            return
        came, now = draft.pressed or draft.begun, self._now()
        if draft.filled.at or now - came < LATE_AFTER:
            return
        self._keeper.press(key, came)
        counts = self.tr("按这个时间登记") if now - came <= PRESSED_AT_MOST else self.tr("超过一天，按现在登记")
        words = self.tr("这通来电是 {moment} 打来的，{counts}；要改按 Alt+T。")
        self._bar.say(words.format(moment=moment(came, now), counts=counts))

    def _resume(self, key: str) -> Draft | None:
        """Fill the form with a draft and return it; None when there is none. What was told of drafts is over."""
        draft = self._keeper.take_up(key)
        if draft is not None:
            self._undo = None
            self._bar.forget()
            self._form.fill(draft.filled, exactly=True)
            self._form.go_to_phone()
        return draft

    def clear(self) -> None:
        """Ask first; on the second call put the call aside, which can be undone."""
        if self._form.filled().blank:
            self._form.fill(NOTHING)
        elif not (self._clearing and self._bar.notice.isVisible()):
            self._clearing = True
            self._bar.say(self.tr("再按一次 Esc 清空表格；写好的内容会放进左边的暂存。"))
            return
        else:
            key = self._keeper.current.key
            self.move_aside()
            self._offer_undo(lambda: self._resume(key), self.tr("表格已清空，内容在左边的暂存里。"))
        self._form.go_to_phone()

    def typed_on(self) -> None:
        """Forget the first Esc, because the operator continues typing."""
        self._clearing = False

    def _on_aside_wanted(self) -> None:
        if self._form.filled().blank:
            self._bar.remind(self.tr("表格是空的，没有要暂存的。"))
            return
        self.move_aside()
        self._bar.say(self.tr("已暂存在左边，Alt+D 找回。"))
        self._form.go_to_phone()

    def _delete(self, key: str) -> None:
        draft = self._keeper.drop(key)
        if draft is not None:
            self._offer_undo(lambda: self._keeper.put_back(draft), self.tr("已删除一通暂存的来电。"))

    def _offer_undo(self, undo: Callable[[], object], sentence: str, action: str = "") -> None:
        self._undo = undo
        self._bar.say(sentence, action or self.tr("撤回"), "Alt+Z")

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()

    def _on_found(self, found: Found) -> None:
        if found.drafts:
            key = found.drafts[0].key
            words = self.tr("上次有 {n} 通来电没登记完，都在左边的暂存里。").format(n=len(found.drafts))
            self._offer_undo(lambda: self.take_up(key), words, self.tr("接着填最近的"))
        if found.unreadable:
            words = self.tr("有 {n} 份暂存读不出来（{names}），已移到暂存文件夹里的 broken，请交给管理员。")
            self._bar.refuse(words.format(n=len(found.unreadable), names="、".join(found.unreadable[:3])))
