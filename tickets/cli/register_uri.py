"""The `register-uri` command: lets the system open `ruihong-hotline:` addresses with this program."""

import os
import sys
from argparse import Namespace
from pathlib import Path

from platformdirs import user_data_path

from tickets.cli.hand_over import FOLDER
from tickets.rules.incoming import SCHEME

MAIN = Path(__file__).resolve().parents[2] / "main.py"
DESKTOP_FILE, REGISTRY_FILE = f"{SCHEME}-call.desktop", f"{SCHEME}.reg"
_AFTER_LINUX = "已写好 {file}。再运行：xdg-mime default {name} x-scheme-handler/{scheme}"
_AFTER_WINDOWS = "已写好 {file}。双击它，或运行：reg import {name}，就登记给当前账号。"


def run(options: Namespace) -> int:
    """Write the file that registers the address, and say what to do with it."""
    windows = os.name == "nt"
    folder = options.to or (user_data_path(FOLDER, appauthor=False) if windows else user_data_path("applications"))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / (REGISTRY_FILE if windows else DESKTOP_FILE)
    words = [sys.executable, str(MAIN), *(["--db", options.db] if options.db else [])]
    if windows:
        file.write_text(registry_text(words), "utf-16")
    else:
        file.write_text(desktop_text(words), "utf-8")
    after = _AFTER_WINDOWS if windows else _AFTER_LINUX
    sys.stdout.write(after.format(file=file, name=file.name, scheme=SCHEME) + "\n")
    return 0


def desktop_text(words: list[str]) -> str:
    """Return a desktop entry that runs these words with the address behind them."""
    run_words = " ".join(map(_quoted_for_desktop, words))
    lines = ("[Desktop Entry]", "Type=Application", "Name=抢修热线来电", f"Exec={run_words} %u", "NoDisplay=true",
             f"MimeType=x-scheme-handler/{SCHEME};")  # fmt: skip
    return "\n".join(lines) + "\n"


def registry_text(words: list[str]) -> str:
    """Return a registry file that runs these words with the address behind them, for the present user of Windows.

    The address stands in quotes; a browser writes a quote in an address as %22.
    """
    command = " ".join(f'"{word}"' for word in (*words, "%1"))
    key = rf"HKEY_CURRENT_USER\Software\Classes\{SCHEME}"
    lines = ("Windows Registry Editor Version 5.00", "", f"[{key}]", '@="URL:抢修热线来电"', '"URL Protocol"=""', "",
             rf"[{key}\shell\open\command]", f'@="{_escaped(command)}"')  # fmt: skip
    return "\r\n".join(lines) + "\r\n"


def _quoted_for_desktop(word: str) -> str:
    """Return a word of Exec in quotes: those characters are escaped twice, for the string and for the quotes."""
    for sign in ("\\", '"', "`", "$"):
        word = word.replace(sign, f"\\{sign}")
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
