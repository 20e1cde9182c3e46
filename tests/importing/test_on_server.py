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


def test_an_import_needs_the_right_and_is_in_the_name_of_who_is_signed_in(
    staffed_desk: StaffedDesk, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", [small_row(1)], SMALL_HEADINGS, "utf-8-sig")
    supervisor = staffed_desk.hand(SUPERVISOR)
    with pytest.raises(Refused, match="管理员、值班长才能导入"):
        import_file(staffed_desk.desk(OPERATOR), path, small_mapping(tmp_path), StringIO())
    assert supervisor.rows(tickets) == []
    assert import_file(supervisor.desk, path, small_mapping(tmp_path), StringIO()) == 0
    (ticket,) = supervisor.rows(tickets)
    assert supervisor.rows(journal, ticket_id=ticket.id)[0].staff_id == staffed_desk[SUPERVISOR].id
