"""The catalogue that comes with the program, as its file says it."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from openitc.standards.rules.editions import EditionPlan, MethodPlan

FILE = Path(__file__).parent.parent / "data" / "standards.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """A standard of the file, and what its edition says."""

    key: str
    mark: str
    name_th: str
    name_en: str
    plan: EditionPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class LaboratoryWork:
    """What a laboratory must be able to do for the tests, by its code in the one taxonomy."""

    code: str
    name_th: str
    name_en: str


@cache
def catalogue_on_file() -> tuple[Shipped, ...]:
    """All standards of the file."""
    return tuple(standard_in(dict(row)) for row in _file()["standard"])


@cache
def laboratory_work_on_file() -> tuple[LaboratoryWork, ...]:
    """What the tests of the file need of laboratories."""
    return tuple(LaboratoryWork(**row) for row in _file()["capability"])


def _file() -> dict[str, Any]:  # whatever a file may hold
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def standard_in(row: dict[str, Any]) -> Shipped:  # Any: a TOML table
    """The standard that a table of such a file holds; what the table held is taken out of it."""
    names = {name: row.pop(name, "") for name in ("key", "mark", "name_th", "name_en")}
    methods = tuple(_method(dict(method)) for method in row.pop("method", []))
    evidence = tuple((papers["th"], papers["en"]) for papers in row.pop("evidence", []))
    facts: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Shipped(**names, plan=EditionPlan(**facts, evidence=evidence, methods=methods))


def _method(row: dict[str, Any]) -> MethodPlan:
    facts: dict[str, Any] = {name: Decimal(row[name]) if name in {"least", "most"} else row[name] for name in row}
    return MethodPlan(**facts)
