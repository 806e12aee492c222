"""Writes to certificates: entered by one person, vouched for by another, withdrawn for a reason."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases.models import Case
from openitc.cases.queries import members_of
from openitc.certification.models import Certificate
from openitc.certification.operations.certified import settle_cases_of
from openitc.certification.operations.numbers import faults_of_number
from openitc.certification.queries.certificates import edition_to_hold
from openitc.certification.rules.numbers import written
from openitc.documents.operations import keep_file
from openitc.enterprises.models import Enterprise, Product
from openitc.history.operations import record
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation, refusing
from openitc.shared.ids import public_code
from openitc.shared.refusals import Reason, Refused, gather
from openitc.standards.models import Edition, Standard

Upload = tuple[str, bytes]  # its name, and what is in it


class CertificateRefused(Refused):
    """A certificate cannot be entered, vouched for or withdrawn like that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What stands on the paper."""

    number: str
    issuer: str
    issued_on: date
    expires_on: date | None = None
    scope: str = ""
    place: str = ""


@operation
def enter_certificate(
    *,
    enterprise: Enterprise,
    product: Product | None,
    standard: Standard,
    wording: Wording,
    case: Case | None = None,
    upload: Upload | None = None,
    by: User,
    now: datetime,
) -> Certificate:
    """Enter what an authority gave. It counts once a second person has seen the paper.

    Whether it is of the product or holds for all of the enterprise's, its standard says.
    """
    on = clock.local_day(now)
    edition = edition_to_hold(standard, on=on)
    gather(_faults(edition, product, enterprise, wording, on=on), kind=CertificateRefused)
    certificate = Certificate(
        enterprise=enterprise,
        product=product if edition is None or edition.subject == Edition.Subject.PRODUCT else None,
        case=case,
        standard=standard,
        edition=edition,
        code=public_code(),
        entered_by=by,
        entered_at=now,
        **{field.name: getattr(wording, field.name) for field in fields(Wording)},
    )
    certificate.number = written(edition.number_format if edition else "any", wording.number)
    if upload is not None:
        name, data = upload
        certificate.file = keep_file(name=name, data=data, by=by, now=now)
    text = _("A certificate of this number and day is entered already. Look at the list.")
    with refusing(CertificateRefused(Reason(text, "entered", "number")), on="a_certificate_number_is_entered_once"):
        certificate.save()
    sentence = gettext_noop("%(standard)s, number %(number)s, was entered; a second person has to see the paper.")
    _keep("entered-certificate", sentence, certificate, by, now)
    return certificate


@operation
def see_certificate(*, certificate: Certificate, by: User, now: datetime) -> Certificate:
    """Vouch that the paper is what was entered; from then on it counts while it is in force."""
    certificate = _locked(certificate)
    gather(_faults_of_seeing(certificate, by, on=clock.local_day(now)), kind=CertificateRefused)
    certificate.seen_by, certificate.seen_at = by, now
    certificate.save(update_fields=["seen_by", "seen_at"])
    sentence = gettext_noop("%(standard)s, number %(number)s, was seen by a second person and counts.")
    _keep("saw-certificate", sentence, certificate, by, now)
    told = gettext_noop("%(standard)s, number %(number)s, counts: a second person has seen the paper.")
    _tell(told, certificate, by, now)
    settle_cases_of(certificate=certificate, by=by, now=now)
    return certificate


@operation
def withdraw_certificate(*, certificate: Certificate, reason: str, by: User, now: datetime) -> Certificate:
    """Say that it holds no longer, and why; its QR says so from then on, though not why."""
    certificate = _locked(certificate)
    if not reason.strip():
        text = _("Say why it is withdrawn: the enterprise and its officer read it.")
        raise CertificateRefused(Reason(text, "no_reason", "reason"))
    certificate.withdrawn_at, certificate.withdrawn_reason = now, reason.strip()
    certificate.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    sentence = gettext_noop("%(standard)s, number %(number)s, was withdrawn: %(reason)s")
    _keep("withdrew-certificate", sentence, certificate, by, now, reason=certificate.withdrawn_reason)
    _tell(sentence, certificate, by, now, reason=certificate.withdrawn_reason)
    settle_cases_of(certificate=certificate, by=by, now=now)
    return certificate


def people_of(certificate: Certificate, *, on: date) -> list[User]:
    """Who is to know of it: those who act for its enterprise, and the officers of its open cases."""
    cases = certificate.enterprise.cases.filter(closed_at=None, officer__isnull=False).select_related("officer")
    if certificate.product_id:
        cases = cases.filter(product=certificate.product_id)
    officers = [case.officer for case in cases if case.officer is not None]
    return [*members_of(certificate.enterprise_id, on=on), *officers]


def page_of(certificate: Certificate) -> str:
    """Its own page."""
    return reverse("certification:certificate", args=[certificate.pk])


def _locked(certificate: Certificate) -> Certificate:
    related = Certificate.objects.select_for_update(of=("self",)).select_related("standard", "enterprise", "seen_by")
    certificate = related.get(pk=certificate.pk)
    if certificate.withdrawn_at is not None:
        raise CertificateRefused(_("This certificate was withdrawn; nothing is left to do."))
    return certificate


def _faults(
    edition: Edition | None, product: Product | None, enterprise: Enterprise, wording: Wording, *, on: date
) -> list[Reason]:
    faults = faults_of_number(edition.number_format if edition else "any", wording.number, on=on)
    if edition is None:
        text = _("Nothing confirmed is known of this standard. Choose another, or have it looked up first.")
        faults.append(Reason(text, "not_confirmed", "standard"))
    if product is not None and product.enterprise_id != enterprise.pk:
        faults.append(Reason(_("This product belongs to another enterprise."), "product_of_another", "product"))
    if edition is not None and edition.subject == Edition.Subject.PRODUCT and product is None:
        faults.append(Reason(_("This is given to a product. Choose which."), "no_product", "product"))
    if not wording.issuer.strip():
        faults.append(Reason(_("Say who issued it; it counts only with that."), "none", "issuer"))
    return faults + _faults_of_days(edition, wording, on=on)


def _faults_of_days(edition: Edition | None, wording: Wording, *, on: date) -> list[Reason]:
    faults = []
    if wording.issued_on > on:
        faults.append(Reason(_("That day is still to come. Enter the day it was issued."), "future", "issued_on"))
    if wording.expires_on is None:
        if edition is not None and edition.valid_months:
            text = _("It holds for %(months)s months, as its standard says. Copy the last day from the paper.")
            faults.append(Reason(text % {"months": edition.valid_months}, "no_end", "expires_on"))
    elif wording.expires_on < wording.issued_on:
        faults.append(Reason(_("It ends after it is issued. Check both days."), "backwards", "expires_on"))
    elif wording.expires_on < on:
        faults.append(Reason(_("It has expired. Enter the renewed one when you have it."), "expired", "expires_on"))
    return faults


def _faults_of_seeing(certificate: Certificate, by: User, *, on: date) -> list[Reason]:
    if certificate.seen_at is not None:
        text = _("%(person)s has seen it already; nothing is left to do.") % {"person": certificate.seen_by}
        return [Reason(text, "seen")]
    if certificate.entered_by_id == by.pk:
        text = _("You entered it yourself. A second person has to see the paper.")
        return [Reason(text, "four_eyes")]
    if certificate.expires_on is not None and certificate.expires_on < on:
        return [Reason(_("It has expired, so there is nothing to vouch for. Withdraw it."), "expired")]
    return []


def _keep(verb: str, sentence: str, certificate: Certificate, by: User, now: datetime, **values: str) -> None:
    about = [certificate, certificate.enterprise, *([certificate.case] if certificate.case else [])]
    standard = certificate.standard.names
    record(verb, sentence, about=about, by=by, now=now, standard=standard, number=certificate.number, **values)


def _tell(sentence: str, certificate: Certificate, by: User, now: datetime, **values: str) -> None:
    others = [user for user in people_of(certificate, on=clock.local_day(now)) if user.pk != by.pk]
    standard, link = certificate.standard.names, page_of(certificate)
    notify(to=others, sentence=sentence, link=link, now=now, standard=standard, number=certificate.number, **values)
