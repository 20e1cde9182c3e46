"""Where the database is: in a file on this machine, or on a server shared by several workstations."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from tickets.connection.address_parts import Parts, parts_of, target_of
from tickets.connection.target import Target, save_target
from tickets.connection.try_connection import ConnectionReport, try_connection
from tickets.errors import DeskError, Refused
from ui.editing.fields import with_button
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.cards import Card, Facts, Fields, FittingArea
from ui.kit.file_dialog import ask_where, usual_folder
from ui.kit.inputs import ChoiceBox
from ui.kit.labels import Quiet
from ui.kit.layouts import Flow, Stretch, in_column
from ui.kit.messages import ErrorLine, Notice
from ui.kit.tokens import INSIDE
from ui.runtime.background import Background, Worker
from ui.runtime.session import Connection

_SSL = ("", "require", "verify-ca", "verify-full", "prefer", "disable")
_CAPTION = 88


class ConnectionPage(QWidget):
    """Ctrl+T tests the connection, Ctrl+S saves it for the next start of the program.

    Nothing can be edited or saved over a connection file that could not be read: Alt+A asks to read it again (`again`),
    and an invalid one may be replaced with Alt+N.
    """

    saved = Signal()
    again = Signal()

    def __init__(self, connection: Connection, background: Background) -> None:
        super().__init__()
        self._connection = connection
        self._background = background
        self._kind = ChoiceBox(
            [(False, self.tr("这台机器上的一个文件")), (True, self.tr("PostgreSQL 服务器（几个座席共用）"))]
        )
        self._path = QLineEdit()
        self._hosts, self._port, self._database, self._root = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self._ssl = ChoiceBox([(mode, mode or self.tr("默认：服务器支持就加密（prefer）")) for mode in _SSL])
        self._login, self._password = QLineEdit(), QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._facts = Facts(_CAPTION)
        self._error, self._notice = ErrorLine(), Notice()
        self._try = KeyButton(self.tr("测试连接"), "Ctrl+T", on_click=self._on_try)
        self._save = StepButton(self.tr("保存"), "Ctrl+S", on_click=self._on_save)
        self._again, self._anew = KeyButton(self.tr("重试"), "Alt+A"), KeyButton(self.tr("重新填写"), "Alt+N")
        self._again.clicked.connect(self.again)
        self._anew.clicked.connect(self._fill_in_anew)
        self._filled_in = QWidget()
        self._file_part, self._server_part = self._file_fields(), self._server_fields()
        self._lay_out()
        self._show(connection.target)
        self._offer(save=True)
        self.setFocusProxy(self._kind)

    def refuse(self, error: DeskError) -> None:
        """Show why the program can't start with the stored connection."""
        is_read = self._connection.is_read
        self._offer(save=is_read, again=True, anew=not is_read and isinstance(error, Refused))
        self._error.say(error)

    def _fill_in_anew(self) -> None:
        self._offer(save=True)
        self._error.clear()
        self._notice.say(self.tr("请写明数据在哪里，再按 Ctrl+S 保存。"), lasting=True)
        self._kind.setFocus()

    def _offer(self, *, save: bool, again: bool = False, anew: bool = False) -> None:
        self._filled_in.setEnabled(save)
        self._save.setEnabled(save)
        self._try.setEnabled(save and self._kind.chosen())
        self._again.setVisible(again)
        self._anew.setVisible(anew)

    def _lay_out(self) -> None:
        card = Card(self.tr("数据在哪里"))
        choice = Fields(_CAPTION)
        choice.add(self.tr("数据在"), self._kind)
        self._kind.currentIndexChanged.connect(self._on_kind)
        in_column(choice, self._file_part, self._server_part, holder=self._filled_in)
        # On a low screen only the fields scroll, so that the test's result and the buttons stay visible.
        area = FittingArea(self._filled_in)
        buttons = Flow(spacing=INSIDE)
        for button in (self._save, self._try, self._again, self._anew):
            buttons.addWidget(button)
        said = self.tr("存在 {file}，下次启动时生效；命令行的 --db 和环境变量 HOTLINE_DB 优先于它。密码不存在里面。")
        where = Quiet(said.format(file=self._connection.file), wrap=True)
        card.add((area, 1), self._facts, self._error, self._notice, buttons, where)
        in_column(card, Stretch(), holder=self)

    def _file_fields(self) -> QWidget:
        fields = Fields(_CAPTION)
        browse = KeyButton(self.tr("选文件…"), "Ctrl+O", on_click=self._browse)
        path = with_button(self._path, browse, self.tr("文件"))
        fields.add(self.tr("文件"), path, self.tr("没有这个文件就新建；不要放在网络共享上"))
        return fields

    def _server_fields(self) -> QWidget:
        fields = Fields(_CAPTION)
        fields.add(
            self.tr("服务器"),
            self._hosts,
            self.tr("名字或地址；有备用服务器就都写上，用逗号隔开；IPv6 带端口写成 [fd00::12]:5433"),
        )
        fields.add(self.tr("端口"), self._port)
        fields.add(self.tr("数据库"), self._database)
        fields.add(self.tr("加密"), self._ssl, self.tr("verify-full 最稳妥：加密，并核对服务器的证书和名字"))
        fields.add(self.tr("根证书"), self._root, self.tr("verify-ca 和 verify-full 用；空着就用系统里的"))
        fields.add(self.tr("登录名"), self._login)
        fields.add(self.tr("密码"), self._password, self.tr("登录名和密码只用来测试，不保存"))
        return fields

    def _show(self, target: Target) -> None:
        parts = parts_of(target)
        self._kind.choose(target.is_server)
        self._path.setText("" if target.is_server else target.database)
        self._hosts.setText(parts.hosts)
        self._port.setText(str(parts.port))
        self._database.setText(parts.database)
        self._ssl.choose(parts.sslmode)
        self._root.setText(parts.root_certificate)
        self._login.setText(target.who or "")
        self._on_kind()

    def _on_kind(self) -> None:
        on_server = self._kind.chosen()
        self._file_part.setVisible(not on_server)
        self._server_part.setVisible(on_server)
        self._try.setEnabled(on_server)
        self._facts.show_facts([])
        self._error.clear()

    def _target(self) -> Target:
        """Return the target in the fields. Raises Refused for missing values."""
        if not self._kind.chosen():
            path = self._path.text().strip()
            if not path:
                raise Refused(self.tr("请写明数据文件放在哪里。"))
            return Target(f"sqlite:///{path}")
        if not self._port.text().strip().isdecimal():
            raise Refused(self.tr("端口是一个数，通常是 5432。"))
        parts = Parts(
            self._hosts.text(),
            int(self._port.text()),
            self._database.text(),
            self._ssl.chosen(),
            self._root.text(),
        )
        return target_of(parts, self._connection.target)

    def _on_try(self) -> None:
        target = self._error.checked(self._target)
        if target is None:
            return
        login, password = self._login.text().strip() or None, self._password.text() or None
        self._facts.show_facts([(self.tr("测试"), self.tr("正在连接 {place} ……").format(place=target.place))])
        self._try.setEnabled(False)
        self._background.run(
            lambda: try_connection(target, login, password),
            self._on_tried,
            self._on_failed,
            worker=Worker.SLOW,
            owner=self,
        )

    def _on_tried(self, report: ConnectionReport) -> None:
        self._try.setEnabled(True)
        version = self.tr("结构 {n}").format(n=report.schema) if report.schema else self.tr("还没有建好")
        self._facts.show_facts(
            [
                (self.tr("服务器"), f"PostgreSQL {report.server}"),
                (self.tr("往返"), self.tr("{n} 毫秒").format(n=report.round_trip_ms)),
                (self.tr("加密"), report.tls or self.tr("没有加密，同一网络里的人能读到内容")),
                (self.tr("数据库"), version),
            ]
        )
        if report.trouble:
            self._error.say(report.trouble)
        else:
            self._notice.say(self.tr("连接正常，可以保存。"))

    def _on_failed(self, error: DeskError) -> None:
        self._try.setEnabled(self._kind.chosen())
        self._facts.show_facts([])
        self._error.say(error)

    def _on_save(self) -> None:
        target, file = self._error.checked(self._target), self._connection.file
        if target is not None:
            self._background.run(
                lambda: save_target(file, target), self._on_saved, self._error.say, worker=Worker.FILES, owner=self
            )

    def _on_saved(self, _nothing: None) -> None:
        self._notice.say(self.tr("已保存，关闭程序再打开就生效。"))
        self.saved.emit()

    def _browse(self) -> None:
        place = Path(self._path.text().strip() or usual_folder() / "desk.db")
        dialog = ask_where(self, self.tr("数据文件"), place, self.tr("数据文件"), "db")
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("选定(&S)"))
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self._path.setText)
        dialog.open()
