"""Where the desk's data are, as this seat was told."""

from dataclasses import dataclass
from pathlib import Path

from tickets.connection.target import Target


@dataclass(frozen=True, slots=True)
class Connection:
    """What the program was started with, and the connection file that says so from the next start on."""

    target: Target
    file: Path
