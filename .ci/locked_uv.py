"""Unpack the uv that uv.lock names into a folder, with nothing but the standard library.

    python3 .ci/locked_uv.py FOLDER

For machines that have a plain python3, but neither pip nor venv. The download must match the lock's hash.
"""

import hashlib
import io
import platform
import re
import sys
import urllib.request
import zipfile
from pathlib import Path


def main(folder: Path) -> None:
    """Write FOLDER/uv; fails with an error where the lock has no uv for this machine or the hash differs."""
    system, machine = {"Linux": "manylinux", "Darwin": "macosx"}[platform.system()], platform.machine()
    wheel = re.compile(rf'"(https://[^"]*/uv-[^"]*{system}[^"]*_{machine}\.whl)", hash = "sha256:(\w+)"')
    found = wheel.search(Path("uv.lock").read_text(encoding="utf-8"))
    if found is None:
        raise SystemExit(f"uv.lock names no uv for {platform.system()} {platform.machine()}")
    address, expected = found.groups()
    with urllib.request.urlopen(address, timeout=60) as answer:
        content = answer.read()
    if hashlib.sha256(content).hexdigest() != expected:
        raise SystemExit("the uv that was fetched is not the one in uv.lock")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        member = next(name for name in archive.namelist() if name.endswith("/scripts/uv"))
        binary = archive.read(member)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / "uv.part"
    unfinished.write_bytes(binary)
    unfinished.chmod(0o755)
    unfinished.rename(folder / "uv")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
