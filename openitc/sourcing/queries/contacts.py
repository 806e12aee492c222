"""Who is told about a maker."""

from datetime import date

from django.db.models import Q, QuerySet

from openitc.centers.models import Membership, Province, Role
from openitc.enterprises.queries import center_for
from openitc.people.models import User
from openitc.sourcing.models import Maker


def members_of(maker: Maker, *, on: date) -> QuerySet[Membership]:
    """Those who act for the maker on that day or will later, by name."""
    still = maker.organisation.memberships.filter(Q(ends_on=None) | Q(ends_on__gte=on), role=Role.MAKER_MEMBER)
    return still.select_related("user").order_by("user__name", "pk")


def has_members(maker: Maker, *, on: date) -> bool:
    """Whether anybody acts for the maker that day; until somebody does, officers keep its profile."""
    held = Membership.objects.in_force(on).filter(role=Role.MAKER_MEMBER)
    return held.filter(organisation=maker.organisation_id).exists()


def people_of(maker: Maker, *, on: date) -> list[User]:
    """Whom to tell what concerns the maker: who acts for it or, while nobody does, who entered it."""
    held = Membership.objects.in_force(on).filter(role=Role.MAKER_MEMBER, organisation=maker.organisation_id)
    return list(User.objects.filter(memberships__in=held).distinct()) or [maker.added_by]


def officers_near(province: Province, *, on: date) -> list[User]:
    """The officers of the center that serves the province."""
    center = center_for(province)
    if center is None:
        return []
    held = Membership.objects.in_force(on).filter(center=center, role=Role.OFFICER)
    return list(User.objects.filter(memberships__in=held).distinct())
