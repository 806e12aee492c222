"""A network to test with. Roles begin long ago and do not end, whatever the clock says."""

from datetime import date, time
from itertools import count

from openitc.centers import operations
from openitc.centers.models import Center, Membership, Organisation, Province, Role, ServiceOffering, Stage
from openitc.people.models import User
from openitc.people.tests.builders import LONG_AGO, a_user

OFFICE_HOURS = (time(8, 30), time(16, 30))
LONG_AGO_DAY = date(2020, 1, 1)
_numbers = count(1)


def a_province(code: str = "TH-50") -> Province:
    """One of the 77; they are loaded again where a test with real transactions emptied the table."""
    if not Province.objects.filter(code=code).exists():
        operations.load_provinces()
    return Province.objects.select_related("hub").get(code=code)


def an_organisation(name: str = "Department of Industrial Promotion", *, kind: str = "host") -> Organisation:
    """An organisation; one of that name is used again."""
    known = Organisation.objects.filter(name_en=name, kind=kind).first()
    return known or operations.add_organisation(kind=kind, name_th=name, name_en=name, by=None, now=LONG_AGO)


def a_center(
    name: str = "",
    *,
    code: str = "",
    province: str = "TH-50",
    parent: Center | None = None,
    status: str = Center.Status.OPENED,
    kind: str = "",
    focus: tuple[str, ...] = ("1079",),
    hours: tuple[time, time] | None = OFFICE_HOURS,
) -> Center:
    """An open center with office hours from Monday to Friday; with a parent it is a Mini ITC."""
    number = next(_numbers)
    center = operations.open_center(
        code=code or f"ITC-T{number}",
        kind=kind or (Center.Kind.MINI if parent else Center.Kind.REGIONAL),
        name_th=name or f"ศูนย์ทดสอบ {number}",
        name_en=name or f"Test center {number}",
        province=a_province(province),
        host=an_organisation(),
        supervising=an_organisation(kind="supervising"),
        parent=parent,
        status=status,
        focus=focus,
        by=None,
        now=LONG_AGO,
    )
    if hours:
        week = [(weekday, *hours) for weekday in range(5)]
        operations.set_opening_hours(center=center, hours=week, by=None, now=LONG_AGO)
    return center


def an_offering(center: Center, name: str = "Coffee roasting", *, stage: str = Stage.ENGINEERING) -> ServiceOffering:
    """One service of the center."""
    return operations.add_offering(center=center, stage=stage, name_th=name, name_en=name, by=None, now=LONG_AGO)


def a_role(user: User, role: str, *, at: Center | Organisation) -> Membership:
    """The role, in force."""
    where = {"center": at} if isinstance(at, Center) else {"organisation": at}
    return operations.appoint(user=user, role=role, starts_on=LONG_AGO_DAY, by=None, now=LONG_AGO, **where)


def an_officer(center: Center, *, name: str = "Orn the officer") -> User:
    """An officer of the center."""
    return _person(name, Role.OFFICER, center)


def an_operator(center: Center, *, name: str = "Ob the operator") -> User:
    """An operator of the center."""
    return _person(name, Role.OPERATOR, center)


def a_manager(center: Center, *, name: str = "Mali the manager") -> User:
    """The manager of the center."""
    return _person(name, Role.MANAGER, center)


def an_administrator(*, name: str = "Anong the administrator") -> User:
    """An administrator of the network."""
    return _person(name, Role.ADMINISTRATOR, an_organisation("The owner", kind="network_owner"))


def an_analyst(*, name: str = "Anan the analyst") -> User:
    """An analyst of the network."""
    return _person(name, Role.ANALYST, an_organisation("The owner", kind="network_owner"))


def _person(name: str, role: str, at: Center | Organisation) -> User:
    user = a_user(name)
    a_role(user, role, at=at)
    return user
