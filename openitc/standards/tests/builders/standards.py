"""Standards to test with, approved or being written."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from openitc.people.models import User
from openitc.resources.models import Capability
from openitc.resources.operations import add_capability
from openitc.standards.models import Edition, Standard
from openitc.standards.operations.catalogue import load_catalogue
from openitc.standards.operations.writing import write_edition
from openitc.standards.rules.editions import EditionPlan, MethodPlan

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def the_catalogue(*, now: datetime = NOW) -> dict[str, Standard]:
    """All standards that come with the program, by key."""
    load_catalogue(now=now)
    return {row.key: row for row in Standard.objects.all()}


def a_laboratory_work(code: str = "test.micro") -> Capability:
    """What a laboratory can do; one of that code is used again."""
    known = Capability.objects.filter(code=code).first()
    return known or add_capability(code=code, kind="laboratory", name_th=code, name_en=code, by=None, now=NOW)


def a_test(
    key: str = "yeast-mould",
    *,
    capability: str = "test.micro",
    least: str | None = None,
    most: str | None = "1000",
    unit: str = "CFU/g",
    units: int = 1,
    minutes: int = 7_200,
) -> MethodPlan:
    """A test that an edition asks for; its laboratory's work is there."""
    a_laboratory_work(capability)
    return MethodPlan(
        key=key,
        name_th="ยีสต์และรา",
        name_en="Yeasts and moulds",
        capability=capability,
        unit=unit,
        least=None if least is None else Decimal(least),
        most=None if most is None else Decimal(most),
        units=units,
        minutes=minutes,
        if_failed_th="อบให้แห้งกว่านี้",
        if_failed_en="Dry it further.",
    )


def a_plan(
    *,
    weight: str = "law",
    subject: str = "product",
    isic: Sequence[str] = ("1079",),
    markets: Sequence[str] = ("home",),
    after: Sequence[str] = (),
    number_format: str = "any",
    about: str = "What it covers.",
    least_cost: int | None = 100_000,
    most_cost: int | None = 200_000,
    least_days: int | None = 10,
    most_days: int | None = 30,
    valid_months: int | None = 36,
    condition: str = "",
    confirmed: bool = True,
    checked_on: date = TODAY,
    methods: Sequence[MethodPlan] = (),
) -> EditionPlan:
    """What an edition says, all of it confirmed."""
    return EditionPlan(
        weight=weight,
        subject=subject,
        authority_th="สำนักงานทดสอบ",
        authority_en="The testing office",
        about_th="ครอบคลุมอะไร",
        about_en=about,
        condition_th=condition,
        condition_en=condition,
        isic=tuple(isic),
        markets=tuple(markets),
        evidence=(("คำขอ", "The application"), ("ตัวอย่าง", "Samples")),
        after=tuple(after),
        number_format=number_format,
        least_cost=least_cost,
        most_cost=most_cost,
        least_days=least_days,
        most_days=most_days,
        valid_months=valid_months,
        confirmed=confirmed,
        source="https://example.go.th/standard",
        checked_on=checked_on,
        methods=tuple(methods),
    )


def a_standard(
    key: str = "food-number",
    *,
    name: str = "",
    mark: str = "",
    plan: EditionPlan | None = None,
    by: User | None = None,
    approved: bool = True,
    now: datetime = NOW,
) -> Edition:
    """The next edition of a standard, as the plan says; the standard is made where it is not there yet."""
    names = {"name_th": name or f"มาตรฐาน {key}", "name_en": name or f"Standard {key}", "mark": mark}
    standard, _made = Standard.objects.get_or_create(key=key, defaults={**names, "added_at": now})
    edition = write_edition(standard=standard, plan=plan or a_plan(), by=by, now=now)
    if approved:
        Edition.objects.filter(pk=edition.pk).update(approved_at=now)
    return Edition.objects.whole().get(pk=edition.pk)
