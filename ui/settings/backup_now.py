"""The state of the last backups, and a button to make one now."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from tickets.backup import ledger
from tickets.backup.ledger import BackupRow
from tickets.backup.make_backup import BackupMade
from tickets.backup.plan import load_plan
from tickets.backup.planned_backup import keep_backup
from tickets.backup.progress import BackupProgress
from tickets.errors import DeskError, Refused
from tickets.rules.words import Role
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.cards import Card, Facts
from ui.kit.labels import Tone, Words
from ui.kit.layouts import button_row
from ui.kit.messages import ErrorLine, Notice
from ui.kit.wording import full_moment, megabytes, translate
from ui.runtime.background import Worker
from ui.runtime.session import SessionContext

BACKERS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})  # a backup holds the whole database
_CAPTION = 88


class BackupNow(Card):
    """Ctrl+B makes a backup, Ctrl+K cancels it; the desks remain usable meanwhile."""

    made = Signal()

    def __init__(self, session: SessionContext) -> None:
        super().__init__(translate("settings", "备份"))
        self._session = session
        self._course: BackupProgress | None = None
        self._facts = Facts(_CAPTION)
        self._trouble = Words(wrap=True, selectable=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setAccessibleName(self.tr("备份的进度"))
        self._error, self._notice = ErrorLine(), Notice()
        self._make = StepButton(self.tr("立即备份"), "Ctrl+B", on_click=self.back_up)
        self._cancel = KeyButton(self.tr("取消"), "Ctrl+K", on_click=self._on_cancel)
        buttons = button_row(self._make, self._cancel)
        self.add(self._facts, self._trouble, self._bar, self._error, self._notice, buttons)
        self._trouble.hide()
        self._show_course()
        self.setFocusProxy(self._make)
        session.tick.second.connect(self._on_second)

    def refresh(self) -> None:
        """Read the state of the last backups."""
        self._session.read("settings/backups/last", ledger.last_two, self._show)

    def back_up(self) -> None:
        """Make a backup now, to the folder of the plan."""
        if self._course is not None:
            return
        self._error.clear()
        if not BACKERS & self._session.who().roles:
            self._error.say(Refused(self.tr("一份备份就是全部数据，只有值班长和管理员能做。请换人（Ctrl+L）。")))
            return
        session = self._session
        course = BackupProgress(lambda: session.background.closed)

        def work() -> BackupMade:
            plan = load_plan(session.folder, is_server=not session.service.store.is_sqlite)
            return keep_backup(session.service, plan, "manual", course.update)

        self._course = course
        self._show_course()
        session.background.run(work, self._on_made, self._on_failed, worker=Worker.BACKUP, owner=self)

    def _on_cancel(self) -> None:
        if self._course is not None:
            self._course.cancelled = True

    def _on_made(self, made: BackupMade) -> None:
        self._end()
        self._notice.say(self.tr("备份好了，恢复到临时库核对过：{path}").format(path=made.path))

    def _on_failed(self, error: DeskError) -> None:
        self._end()
        self._error.say(error)

    def _end(self) -> None:
        self._course = None
        self._show_course()
        self.refresh()
        self.made.emit()

    def _on_second(self, _now: datetime) -> None:
        if self._course is not None:
            self._show_course()

    def _show_course(self) -> None:
        course = self._course
        self._make.setEnabled(course is None)
        self._cancel.setVisible(course is not None)
        self._bar.setVisible(course is not None)
        if course is not None:
            self._bar.setValue(int(100 * course.share))
            self._bar.setFormat(f"{course.doing} %p%")

    def _show(self, rows: tuple[BackupRow | None, BackupRow | None]) -> None:
        good, last = rows
        self._facts.show_facts(self._details(good))
        failure = last.trouble if last is not None and (good is None or last.started > good.started) else ""
        missing = "" if good is None else good.second_trouble
        self._trouble.set_tone(Tone.OVERDUE if failure else Tone.WARNING)
        self._trouble.show_text(failure or missing)

    def _details(self, good: BackupRow | None) -> list[tuple[str, str]]:
        if good is None:
            return [(self.tr("最近一份"), self.tr("还没有。按 Ctrl+B 现在就做一份，做的时候照常办理。"))]
        when = self.tr("{at}，{size}，恢复到临时库核对过")
        return [
            (self.tr("最近一份"), when.format(at=full_moment(good.ended), size=megabytes(good.bytes))),
            (self.tr("放在"), self.tr("{path}（{host}）").format(path=good.path, host=good.host)),
            (self.tr("第二份"), "" if good.second_trouble else good.second),
        ]
