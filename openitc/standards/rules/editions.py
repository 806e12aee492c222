"""What an edition says as plain values: whether it fits a product, whether it is stale, what two of them differ in."""

import hashlib
from collections.abc import Collection
from dataclasses import astuple, dataclass, fields
from datetime import date, timedelta
from decimal import Decimal

FRESH = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPlan:
    """A test as it is written; a limit of None is none. `capability` is its code, `minutes` are in the laboratory."""

    key: str
    name_th: str
    name_en: str
    capability: str
    reference: str = ""
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    sample_th: str = ""
    sample_en: str = ""
    units: int = 1
    minutes: int
    if_failed_th: str = ""
    if_failed_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPlan:
    """What an edition says; `evidence` are pairs of Thai and English, money is in satang."""

    weight: str
    subject: str
    authority_th: str
    authority_en: str
    about_th: str
    about_en: str
    condition_th: str = ""
    condition_en: str = ""
    isic: tuple[str, ...] = ()
    markets: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...] = ()
    after: tuple[str, ...] = ()
    number_format: str = "any"
    least_cost: int | None = None
    most_cost: int | None = None
    least_days: int | None = None
    most_days: int | None = None
    valid_months: int | None = None
    confirmed: bool = False
    source: str
    checked_on: date
    methods: tuple[MethodPlan, ...] = ()


Told = str | int | bool | date | Decimal | tuple[str, ...] | tuple[tuple[str, str], ...] | MethodPlan | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing in which two editions differ: the name of the field, or `method`, and what each of them says."""

    part: str
    before: Told
    after: Told


def is_stale(checked_on: date, on: date) -> bool:
    """Whether it is more than a year since it was looked up, so that it must be asked for anew."""
    return on - checked_on > FRESH


def goes_stale_on(checked_on: date) -> date:
    """The first day on which it is stale."""
    return checked_on + FRESH + timedelta(days=1)


def fits(kinds: Collection[str], places: Collection[str], *, isic: str, markets: Collection[str]) -> bool:
    """Whether what is asked of those kinds of products in those places is asked of this product in one of its markets.

    No kinds mean every kind; a product whose kind nobody chose is asked only what every product is.
    """
    return (not kinds or isic in kinds) and not set(places).isdisjoint(markets)


def differences(before: EditionPlan, after: EditionPlan) -> list[Difference]:
    """What differs, in the order in which an edition is written; a test is told whole."""
    found = [
        Difference(part=field.name, before=getattr(before, field.name), after=getattr(after, field.name))
        for field in fields(EditionPlan)
        if field.name != "methods" and _unlike(getattr(before, field.name), getattr(after, field.name))
    ]
    earlier, later = ({row.key: row for row in plan.methods} for plan in (before, after))
    found.extend(
        Difference(part="method", before=earlier.get(key), after=later.get(key))
        for key in dict.fromkeys([*earlier, *later])
        if earlier.get(key) != later.get(key)
    )
    return found


def fingerprint(plan: EditionPlan) -> str:
    """A word that is another one as soon as anything in the edition is."""
    return hashlib.sha256(repr(_plain(astuple(plan))).encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    """The value, with figures written in one way: 14 and 14.0000 are the same limit."""
    if isinstance(value, tuple):
        return tuple(_plain(part) for part in value)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _unlike(one: Told, other: Told) -> bool:
    """Whether two values differ; of kinds and markets the order says nothing."""
    if isinstance(one, tuple) and isinstance(other, tuple) and all(isinstance(row, str) for row in (*one, *other)):
        return sorted(map(str, one)) != sorted(map(str, other))
    return one != other
