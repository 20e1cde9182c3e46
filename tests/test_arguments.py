"""Every command answers wrong arguments in Chinese; the commands are read from the parser."""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from importlib import import_module

import pytest

import main
from tickets.cli import command_line

WORDS = re.compile(r"(?<![\w/.-])[a-z]{3,}(?![\w/.:])")


def walk(
    parser: argparse.ArgumentParser, words: tuple[str, ...] = ()
) -> Iterator[tuple[list[str], list[argparse.Action]]]:
    """Yield the words of each command and its arguments, from the parser itself."""
    yield list(words), parser._actions
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield from walk(command, (*words, name))


COMMANDS = list(walk(command_line.parser()))
PLAIN = frozenset(
    [
        "sqlite",
        "toml",
        "libpq",
        "main",
        *(part for words, _ in COMMANDS for word in words for part in (word, *word.split("-"))),
    ]
)


def wrong_lines(words: list[str], actions: list[argparse.Action]) -> Iterator[list[str]]:
    """Yield lines that this command must refuse, one for each way in which an argument can be wrong."""
    yield [*words, "--nonsense"]
    for action in actions:
        if any(action.required for action in actions):
            yield words
        for option in action.option_strings[-1:]:
            if action.nargs == 0:
                yield [*words, f"{option}=1"]
                continue
            if action.nargs != "?":
                yield [*words, option]
            if action.choices is not None or action.type in (int, float):
                yield [*words, option, "ill\x1b[2J"]
    if not words or words[-1] == "database":
        yield [*words, "chek"]
    if words == ["watch"]:
        yield [*words, "--h"]


def answer(line: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[object, str]:
    with pytest.raises(SystemExit) as left:
        main.main(line)
    output = capsys.readouterr()
    return left.value.code, output.out + output.err


def test_a_wrong_argument_gives_one_chinese_line_that_points_to_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line for command in COMMANDS for line in wrong_lines(*command)]
    assert len(COMMANDS) > 12 and len(lines) > 60
    for line in lines:
        code, output = answer(line, capsys)
        assert code == 2, line
        sentence, _, hint = output.rstrip("\n").partition("用法见 main.py ")
        assert re.search("[\u4e00-\u9fff]", sentence) and sentence.endswith("。"), output
        assert hint.endswith("--help。") and "\n" not in hint, output
        assert not re.search("invalid|expected|argument|error|required|choose|写得不对|\x1b", sentence), output
        assert sentence.startswith("缺少") or line[-1].strip("\x1b[2J").partition("=")[0] in sentence, output


def test_the_help_has_no_space_between_chinese_words(capsys: pytest.CaptureFixture[str]) -> None:
    _, output = answer(["restor", "x"], capsys)
    assert output.startswith("命令不能是“restor”，请写其中之一：")
    _, output = answer(["report", "--format", "xml"], capsys)
    assert output.startswith("--format 不能是“xml”")


def test_the_help_of_every_command_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    for words, _ in COMMANDS:
        code, output = answer([*words, "--help"], capsys)
        assert code == 0
        assert output.startswith(f"用法：{' '.join(['main.py', *words])}")
        assert not re.search(r"--[a-z-]+ [A-Z]|\b(FILE|FOLDER|URL)\b", output), words
        left = re.sub(r"--[a-z-]+|\{[a-z,]+\}", "", output)
        assert set(WORDS.findall(left)) <= PLAIN, words


def test_a_terminal_without_chinese_characters_gets_codes_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", narrow)
    with pytest.raises(SystemExit) as left:
        main.main(["--help"])
    assert left.value.code == 0
    narrow.flush()
    assert b"\\u7528\\u6cd5" in narrow.buffer.getvalue()  # type: ignore[attr-defined]


def test_each_command_is_a_module_of_its_own_that_can_be_run() -> None:
    actions = command_line.parser()._actions
    (commands,) = (action for action in actions if isinstance(action, argparse._SubParsersAction))
    named = {name: command.get_default("command") for name, command in commands.choices.items()}
    assert len(named) == len(set(named.values()))
    assert all(callable(import_module(f"tickets.cli.{module}").run) for module in named.values())
