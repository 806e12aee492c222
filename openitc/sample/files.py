"""Reading the catalogue's CSV and TOML files: every value checked as it is read, every fault named by file and line."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


class CatalogueError(Exception):
    """A catalogue file says something that cannot be right."""


@dataclass(frozen=True)
class Row:
    """One line of a CSV file, or one table of a TOML file, that knows where it stands."""

    place: str
    values: Mapping[str, Any]

    def text(self, key: str) -> str:
        """A value that must be there."""
        value = self.optional(key)
        if not value:
            raise self.fault(f"{key} is missing")
        return value

    def optional(self, key: str) -> str:
        """A value that may be blank."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.fault(f"{key} must be text")
        return value

    def whole(self, key: str) -> int:
        """A whole number."""
        try:
            return int(self.values[key])
        except (KeyError, ValueError):
            raise self.fault(f"{key} must be a whole number") from None

    def decimal(self, key: str) -> float:
        """A number with decimals."""
        try:
            return float(self.values[key])
        except (KeyError, ValueError):
            raise self.fault(f"{key} must be a number") from None

    def flag(self, key: str) -> bool:
        """True or false; a value left out is false."""
        return self.values.get(key, False) in (True, "1", "yes")

    def words(self, key: str, *, separator: str | None = None) -> tuple[str, ...]:
        """Several values in one cell, separated by blanks or by `separator`."""
        return tuple(word.strip() for word in self.optional(key).split(separator) if word.strip())

    def one_of(self, key: str, allowed: frozenset[str]) -> str:
        """One of a few known words."""
        value = self.text(key)
        if value not in allowed:
            raise self.fault(f"{key} is {value!r}, not one of {', '.join(sorted(allowed))}")
        return value

    def day(self, key: str) -> date | None:
        """A date, or nothing where the cell is blank."""
        value = self.optional(key)
        return date.fromisoformat(value) if value else None

    def rows(self, key: str) -> tuple["Row", ...]:
        """Tables inside this one."""
        return tuple(Row(f"{self.place}, {key} {n}", inner) for n, inner in enumerate(self.values.get(key, ()), 1))

    def fault(self, what: str) -> CatalogueError:
        """The error to raise about this row."""
        return CatalogueError(f"{self.place}: {what}")


def csv_rows(path: Path) -> tuple[Row, ...]:
    """The lines of a CSV file, below its heading."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        return tuple(Row(f"{path.name}, line {reader.line_num}", values) for values in reader)


def toml_rows(path: Path, key: str) -> tuple[Row, ...]:
    """The `[[key]]` tables of a TOML file."""
    return Row(path.name, tomllib.loads(path.read_text(encoding="utf-8"))).rows(key)
