"""Words that the program's sentences must not contain."""

from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_no_text_asks_the_user_to_refresh() -> None:
    sources = [path for folder in ("tickets", "ui") for path in (ROOT / folder).rglob("*.py")]
    assert len(sources) > 300
    assert [path.name for path in sources if "刷新" in path.read_text("utf-8")] == []
