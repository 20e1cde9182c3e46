"""No CSV file of the program contains a formula, whatever people typed."""

import csv
import io
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pytest

from tests.desk_fixtures import Hand
from tests.rules.test_cells import FORMULAS
from tests.ui.archive.test_columns import NOW, row
from tickets.importing.importer import Rejects
from tickets.importing.reader import LedgerLine
from tickets.reports import export
from tickets.reports.drilldown import DrilldownRow, Question
from tickets.reports.figures import Figure
from tickets.reports.measures import report
from tickets.reports.scope import Breakdown, Scope
from tickets.store.queries.archive import ArchiveRow
from ui.archive.export import CsvFile

WHOLE = Scope(NOW.replace(year=2020), NOW.replace(year=2030), by=Breakdown.FAULT)


def texts(kind: type, typed: str) -> dict[str, str]:
    """Return every text of a row, as typed."""
    return {field.name: typed for field in fields(kind) if field.type in (str, "str", str | None, "str | None")}


def archive_csv(_hand: Hand, typed: str, folder: Path, _patch: pytest.MonkeyPatch) -> str:
    file = CsvFile(folder / "a.csv")
    file.add([row(**texts(ArchiveRow, typed))], NOW)
    file.finish()
    return file.path.read_bytes().decode("utf-8-sig")


def drilldown_csv(hand: Hand, typed: str, _folder: Path, patch: pytest.MonkeyPatch) -> str:
    hand.log()
    patch.setattr(export, "each_page", lambda *_: [[replace(drilldown_row, **texts(DrilldownRow, typed))]])
    drilldown_row = DrilldownRow(1, "", NOW, hand.ticket(1).state, "", "", "", "", 7)
    out = io.StringIO(newline="")
    hand.desk.read(export.write_drilldown, Question(WHOLE, Figure.OPENED), NOW, out, lambda _rows: None)
    return out.getvalue()


def report_csv(hand: Hand, typed: str, _folder: Path, _patch: pytest.MonkeyPatch) -> str:
    hand.log()
    found = hand.desk.read(report, WHOLE, NOW)
    out = io.StringIO(newline="")
    export.write_csv(replace(found, groups=tuple(replace(group, label=typed) for group in found.groups)), out)
    return out.getvalue()


def rejects_csv(_hand: Hand, typed: str, _folder: Path, _patch: pytest.MonkeyPatch) -> str:
    out = io.StringIO(newline="")
    Rejects(Path("a.csv"), out, (typed,)).add(LedgerLine(2, (typed,)), typed)
    return out.getvalue()


EXPORTS = (archive_csv, drilldown_csv, report_csv, rejects_csv)
Export = Callable[[Hand, str, Path, pytest.MonkeyPatch], str]


def is_calculated(cell: str) -> bool:
    """Whether a spreadsheet may calculate a cell, decided independently of the program."""
    shown = "".join(sign for sign in cell if sign.isprintable() and not sign.isspace())
    is_number = shown.removeprefix("-").removesuffix("%").replace(".", "", 1).isdecimal()
    return cell[:1] in ("\t", "\r", "\n") or (shown[:1] in tuple("=+-@＝＋－＠") and not is_number)


@pytest.mark.parametrize("export_csv", EXPORTS)
def test_an_export_holds_no_formula(
    hand: Hand, export_csv: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for typed in FORMULAS:
        written = export_csv(hand, typed, tmp_path, monkeypatch)
        cells = [cell for line in csv.reader(io.StringIO(written, newline="")) for cell in line]
        assert any(typed.strip()[-1] in cell for cell in cells), f"{typed!r} stands nowhere"
        assert [cell for cell in cells if is_calculated(cell)] == [], repr(typed)
