"""What measurements stand on: a copy of the sample network, gone afterwards; a table; a file with the same figures."""

import atexit
import json
import os
import statistics
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from openitc.cli.framework import ready_django
from openitc.config.embedded import ensure_database

ROOT = Path(__file__).resolve().parent.parent.parent
WRITTEN = ROOT / "build" / "bench"
P95 = 95  # of a hundred answers

Row = Mapping[str, object]


def stand_on_a_copy_of_the_sample() -> None:
    """Set Django up on a database of our own; the sample it copies is loaded once a day, for the tests too."""
    sys.path.insert(0, str(ROOT))  # a script finds its neighbours, not the folder above
    from tests.served import PREFIX, loaded_sample

    address = ensure_database()
    name = f"{PREFIX}copy_bench_{os.getpid()}"
    _tell(address, "CREATE DATABASE {} TEMPLATE {}", name, loaded_sample())
    atexit.register(_tell, address, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    os.environ["DATABASE_URL"] = urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    ready_django()


def _tell(address: str, command: str, *names: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))


def p95(times: Collection[float]) -> float:
    """What ninety-five of a hundred stay below."""
    return statistics.quantiles(times, n=100, method="inclusive")[P95 - 1]


def show(name: str, **tables: Sequence[Row]) -> None:
    """Print each table under its title; keep all of them in `build/bench/<name>.json`."""
    for title, rows in tables.items():
        print(f"\n{title.replace('_', ' ')}\n{_in_columns(rows)}")
    WRITTEN.mkdir(parents=True, exist_ok=True)
    (WRITTEN / f"{name}.json").write_text(json.dumps(tables, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _in_columns(rows: Sequence[Row]) -> str:
    lines = [list(rows[0]), *([str(value) for value in row.values()] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    first, *others = widths
    return "\n".join(
        "  ".join([line[0].ljust(first), *(cell.rjust(width) for cell, width in zip(line[1:], others, strict=True))])
        for line in lines
    )
