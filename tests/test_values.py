"""Values passed between packages are immutable."""

import ast
from dataclasses import dataclass
from inspect import signature
from pathlib import Path

ROOT = Path(__file__).parent.parent
FEWEST = 150
# These are filled while something goes on, by the one function or class that made them.
ALTERED = {
    "UnitOfWork", "BackupProgress", "Story", "KnownCall", "KnownClock", "KnownTicket", "Mark", "HeldSpan",
    "ImportCourse", "_Batch", "_Job", "_Progress", "_Session", "_Unread", "_Written",
}  # fmt: skip
# There are few of these at a time: what has generic parameters or keeps what it has worked out is no row of thousands.
WITHOUT_SLOTS = {
    "Command", "UnitOfWork", "Target", "Setting", "Store", "Rulebook", "_Session",
    "SessionContext", "AppContext", "Window", "Column", "SettingEntry", "PageSpec", "TicketAction", "Brief", "OpenForm",
    "Sheet", "Attempt", "_Held",
}  # fmt: skip


def dataclasses(package: str) -> dict[str, dict[str, bool]]:
    """Return what the decorator of each dataclass of a package says."""
    found: dict[str, dict[str, bool]] = {}
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for decorator in node.decorator_list if isinstance(node, ast.ClassDef) else ():
                call = decorator if isinstance(decorator, ast.Call) else ast.Call(decorator, [], [])
                if isinstance(call.func, ast.Name) and call.func.id == "dataclass":
                    found[node.name] = {each.arg: ast.literal_eval(each.value) for each in call.keywords if each.arg}
    return found


def test_dataclasses_are_frozen_unless_they_are_listed() -> None:
    found = dataclasses("tickets") | dataclasses("ui")
    assert len(found) >= FEWEST
    assert {name for name, says in found.items() if not says.get("frozen")} == ALTERED


def test_no_option_of_a_dataclass_has_its_default_value() -> None:
    defaults = {name: option.default for name, option in signature(dataclass).parameters.items()}
    for name, says in (dataclasses("tickets") | dataclasses("ui")).items():
        assert not [option for option, value in says.items() if value is defaults[option]], name


def test_dataclasses_have_slots_unless_they_are_listed() -> None:
    found = dataclasses("tickets") | dataclasses("ui")
    assert {name for name, says in found.items() if not says.get("slots")} == WITHOUT_SLOTS
