"""The first start: create the first administrator, or fill the database with demo data, with its progress."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from tickets.accounts.password_rule import refuse_weak
from tickets.errors import DeskError, Refused
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.cards import Fields
from ui.kit.labels import Divider, Quiet, Words
from ui.kit.layouts import button_row, in_column
from ui.kit.messages import ErrorLine
from ui.kit.tokens import INSIDE
from ui.sign_in.input_fields import PasswordField, password_rule


class FirstPage(QWidget):
    """Asks for the first administrator. Enter goes from field to field and finally creates the account."""

    wanted = Signal(str, str, str)  # name, login, password
    demo_wanted = Signal()

    def __init__(self, *, offers_demo: bool) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.login = QLineEdit()
        self.login.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoAutoUppercase)
        self.password = PasswordField()
        self.again = PasswordField()
        self.error = ErrorLine()
        self._progress = Words(wrap=True)
        self._progress.hide()
        self._make = StepButton(self.tr("建立管理员并开始"), "Enter", handles_key=False, on_click=self._submit)
        self._demo = KeyButton(self.tr("先试用演示数据"), "Ctrl+Shift+D", on_click=self.demo_wanted)
        self._lay_out(offers_demo=offers_demo)
        self._wire()
        self.setFocusProxy(self.name)

    def wait(self, progress: str) -> None:
        """Show what is being done; "" when finished."""
        self._progress.show_text(progress)
        for button in (self._make, self._demo):
            button.setEnabled(not progress)

    def refuse(self, error: DeskError) -> None:
        """Show why it failed; the fields keep their text."""
        self.wait("")
        self.error.say(error)

    def _lay_out(self, *, offers_demo: bool) -> None:
        fields = Fields(caption_width=64)
        fields.add(self.tr("姓名"), self.name)
        fields.add(self.tr("登录名"), self.login, self.tr("登录时输入，如姓名的拼音"))
        fields.add(self.tr("密码"), self.password, password_rule())
        fields.add(self.tr("再输一次"), self.again)
        why = Words(self.tr("这里还没有人设过密码。先建立一名管理员，以后由管理员给大家开账号、定岗位。"), wrap=True)
        about = Quiet(self.tr("只想看看？演示数据标有“演示”，不用密码。"), wrap=True)
        demo = (Divider(), about, button_row(self._demo)) if offers_demo else ()
        parts = (why, fields, self.error, self._progress, button_row(self._make), *demo)
        in_column(*parts, holder=self, spacing=INSIDE)

    def _wire(self) -> None:
        row = (self.name, self.login, self.password, self.again)
        for field, following in pairwise(row):
            field.returnPressed.connect(lambda after=following: after.setFocus(Qt.FocusReason.TabFocusReason))
        self.again.returnPressed.connect(self._submit)

    def _submit(self) -> None:
        if not self._make.isEnabled():
            return
        empty = next((field for field in (self.name, self.login, self.password) if not field.text().strip()), None)
        if empty is not None:
            self.error.say(self.tr("请填写{field}。").format(field=empty.accessibleName()))
            empty.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.password.text() != self.again.text():
            self.error.say(self.tr("两次输入的密码不一样，请再输一次。"))
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
            self.again.selectAll()
        elif (weakness := self._weakness()) is not None:
            self.error.say(weakness)
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
            self.password.selectAll()
        else:
            self.error.clear()
            self.wanted.emit(self.name.text().strip(), self.login.text().strip(), self.password.text())

    def _weakness(self) -> Refused | None:
        """Return what is wrong with the password, or None."""
        try:
            refuse_weak(self.password.text(), self.login.text().strip())
        except Refused as refused:
            return refused
        return None


class DemoProgressPage(QWidget):
    """A sentence and a bar."""

    def __init__(self) -> None:
        super().__init__()
        self.error = ErrorLine()
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName(self.tr("演示数据"))
        what = Words(self.tr("正在装入演示数据：一个月的工单，标有“演示”。"), wrap=True)
        then = Quiet(self.tr("要十几秒。装好后直接打开，不用密码。"), wrap=True)
        in_column(what, self.bar, then, self.error, holder=self, spacing=INSIDE)

    def show_percent(self, percent: int) -> None:
        """Show the percentage done."""
        self.bar.setValue(percent)

    def refuse(self, error: DeskError) -> None:
        """Show why it failed."""
        self.error.say(error)
