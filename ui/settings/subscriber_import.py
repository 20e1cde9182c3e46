"""The card that imports the subscriber file: it shows what a file changes before it is imported, and afterwards."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from tickets.actions.command import not_permitted
from tickets.actions.subscribers import import_subscribers
from tickets.errors import DeskError, Refused
from tickets.importing.subscribers import (
    WRITING,
    ImportCancelled,
    SubscriberPlan,
    carry_out,
    examples,
    plan_import,
    summary,
    warnings,
)
from tickets.store.queries.subscribers import SubscriberImport, last_import
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.cards import Card, Facts
from ui.kit.file_dialog import ask_file, last_folder
from ui.kit.labels import Tone, Words
from ui.kit.layouts import button_row
from ui.kit.messages import ErrorLine, Notice
from ui.kit.wording import full_moment, translate
from ui.runtime.background import Worker
from ui.runtime.session import SessionContext

_CAPTION = 88
_FOLDER = "subscribers/import folder"
_SUFFIXES = ("csv", "xlsx", "xls", "et")


@dataclass(slots=True)
class ImportCourse:
    """The progress of an import: written by the working thread, read by the card, which sets `cancelled`."""

    doing: str = ""
    rows: int = 0
    cancelled: bool = False

    def update(self, doing: str, rows: int) -> None:
        """Store the progress. Raises ImportCancelled when cancelled."""
        self.doing, self.rows = doing, rows
        if self.cancelled:
            raise ImportCancelled(rows if doing == WRITING else 0)


class SubscriberImportCard(Card):
    """Ctrl+O chooses a file and reads it; Ctrl+S imports it, Ctrl+K cancels. The desks remain usable meanwhile."""

    imported = Signal()

    def __init__(self, session: SessionContext) -> None:
        super().__init__(translate("settings", "用户档案"))
        self._session = session
        self._course: ImportCourse | None = None
        self.plan: SubscriberPlan | None = None
        self._facts = Facts(_CAPTION)
        self._doubts = Words(tone=Tone.WARNING, wrap=True)
        self._told = Words(wrap=True, selectable=True)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("导入的进度"))
        self._error, self._notice = ErrorLine(), Notice()
        self._choose = StepButton(self.tr("选文件"), "Ctrl+O", on_click=self._on_choose)
        self._import = StepButton(self.tr("照此导入"), "Ctrl+S", on_click=self.carry_out)
        self._cancel = KeyButton(self.tr("取消"), "Ctrl+K", on_click=self.cancel)
        buttons = button_row(self._choose, self._import, self._cancel)
        self.add(self._facts, self._told, self._doubts, self._bar, self._error, self._notice, buttons)
        self.setFocusProxy(self._choose)
        self._show_state()
        session.tick.second.connect(lambda _now: self._show_course())

    def refresh(self) -> None:
        """Read the last import."""
        self._session.read("settings/subscribers/last", last_import, self._show_last)

    def read_file(self, path: Path) -> None:
        """Read a file, and show what it changes."""
        course, session = self._begin(), self._session
        if course is not None:
            session.preferences.setValue(_FOLDER, str(path.parent))
            session.background.run(
                lambda: plan_import(session.service, path, course.update), self._on_planned, self._on_failed,
                worker=Worker.BACKUP, owner=self,
            )  # fmt: skip

    def carry_out(self) -> None:
        """Import the file that was read."""
        plan, session, who = self.plan, self._session, self._session.who()
        if plan is None or (course := self._begin()) is None:
            return
        session.background.run(
            lambda: carry_out(session.service, who, plan, course.update), self._on_imported, self._on_failed,
            worker=Worker.BACKUP, owner=self,
        )  # fmt: skip

    def cancel(self) -> None:
        """Stop what is under way, or forget the file that was read."""
        if self._course is not None:
            self._course.cancelled = True
        else:
            self._end(None)

    def _on_choose(self) -> None:
        if self._is_refused():
            return
        folder = last_folder(self._session.preferences, _FOLDER)
        dialog = ask_file(self, self.tr("导入用户档案"), folder, self.tr("用户档案"), _SUFFIXES)
        dialog.fileSelected.connect(lambda path: self.read_file(Path(path)))
        dialog.open()

    def _is_refused(self) -> bool:
        """Say why the user may not import; return whether that is so."""
        label, roles = import_subscribers.label, import_subscribers.roles
        sentence = not_permitted(label, roles, self._session.who().roles)
        if sentence is not None:
            self._error.say(Refused(sentence))
        return sentence is not None

    def _begin(self) -> ImportCourse | None:
        """Return the progress of a new piece of work; None while another is under way or when it is not permitted."""
        if self._course is not None or self._is_refused():
            return None
        self._error.clear()
        self._course = ImportCourse()
        self._show_state()
        return self._course

    def _on_planned(self, plan: SubscriberPlan) -> None:
        self._end(plan)
        self._import.setFocus()

    def _on_imported(self, _number: int) -> None:
        self._end(None)
        self._notice.say(self.tr("用户档案导入好了。"))
        self.imported.emit()

    def _on_failed(self, error: DeskError) -> None:
        self._end(None)
        self._error.say(error)

    def _end(self, plan: SubscriberPlan | None) -> None:
        self._course, self.plan = None, plan
        self._show_state()
        self.refresh()

    def _show_state(self) -> None:
        plan, busy = self.plan, self._course is not None
        self._choose.setVisible(plan is None)
        self._choose.setEnabled(not busy)
        self._import.setVisible(plan is not None)
        self._import.setEnabled(not busy)
        self._cancel.setVisible(busy or plan is not None)
        self._bar.setVisible(busy)
        self._told.show_text("" if plan is None else "\n".join((*summary(plan), *examples(plan))))
        loud = warnings(plan) if plan is not None else []
        if plan is not None and plan.doubts:
            loud.append(self.tr("▲ {doubts}。核对过确实如此再导入。").format(doubts="；".join(plan.doubts)))
        self._doubts.show_text("\n".join(loud))
        self._show_course()

    def _show_course(self) -> None:
        course, plan = self._course, self.plan
        if course is not None:
            self._bar.setRange(0, plan.changes.rows if plan is not None else 0)
            self._bar.setValue(course.rows)
            self._bar.setFormat(self.tr("{doing} {n} 户").format(doing=course.doing, n=f"{course.rows:,}"))

    def _show_last(self, last: SubscriberImport | None) -> None:
        if last is None:
            none = self.tr("还没有。选营收系统导出的文件（CSV 或 Excel）：先看有哪些变化，再导入。")
            self._facts.show_facts([(self.tr("最近导入"), none)])
            return
        counts = self.tr("新增 {added}，换了地址 {moved}，有改动 {changed}，不在新档案里 {gone}，没变 {unchanged}")
        numbers = {name: f"{getattr(last, name):,}" for name in ("added", "moved", "changed", "gone", "unchanged")}
        when = " · ".join(part for part in (full_moment(last.at), last.by or "", last.file) if part)
        self._facts.show_facts([(self.tr("最近导入"), when), (self.tr("户数"), counts.format(**numbers))])
