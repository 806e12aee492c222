"""Enterprises to test with."""

from itertools import count

from openitc.centers.models import Center, Role
from openitc.centers.tests.builders import a_province, a_role, an_officer
from openitc.enterprises import operations
from openitc.enterprises.models import Enterprise, Product
from openitc.enterprises.operations import Profile
from openitc.people.models import User
from openitc.people.tests.builders import LONG_AGO, a_user

JURISTIC = "0105536112014"  # numbers whose check digit is right, from the documentation of python-stdnum
CITIZEN = "3100600445635"
_numbers = count(1)


def a_profile(
    name: str = "Mae Tha Coffee",
    *,
    province: str = "TH-51",
    registration: str = "",
    kind: str = Enterprise.Kind.COMMUNITY,
) -> Profile:
    """What an enterprise of that name says of itself: a community enterprise where nothing else is said."""
    return Profile(kind=kind, name_th=name, name_en=name, province=a_province(province), registration=registration)


def an_enterprise(
    name: str = "", *, center: Center, province: str = "TH-51", registration: str = "", by: User | None = None
) -> Enterprise:
    """An enterprise that the center knows."""
    return operations.register_enterprise(
        profile=a_profile(name or f"Enterprise {next(_numbers)}", province=province, registration=registration),
        center=center,
        despite_namesakes=True,
        by=by or an_officer(center),
        now=LONG_AGO,
    )


def a_member(enterprise: Enterprise, *, name: str = "Nid the owner") -> User:
    """Somebody who acts for the enterprise."""
    user = a_user(name)
    a_role(user, Role.ENTERPRISE_MEMBER, at=enterprise.organisation)
    return user


def a_product(enterprise: Enterprise, name: str = "Drip coffee") -> Product:
    """A product of the enterprise."""
    return operations.add_product(
        enterprise=enterprise, name_th=name, name_en=name, isic="1079", by=enterprise.registered_by, now=LONG_AGO
    )
