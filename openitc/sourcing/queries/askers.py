"""Who has to do with a request: the enterprise and its staff on one side, those who act for a maker on the other."""

from collections.abc import Collection
from datetime import date

from openitc.cases.queries import members_of
from openitc.centers.models import Membership, Role
from openitc.people.models import User
from openitc.sourcing.models import Invitation, Maker, Rfq


def members_of_maker(maker: Maker, *, on: date) -> list[User]:
    """The people with an account who act for the maker on that day."""
    acting = Membership.objects.in_force(on).filter(organisation=maker.organisation_id, role=Role.MAKER_MEMBER)
    return list(User.objects.filter(pk__in=acting.values("user"), is_active=True).order_by("name", "email"))


def people_of_request(rfq: Rfq, *, on: date) -> list[User]:
    """Everyone on the side that asks: the enterprise's members, the officer and the advisor, whoever prepared it."""
    staff = (rfq.case.officer, rfq.case.advisor, rfq.prepared_by)
    people = [*members_of(rfq.case.enterprise, on=on), *(person for person in staff if person is not None)]
    return list({person.pk: person for person in people}.values())


def is_read_by_mail(invitation: Invitation, members: Collection[User]) -> bool:
    """Whether the address of the invitation is nobody's account: then letters with a link go there."""
    return invitation.email.casefold() not in {member.email.casefold() for member in members}
