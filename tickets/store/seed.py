"""Fills a new database with the defaults in resources/. From then on only the database counts."""

import csv
import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from tickets.rules.words import FaultGroup, Priority, Role, RungKind, Stage, Zone
from tickets.store.pinyin import full_pinyin, initials
from tickets.store.tables import faults, limits, places, rungs, settings, staff

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)  # defaults are in force before any ticket


def seed_defaults(connection: Connection) -> None:
    """Fill a new database with faults, limits, the ladder, hold reasons, places and one duty account."""
    connection.execute(insert(faults), fault_rows())
    connection.execute(insert(limits), limit_rows())
    connection.execute(insert(rungs), rung_rows())
    connection.execute(insert(places), place_rows())
    connection.execute(insert(settings), [{"key": "hold_reasons", "value": load_toml("holds")["reasons"]}])
    connection.execute(insert(staff).values(name="值班员", login="值班员", roles=frozenset(Role), on_duty=True))


def load_toml(name: str) -> dict[str, Any]:
    """Return the content of resources/defaults/NAME.toml."""
    with (RESOURCES / "defaults" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def fault_rows() -> list[dict[str, Any]]:
    """Return the rows of the default fault taxonomy, in order."""
    return [
        {
            "code": fault["code"],
            "name": fault["name"],
            "fault_group": FaultGroup(fault["group"]),
            "priority": Priority(fault["priority"]),
            "isolate": fault.get("isolate", False),
            "customer_side": fault.get("customer_side", False),
            "words": " ".join(fault.get("words", [])),
            "advice": fault.get("advice", ""),
            "position": position,
        }
        for position, fault in enumerate(load_toml("faults")["faults"])
    ]


def limit_rows() -> list[dict[str, Any]]:
    """Return the rows of the default limits, each a rule of its own in version 1."""
    return [
        {
            "rule": rule,
            "version": 1,
            "stage": Stage(row["stage"]),
            "priority": Priority(row["priority"]) if "priority" in row else None,
            "zone": Zone(row["zone"]) if "zone" in row else None,
            **{name: row.get(name) for name in ("fault", "dn_from", "dn_to", "hour_from", "hour_to")},
            "seconds": row["seconds"],
            "source": row.get("source", ""),
            "since": ALWAYS,
        }
        for rule, row in enumerate(load_toml("limits")["limits"], start=1)
    ]


@cache  # the forms look it up for every hour of the day
def general_limit(stage: Stage) -> int:
    """Return the default time limit of a stage, in seconds, where no more specific limit applies."""
    keys = ("fault", "priority", "zone", "dn_from", "dn_to", "hour_from", "hour_to")
    general = (row for row in limit_rows() if all(row[key] is None for key in keys))
    return next(int(row["seconds"]) for row in general if row["stage"] is stage)


def rung_rows() -> list[dict[str, Any]]:
    """Return the rows of the default alert ladder."""
    return [
        {
            "kind": RungKind(row["kind"]),
            "stage": Stage(row["stage"]) if "stage" in row else None,
            "priority": Priority(row["priority"]) if "priority" in row else None,
            "share": row.get("share"),
            "after": row.get("after"),
            "roles": frozenset(Role(name) for name in row["roles"]),
            "since": ALWAYS,
        }
        for row in load_toml("ladder")["rungs"]
    ]


def place_rows() -> list[dict[str, Any]]:
    """Return the rows of the shipped gazetteer, with pinyin."""
    with (RESOURCES / "gazetteer" / "places.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            {
                "name": row["name"],
                "town": row["town"],
                "zone": Zone(row["zone"]),
                "kind": row["kind"],
                "aliases": row["aliases"],
                "pinyin": full_pinyin(row["name"]),
                "initials": initials(row["name"]),
            }
            for row in csv.DictReader(file)
        ]
