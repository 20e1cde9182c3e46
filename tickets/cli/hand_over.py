"""Hands an incoming call to the running window, without loading Qt or the database: it must take no time.

The window listens under a name that both derive from the database: see `window_name`.
"""

import os
import re
import socket
import sys
import time
from collections.abc import Sequence
from enum import Enum, auto
from hashlib import sha256
from pathlib import Path

from tickets.rules.incoming import SCHEME, IncomingCall, call_of_uri, incoming_call, to_message

ANSWER = b"ok\n"
ANSWERED_WITHIN = 10.0  # seconds: a window that is just opening on a busy machine takes some
SHOWN_WITHIN = 2.0  # without a call: somebody waits for a window
FOLDER = "ruihong-hotline-desk"  # of the user's data
SILENT = "窗口开着，但没有回应。来电已经交给它，等它能动了就会显示；请看一下窗口。"
_SOCKET_PATH_AT_MOST = 100  # bytes; the systems allow 104 and 108
_BUSY_TRIES, _BUSY_SECONDS = 20, 0.01  # a pipe of Windows takes one caller at a time
_CALL_OPTIONS = ("--incoming-call", "--call-id", "--recording")
_OPTIONS = (*_CALL_OPTIONS, "--db")
_FILE = re.compile(r"sqlite(?:\+\w+)?:///([^?]+)")
_LOGIN = re.compile(r"^[^:]+://(?:[^@/]*@)?")


class Answer(Enum):
    """What a window does with a call: it takes it, it is there but says nothing, or there is none."""

    TAKEN = auto()
    SILENT = auto()
    NOBODY = auto()


def as_options(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with each part of a call as the value of its option.

    The system passes a bare URI. A number comes from the caller: "--db=x" is a wrong number, not an option.
    """
    joined: list[str] = []
    for each in arguments:
        if joined and joined[-1] in _OPTIONS and each not in _OPTIONS:
            joined[-1] += f"={each}"
        else:
            joined.append(f"--incoming-uri={each}" if each.lower().startswith(f"{SCHEME}:") else each)
    return joined


def exit_code_if_taken(arguments: Sequence[str]) -> int | None:
    """Hand over the call that the arguments report; return the exit code, None when the program must start.

    It also starts for arguments that are not only a call and a database: argparse, which is slow to load, reads those.
    """
    given = {name: value for name, _, value in (each.partition("=") for each in as_options(arguments))}
    if not given.keys() & {"--incoming-call", "--incoming-uri"} or not given.keys() <= {*_OPTIONS, "--incoming-uri"}:
        return None
    try:
        call = reported(given.get("--incoming-uri"), *(given.get(name, "") for name in _CALL_OPTIONS))
    except ValueError:
        return None
    answer = hand_over(call, window_name(given.get("--db")))
    if answer is Answer.SILENT and sys.stderr is not None:
        sys.stderr.write(f"{SILENT}\n")
    return {Answer.TAKEN: 0, Answer.SILENT: 1, Answer.NOBODY: None}[answer]


def reported(uri: str | None, number: str | None, reference: str, recording: str) -> IncomingCall | None:
    """Return the call of a URI, or else of a number; None without either. Raises ValueError for a wrong URI."""
    if uri is not None:
        return call_of_uri(uri)
    return None if number is None else incoming_call(number, reference, recording)


def hand_over(call: IncomingCall | None, name: str) -> Answer:
    """Send a call to the window that listens under a name; None asks it to come to the front."""
    try:
        if os.name == "nt":
            return _ask_pipe(name, to_message(call))
        return _ask_socket(name, to_message(call), SHOWN_WITHIN if call is None else ANSWERED_WITHIN)
    except OSError:
        return Answer.NOBODY


def window_name(db: str | None) -> str:
    """Return the name under which the window of a database listens: the path of a socket, on Windows of a pipe.

    `db` is what the command line says. A file has one window for each account of the machine, a server one for each
    data folder.
    """
    key = sha256(os.fsencode(_database(db))).hexdigest()[:20]
    if os.name == "nt":
        return rf"\\.\pipe\{SCHEME}-{key}"
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    file = f"{SCHEME}-{os.getuid()}-{key}"
    fits = len(os.fsencode(own)) + len(file) < _SOCKET_PATH_AT_MOST
    return str(Path(own if own and fits and Path(own).is_dir() else "/tmp") / file)


def _database(db: str | None) -> str:
    """Return the path of the database file, or the folder of the data and the server's address without a login."""
    address = db or os.environ.get("HOTLINE_DB") or str(_folder() / "connection.toml")
    if address.endswith(".toml") and "://" not in address:
        address = _address_in(Path(address)) or f"sqlite:///{_folder() / 'desk.db'}"
    if file := _FILE.match(address):
        return os.path.normcase(os.path.realpath(file[1]))
    return f"{_folder()} {_LOGIN.sub('', address)}"


def _folder() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415  slow to load, and often not needed

    return user_data_path(FOLDER, appauthor=False)


def _address_in(file: Path) -> str:
    """Return the address in a connection file; "" when it can't be read, which the window reports."""
    import tomllib  # noqa: PLC0415  needed only where there is such a file

    try:
        address = tomllib.loads(file.read_text("utf-8")).get("url", "")
    except (OSError, ValueError, RecursionError):
        return ""
    return address if isinstance(address, str) else ""


def _ask_socket(name: str, message: bytes, within: float) -> Answer:
    if Path(name).stat().st_uid != os.getuid():  # somebody else's, in a shared folder
        return Answer.NOBODY
    with socket.socket(socket.AF_UNIX) as window:
        window.settimeout(within)
        window.connect(name)
        try:
            window.sendall(message)
            return Answer.TAKEN if window.recv(len(ANSWER)) == ANSWER else Answer.NOBODY
        except TimeoutError:
            return Answer.SILENT


def _ask_pipe(name: str, message: bytes) -> Answer:
    for _ in range(_BUSY_TRIES):
        try:
            with open(name, "r+b", buffering=0) as window:  # noqa: PTH123  a pipe is no path
                window.write(message)
                return Answer.TAKEN if window.read(len(ANSWER)) == ANSWER else Answer.NOBODY
        except FileNotFoundError:
            return Answer.NOBODY
        except OSError:
            time.sleep(_BUSY_SECONDS)
    return Answer.SILENT
