"""Who may do what where: every other package asks here for a person's roles."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from openitc.centers.models import Center, Membership, Role
from openitc.people.models import User


@dataclass(frozen=True, slots=True)
class Standing:
    """The roles of one person on one day: keys of centers by role, keys of organisations, network-wide roles."""

    officer_of: frozenset[int] = frozenset()
    operator_of: frozenset[int] = frozenset()
    manager_of: frozenset[int] = frozenset()
    member_of: frozenset[int] = frozenset()  # organisations that are enterprises
    analyst: bool = False
    administrator: bool = False

    @property
    def serves_at(self) -> frozenset[int]:
        """Centers whose clients the person serves: as officer or manager."""
        return self.officer_of | self.manager_of

    @property
    def works_at(self) -> frozenset[int]:
        """Centers the person works at, in any role."""
        return self.serves_at | self.operator_of

    @property
    def is_staff(self) -> bool:
        """Whether the person works anywhere in the network."""
        return bool(self.works_at) or self.analyst or self.administrator


def standing_of(user: User | AnonymousUser, *, on: date) -> Standing:
    """The person's roles on that day; one query."""
    if not isinstance(user, User):
        return Standing()
    held = list(Membership.objects.in_force(on).filter(user=user).values_list("role", "center_id", "organisation_id"))

    def centers(role: Role) -> frozenset[int]:
        return frozenset(center for kind, center, _ in held if kind == role)

    return Standing(
        officer_of=centers(Role.OFFICER),
        operator_of=centers(Role.OPERATOR),
        manager_of=centers(Role.MANAGER),
        member_of=frozenset(organisation for kind, _, organisation in held if kind == Role.ENTERPRISE_MEMBER),
        analyst=any(kind == Role.ANALYST for kind, _, _ in held),
        administrator=any(kind == Role.ADMINISTRATOR for kind, _, _ in held),
    )


def public_center(*, code: str) -> Center:
    """A center that anyone may look at."""
    try:
        return Center.objects.select_related("province", "host", "supervising", "parent").get(code=code)
    except Center.DoesNotExist:
        raise Http404 from None


def centers_managed_by(user: User, *, on: date) -> QuerySet[Center]:
    """The centers whose hours, services and resources the person sets."""
    standing = standing_of(user, on=on)
    if standing.administrator:
        return Center.objects.all()
    return Center.objects.filter(pk__in=standing.manager_of)


def center_to_manage(*, user: User, code: str, on: date) -> Center:
    """A center whose hours, services and resources the person sets; others are refused."""
    center = public_center(code=code)
    standing = standing_of(user, on=on)
    if standing.administrator or center.pk in standing.manager_of:
        return center
    raise PermissionDenied


def center_to_work_at(*, user: User, code: str, on: date) -> Center:
    """A center at which the person works in any role; others are refused."""
    center = public_center(code=code)
    if center.pk in standing_of(user, on=on).works_at:
        return center
    raise PermissionDenied
