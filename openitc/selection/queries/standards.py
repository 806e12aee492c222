"""The standards that products are asked for, from a file that says for each when it was last looked up."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from openitc.shared.models import in_language

STANDARDS = Path(__file__).parent.parent / "data" / "standards.toml"
FRESH = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One standard: who asks for it of which products in which market, and when we last looked that up."""

    key: str
    name_th: str
    name_en: str
    authority_th: str
    authority_en: str
    about_th: str
    about_en: str
    isic: list[str]
    markets: list[str]
    needed: bool
    source: str
    checked_on: date

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return in_language(self.name_th, self.name_en)

    @property
    def authority(self) -> str:
        """Who asks for it or gives it, in the reader's language."""
        return in_language(self.authority_th, self.authority_en)

    @property
    def about(self) -> str:
        """What it is, in the reader's language."""
        return in_language(self.about_th, self.about_en)

    def is_stale(self, on: date) -> bool:
        """Whether it is so long since it was looked up that it must be asked for anew."""
        return on - self.checked_on > FRESH


@cache
def standards_on_file() -> tuple[Standard, ...]:
    """All of them."""
    return tuple(Standard(**row) for row in tomllib.loads(STANDARDS.read_text(encoding="utf-8"))["standard"])


def standards_for(isic: str, market: str) -> list[Standard]:
    """Those that a product of the industry is asked for in the market, the needed ones first; at home always."""
    markets = {market, "home"}
    found = [row for row in standards_on_file() if markets & set(row.markets) and (not row.isic or isic in row.isic)]
    return sorted(found, key=lambda row: not row.needed)
