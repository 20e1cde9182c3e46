"""Computes what a server stores instead of a password, here, so that no server log shows the password."""

from typing import Any

from sqlalchemy import Connection


def verifier(connection: Connection, login: str, password: str) -> str:
    """Return the SCRAM-SHA-256 verifier of a password. Nothing is sent to the server."""
    driver: Any = connection.connection.driver_connection
    kept: bytes = driver.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return kept.decode()
