"""A server's address as separate fields of a form."""

import re
from dataclasses import dataclass

from sqlalchemy import URL, make_url

from tickets.connection.target import Target
from tickets.errors import Refused
from tickets.store.postgres.engine import DEFAULT_PORT, address, hosts_of

DRIVER = "postgresql+psycopg"
_WITH_PORT = re.compile(r"(?:\[(?P<bracketed>[^\[\]]+)\]|(?P<name>[^:]+)):(?P<port>[0-9]{1,5})")
_ASKED = frozenset({"host", "port", "sslmode", "sslrootcert"})


@dataclass(frozen=True, slots=True)
class Parts:
    """The fields of a server's address. `hosts` are `host` or `host:port` separated by commas; `port` is the default.

    An IPv6 address with a port is in brackets: `[fd00::12]:5433`. `sslmode` is libpq's word, "" for its default;
    `root_certificate` the path of the CA certificate for the server, "" for libpq's own.
    """

    hosts: str = ""
    port: int = DEFAULT_PORT
    database: str = "hotline"
    sslmode: str = ""
    root_certificate: str = ""


def parts_of(target: Target) -> Parts:
    """Return the fields of a server's address; the default ones for a file."""
    if not target.is_server:
        return Parts()
    url = make_url(target.url)
    hosts = [_split(host, DEFAULT_PORT) for host in hosts_of(url)]
    ports = {port for _, port in hosts}
    common = ports.pop() if len(ports) == 1 else None
    shown = ", ".join(host if common is not None else address(host, port) for host, port in hosts)
    return Parts(shown, common or DEFAULT_PORT, target.database, _word(url, "sslmode"), _word(url, "sslrootcert"))


def target_of(parts: Parts, before: Target | None = None) -> Target:
    """Return the address made of these fields. Other options of the address `before` are kept.

    Raises Refused, with what to fill in, for missing fields.
    """
    hosts = [_split(host.strip(), parts.port) for host in parts.hosts.replace("，", ",").split(",") if host.strip()]
    if not hosts:
        raise Refused("请填写服务器的地址。")
    if not parts.database.strip():
        raise Refused("请填写数据库的名字。")
    query = _kept(before)
    query |= {"sslmode": parts.sslmode} if parts.sslmode else {}
    query |= {"sslrootcert": parts.root_certificate.strip()} if parts.root_certificate.strip() else {}
    url = URL.create(DRIVER, database=parts.database.strip(), query=query)
    if len(hosts) == 1:
        url = url.set(host=hosts[0][0], port=hosts[0][1])
    elif any(":" in host for host, _ in hosts):  # SQLAlchemy can't parse such hosts one by one
        names, ports = zip(*hosts, strict=True)
        url = url.update_query_dict({"host": ",".join(names), "port": ",".join(map(str, ports))})
    else:
        url = url.update_query_dict({"host": tuple(address(host, port) for host, port in hosts)})
    return Target(url.render_as_string(hide_password=False), before.login if before is not None else None)


def _kept(before: Target | None) -> dict[str, str | tuple[str, ...]]:
    if before is None or not before.is_server:
        return {}
    return {name: value for name, value in make_url(before.url).query.items() if name not in _ASKED}


def _split(host: str, port: int) -> tuple[str, int]:
    """Return host and port; a host with several colons is an IPv6 address, whose port needs brackets."""
    found = _WITH_PORT.fullmatch(host)
    if found is None:
        return host.strip("[]"), port
    return found["bracketed"] or found["name"], int(found["port"])


def _word(url: URL, name: str) -> str:
    value = url.query.get(name, "")
    return value if isinstance(value, str) else value[0]
