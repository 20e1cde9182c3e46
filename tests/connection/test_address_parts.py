"""A server's address in fields: the input gives the intended address, IPv6 included."""

import pytest
from sqlalchemy import make_url

from tickets.connection.address_parts import Parts, parts_of, target_of
from tickets.connection.target import Target
from tickets.store.engine import make_engine


def given_to_driver(target: Target) -> tuple[str, str]:
    """Return the hosts and ports as libpq reads them."""
    dialect = make_engine(target.url).dialect
    _, parameters = dialect.create_connect_args(make_url(target.url))
    return str(parameters["host"]), str(parameters["port"])


@pytest.mark.parametrize(
    ("typed", "hosts", "ports"),
    [
        ("db", "db", "5432"),
        ("db:5433", "db", "5433"),
        ("fd00::12", "fd00::12", "5432"),
        ("[fd00::12]", "fd00::12", "5432"),
        ("[fd00::12]:5433", "fd00::12", "5433"),
        ("::1, db:5433", "::1,db", "5432,5433"),
        ("[::1]:5434，[::2]:5435", "::1,::2", "5434,5435"),
        ("db1, db2:5433", "db1,db2", "5432,5433"),
    ],
)
def test_hosts_and_ports_reach_the_driver_as_they_were_meant_and_are_shown_again(
    typed: str, hosts: str, ports: str
) -> None:
    target = target_of(Parts(typed))
    assert given_to_driver(target) == (hosts, ports)
    assert target_of(parts_of(target)) == target


def test_a_port_is_separated_from_an_ipv6_address_wherever_it_is_shown() -> None:
    assert target_of(Parts("fd00::12", database="desk")).place == "[fd00::12]:5432/desk"
    assert parts_of(target_of(Parts("fd00::12", 5433))) == Parts("fd00::12", 5433)
    assert parts_of(target_of(Parts("[::1]:5434, ::2"))).hosts == "[::1]:5434, [::2]:5432"
    assert Target("postgresql+psycopg:///desk?host=fd00::12").place == "[fd00::12]:5432/desk"
