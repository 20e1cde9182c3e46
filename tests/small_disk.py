"""Runs a script with a small disk that only it sees."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run_on_small_disk(disk: Path, size: str, script: str, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a shell script, to which `$1` is a folder with a disk of this size, and the words follow."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("unshare") is None:
        pytest.skip("only root may mount a small disk")
    mount = f'mount -t tmpfs -o size={size} none "$1" || exit 77; {script}'
    done = subprocess.run(
        ["unshare", "--mount", "--propagation", "private", "sh", "-c", mount, "sh", str(disk), *words],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    if done.returncode == 77:
        pytest.skip("this system lets nobody mount a small disk")
    return done
