"""Who may do what where: every other package asks here for a person's roles."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from openitc.centers.models import Center, Closure, Membership, Organisation, Role, ServiceOffering
from openitc.people.models import User

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Standing:
    """The roles of one person on one day: keys of centers by role, keys of organisations, network-wide roles."""

    officer_of: frozenset[int] = frozenset()
    operator_of: frozenset[int] = frozenset()
    manager_of: frozenset[int] = frozenset()
    member_of: frozenset[int] = frozenset()  # organisations that are enterprises
    makes_for: frozenset[int] = frozenset()  # organisations that are contract manufacturers
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


_asked: ContextVar[dict[tuple[int, date], Standing] | None] = ContextVar("who was asked about", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Ask for nobody's roles twice until this ends; for requests that read and change nothing."""
    token = _asked.set({})
    try:
        yield
    finally:
        _asked.reset(token)


def standing_of(user: User | AnonymousUser, *, on: date) -> Standing:
    """The person's roles on that day; one query, and within `asked_once` none the second time."""
    if not isinstance(user, User):
        return Standing()
    known = _asked.get()
    if known is None:
        return _standing_of(user, on)
    if (user.pk, on) not in known:
        known[user.pk, on] = _standing_of(user, on)
    return known[user.pk, on]


def _standing_of(user: User, on: date) -> Standing:
    held = list(Membership.objects.in_force(on).filter(user=user).values_list("role", "center_id", "organisation_id"))

    def centers(role: Role) -> frozenset[int]:
        return frozenset(center for kind, center, _ in held if kind == role)

    def organisations(role: Role) -> frozenset[int]:
        return frozenset(organisation for kind, _, organisation in held if kind == role)

    return Standing(
        officer_of=centers(Role.OFFICER),
        operator_of=centers(Role.OPERATOR),
        manager_of=centers(Role.MANAGER),
        member_of=organisations(Role.ENTERPRISE_MEMBER),
        makes_for=organisations(Role.MAKER_MEMBER),
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


def let_administrators_only(user: User, *, on: date) -> None:
    """Refuse everyone who is no administrator of the network."""
    if not standing_of(user, on=on).administrator:
        raise PermissionDenied


def roles_given_by(user: User, *, on: date) -> tuple[Role, ...]:
    """The roles at a center that the person may give: who manages one is named by the network, not by themself."""
    if standing_of(user, on=on).administrator:
        return (Role.OFFICER, Role.OPERATOR, Role.MANAGER)
    return (Role.OFFICER, Role.OPERATOR)


def closure_of(center: Center, *, closure_id: int) -> Closure:
    """A closure of that center and of no other."""
    return _or_404(center.closures.filter(pk=closure_id))


def offering_of(center: Center, *, offering_id: int) -> ServiceOffering:
    """A service of that center and of no other."""
    return _or_404(center.offerings.select_related("center").filter(pk=offering_id))


def role_to_end(center: Center, *, membership_id: int, user: User, on: date) -> Membership:
    """A role at that center which the person could also give."""
    role = _or_404(center.memberships.select_related("user").filter(pk=membership_id))
    if role.role not in roles_given_by(user, on=on):
        raise PermissionDenied
    return role


def organisation_to_rename(*, organisation_id: int) -> Organisation:
    """An organisation of the network; an enterprise's name is its own to change."""
    return _or_404(Organisation.objects.exclude(kind=Organisation.Kind.ENTERPRISE).filter(pk=organisation_id))


def _or_404(rows: QuerySet[Row]) -> Row:
    if row := rows.first():
        return row
    raise Http404
