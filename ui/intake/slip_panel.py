"""Prints blank paper slips, says which are still to be entered, and marks spoilt ones."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLineEdit, QWidget

from tickets.actions.slips import PRINTED_AT_ONCE, print_slips, void_slip
from tickets.errors import DeskError, FieldError
from tickets.rules.slips import read_slip_number, slip_number
from tickets.service import Done
from tickets.store.queries.slips import slips_out
from ui.intake.call_form_data import number_if_valid
from ui.intake.slip_pages import PER_PAGE, SlipPages
from ui.kit.buttons import KeyButton
from ui.kit.labels import Tone, Words
from ui.kit.layouts import Stretch, in_column, in_row
from ui.kit.messages import ErrorLine
from ui.kit.printed_pages import PagePrinter
from ui.kit.theme import body_font
from ui.kit.tokens import INSIDE
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext

_FIELD_WIDTH = 96
_NAMED_AT_MOST = 12


class SlipPanel(QWidget):
    """Shown above the form on its key. `said` carries a sentence about the result, `closed` that Esc was pressed."""

    said = Signal(str)
    closed = Signal()

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self._session = session
        self._printer = PagePrinter(session, self)
        self._printer.printed.connect(self.said)
        self.pages = _field(self.tr("空白纸单的页数"), "1")
        self.spoilt = _field(self.tr("作废的纸单编号"), "")
        self.out = Words(tone=Tone.QUIET, wrap=True)
        self.error = ErrorLine(self, of_input=True)
        self._printer.failed.connect(self.error.say)
        to_printer = KeyButton(self.tr("打印"), "Enter", handles_key=False, on_click=self._to_printer)
        to_file = KeyButton(self.tr("存为 PDF"), "Alt+V", scope=self, on_click=self._to_file)
        void = KeyButton(self.tr("作废"), "Enter", handles_key=False, on_click=self._void)
        about = Words(self.tr("页，每页 {n} 张").format(n=PER_PAGE))
        first = in_row(Words(self.tr("空白纸单")), self.pages, about, to_printer, to_file, Stretch(), spacing=INSIDE)
        second = in_row(Words(self.tr("作废编号")), self.spoilt, void, Stretch(), spacing=INSIDE)
        in_column(first, second, self.out, self.error, holder=self, spacing=INSIDE)
        self.pages.returnPressed.connect(self._to_printer)
        self.spoilt.returnPressed.connect(self._void)
        tables = frozenset({"slips"})
        LiveQuery(
            session, "intake.slips", session.reader(slips_out), self._show_out, self, tables=tables, view=self
        ).refresher.want()  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _show_out(self, numbers: Sequence[int]) -> None:
        if not numbers:
            self.out.setText(self.tr("没有还没录入的纸单。"))
            return
        named = "、".join(slip_number(number) for number in numbers[:_NAMED_AT_MOST])
        more = self.tr("……") if len(numbers) > _NAMED_AT_MOST else ""
        self.out.setText(self.tr("还没录入 {n} 张：{named}").format(n=len(numbers), named=named + more))

    def _to_printer(self) -> None:
        count = self._count()
        if count:
            title = self.tr("打印空白纸单")
            self._printer.choose_printer(title, title, lambda printer: self._take(count, self._print(printer)))

    def _to_file(self) -> None:
        count = self._count()
        if count:
            self._printer.choose_file(self.tr("空白纸单"), lambda path: self._take(count, self._write(path)))

    def _print(self, printer: QPrinter) -> Callable[[SlipPages], None]:
        said = self.tr("{title} 已送打印。")
        return lambda pages: self._printer.print_on(printer, pages, said.format(title=pages.title))

    def _write(self, path: Path) -> Callable[[SlipPages], None]:
        said = self.tr("{title} 已存为 {path}")
        return lambda pages: self._printer.write(path, pages, said.format(title=pages.title, path=path))

    def _take(self, count: int, then: Callable[[SlipPages], None]) -> None:
        """Take the numbers once it is known where they are printed, then print."""
        font = body_font()

        def taken(done: Done[list[int]]) -> None:
            then(SlipPages(tuple(done.result), font))

        self._session.execute(print_slips(count), taken, self.error.say, owner=self, tells=False)

    def _count(self) -> int:
        """Return how many slips are wanted; 0, with a sentence, when the pages can't be read."""
        pages = number_if_valid(self.pages.text()) or 0
        most = PRINTED_AT_ONCE // PER_PAGE
        if not 1 <= pages <= most:
            self._refuse(self.pages, self.tr("页数请填 1 到 {most}。").format(most=most))
            return 0
        self.error.clear()
        return pages * PER_PAGE

    def _void(self) -> None:
        number = read_slip_number(self.spoilt.text())
        if number is None:
            self._refuse(self.spoilt, self.tr("请填要作废的纸单编号，如 000123。"))
            return
        self.error.clear()
        self._session.execute(void_slip(number), self._voided, self._void_failed, owner=self, tells=False)

    def _voided(self, done: Done[int]) -> None:
        self.spoilt.clear()
        self.said.emit(self.tr("纸单 {number} 已作废。").format(number=slip_number(done.result)))

    def _void_failed(self, error: DeskError) -> None:
        self._refuse(self.spoilt, error)

    def _refuse(self, field: QLineEdit, error: DeskError | str) -> None:
        self.error.say(FieldError("", error) if isinstance(error, str) else error)
        field.setFocus(Qt.FocusReason.OtherFocusReason)


def _field(name: str, text: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setAccessibleName(name)
    field.setFixedWidth(_FIELD_WIDTH)
    return field
