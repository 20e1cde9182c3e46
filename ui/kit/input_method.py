"""Selects the input method plugin on Linux. It must be set before Qt starts, which reads it once.

The Qt of PyPI has a plugin for ibus and none for fcitx; fcitx5 understands ibus through the portal.
"""

import os
import shutil
import sys
from collections.abc import Callable, Mapping

_WITHOUT_PLUGIN = ("", "fcitx", "fcitx5", "xim")  # values that desktops set and this Qt can't load
_SCREENLESS = ("offscreen", "minimal")


def input_method_settings(environment: Mapping[str, str], has_program: Callable[[str], bool]) -> dict[str, str]:
    """Return the environment variables needed to type Chinese on a Linux desktop; the user's own values are kept.

    `has_program` returns whether a program is on PATH.
    """
    several = environment.get("QT_IM_MODULES", "")
    single = environment.get("QT_IM_MODULE", "").lower()
    portal = {} if "IBUS_USE_PORTAL" in environment else {"IBUS_USE_PORTAL": "1"}
    if not several and single in _WITHOUT_PLUGIN:
        return {"QT_IM_MODULES": "wayland;fcitx;ibus", **portal}
    wanted = several.split(";") if several else [single]
    return portal if "ibus" in wanted and not has_program("ibus-daemon") else {}


def prepare_input_method() -> None:
    """Set the missing variables in this process, on Linux with a display. Call before QApplication."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM", "") in _SCREENLESS:
        return
    os.environ.update(input_method_settings(os.environ, lambda name: shutil.which(name) is not None))
