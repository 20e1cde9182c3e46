"""Paths named in the documents exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PATH = re.compile(r"\b(?:docs|resources|tests|tickets|ui)/[\w./-]*\w")
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_every_path_that_a_document_names_is_there() -> None:
    named = [(document, path) for document in DOCUMENTS for path in _PATH.findall(document.read_text(encoding="utf-8"))]
    assert len(named) > 20
    gone = [f"{document.name}: {path}" for document, path in named if not any(ROOT.glob(f"{path}*"))]
    assert gone == []
