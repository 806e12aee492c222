"""A small world to book in: centers open on weekdays, their resources, enterprises and cases."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from openitc.bookings.operations import Use, Visit
from openitc.cases.models import Case
from openitc.centers.models import Center, Membership, OpeningHours, Organisation, Province, Role
from openitc.centers.rules import closed_days
from openitc.enterprises.models import Enterprise, Product
from openitc.pathways.models import Gap, Pathway, Step, Version
from openitc.people.models import User
from openitc.resources.models import Capability, Place, Resource, ResourceType
from openitc.shared import clock

MONDAY = date(2027, 2, 1)  # a Monday without holidays in its week
SATURDAY = 5
NOW = clock.at(date(2027, 1, 25), 9)


def working_days(count: int) -> list[int]:
    """The first `count` days, counted from the Monday, on which the centers are open."""
    near = (MONDAY + timedelta(days=offset) for offset in range(3 * count))
    closed = closed_days((MONDAY + timedelta(days=offset) for offset in range(3 * count)), exceptions={})
    open_days = [(day - MONDAY).days for day in near if day.weekday() < SATURDAY and day not in closed]
    return open_days[:count]


def at(hour: int, minute: int = 0, *, day: int = 0) -> datetime:
    """An hour of the Monday, or of a day counted from it."""
    return clock.at(MONDAY + timedelta(days=day), hour, minute)


def a_user(email: str = "someone@example.com", *, name: str = "Someone") -> User:
    """A person without any role."""
    return User.objects.create_user(email, "a long password", name=name)


def a_province(code: str = "TH-50") -> Province:
    """A province."""
    province, _made = Province.objects.get_or_create(
        code=code,
        defaults={"name_th": "เชียงใหม่", "name_en": "Chiang Mai", "latitude": 18.79, "longitude": 98.98},
    )
    return province


def a_center(code: str = "ITC-T1", *, latitude: float = 18.79) -> Center:
    """A center that is open on weekdays from 8:30 to 16:30."""
    host = Organisation.objects.create(name_th="เจ้าภาพ", name_en="Host", kind=Organisation.Kind.HOST)
    center = Center.objects.create(
        code=code, name_th=f"ศูนย์ {code}", name_en=f"Center {code}", kind=Center.Kind.REGIONAL,
        status=Center.Status.OPENED, host=host, supervising=host, province=a_province(),
        latitude=latitude, longitude=98.98,
    )  # fmt: skip
    OpeningHours.objects.bulk_create(
        OpeningHours(center=center, weekday=weekday, opens=time(8, 30), closes=time(16, 30)) for weekday in range(5)
    )
    return center


def a_capability(code: str, *, kind: str = "machine") -> Capability:
    """A capability, made once."""
    names = {"name_th": f"ทำ {code}", "name_en": code, "kind": kind}
    return Capability.objects.get_or_create(code=code, defaults=names)[0]


def a_resource(
    center: Center,
    code: str = "roaster",
    *,
    capability: str = "roast.coffee",
    kind: str = "machine",
    places: int = 1,
    setup: int = 0,
    cleaning: int = 0,
    operation: str = "self",
    operated_by: str = "",
    overnight: bool = False,
    **terms: int,
) -> Resource:
    """A resource with its places; `terms` are notice_minutes, longest_minutes, monthly_minutes, fee."""
    tag = a_capability(capability, kind=kind)
    type_, _made = ResourceType.objects.get_or_create(
        code=code.rstrip("0123456789-"),
        defaults={"name_th": code, "name_en": code, "kind": kind, "operation": operation},
    )
    if operated_by:
        type_.operated_by = a_capability(operated_by, kind="expert")
        type_.save()
    resource = Resource.objects.create(
        center=center, type=type_, kind=kind, code=f"{center.code}-{code}".lower(), name_th=f"เครื่อง {code}",
        name_en=code, setup_minutes=setup, cleaning_minutes=cleaning, operation=operation, runs_overnight=overnight,
        fee_basis="per_hour", fee=terms.pop("fee", 60_000), added_at=NOW, **terms,
    )  # fmt: skip
    resource.capabilities.add(tag)
    Place.objects.bulk_create(Place(resource=resource, number=number + 1) for number in range(places))
    return resource


def an_enterprise(name: str = "Mae Tha Coffee") -> Enterprise:
    """An enterprise without a registration."""
    organisation = Organisation.objects.create(name_th=name, name_en=name, kind=Organisation.Kind.ENTERPRISE)
    registrar = User.objects.filter(email="registrar@example.com").first() or a_user("registrar@example.com")
    return Enterprise.objects.create(
        organisation=organisation, name_th=name, name_en=name, kind=Enterprise.Kind.COMMUNITY, province=a_province(),
        registered_by=registrar, registered_at=NOW,
    )  # fmt: skip


def a_member(enterprise: Enterprise, email: str = "owner@example.com") -> User:
    """A person of the enterprise."""
    user = a_user(email, name="Owner")
    Membership.objects.create(
        user=user, role=Role.ENTERPRISE_MEMBER, organisation=enterprise.organisation, starts_on=date(2026, 1, 1)
    )
    return user


def a_worker(center: Center, role: Role = Role.OFFICER, email: str = "officer@example.com") -> User:
    """A person with a role at a center."""
    user = a_user(email, name="Officer")
    Membership.objects.create(user=user, role=role, center=center, starts_on=date(2026, 1, 1))
    return user


def a_version(*keys: str, max_gap: int | None = None) -> Version:
    """A published pathway whose steps follow each other."""
    drafter = User.objects.filter(email="registrar@example.com").first() or a_user("registrar@example.com")
    pathway = Pathway.objects.create(code=f"way-{Pathway.objects.count()}", name_th="ทาง", name_en="Way")
    version = Version.objects.create(pathway=pathway, number=1, drafted_by=drafter, drafted_at=NOW)
    before: Step | None = None
    for position, key in enumerate(keys or ("roast", "test")):
        step = Step.objects.create(
            version=version, key=key, position=position, stage="engineering", name_th=key, name_en=key,
            duration_minutes=120, attended=True,
        )  # fmt: skip
        if before is not None:
            Gap.objects.create(step=step, after=before, max_minutes=max_gap)
        before = step
    version.published_at, version.published_by = NOW, drafter
    version.save()
    return version


def a_case(center: Center, enterprise: Enterprise | None = None, version: Version | None = None) -> Case:
    """A case of an enterprise, led by the center."""
    enterprise = enterprise or an_enterprise()
    product = Product.objects.create(
        enterprise=enterprise, name_th="กาแฟดริป", name_en="Drip coffee", added_by=enterprise.registered_by, added_at=NOW
    )
    return Case.objects.create(
        number=f"2570-{Case.objects.count() + 1:05}", enterprise=enterprise, product=product,
        version=version or a_version(), center=center, opened_by=enterprise.registered_by, opened_at=NOW,
    )  # fmt: skip


def a_visit(
    resources: Sequence[Resource], start: datetime, *, hours: int = 2, units: int = 1, step: Step | None = None
) -> Visit:
    """A visit that takes every resource over the same hours."""
    end = start + timedelta(hours=hours)
    uses = tuple(Use(resource, start, end, units, role) for role, resource in enumerate(resources))
    return Visit(center=resources[0].center, start=start, end=end, uses=uses, step=step)
