"""Detects network shares, where SQLite's file locks are unreliable."""

from pathlib import Path

_NETWORK_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "9p", "fuse.sshfs", "ceph", "glusterfs", "davfs"}
)


def on_network_share(path: Path, mounts: str | None = None) -> bool:
    """Return whether `path` lies on a network share, as far as the system tells.

    `mounts` replaces the content of /proc/mounts in tests.
    """
    resolved = str(path.resolve())
    if any(name.startswith("\\\\") for name in (str(path), resolved)):  # Windows writes //server/share this way, too
        return True
    if resolved.startswith("//"):  # on other systems a doubled slash means nothing
        resolved = "/" + resolved.lstrip("/")
    return _type_of(resolved, _system_mounts() if mounts is None else mounts) in _NETWORK_TYPES


def _system_mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _type_of(path: str, mounts: str) -> str:
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind
