"""What packages hand to each other can't be changed by whoever gets it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
FEWEST = 200
# These are filled while something goes on, by the one function or class that made them.
ALTERED = {
    "UnitOfWork", "BackupProgress", "Story", "KnownCall", "KnownClock", "KnownTicket", "_Written", "_Session",
    "_Progress", "_Unread", "_Job",
}  # fmt: skip
# There are few of these at a time: what has generic parameters or keeps what it has worked out is no row of thousands.
WITHOUT_SLOTS = {
    "Command", "UnitOfWork", "Target", "Setting", "Store", "_Session", "Rulebook", "Window", "Ground", "Column",
    "SessionContext", "PageSpec", "SettingEntry", "Attempt", "Brief", "OpenForm", "_Held", "Sheet", "TicketAction",
}  # fmt: skip


def dataclasses() -> Iterator[tuple[str, dict[str, bool]]]:
    """Give each dataclass of the program with what its decorator says."""
    for path in [*(ROOT / "tickets").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for decorator in node.decorator_list if isinstance(node, ast.ClassDef) else ():
                call = decorator if isinstance(decorator, ast.Call) else ast.Call(decorator, [], [])
                if isinstance(call.func, ast.Name) and call.func.id == "dataclass":
                    yield node.name, {each.arg: ast.literal_eval(each.value) for each in call.keywords if each.arg}


def test_values_are_frozen() -> None:
    found = dict(dataclasses())
    assert len(found) >= FEWEST
    assert {name for name, says in found.items() if not says.get("frozen")} - ALTERED == set()


def test_rows_that_come_by_thousands_have_slots() -> None:
    assert {name for name, says in dataclasses() if not says.get("slots")} - WITHOUT_SLOTS == set()
