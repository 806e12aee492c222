"""The sample network as written in `data/`: centers, resources and what they can do. Nothing here is official.

One function a file. Each gives frozen rows, in the order of the file, and refuses what cannot be right.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from openitc.sample.files import DATA, Row, csv_rows

PROVINCES = Path(__file__).parent.parent / "centers" / "data" / "provinces.csv"

CENTER_KINDS = frozenset({"regional_promotion_center", "network_institute", "industrial_estate", "mini_itc"})
STATUSES = frozenset({"planned", "pilot", "opened", "suspended"})
RESOURCE_KINDS = frozenset({"machine", "expert", "laboratory", "room"})
FEE_BASES = frozenset({"per_hour", "per_batch", "per_sample", "per_week", "free"})
OPERATIONS = frozenset({"operator_required", "self_after_training", "self"})
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

T = TypeVar("T")


@dataclass(frozen=True)
class Province:
    """One of the 77 provinces, placed at its capital."""

    iso: str
    name_th: str
    name_en: str
    region: str
    region_th: str
    region_en: str
    upper_north: bool
    lat: float
    lon: float


@dataclass(frozen=True)
class District:
    """A district (amphoe, in Bangkok khet) of a province."""

    province: str
    name_th: str
    name_en: str


@dataclass(frozen=True)
class Hours:
    """Opening hours of one weekday (Monday is 0), in minutes from midnight."""

    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True)
class Center:
    """A center of the network. `parent` is the code of a Mini ITC's one parent and blank for every other kind."""

    code: str
    kind: str
    name_th: str
    name_en: str
    host_th: str
    host_en: str
    supervising_th: str
    supervising_en: str
    province: str
    lat: float
    lon: float
    parent: str
    status: str
    opened_on: date | None
    focus: tuple[str, ...]
    hours: tuple[Hours, ...]
    flags: tuple[str, ...]
    description_th: str
    description_en: str


@dataclass(frozen=True)
class Capability:
    """Something a resource can do; the one taxonomy of the network."""

    code: str
    family: str
    kind: str
    name_th: str
    name_en: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True)
class ResourceType:
    """A type of machine, expert, laboratory or room. Fees in satang, `fee_low` to `fee_high` across the network."""

    code: str
    kind: str
    name_th: str
    name_en: str
    capabilities: tuple[str, ...]
    capacity: int
    setup_minutes: int
    cleaning_minutes: int
    fee_basis: str
    fee_low: int
    fee_high: int
    operation: str
    operator_capability: str
    overnight: bool
    max_hours: int
    notice_hours: int
    description_th: str
    description_en: str


@dataclass(frozen=True)
class Resource:
    """One machine, person, laboratory or room of one center. `fee` in satang, by its type's basis."""

    code: str
    type: ResourceType
    center: str
    suffix_th: str
    suffix_en: str
    fee: int
    model: str
    zone: str

    @property
    def name_th(self) -> str:
        """Its type's Thai name, told apart by a size or a number where the center has several."""
        return f"{self.type.name_th} {self.suffix_th}".strip()

    @property
    def name_en(self) -> str:
        """Its type's English name, told apart likewise."""
        return f"{self.type.name_en} {self.suffix_en}".strip()


@cache
def provinces() -> tuple[Province, ...]:
    """`centers/data/provinces.csv`."""
    return unique(csv_rows(PROVINCES), _province, lambda province: province.iso)


@cache
def districts() -> tuple[District, ...]:
    """`districts.csv`: the districts of every province that has a center."""
    known = {province.iso for province in provinces()}
    return unique(
        csv_rows(DATA / "districts.csv"),
        lambda row: District(known_word(row, "province", known), row.text("name_th"), row.text("name_en")),
        lambda district: (district.province, district.name_th),
    )


@cache
def centers() -> tuple[Center, ...]:
    """`centers.csv`. Every parent stands above its Mini ITCs."""
    found = unique(csv_rows(DATA / "centers.csv"), _center, lambda center: center.code)
    kinds = {center.code: center.kind for center in found}
    for row, center in zip(csv_rows(DATA / "centers.csv"), found, strict=True):
        if (center.kind == "mini_itc") != (kinds.get(center.parent) == "regional_promotion_center"):
            raise row.fault("a Mini ITC has exactly one regional center as its parent, and no other center has any")
    return found


@cache
def hubs() -> dict[str, str]:
    """`hubs.csv`: the code of the regional center that serves each province."""
    known = {center.code for center in centers()}
    rows = csv_rows(DATA / "hubs.csv")
    found = {row.text("province"): known_word(row, "center", known) for row in rows}
    if set(found) != {province.iso for province in provinces()} or len(found) != len(rows):
        raise rows[0].fault("every province needs exactly one hub")
    return found


@cache
def capabilities() -> tuple[Capability, ...]:
    """`capabilities.csv`."""
    return unique(csv_rows(DATA / "capabilities.csv"), _capability, lambda capability: capability.code)


@cache
def resource_types() -> tuple[ResourceType, ...]:
    """`resource_types.csv`."""
    return unique(csv_rows(DATA / "resource_types.csv"), _resource_type, lambda kind: kind.code)


@cache
def resources() -> tuple[Resource, ...]:
    """`resources.csv`."""
    return unique(csv_rows(DATA / "resources.csv"), _resource, lambda resource: resource.code)


def unique(rows: Iterable[Row], read: Callable[[Row], T], key: Callable[[T], object]) -> tuple[T, ...]:
    """Read every row; a key that comes twice is a fault."""
    found: dict[object, T] = {}
    for row in rows:
        item = read(row)
        if key(item) in found:
            raise row.fault(f"{key(item)} is there twice")
        found[key(item)] = item
    return tuple(found.values())


def known_word(row: Row, key: str, known: Iterable[str]) -> str:
    """A value that names something in another file."""
    value = row.text(key)
    if value not in known:
        raise row.fault(f"{key} {value!r} is not known")
    return value


def _province(row: Row) -> Province:
    return Province(
        iso=row.text("iso"),
        name_th=row.text("name_th"),
        name_en=row.text("name_en"),
        region=row.text("region"),
        region_th=row.text("region_th"),
        region_en=row.text("region_en"),
        upper_north=row.flag("upper_north"),
        lat=row.decimal("lat"),
        lon=row.decimal("lon"),
    )


def _center(row: Row) -> Center:
    return Center(
        code=row.text("code"),
        kind=row.one_of("kind", CENTER_KINDS),
        name_th=row.text("name_th"),
        name_en=row.text("name_en"),
        host_th=row.text("host_th"),
        host_en=row.text("host_en"),
        supervising_th=row.text("supervising_th"),
        supervising_en=row.text("supervising_en"),
        province=known_word(row, "province", {province.iso for province in provinces()}),
        lat=row.decimal("lat"),
        lon=row.decimal("lon"),
        parent=row.optional("parent"),
        status=row.one_of("status", STATUSES),
        opened_on=row.day("opened_on"),
        focus=row.words("focus"),
        hours=_hours(row),
        flags=row.words("flags"),
        description_th=row.text("description_th"),
        description_en=row.text("description_en"),
    )


def _hours(row: Row) -> tuple[Hours, ...]:
    """Read `mon-fri 08:30-16:30; sat 09:00-15:00`."""
    found: list[Hours] = []
    for part in row.words("hours", separator=";"):
        days, _, times = part.partition(" ")
        first, _, last = days.partition("-")
        opens, closes = (_minutes(time) for time in times.split("-"))
        weekdays = range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1)
        found.extend(Hours(weekday, opens, closes) for weekday in weekdays)
    if any(hours.opens >= hours.closes for hours in found):
        raise row.fault("a center must open before it closes")
    return tuple(found)


def _minutes(time: str) -> int:
    hour, _, minute = time.partition(":")
    return int(hour) * 60 + int(minute)


def _capability(row: Row) -> Capability:
    code = row.text("code")
    if not code.startswith(f"{row.text('family')}."):
        raise row.fault("a capability's code begins with its family")
    return Capability(
        code=code,
        family=row.text("family"),
        kind=row.one_of("kind", RESOURCE_KINDS),
        name_th=row.text("name_th"),
        name_en=row.text("name_en"),
        synonyms=row.words("synonyms", separator=";"),
    )


def _resource_type(row: Row) -> ResourceType:
    known = {capability.code for capability in capabilities()}
    able = row.words("capabilities")
    operator = row.optional("operator_capability")
    if not able or not known.issuperset(able) or (operator and operator not in known):
        raise row.fault("it names a capability that is not in capabilities.csv")
    if not 0 <= row.whole("fee_low") <= row.whole("fee_high"):
        raise row.fault("fee_low may not be above fee_high")
    return ResourceType(
        code=row.text("code"),
        kind=row.one_of("kind", RESOURCE_KINDS),
        name_th=row.text("name_th"),
        name_en=row.text("name_en"),
        capabilities=able,
        capacity=row.whole("capacity"),
        setup_minutes=row.whole("setup_minutes"),
        cleaning_minutes=row.whole("cleaning_minutes"),
        fee_basis=row.one_of("fee_basis", FEE_BASES),
        fee_low=row.whole("fee_low"),
        fee_high=row.whole("fee_high"),
        operation=row.one_of("operation", OPERATIONS),
        operator_capability=operator,
        overnight=row.flag("overnight"),
        max_hours=row.whole("max_hours"),
        notice_hours=row.whole("notice_hours"),
        description_th=row.text("description_th"),
        description_en=row.text("description_en"),
    )


def _resource(row: Row) -> Resource:
    types = {kind.code: kind for kind in resource_types()}
    kind = types[known_word(row, "type", types)]
    fee = row.whole("fee")
    if not kind.fee_low <= fee <= kind.fee_high:
        raise row.fault("its fee is outside its type's range")
    return Resource(
        code=row.text("code"),
        type=kind,
        center=known_word(row, "center", {center.code for center in centers()}),
        suffix_th=row.optional("suffix_th"),
        suffix_en=row.optional("suffix_en"),
        fee=fee,
        model=row.optional("model"),
        zone=row.optional("zone"),
    )
