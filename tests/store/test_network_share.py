"""A file on a network share causes a warning, because its locks are unreliable there."""

import os
from pathlib import Path

import pytest

from tests.desk_fixtures import proper_sentence
from tickets.store import network_share as netshare
from tickets.store import schema
from tickets.store.network_share import on_network_share
from tickets.store.schema import NETWORK_WARNING, open_store

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw 0 0
server:/export /mnt/share nfs4 rw,vers=4.2 0 0
//server/desk /mnt/two\\040words cifs rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
sshfs#host:/ /home/desk/far fuse.sshfs rw 0 0
/dev/sdc1 /mnt ext4 rw 0 0
server:/old /srv/desk nfs rw 0 0
/dev/sdd1 /srv/desk ext4 rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "far"),
    [
        ("/var/lib/desk.db", False),
        ("/mnt/share/desk.db", True),
        ("/mnt/share/a/b/desk.db", True),
        ("/mnt/shared/desk.db", False),
        ("/mnt/two words/desk.db", True),
        ("/mnt/share/local/desk.db", False),
        ("/home/desk/far/desk.db", True),
        ("/home/desk/desk.db", False),
        ("/srv/desk/desk.db", False),
        pytest.param("//server/share/desk.db", os.name == "nt", id="a share on Windows, else a / typed twice"),
        pytest.param("//mnt/share/desk.db", True, id="a / typed twice before the name of a mounted share"),
        ("\\\\server\\share\\desk.db", True),
    ],
)
def test_a_path_on_a_share_is_recognised_by_its_mount(path: str, far: bool) -> None:
    assert on_network_share(Path(path), MOUNTS) is far


def test_a_link_to_a_share_is_followed(tmp_path: Path) -> None:
    (tmp_path / "data").symlink_to("/mnt/share")
    assert on_network_share(tmp_path / "data" / "desk.db", MOUNTS)


def test_the_mounts_of_this_machine_can_be_read(tmp_path: Path) -> None:
    assert on_network_share(tmp_path / "desk.db") in (True, False)


def test_opening_a_file_on_a_share_works_and_warns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = f"server:/export {tmp_path} nfs4 rw 0 0\n"
    monkeypatch.setattr(schema, "on_network_share", lambda path: netshare.on_network_share(path, mounts))
    store = open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    store.close()
    assert store.warnings == (NETWORK_WARNING,)
    assert "PostgreSQL" in proper_sentence(NETWORK_WARNING)


def test_a_file_on_this_machine_gives_no_warning(blank_file: Path, desk_url: str) -> None:
    store = open_store(desk_url)
    store.close()
    assert store.warnings == ()
