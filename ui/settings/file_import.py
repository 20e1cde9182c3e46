"""A card that imports a file: it is read first, what it changes is shown, and then it is imported."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from tickets.actions.command import Action, not_permitted
from tickets.errors import DeskError, Refused
from tickets.service import TicketService
from tickets.store.rows import Who
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.cards import Card
from ui.kit.file_dialog import ask_file, last_folder
from ui.kit.labels import Tone, Words
from ui.kit.layouts import button_row
from ui.kit.messages import ErrorLine, Notice
from ui.kit.wording import translate
from ui.runtime.background import Worker
from ui.runtime.session import SessionContext

Progress = Callable[[str, int], object]


@dataclass(frozen=True, slots=True)
class ImportSpec:
    """What a card imports. `plan` reads a file, `carry_out` writes what it found; both on a worker.

    `told` are sentences about a plan, `loud` those that a person must not miss, `rows` how many rows will be written.
    `cancelled` returns the refusal that ends the work, from what is being done and how many rows are done. `suffixes`
    are those of the files offered, `keys` those that choose and import, `unit` counts the rows. `is_main`: choosing a
    file is the first thing to do on the page.
    """

    name: str
    title: str
    action: Action[..., Any]
    plan: Callable[[TicketService, Path, Progress], Any]
    carry_out: Callable[[TicketService, Who, Any, Progress], Any]
    told: Callable[[Any], Sequence[str]]
    rows: Callable[[Any], int]
    cancelled: Callable[[str, int], Refused]
    done: str
    unit: str
    loud: Callable[[Any], Sequence[str]] = lambda _plan: ()
    suffixes: Sequence[str] = ("csv", "xlsx", "xls", "et")
    keys: tuple[str, str] = ("Ctrl+O", "Ctrl+S")
    is_main: bool = True
    choose: str = field(default_factory=lambda: translate("settings", "选文件"))


@dataclass(slots=True)
class ImportCourse:
    """The progress of an import: written by the working thread, read by the card, which sets `cancelled`."""

    refusal: Callable[[str, int], Refused]
    doing: str = ""
    rows: int = 0
    cancelled: bool = False

    def update(self, doing: str, rows: int) -> None:
        """Store the progress. Raises Refused when cancelled."""
        self.doing, self.rows = doing, rows
        if self.cancelled:
            raise self.refusal(doing, rows)


class FileImportCard(Card):
    """One key chooses a file and reads it, one imports it, Ctrl+K cancels. The desks remain usable meanwhile."""

    imported = Signal()

    def __init__(
        self, session: SessionContext, spec: ImportSpec, *more: QPushButton, above: QWidget | None = None
    ) -> None:
        """Show the buttons `more` beside that which chooses a file, and a widget `above` all."""
        super().__init__(spec.title)
        self._session, self._spec = session, spec
        self._course: ImportCourse | None = None
        self.plan: Any = None
        self._loud = Words(tone=Tone.WARNING, wrap=True)
        self._told = Words(wrap=True, selectable=True)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("导入的进度"))
        self._error, self._notice = ErrorLine(), Notice()
        choose, carry_out = spec.keys
        self._choose = (StepButton if spec.is_main else KeyButton)(spec.choose, choose, on_click=self._on_choose)
        self._import = StepButton(self.tr("照此导入"), carry_out, on_click=self.carry_out)
        self._cancel = KeyButton(self.tr("取消"), "Ctrl+K", on_click=self.cancel)
        buttons = button_row(self._choose, self._import, self._cancel, *more)
        if above is not None:
            self.add(above)
        self.add(self._told, self._loud, self._bar, self._error, self._notice, buttons)
        self.setFocusProxy(self._choose)
        self._show_state()
        session.tick.second.connect(lambda _now: self._show_course())

    def refresh(self) -> None:
        """Read what is shown beside a plan."""

    def read_file(self, path: Path) -> None:
        """Read a file, and show what it changes."""
        course, session = self._begin(), self._session
        if course is not None:
            session.preferences.setValue(self._folder, str(path.parent))
            session.background.run(
                lambda: self._spec.plan(session.service, path, course.update), self._on_planned, self._on_failed,
                worker=Worker.BACKUP, owner=self,
            )  # fmt: skip

    def carry_out(self) -> None:
        """Import the file that was read."""
        plan, session, who = self.plan, self._session, self._session.who()
        if plan is None or (course := self._begin()) is None:
            return
        session.background.run(
            lambda: self._spec.carry_out(session.service, who, plan, course.update), self._on_imported,
            self._on_failed, worker=Worker.BACKUP, owner=self,
        )  # fmt: skip

    def cancel(self) -> None:
        """Stop what is under way, or forget the file that was read."""
        if self._course is not None:
            self._course.cancelled = True
        else:
            self._end(None)

    @property
    def _folder(self) -> str:
        return f"{self._spec.name}/import folder"

    def _on_choose(self) -> None:
        if self._is_refused():
            return
        folder = last_folder(self._session.preferences, self._folder)
        dialog = ask_file(self, self._spec.action.label, folder, self._spec.title, self._spec.suffixes)
        dialog.fileSelected.connect(lambda path: self.read_file(Path(path)))
        dialog.open()

    def _is_refused(self) -> bool:
        """Say why the user may not import; return whether that is so."""
        action = self._spec.action
        sentence = not_permitted(action.label, action.roles, self._session.who().roles)
        if sentence is not None:
            self._error.say(Refused(sentence))
        return sentence is not None

    def _begin(self) -> ImportCourse | None:
        """Return the progress of a new piece of work; None while another is under way or when it is not permitted."""
        if self._course is not None or self._is_refused():
            return None
        self._error.clear()
        self._course = ImportCourse(self._spec.cancelled)
        self._show_state()
        return self._course

    def _on_planned(self, plan: Any) -> None:
        self._end(plan)
        self._import.setFocus()

    def _on_imported(self, _number: int) -> None:
        self._end(None)
        self._notice.say(self._spec.done)
        self.imported.emit()

    def _on_failed(self, error: DeskError) -> None:
        self._end(None)
        self._error.say(error)

    def _end(self, plan: Any) -> None:
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
        self._told.show_text("" if plan is None else "\n".join(self._spec.told(plan)))
        self._loud.show_text("" if plan is None else "\n".join(self._spec.loud(plan)))
        self._show_course()

    def _show_course(self) -> None:
        course, plan = self._course, self.plan
        if course is not None:
            self._bar.setRange(0, self._spec.rows(plan) if plan is not None else 0)
            self._bar.setValue(course.rows)
            words = self.tr("{doing} {n} {unit}")
            self._bar.setFormat(words.format(doing=course.doing, n=f"{course.rows:,}", unit=self._spec.unit))
