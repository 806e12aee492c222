"""Who may see and keep which maker.

Anyone sees a verified maker; one that is not verified, or has left, is seen by its own people and by staff. Its own
people keep its profile; while it has none, whoever serves at a center does. Whoever serves at a center verifies any
maker but their own.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from openitc.centers.access import Standing, standing_of
from openitc.centers.models import Membership, Role
from openitc.documents.models import File
from openitc.people.models import User
from openitc.sourcing.models import Certificate, Maker, Process, Site
from openitc.sourcing.queries.contacts import has_members

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Sight:
    """A maker, and what the person may see and do of it."""

    maker: Maker
    is_own: bool  # the person acts for it
    staff: bool  # works anywhere in the network: sees whom to ask, and its record
    serves: bool  # serves at a center: verifies, stops invitations
    keeps: bool  # writes its profile

    @property
    def sees_contact(self) -> bool:
        """Whether the person may read whom to ask, the number and the record."""
        return self.staff or self.is_own


def maker_to_see(*, user: User | AnonymousUser, maker_id: int, on: date) -> Sight:
    """A maker that the person may look at; for anyone else there is no such maker."""
    maker = _or_404(_whole().filter(pk=maker_id))
    standing = standing_of(user, on=on)
    own = maker.organisation_id in standing.makes_for
    if not (own or standing.is_staff or (maker.verified_at is not None and maker.left_at is None)):
        raise Http404
    serves = bool(standing.serves_at) and not own
    keeps = own or (serves and not has_members(maker, on=on))
    return Sight(maker=maker, is_own=own, staff=standing.is_staff, serves=serves, keeps=keeps)


def maker_to_keep(*, user: User, maker_id: int, on: date) -> Sight:
    """A maker whose profile the person writes."""
    sight = maker_to_see(user=user, maker_id=maker_id, on=on)
    if not sight.keeps:
        raise PermissionDenied
    return sight


def maker_to_judge(*, user: User, maker_id: int, on: date) -> Maker:
    """A maker that the person may verify, send back and stop inviting."""
    sight = maker_to_see(user=user, maker_id=maker_id, on=on)
    if not sight.serves:
        raise PermissionDenied
    return sight.maker


def site_to_keep(*, user: User, maker_id: int, site_id: int, on: date) -> Site:
    """A place of a maker whose profile the person writes."""
    maker = maker_to_keep(user=user, maker_id=maker_id, on=on).maker
    return _or_404(maker.sites.open().select_related("maker", "province").filter(pk=site_id))


def process_to_keep(*, user: User, maker_id: int, process_id: int, on: date) -> Process:
    """A process of a maker whose profile the person writes."""
    maker = maker_to_keep(user=user, maker_id=maker_id, on=on).maker
    rows = maker.processes.offered().select_related("maker", "capability").prefetch_related("months")
    return _or_404(rows.filter(pk=process_id))


def certificate_to_keep(*, user: User, maker_id: int, certificate_id: int, on: date) -> Certificate:
    """A certificate of a maker whose profile the person writes."""
    maker = maker_to_keep(user=user, maker_id=maker_id, on=on).maker
    return _certificate_of(maker, certificate_id)


def certificate_to_judge(*, user: User, maker_id: int, certificate_id: int, on: date) -> Certificate:
    """A certificate that the person may verify or send back."""
    maker = maker_to_judge(user=user, maker_id=maker_id, on=on)
    return _certificate_of(maker, certificate_id)


def certificate_file(*, user: User, maker_id: int, certificate_id: int, on: date) -> File:
    """The paper of a certificate: for staff and for the maker itself."""
    sight = maker_to_see(user=user, maker_id=maker_id, on=on)
    if not sight.sees_contact:
        raise PermissionDenied
    certificate = _certificate_of(sight.maker, certificate_id)
    if certificate.file is None:
        raise Http404
    return certificate.file


def member_to_end(*, user: User, maker_id: int, membership_id: int, on: date) -> Membership:
    """Somebody who acts for a maker, to whose profile the person writes."""
    maker = maker_to_keep(user=user, maker_id=maker_id, on=on).maker
    rows = maker.organisation.memberships.filter(role=Role.MAKER_MEMBER)
    return _or_404(rows.select_related("user").filter(pk=membership_id))


def let_those_who_verify(user: User, *, on: date) -> Standing:
    """Refuse everyone who does not serve at a center."""
    standing = standing_of(user, on=on)
    if not standing.serves_at:
        raise PermissionDenied
    return standing


def let_staff_only(user: User, *, on: date) -> None:
    """Refuse everyone who does not work in the network: what an area lacks is for those who plan for it."""
    if not standing_of(user, on=on).is_staff:
        raise PermissionDenied


def _whole() -> QuerySet[Maker]:
    return Maker.objects.select_related("organisation", "province", "added_by", "verified_by").defer(
        "search_text", "search_pairs"
    )


def _certificate_of(maker: Maker, certificate_id: int) -> Certificate:
    return _or_404(maker.certificates.standing().select_related("maker", "file").filter(pk=certificate_id))


def _or_404(rows: QuerySet[Row]) -> Row:
    if row := rows.first():
        return row
    raise Http404
