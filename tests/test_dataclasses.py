"""Values that are passed on do not change: a dataclass is frozen unless it is listed here."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Records of work in progress, which one function or one thread fills.
CHANGING = {"BackupProgress", "KnownCall", "KnownClock", "KnownTicket", "Story", "UnitOfWork"}
CHANGING |= {"_Job", "_Progress", "_Session", "_Unread", "_Written"}


def test_every_dataclass_is_frozen_unless_it_is_listed_and_none_is_told_what_is_usual() -> None:
    frozen, changing = set(), set()
    for path in (path for folder in ("ui", "tickets") for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for made in node.decorator_list if isinstance(node, ast.ClassDef) else ():
                if not ast.unparse(made).startswith("dataclass"):
                    continue
                told = {each.arg: each.value.value for each in getattr(made, "keywords", ())}
                assert set(told.values()) <= {True}, f"{path}:{node.lineno}"
                (frozen if "frozen" in told else changing).add(node.name)
    assert len(frozen) > 150
    assert changing == CHANGING
