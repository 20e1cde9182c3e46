"""Writing a report into a CSV file that the user names."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from tickets.errors import Unavailable
from tickets.reports.export import write_csv
from tickets.reports.figures import Report
from tickets.rules.instants import LOCAL
from ui.kit.background import Lane
from ui.kit.messages import ErrorLine, Notice
from ui.kit.seat import Seat

AskPath = Callable[[str], str]


class CsvExport:
    """Asks where to, writes on the slow lane, and says what became of it."""

    def __init__(
        self, seat: Seat, window: QWidget, notice: Notice, error: ErrorLine, ask_path: AskPath | None = None
    ) -> None:
        self._seat = seat
        self._window = window
        self._notice = notice
        self._error = error
        self._ask_path = ask_path or self._ask_with_dialog

    def ask_and_write(self, report: Report) -> None:
        """Write the report where the user says; nothing happens when they say nowhere."""
        since, until = report.scope.since.astimezone(LOCAL), report.scope.until.astimezone(LOCAL)
        chosen = self._ask_path(f"报表 {since:%Y%m%d}-{until:%Y%m%d}.csv")
        if chosen:
            path = Path(chosen)
            self._seat.background.run(
                lambda: _write(report, path),
                lambda _none: self._notice.say(self._window.tr("已导出到 {path}").format(path=path)),
                self._error.say,
                lane=Lane.SLOW,
                owner=self._window,
            )

    def _ask_with_dialog(self, suggested: str) -> str:
        chosen, _ = QFileDialog.getSaveFileName(self._window, self._window.tr("导出报表"), suggested, "CSV (*.csv)")
        return chosen


def _write(report: Report, path: Path) -> None:
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            write_csv(report, file)
    except OSError as error:
        raise Unavailable(f"写不进 {path}，请换个文件夹或检查磁盘空间。") from error
