"""All distances are multiples of four pixels, so that edges align."""

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

UI = Path(__file__).parents[2] / "ui"
GRID = 4
FEWEST = 280
SIZES = {
    "setSpacing", "setHorizontalSpacing", "setVerticalSpacing", "setContentsMargins", "setFixedWidth", "setFixedHeight",
    "setFixedSize", "setMinimumWidth", "setMinimumHeight", "setMinimumSize", "setMaximumWidth", "setMaximumHeight",
    "Space", "setIndent", "setColumnMinimumWidth", "QSize", "resize", "column", "_number",
}  # fmt: skip
NAMED = {"width", "room", "spacing", "margins", "caption_width"}
CONSTANT = re.compile(r"_*[A-Z_]*(WIDTH|HEIGHT|SIZE|PADDING|CAPTION|INSIDE|BETWEEN|AROUND|ROW|FIELD|SIDE|LINE|FOOT)")
# No distances, or finer than the grid on purpose.
OFF = {
    ("kit/labels.py", 1),  # a line that separates
    ("kit/labels.py", 2),  # above and below a figure, which has air of its own
    ("kit/buttons.py", 18), ("dispatch/queue_columns.py", 18), ("kit/lines.py", 10),
    ("kit/time_field.py", 130),
    ("ticket/file_view.py", 2), ("ticket/conflict.py", 2),  # lines of one matter
    ("ticket/file_view.py", 16777215),  # as high as it likes
    # Columns are as wide as their content.
    ("dispatch/queue_columns.py", 66), ("dispatch/queue_columns.py", 90), ("dispatch/queue_columns.py", 134),
    ("alerts/history_columns.py", 122), ("alerts/history_columns.py", 98),
    ("settings/pages.py", 50), ("settings/pages.py", 110), ("settings/pages.py", 150),
    ("archive/columns.py", 50), ("archive/columns.py", 66), ("archive/columns.py", 98), ("archive/columns.py", 122),
    ("dispatch/filter_bar.py", 6),  # chips of the first line
}  # fmt: skip


def sizes(tree: ast.Module) -> Iterator[int]:
    """Yield every number of pixels in a layout call."""
    for node in ast.walk(tree):
        said: list[ast.expr] = []
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            named = [each.value for each in node.keywords if each.arg in NAMED]
            listed = (each.elts if isinstance(each, ast.Tuple) else [each] for each in named)
            said = [*(node.args if name in SIZES else ()), *chain.from_iterable(listed)]
        elif isinstance(node, ast.Assign) and CONSTANT.fullmatch(getattr(node.targets[0], "id", "")):
            said = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        for each in said:
            if isinstance(each, ast.Constant) and type(each.value) is int:
                yield each.value


def test_distances_and_sizes_are_multiples_of_four_pixels() -> None:
    found = [
        (str(path.relative_to(UI)), size)
        for path in sorted(UI.rglob("*.py"))
        for size in sizes(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert len(found) >= FEWEST
    assert {each for each in found if each[1] % GRID} - OFF == set()
