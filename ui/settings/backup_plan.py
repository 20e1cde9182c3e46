"""This machine's backup plan: when, where to, and how many are kept."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from tickets.backup.plan import BackupSchedule, first_plan, load_plan, save_plan
from tickets.errors import DeskError, Refused
from ui.editing.fields import NumberEditor, with_button
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.cards import Card, Fields
from ui.kit.file_dialog import ask_folder
from ui.kit.inputs import ChoiceBox
from ui.kit.labels import Quiet
from ui.kit.layouts import button_row
from ui.kit.messages import ErrorLine, Notice
from ui.kit.wording import translate
from ui.runtime.background import Worker
from ui.runtime.session import SessionContext
from ui.settings.backup_now import BACKERS

_CAPTION = 88


class BackupPlan(Card):
    """Ctrl+S saves the plan, which belongs to this machine.

    Nothing can be edited or saved before the plan has been read, because it would be overwritten unseen. Alt+A reads it
    again; an invalid one may be replaced with Alt+N.
    """

    def __init__(self, session: SessionContext) -> None:
        super().__init__(translate("settings", "自动备份（这台机器）"))
        self._session = session
        self._data = session.folder
        self._is_server = not session.service.store.is_sqlite
        self._on = ChoiceBox([(True, self.tr("每天自动备份")), (False, self.tr("不自动备份"))])
        self._hour, self._days, self._months = NumberEditor(), NumberEditor(), NumberEditor()
        self._folder, self._second = QLineEdit(), QLineEdit()
        self._error, self._notice = ErrorLine(), Notice()
        self._fields = fields = Fields(_CAPTION)
        fields.add(self.tr("自动备份"), self._on, self._who_makes_it())
        fields.add(self.tr("几点"), self._hour.widget, self.tr("0 到 23；那时没开机，下次打开后补做"))
        fields.add(self.tr("放在"), self._with_button(self._folder, "Alt+1", self.tr("放在")))
        fields.add(
            self.tr("第二份"),
            self._with_button(self._second, "Alt+2", self.tr("第二份")),
            self.tr("最好是另一块硬盘或移动硬盘，可以空着；没插上会提示，插上后下一次补齐"),
        )
        fields.add(self.tr("留几天"), self._days.widget, self.tr("每天最后一份"))
        fields.add(self.tr("留几个月"), self._months.widget, self.tr("每月最后一份，0 是不留"))
        self._save = StepButton(self.tr("保存"), "Ctrl+S", on_click=self._on_save)
        self._again, self._anew = KeyButton(self.tr("重试"), "Alt+A"), KeyButton(self.tr("重新填写"), "Alt+N")
        self._again.clicked.connect(self._read)
        self._anew.clicked.connect(self._fill_in_anew)
        said = self.tr("存在 {file}。备份里有全部来电和电话，文件夹只让管数据的人打开。")
        where = Quiet(said.format(file=self._data / "backup.toml"), wrap=True)
        self.add(fields, self._error, self._notice, where, button_row(self._save, self._again, self._anew))
        self._read()

    def _who_makes_it(self) -> str:
        if self._is_server:
            return self.tr("选一台常开的机器打开它；几台都打开，每晚只有一台做。别的座席都看得到备份过了多久")
        return self.tr("窗口或 main.py watch 开着就会做；做的时候照常办理")

    def _with_button(self, field: QLineEdit, key: str, name: str) -> QWidget:
        browse = KeyButton(self.tr("选文件夹…"), key, on_click=lambda: self._browse(field))
        return with_button(field, browse, name)

    def _browse(self, field: QLineEdit) -> None:
        dialog = ask_folder(self, self.tr("备份文件夹"), field.text())
        dialog.fileSelected.connect(field.setText)
        dialog.open()

    def _read(self) -> None:
        self._offer(save=False)
        data, is_server = self._data, self._is_server
        self._session.background.run(
            lambda: load_plan(data, is_server=is_server),
            self._show,
            self._on_unreadable,
            worker=Worker.FILES,
            owner=self,
        )

    def _on_unreadable(self, error: DeskError) -> None:
        self._offer(save=False, again=True, anew=isinstance(error, Refused))
        self._error.say(error)

    def _fill_in_anew(self) -> None:
        self._show(first_plan(self._data, is_server=self._is_server))
        self._notice.say(self.tr("填的是初始设置，还没有保存。改好以后按 Ctrl+S。"), lasting=True)

    def _offer(self, *, save: bool, again: bool = False, anew: bool = False) -> None:
        self._fields.setEnabled(save)
        self._save.setEnabled(save)
        self._again.setVisible(again)
        self._anew.setVisible(anew)

    def _show(self, plan: BackupSchedule) -> None:
        self._error.clear()
        self._offer(save=True)
        self._on.choose(plan.on)
        self._hour.show_value(plan.hour)
        self._days.show_value(plan.days)
        self._months.show_value(plan.months)
        self._folder.setText(str(plan.folder))
        self._second.setText(str(plan.second or ""))

    def _plan(self) -> BackupSchedule:
        """Return the plan in the fields. Raises Refused for an invalid one."""
        if not BACKERS & self._session.who().roles:
            raise Refused(self.tr("自动备份由值班长和管理员设置。请换人（Ctrl+L）。"))
        hour, days, months = self._hour.value(), self._days.value(), self._months.value()
        folder, second = self._folder.text().strip(), self._second.text().strip()
        if None in (hour, days, months) or not folder:
            raise Refused(self.tr("几点、放在、留几天、留几个月都要填。"))
        return BackupSchedule(Path(folder), Path(second) if second else None, self._on.chosen(), hour, days, months)

    def _on_save(self) -> None:
        plan, data = self._error.checked(self._plan), self._data
        if plan is not None:
            self._session.background.run(
                lambda: save_plan(data, plan), self._on_saved, self._error.say, worker=Worker.FILES, owner=self
            )

    def _on_saved(self, _nothing: None) -> None:
        self._notice.say(self.tr("已保存。"))
