"""Resources, and people who may keep them: the small world of `bookings.tests.builders` serves here as well."""

from datetime import date, datetime

from openitc.centers.models import Center, Membership, Role
from openitc.people.models import User
from openitc.resources.models import Capability, ResourceType
from openitc.resources.operations import add_capability, add_type

NOW = datetime.fromisoformat("2027-01-25T09:00+07:00")
PASSWORD = "a long password"  # noqa: S105 - of people who exist in tests only


def a_person(email: str, *, name: str = "Somebody") -> User:
    """A person who can sign in and has no role."""
    return User.objects.create_user(email, PASSWORD, name=name, language="en")


def staff_of(center: Center, role: Role, email: str) -> User:
    """A person with a role at the center."""
    person = a_person(email, name=email.partition("@")[0].title())
    Membership.objects.create(user=person, role=role, center=center, starts_on=date(2026, 1, 1))
    return person


def roasting() -> Capability:
    """The capability to roast coffee."""
    return add_capability(
        code="roast.coffee", kind="machine", name_th="คั่วกาแฟ", name_en="Coffee roasting", synonyms="roaster",
        by=None, now=NOW,
    )  # fmt: skip


def a_roaster_type(*, places: int = 1, operation: str = "self_after_training") -> ResourceType:
    """The type of coffee roasters: half an hour of setup, 300 baht an hour."""
    return add_type(
        code="roaster", kind="machine", name_th="เครื่องคั่วกาแฟ", name_en="Coffee roaster", capabilities=[roasting()],
        places=places, setup_minutes=30, cleaning_minutes=30, fee=30_000, operation=operation, by=None, now=NOW,
    )  # fmt: skip
