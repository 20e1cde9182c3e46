"""The address `ruihong-hotline:` is registered with a small file of the system's own kind."""

import configparser
import shlex
import sys
from pathlib import Path

import pytest

import main
from tickets.cli.register_uri import desktop_text, registry_text


@pytest.mark.skipif(sys.platform == "win32", reason="writes a file of Windows there")
def test_the_command_writes_a_desktop_file_and_says_what_to_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["register-uri", "--to", str(tmp_path / "new"), "--db", "sqlite:////tmp/a 100%.db"]) == 0
    file = tmp_path / "new" / "ruihong-hotline-call.desktop"
    said = capsys.readouterr().out
    assert str(file) in said
    assert "xdg-mime default ruihong-hotline-call.desktop x-scheme-handler/ruihong-hotline" in said
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(file, "utf-8")
    assert entry["Desktop Entry"]["MimeType"] == "x-scheme-handler/ruihong-hotline;"
    words = shlex.split(entry["Desktop Entry"]["Exec"])
    assert words[0] == sys.executable
    assert words[1].endswith("main.py")
    assert words[2:] == ["--db", "sqlite:////tmp/a 100%%.db", "%u"]


def test_signs_that_a_desktop_file_reads_are_escaped() -> None:
    assert 'Exec="/a b/\\\\\\\\x" "\\\\$HOME" %u' in desktop_text(["/a b/\\x", "$HOME"])


def test_the_registry_file_quotes_every_word_and_the_address() -> None:
    text = registry_text([r"C:\Program Files\Python\pythonw.exe", r"D:\desk\main.py"])
    assert r"[HKEY_CURRENT_USER\Software\Classes\ruihong-hotline\shell\open\command]" in text
    command = r"\"C:\\Program Files\\Python\\pythonw.exe\" \"D:\\desk\\main.py\" \"%1\""
    assert f'@="{command}"' in text
    assert '"URL Protocol"=""' in text
