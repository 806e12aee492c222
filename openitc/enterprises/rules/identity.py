"""What makes a product of its place: how much of it is told, and whose protected name it uses."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date

MONTHS = range(1, 13)
# What a sheet can tell; a geographical indication comes on top, for few have one.
PARTS = ("origin", "material", "season", "craft", "makers", "story", "photographs")


def parts_told(told: Mapping[str, bool]) -> tuple[str, ...]:
    """The parts that are there, in the order of the sheet."""
    return tuple(part for part in PARTS if told.get(part))


def months_of(season: Iterable[int]) -> list[int]:
    """The months in order, each once."""
    return sorted(set(season))


def are_months(season: Iterable[int]) -> bool:
    """Whether every one is a month of the year."""
    return all(month in MONTHS for month in season)


def in_force(*, valid_from: date, valid_until: date, verified: bool, withdrawn: bool, on: date) -> bool:
    """Whether a registration lets its enterprise write the name that day, the last one included."""
    return verified and not withdrawn and valid_from <= on <= valid_until


def names_written(texts: Iterable[str], names: Mapping[str, Collection[str]]) -> list[str]:
    """The keys of those protected names that one of the texts holds, however they are spaced or capitalised."""
    written = [_letters(text) for text in texts]
    sought = {key: [letters for way in ways if (letters := _letters(way))] for key, ways in names.items()}
    return [key for key, ways in sought.items() if any(way in text for way in ways for text in written)]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"[\u0e47-\u0e4e]", "", text.casefold()))
