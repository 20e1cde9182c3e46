"""The row that is shown while a report is exported."""

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.seats import SeatHand
from ui.kit.csv_export import CsvExport


class Shown:
    """An export row in a window; `paths` are the answers to the question for a file."""

    def __init__(self, hands: SeatHand, qtbot: QtBot) -> None:
        self.hands = hands
        self.window = QWidget()
        self.row = CsvExport(hands.session, self.window)
        self.row.setParent(self.window)
        self.finished, self.failed = QSignalSpy(self.row.finished), QSignalSpy(self.row.failed)
        hands.show(self.window, qtbot)

    @property
    def words(self) -> str:
        """What the row says."""
        return self.row._words.accessibleName()


@pytest.fixture
def export(hands: SeatHand, qtbot: QtBot) -> Shown:
    return Shown(hands, qtbot)


def test_the_row_counts_what_is_written_and_says_where_it_is(export: Shown, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    asked: list[str] = []
    export.row._ask_path = lambda name: asked.append(name) or str(path)
    looks: list[tuple[str, int, bool]] = []

    def write(file: TextIO, tell: Callable[[int], None]) -> None:
        for rows in (0, 1200, 4000):
            tell(rows)
            export.row._show_progress()  # as the timer does
            looks.append((export.words, export.row._bar.value(), export.row.isVisible()))
        file.write("x")

    export.row.ask("名单.csv", write, expected=3000)
    assert (export.words, export.row._bar.maximum(), export.row._bar.value()) == ("正在导出… 已写 0 行", 3000, 0)
    assert (export.row._look.isActive(), export.row._look.interval()) == (True, 200)
    assert export.row.property("notice") is True, "it looks like a message"
    export.row.ask("名单.csv", write)
    assert asked == ["名单.csv"], "one at a time"
    export.hands.settle()
    assert looks == [
        ("正在导出… 已写 0 行", 0, True), ("正在导出… 已写 1,200 行", 1200, True),
        ("正在导出… 已写 4,000 行", 3000, True),
    ]  # fmt: skip
    assert export.finished.at(0)[0] == f"已导出到 {path}"
    assert not export.row.isVisible() and not export.row._look.isActive()
    assert [each.name for each in tmp_path.glob("a.csv*")] == ["a.csv"]
    export.row.ask("名单.csv", write)
    assert export.row._bar.maximum() == 0, "without a known number the bar only moves"
    export.hands.settle()
    assert (export.finished.count(), export.failed.count()) == (2, 0)


def test_a_stopped_export_says_nothing_and_leaves_nothing(export: Shown, tmp_path: Path) -> None:
    export.row.stop()  # nothing runs
    export.row._ask_path = lambda _name: str(tmp_path / "a.csv")

    def write(file: TextIO, tell: Callable[[int], None]) -> None:
        tell(1)
        export.row.stop()
        tell(2)

    export.row.ask("名单.csv", write)
    export.hands.worker.drain()
    assert not export.row.isVisible()
    assert list(tmp_path.glob("a.csv*")) == []
    assert (export.finished.count(), export.failed.count()) == (0, 0)


class Dialog(QObject):
    """A file dialog that is answered at once."""

    fileSelected = Signal(str)  # noqa: N815

    def __init__(self, answer: str) -> None:
        super().__init__()
        self._answer = answer

    def exec(self) -> bool:
        """Return whether a file was chosen."""
        return bool(self._answer)

    def selectedFiles(self) -> list[str]:  # noqa: N802
        """Return the chosen file."""
        return [self._answer]


def test_the_folder_of_the_last_file_is_suggested_and_a_closed_dialog_exports_nothing(
    export: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    suggested: list[Path] = []
    answers = iter((str(folder / "a.csv"), "", str(folder / "b.csv")))

    def ask(_parent: QWidget, _title: str, place: Path, _kind: str, _suffix: str) -> Dialog:
        suggested.append(place)
        return Dialog(next(answers))

    monkeypatch.setattr("ui.kit.csv_export.ask_where", ask)
    for _ in range(3):
        export.row.ask("名单 20260120.csv", lambda file, _tell: file.write("x"))
        export.hands.settle()
    assert suggested[0].name == "名单 20260120.csv"
    assert suggested[1:] == [folder / "名单 20260120.csv"] * 2
    assert sorted(each.name for each in folder.iterdir()) == ["a.csv", "b.csv"]
    assert export.row.findChild(QFileDialog) is None
