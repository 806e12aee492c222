"""The provinces as the file that comes with the program has them."""

import csv
from collections.abc import Iterator
from pathlib import Path

PROVINCES = Path(__file__).parent.parent / "data" / "provinces.csv"


def provinces_on_file() -> Iterator[dict[str, str | float | bool]]:
    """The 77 provinces as the file that comes with the program has them, by column of their table."""
    with PROVINCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                "code": row["iso"],
                "name_th": row["name_th"],
                "name_en": row["name_en"],
                "region_th": row["region_th"],
                "region_en": row["region_en"],
                "upper_north": row["upper_north"] == "1",
                "latitude": float(row["lat"]),
                "longitude": float(row["lon"]),
            }
