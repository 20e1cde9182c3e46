"""Printing a ticket and writing it to a PDF file."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.seats import SeatHand
from ui.ticket.printing import SheetPrinter


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_ticket_is_saved_under_the_name_chosen(hands: SeatHand, window: QWidget, hand: Hand, tmp_path: Path) -> None:
    printer = SheetPrinter(hands.session, window)
    printed = QSignalSpy(printer.printed)
    printer.save_pdf(hand.log())
    hands.settle()
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert dialog.selectedFiles()[0].endswith("工单 20260120-0001.pdf")
    path = tmp_path / "sheet.pdf"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    hands.settle()
    assert path.read_bytes().startswith(b"%PDF-")
    assert printed.at(0) == [f"工单 20260120-0001 已存为 {path}"]


def test_the_next_file_is_offered_in_the_same_folder(
    hands: SeatHand, window: QWidget, hand: Hand, tmp_path: Path
) -> None:
    printer = SheetPrinter(hands.session, window)
    for folder in (None, tmp_path / "sheets"):
        printer.save_pdf(hand.log())
        hands.settle()
        dialog = next(dialog for dialog in window.findChildren(QFileDialog) if dialog.isVisible())
        if folder is None:
            (tmp_path / "sheets").mkdir()
            dialog.fileSelected.emit(str(tmp_path / "sheets" / "a.pdf"))
        else:
            assert Path(dialog.selectedFiles()[0]).parent == folder
        dialog.close()
        hands.settle()


def test_an_unwritable_file_is_reported_in_a_sentence(
    hands: SeatHand, window: QWidget, hand: Hand, tmp_path: Path
) -> None:
    printer = SheetPrinter(hands.session, window)
    failed = QSignalSpy(printer.failed)
    printer.save_pdf(hand.log())
    hands.settle()
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "nowhere" / "a.pdf"))
    dialog.close()
    hands.settle()
    assert failed.at(0)[0].sentence.startswith("文件写不进")


def test_printing_a_missing_ticket_is_refused(hands: SeatHand, window: QWidget) -> None:
    printer = SheetPrinter(hands.session, window)
    failed = QSignalSpy(printer.failed)
    printer.print_ticket(404)
    hands.settle()
    assert failed.at(0)[0].sentence == "没有这张工单，请另选一张再打印。"


def test_confirming_the_print_dialog_prints_the_ticket(
    hands: SeatHand, window: QWidget, hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QPrintDialog] = []
    monkeypatch.setattr("ui.kit.printed_pages.QDialog.open", opened.append)
    printer = SheetPrinter(hands.session, window)
    printed = QSignalSpy(printer.printed)
    printer.print_ticket(hand.log())
    hands.settle()
    paper = opened[0].printer()
    paper.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    paper.setOutputFileName(str(tmp_path / "paper.pdf"))
    opened[0].accepted.emit(paper)
    hands.settle()
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF-")
    assert printed.at(0) == ["工单 20260120-0001 已送打印。"]
