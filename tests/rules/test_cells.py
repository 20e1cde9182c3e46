"""Texts that a spreadsheet would calculate, in every CSV file of the program."""

import ast
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.cells import CellWriter, safe_cell, unguarded

ROOT = Path(__file__).parents[2]
FORMULAS = (
    "=1+1", "@SUM(A1)", "+1+cmd|' /C calc'!A0", "-2+3", "-", "+8613800001111", "+86-531-3280212", "-1-2", "\t=1",
    "  =1", "＝1+1", "＋1", "－1+1", "＠A1", "\r=1", "\n=cmd|' /C calc'!A0", "\u00a0=1", "\ufeff=1", "\u200b=1",
    "\x00=1", "\tx", "\u2028=1",
)  # fmt: skip
TEXTS = (
    "", "-80.48", "-1", "-50%", "13800000000", "50%", "20261123-0001", "二班", "2026-01-20", "文化街=北头", "'=", "😀",
)  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_starts_like_a_formula_is_escaped(text: str) -> None:
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", TEXTS)
def test_numbers_and_plain_words_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text(st.sampled_from("'=+-@＝\t\r\n 1a") | st.characters(), max_size=8))
def test_an_escaped_cell_is_read_back_as_it_was(text: str) -> None:
    assert unguarded(safe_cell(text)) == text or unguarded(text) != text, "an apostrophe typed before a formula"


def test_a_row_escapes_its_texts_and_leaves_its_numbers() -> None:
    out = io.StringIO()
    CellWriter(out, "\n").rows([["=1", -5, None, 0.5, "a"], []])
    assert list(csv.reader(io.StringIO(out.getvalue()))) == [["'=1", "-5", "", "0.5", "a"], []]


def test_every_csv_file_is_written_by_the_module_that_escapes_formulas() -> None:
    found = []
    for path in (*(ROOT / "tickets").rglob("*.py"), *(ROOT / "ui").rglob("*.py"), ROOT / "main.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"writer", "DictWriter", "writerow", "writerows"}:
                found.append(path.name)
    assert set(found) == {"cells.py"}
