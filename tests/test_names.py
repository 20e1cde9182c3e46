"""One name means one thing in the whole program."""

import ast
import re
from collections import defaultdict
from pathlib import Path

from tickets.rules.words import Word

ROOT = Path(__file__).parent.parent
FEWEST_CLASSES = 400


def test_no_two_classes_have_one_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in [ROOT / "main.py", *(ROOT / "tickets").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(str(path.relative_to(ROOT)))
    assert len(places) >= FEWEST_CLASSES
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_the_glossary_has_exactly_the_words_of_the_domain() -> None:
    part = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").partition("## Words of the code")[2]
    told = {
        name: [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in body.splitlines() if "|" in line][
            2:
        ]
        for name, body in re.findall(r"^### (\w+)$(.*?)(?=^### |\Z)", part, re.DOTALL | re.MULTILINE)
    }
    known = {
        kind.__name__: [(str(word), word.label) for word in kind]
        for kind in Word.__subclasses__()
        if kind.__module__ == Word.__module__
    }
    assert len(known) >= 15
    for name, words in known.items():
        assert told.get(name) == words, f"docs/glossary.md differs from tickets/rules/words.py under {name}"
    assert told.keys() == known.keys(), "docs/glossary.md has words that tickets/rules/words.py has not"


def test_a_list_of_files_in_a_package_docstring_names_existing_files() -> None:
    named = 0
    for path in [*(ROOT / "ui").rglob("__init__.py"), *(ROOT / "tickets").rglob("__init__.py")]:
        _, found, listed = path.read_text(encoding="utf-8").partition("What is where:")
        for line in listed.splitlines() if found else ():
            if name := re.match(r"(\w+) +\S", line):
                named += 1
                assert (path.parent / f"{name[1]}.py").exists(), f"{path.parent.name}: {name[1]}"
    assert named >= 60


def test_every_name_that_a_text_refers_to_exists() -> None:
    texts = [
        path.read_text(encoding="utf-8") for path in [*(ROOT / "tickets").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    ]
    defined = {name for text in texts for name in re.findall(r"^(?:class )?([A-Za-z_]\w+)", text, re.MULTILINE)}
    referred = {name for text in texts for name in re.findall(r"\bsee ([A-Z]\w+)", text)}
    assert referred
    assert referred - defined == set(), "`see` names nothing of the program"
