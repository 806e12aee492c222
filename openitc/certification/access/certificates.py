"""Who may see which certificate, enter one, vouch for it and withdraw it.

Its enterprise and whoever serves it or works on a case of it see it, and both enter what the enterprise was given.
Staff alone vouch for a paper, and never for one that they entered.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from openitc.cases.access import case_to_plan, cases_visible_to, cases_worked_on_by, works_on
from openitc.cases.models import Case
from openitc.centers.access import standing_of
from openitc.certification.models import Certificate
from openitc.documents.models import File
from openitc.enterprises.access import enterprise_to_work_on, enterprises_visible_to
from openitc.enterprises.models import Enterprise
from openitc.people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A certificate, and what the person may do about it."""

    certificate: Certificate
    staff: bool
    vouches: bool  # sees the paper and says that it is what it says
    withdraws: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """For whom certificates are looked at or entered: an enterprise, and where there is one its case."""

    enterprise: Enterprise
    case: Case | None
    staff: bool


def certificates_visible_to(user: User, *, on: date) -> QuerySet[Certificate]:
    """The certificates of the enterprises and cases that the person has to do with."""
    enterprises = enterprises_visible_to(user, on=on).values("pk")
    cases = cases_visible_to(user, on=on).values("enterprise")
    return Certificate.objects.filter(Q(enterprise__in=enterprises) | Q(enterprise__in=cases))


def certificate_to_see(*, user: User, certificate_id: int, on: date) -> Sight:
    """A certificate that the person may look at; for anyone else there is none."""
    related = certificates_visible_to(user, on=on).select_related(
        "enterprise__province", "product", "case", "standard", "edition", "file", "entered_by", "seen_by"
    )
    certificate = related.filter(pk=certificate_id).first()
    if certificate is None:
        raise Http404
    staff = _of_staff(user, on=on).filter(pk=certificate_id).exists()
    standing, seen = certificate.withdrawn_at is None, certificate.seen_at is not None
    return Sight(
        certificate=certificate,
        staff=staff,
        vouches=staff and standing and not seen and certificate.entered_by_id != user.pk,
        withdraws=standing and (staff or not seen),
    )


def certificate_to_judge(*, user: User, certificate_id: int, on: date) -> Sight:
    """A certificate that the person may vouch for as staff; whoever entered it is told so when they try."""
    sight = certificate_to_see(user=user, certificate_id=certificate_id, on=on)
    if not sight.staff:
        raise PermissionDenied
    return sight


def certificate_to_withdraw(*, user: User, certificate_id: int, on: date) -> Sight:
    """A certificate that the person may withdraw: staff any, its enterprise one that nobody has seen."""
    sight = certificate_to_see(user=user, certificate_id=certificate_id, on=on)
    if not sight.staff and sight.certificate.seen_at is not None:
        raise PermissionDenied
    return sight


def certificate_file(*, user: User, certificate_id: int, on: date) -> File:
    """The paper of a certificate."""
    file = certificate_to_see(user=user, certificate_id=certificate_id, on=on).certificate.file
    if file is None:
        raise Http404
    return file


def holder_of_case(*, user: User, number: str, on: date) -> Holder:
    """The enterprise of a case that the person sees."""
    case = case_to_plan(user=user, number=number, on=on)
    return Holder(enterprise=case.enterprise, case=case, staff=works_on(user, case, on=on))


def holder_of_enterprise(*, user: User, enterprise_id: int, on: date) -> Holder:
    """An enterprise whose profile the person may write."""
    enterprise = enterprise_to_work_on(user=user, enterprise_id=enterprise_id, on=on)
    member = enterprise.organisation_id in standing_of(user, on=on).member_of
    return Holder(enterprise=enterprise, case=None, staff=not member)


def _of_staff(user: User, *, on: date) -> QuerySet[Certificate]:
    """Those of enterprises that the person serves at a center, or works on a case of; never of their own."""
    standing = standing_of(user, on=on)
    known = Q(enterprise__acquaintances__center__in=standing.serves_at)
    worked_on = Q(enterprise__in=cases_worked_on_by(user, on=on).values("enterprise"))
    own = Q(enterprise__organisation__in=standing.member_of)
    return Certificate.objects.filter(pk__in=Certificate.objects.filter((known | worked_on) & ~own).values("pk"))
