"""Finds the sessions that block others at a server, from the server's statistics, which no table lock can block."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

# Without higher rights, only the process and the login of other sessions are visible.
_HOLDING = """
  holding.pid, holding.usename AS by, holding.state, nullif(holding.application_name, '') AS program,
  host(holding.client_addr) AS host,
  floor(extract(epoch FROM clock_timestamp() - holding.xact_start))::integer AS seconds,
  to_char(timezone('Asia/Shanghai', holding.xact_start), 'MM-DD HH24:MI:SS') AS since
"""
_WAITS = text(
    f"""
SELECT waiting.usename AS who, {_HOLDING}
FROM pg_stat_activity waiting, unnest(pg_blocking_pids(waiting.pid)) AS blocker
JOIN pg_stat_activity holding ON holding.pid = blocker
WHERE waiting.datname = current_database() ORDER BY seconds DESC NULLS LAST, 1, 3
"""
)
_HOLDERS = text(
    f"""
SELECT {_HOLDING} FROM pg_stat_activity holding
WHERE pid <> pg_backend_pid() AND clock_timestamp() - xact_start > interval '1 s' AND EXISTS (
  SELECT FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
  WHERE l.pid = holding.pid AND l.granted AND relnamespace = 'public'::regnamespace
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
ORDER BY xact_start LIMIT 5
"""
)


def waits(connection: Connection) -> Iterator[str]:
    """Yield a sentence for each session of the database that waits for another one, the longest wait first."""
    for row in connection.execute(_WAITS):
        yield f"{row.who} 在等 {row.by} 放手（{_about(row)}）。"


def holders(connection: Connection) -> Iterator[str]:
    """Yield a sentence for each session that has held the program's tables for seconds, with how to end it."""
    for row in connection.execute(_HOLDERS):
        end = f"请让他结束，或用超级用户执行 SELECT pg_terminate_backend({row.pid})"
        yield f"{row.by} 占着（{_about(row)}），{end}"


def _about(row: object) -> str:
    given = {name: getattr(row, name) for name in ("state", "seconds", "pid", "program", "host", "since")}
    parts = [
        given["state"] or "状态看不到",
        "" if given["seconds"] is None else f"事务开了 {given['seconds']} 秒，自 {given['since']}",
        f"进程 {given['pid']}",
        f"程序 {given['program']}" if given["program"] else "",
        f"从 {given['host']}" if given["host"] else "",
    ]
    return "，".join(part for part in parts if part)
