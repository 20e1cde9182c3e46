"""The environment variables that are set on Linux before Qt starts, so that Chinese can be typed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.kit import application
from ui.kit.application import input_method_settings, prepare_input_method

ROOT = Path(__file__).parents[3]
BOTH = {"QT_IM_MODULES": "wayland;fcitx;ibus", "IBUS_USE_PORTAL": "1"}
PORTAL = {"IBUS_USE_PORTAL": "1"}


@pytest.mark.parametrize(
    ("environment", "programs", "settings"),
    [
        ({}, {"fcitx5"}, BOTH),
        ({"QT_IM_MODULE": ""}, set(), BOTH),
        ({"QT_IM_MODULE": "fcitx"}, {"fcitx5"}, BOTH),
        ({"QT_IM_MODULE": "fcitx5"}, {"fcitx5"}, BOTH),
        ({"QT_IM_MODULE": "xim"}, {"ibus-daemon"}, BOTH),
        ({"QT_IM_MODULE": "fcitx", "IBUS_USE_PORTAL": "0"}, set(), {"QT_IM_MODULES": "wayland;fcitx;ibus"}),
        ({"QT_IM_MODULE": "ibus"}, {"fcitx5"}, PORTAL),
        ({"QT_IM_MODULE": "ibus"}, {"ibus-daemon"}, {}),
        ({"QT_IM_MODULE": "compose"}, {"fcitx5"}, {}),
        ({"QT_IM_MODULES": "wayland;fcitx;ibus"}, {"fcitx5"}, PORTAL),
        ({"QT_IM_MODULES": "compose", "QT_IM_MODULE": "fcitx"}, {"fcitx5"}, {}),
    ],
)
def test_each_desktop_gets_the_input_method_settings_that_work_there(
    environment: dict[str, str], programs: set[str], settings: dict[str, str]
) -> None:
    assert input_method_settings(environment, programs.__contains__) == settings


_WORDS = st.sampled_from(["", "ibus", "fcitx", "xim", "compose", "wayland;ibus", "0", "1"])
_NAMES = st.sampled_from(["QT_IM_MODULES", "QT_IM_MODULE", "IBUS_USE_PORTAL", "HOME"])


@given(st.dictionaries(_NAMES, _WORDS), st.booleans())
def test_input_method_settings_of_the_user_are_kept_and_a_second_call_changes_nothing(
    environment: dict[str, str], ibus: bool
) -> None:
    added = input_method_settings(environment, lambda _name: ibus)
    assert all(not environment.get(name) or name == "QT_IM_MODULES" for name in added)
    assert "QT_IM_MODULES" not in added or not environment.get("QT_IM_MODULES")
    assert input_method_settings(environment | added, lambda _name: ibus) == {}


@pytest.mark.slow
def test_the_application_gets_the_input_method_settings_except_when_offscreen() -> None:
    """Qt reads them once, when it starts: a process of its own shows what it finds."""
    script = (
        "import os, sys; import ui.app as app; seen = {}\n"
        "class Looked(Exception): pass\n"
        "def look(_arguments): raise Looked(os.environ.get('QT_IM_MODULES', 'nothing'))\n"
        "class Made(app.QApplication):\n"
        "    def __init__(self, _arguments): look(_arguments)\n"
        "app.QApplication = Made\n"
        "try: app.make_app()\n"
        "except Looked as looked: print(looked)\n"
    )
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "IBUS_"))}
    for platform, found in (("", BOTH["QT_IM_MODULES"]), ("offscreen", "nothing")):
        environment = {**plain, "QT_QPA_PLATFORM": platform}
        made = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True, timeout=60
        )
        assert made.stdout.strip() == (found if sys.platform.startswith("linux") else "nothing")


def test_only_one_module_creates_the_application_after_preparing_the_input_method() -> None:
    sources = [*(ROOT / "ui").rglob("*.py"), ROOT / "main.py"]
    makers = {path.name: text for path in sources if re.search(r"QApplication\([^)]", text := path.read_text("utf-8"))}
    assert set(makers) == {"app.py"}
    assert makers["app.py"].index("prepare_input_method()") < makers["app.py"].index("QApplication(sys.argv")


@pytest.mark.parametrize(
    ("system", "platform", "program", "found"),
    [
        ("linux", "", None, BOTH),
        ("linux", "wayland", None, BOTH),
        ("linux", "offscreen", None, {}),
        ("linux", "minimal", None, {}),
        ("win32", "", None, {}),
        ("darwin", "", None, {}),
    ],
)
def test_only_a_linux_desktop_gets_input_method_settings(
    monkeypatch: pytest.MonkeyPatch, system: str, platform: str, program: str | None, found: dict[str, str]
) -> None:
    environment = {"QT_QPA_PLATFORM": platform} if platform else {}
    monkeypatch.setattr(application.sys, "platform", system)
    monkeypatch.setattr(application.os, "environ", environment)
    prepare_input_method()
    monkeypatch.undo()
    assert {name: value for name, value in environment.items() if name != "QT_QPA_PLATFORM"} == found


@pytest.mark.parametrize(("path", "found"), [(None, PORTAL), ("/usr/bin/ibus-daemon", {})])
def test_without_its_program_ibus_is_reached_through_the_portal(
    monkeypatch: pytest.MonkeyPatch, path: str | None, found: dict[str, str]
) -> None:
    environment = {"QT_IM_MODULE": "ibus"}
    monkeypatch.setattr(application.sys, "platform", "linux")
    monkeypatch.setattr(application.os, "environ", environment)
    monkeypatch.setattr(application.shutil, "which", lambda _name: path)
    prepare_input_method()
    monkeypatch.undo()
    assert environment == {"QT_IM_MODULE": "ibus", **found}
