"""Paths and names of the code that the documents mention exist, and the documents are whole."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PATH = re.compile(r"\b(?:docs|resources|tests|tickets|ui)/[\w./-]*\w")
_MERGE_MARK = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_NAME = re.compile(r"`([A-Za-z]+_\w+|[A-Z]\w+)(?:\([^`]*\))?`")
# names of PostgreSQL
_FOREIGN = {"max_locks_per_transaction"}
ABOUT_CODE = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "docs/development.md")),
    *sorted((ROOT / "docs" / "adr").glob("*.md")),
]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_every_path_that_a_document_names_is_there() -> None:
    named = [(document, path) for document in DOCUMENTS for path in _PATH.findall(document.read_text(encoding="utf-8"))]
    assert len(named) > 20
    gone = [f"{document.name}: {path}" for document, path in named if not any(ROOT.glob(f"{path}*"))]
    assert gone == []


def test_no_merge_left_its_marks_in_a_document() -> None:
    assert [each.name for each in DOCUMENTS if _MERGE_MARK.search(each.read_text(encoding="utf-8"))] == []


def test_every_name_of_the_code_that_a_document_mentions_is_there() -> None:
    sources = [
        path.read_text(encoding="utf-8") for top in ("tickets", "ui", "tests") for path in (ROOT / top).rglob("*.py")
    ]
    known = {word for source in sources for word in re.findall(r"\w+", source)} | _FOREIGN
    named = [
        (document, name) for document in ABOUT_CODE for name in _NAME.findall(document.read_text(encoding="utf-8"))
    ]
    assert len(named) > 40
    assert [f"{document.name}: {name}" for document, name in named if name not in known] == []
