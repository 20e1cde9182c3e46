"""On a server an import is made by the signed-in person, who must have the right."""

from io import StringIO
from pathlib import Path

import pytest

from tests.importing.ledgers import SMALL_HEADINGS, small_mapping, small_row, write_csv
from tests.staffed import OPERATOR, SUPERVISOR, StaffedDesk
from tickets.cli.import_ledger import import_file
from tickets.errors import Refused
from tickets.store.tables import journal, tickets

pytestmark = pytest.mark.slow


def test_an_import_is_in_the_name_of_who_is_signed_in(staffed_desk: StaffedDesk, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [small_row(1)], SMALL_HEADINGS, "utf-8-sig")
    supervisor = staffed_desk.hand(SUPERVISOR)
    assert import_file(supervisor.desk, path, small_mapping(tmp_path), StringIO()) == 0
    (ticket,) = supervisor.rows(tickets)
    assert supervisor.rows(journal, ticket_id=ticket.id)[0].staff_id == staffed_desk[SUPERVISOR].id


def test_who_may_not_import_is_refused(staffed_desk: StaffedDesk, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [small_row(1)], SMALL_HEADINGS, "utf-8-sig")
    with pytest.raises(Refused, match="管理员、值班长才能导入"):
        import_file(staffed_desk.desk(OPERATOR), path, small_mapping(tmp_path), StringIO())
    assert staffed_desk.hand(OPERATOR).rows(tickets) == []
