"""Runs window benchmarks in a process of their own, which answers with one line of JSON.

The measured processes import this module too, so it imports as little as possible.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 900  # seconds
_COMPILED = Path(tempfile.gettempdir()) / "hotline-desk-bench-compiled"  # as Python itself would do beside the sources


def ask(module: str, *arguments: object) -> dict[str, Any]:
    """Run a module of this package with arguments and return its answer. Raises CalledProcessError when it fails."""
    command = [sys.executable, "-m", f"tests.bench.{module}", *map(str, arguments)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(_COMPILED)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=_PATIENCE
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def answer(**values: object) -> None:
    """Send the parent process the answer."""
    print(json.dumps(values), flush=True)
