"""A copied command line means in a terminal what is shown."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.settings.backup_list import command_line


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1), min_size=1))
def test_a_shell_reads_exactly_the_given_words(words: list[str]) -> None:
    line = command_line(words, windows=False)
    assert line == "" or shlex.split(line) == words


def test_usual_paths_are_put_in_double_quotes_that_every_shell_understands() -> None:
    assert command_line(["C:\\Program Files\\x.exe", "restore", "--db"], windows=True) == (
        '"C:\\Program Files\\x.exe" restore --db'
    )
    assert command_line(["/opt/热线/main.py", "restore"], windows=False) == '"/opt/热线/main.py" restore'


@pytest.mark.parametrize("word", ['a"b', "a%PATH%", "$(x)", "`x`", "a\nb", "a\x1b[2J", "a\tb"])
def test_on_windows_no_command_is_shown_for_words_its_shells_read_differently(word: str) -> None:
    assert command_line(["restore", word], windows=True) == ""
