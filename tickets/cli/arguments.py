"""A command line parser with Chinese messages; argparse has only English ones."""

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn, TypeAlias

from tickets.rules.texts import on_one_line

Commands: TypeAlias = "argparse._SubParsersAction[ChineseParser]"

WRONG = "命令写得不对。"
_ABOUT_ONE = re.compile(r"argument (?P<name>.+?): (?P<message>.*)", re.DOTALL)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_BETWEEN_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_OF_COMMAND = (  # argparse's messages about the whole line, as patterns, and their sentences
    (r"the following arguments are required: (?P<others>.*)", "缺少 {others}。"),
    (r"unrecognized arguments: (?P<what>.*)", "不认识 {what}。"),
    (r"one of the arguments (?P<what>.*) is required", "{what} 要写其中一个。"),
    (r"ambiguous option: (?P<what>.*) could match (?P<others>.*)", "{what} 不够明确，请写全：{others}。"),
)
_OF_ONE = (  # those about one argument, {name}
    (r"invalid choice: (?P<value>.*?) \((?:maybe|choose).*?from (?P<others>.*)\)",
     "{name} 不能是“{value}”，请写其中之一：{others}。"),
    (r"expected one argument", "{name} 后面要写一个值。"),
    (r"expected .* arguments?", "{name} 后面的值少了或多了。"),
    (r"ignored explicit argument .*", "{name} 后面不要写值。"),
    (r"not allowed with argument (?P<others>.*)", "{name} 不能和 {others} 一起用。"),
    (r"invalid int value: (?P<value>.*)", "{name} 要写整数，不能是“{value}”。"),
    (r"invalid float value: (?P<value>.*)", "{name} 要写数字，不能是“{value}”。"),
)  # fmt: skip


class ChineseParser(argparse.ArgumentParser):
    """A parser whose help and errors are Chinese, as are those of its subcommands."""

    def __init__(self, *, add_help: bool = True, **named: Any) -> None:
        named.setdefault("formatter_class", _Formatter)
        super().__init__(add_help=False, **named)
        if add_help:
            self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_help(self) -> str:
        """Return the help. The headings are set here, because argparse identifies groups by their English ones."""
        self._positionals.title, self._optionals.title = "参数", "选项"
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Print in one line what is wrong and where help is, and exit with code 2."""
        self.exit(2, on_one_line(f"{in_chinese(message)}用法见 {self.prog} --help。") + "\n")

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse everything: an argument unknown to this command is an error with this command's help."""
        known, strange = super().parse_known_args(args, namespace)
        if strange:
            self.error(f"unrecognized arguments: {' '.join(strange)}")
        return known, strange


class _Formatter(argparse.RawTextHelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def in_chinese(message: str) -> str:
    """Return the sentence for a message of argparse; a message of our own checks is Chinese already."""
    for pattern, sentence in _OF_COMMAND:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return _filled(sentence, found, "")
    about = _ABOUT_ONE.fullmatch(message)
    if about is None:
        return WRONG
    name, message = about["name"], about["message"]
    for pattern, sentence in _OF_ONE:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return _filled(sentence, found, name)
    return f"{name}：{message}。" if _CHINESE.search(message) else f"{name} 写得不对。"


def _filled(sentence: str, found: re.Match[str], name: str) -> str:
    as_read: dict[str, Callable[[str], str]] = {
        "value": lambda text: text[1:-1],  # quoted by argparse
        "others": lambda text: "、".join(part.strip("' ") for part in text.split(",")),
        "what": lambda text: text,
    }
    words = {word: as_read[word](text) for word, text in found.groupdict().items()}
    return _BETWEEN_CHINESE.sub("", sentence.format(name=name, **words))
