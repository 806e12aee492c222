"""Writes to certificates: entered by makers, verified one by one by officers, warned of before they expire."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.centers.operations.wording import day_in_both, label_in_both
from openitc.documents.models import File
from openitc.documents.operations import keep_file
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation, refusing
from openitc.shared.refusals import Reason, Refused, gather
from openitc.sourcing.models import Certificate, Maker, Mark
from openitc.sourcing.operations.makers import record_of, tell, written_meanwhile
from openitc.sourcing.queries.sightings import seen_of_certificate
from openitc.sourcing.rules.certificates import warning_due

CHANGED_BY_HAND = ("verified_by", "verified_at", "returned_at", "returned_reason")
Upload = tuple[str, bytes]  # its name, and what is in it


class CertificateRefused(Refused):
    """A certificate cannot be written or verified like that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What stands on a certificate."""

    mark: str
    number: str
    issuer: str
    issued_on: date
    expires_on: date


@operation
def enter_certificate(
    *, maker: Maker, wording: Wording, upload: Upload | None = None, by: User, now: datetime
) -> Certificate:
    """Add a certificate; it counts as soon as an officer has verified it."""
    certificate = Certificate(maker=maker, entered_by=by, entered_at=now)
    _write(wording, certificate, upload, by=by, now=now)
    sentence = gettext_noop("%(maker)s entered the certificate %(mark)s, number %(number)s.")
    _record("entered-certificate", sentence, certificate, by, now)
    return certificate


@operation
def change_certificate(
    *,
    certificate: Certificate,
    wording: Wording,
    upload: Upload | None = None,
    seen: str | None = None,
    by: User,
    now: datetime,
) -> Certificate:
    """Write a certificate anew, one renewed under its number say; whatever changes has to be verified again."""
    certificate = _locked(certificate)
    if seen is not None and seen != seen_of_certificate(certificate):
        raise CertificateRefused(written_meanwhile())
    before = seen_of_certificate(certificate)
    _write(wording, certificate, upload, by=by, now=now)
    if seen_of_certificate(certificate) == before:
        return certificate
    certificate.verified_by, certificate.verified_at = None, None
    certificate.returned_at, certificate.returned_reason, certificate.warned_days = None, "", None
    certificate.save(update_fields=[*CHANGED_BY_HAND, "warned_days"])
    sentence = gettext_noop("The certificate %(mark)s, number %(number)s, of %(maker)s was changed.")
    _record("changed-certificate", sentence, certificate, by, now)
    return certificate


@operation
def withdraw_certificate(*, certificate: Certificate, by: User, now: datetime) -> Certificate:
    """Take a certificate off the profile; it counts no longer."""
    certificate = _locked(certificate)
    certificate.withdrawn_at = now
    certificate.save(update_fields=["withdrawn_at"])
    sentence = gettext_noop("The certificate %(mark)s, number %(number)s, of %(maker)s was withdrawn.")
    _record("withdrew-certificate", sentence, certificate, by, now)
    return certificate


@operation
def verify_certificate(*, certificate: Certificate, seen: str | None = None, by: User, now: datetime) -> Certificate:
    """Say that the certificate is what it says; from then on it counts while it is in force."""
    certificate = _locked(certificate)
    gather(_faults_of_verdict(certificate, seen, on=clock.local_day(now)), kind=CertificateRefused)
    certificate.verified_by, certificate.verified_at = by, now
    certificate.returned_at, certificate.returned_reason = None, ""
    certificate.save(update_fields=CHANGED_BY_HAND)
    sentence = gettext_noop("The certificate %(mark)s, number %(number)s, of %(maker)s was verified.")
    _record("verified-certificate", sentence, certificate, by, now)
    _tell(sentence, certificate, by, now)
    return certificate


@operation
def return_certificate(
    *, certificate: Certificate, reason: str, seen: str | None = None, by: User, now: datetime
) -> Certificate:
    """Send a certificate back for a correction; it waits again as soon as it changes."""
    certificate = _locked(certificate)
    faults = _faults_of_verdict(certificate, seen, on=clock.local_day(now))
    if not reason.strip():
        faults.append(Reason(_("Say what is to be corrected: the maker reads it."), "no_reason", "reason"))
    gather(faults, kind=CertificateRefused)
    certificate.returned_at, certificate.returned_reason = now, reason.strip()
    certificate.save(update_fields=CHANGED_BY_HAND)
    sentence = gettext_noop("The certificate %(mark)s, number %(number)s, of %(maker)s was sent back: %(reason)s")
    _record("returned-certificate", sentence, certificate, by, now, reason=certificate.returned_reason)
    _tell(sentence, certificate, by, now, reason=certificate.returned_reason)
    return certificate


@operation
def warn_of_expiry(*, by: None, now: datetime) -> int:
    """Warn makers, once each time, of certificates that expire within 60 days, within 30, or have expired."""
    today = clock.local_day(now)
    rows = Certificate.objects.standing().filter(verified_at__isnull=False, maker__left_at=None)
    due = [
        (certificate, days)
        for certificate in rows.select_for_update(of=("self",)).select_related("maker__added_by").order_by("pk")
        if (days := warning_due(expires_on=certificate.expires_on, warned=certificate.warned_days, on=today))
        is not None
    ]
    for certificate, days in due:
        certificate.warned_days = days
        certificate.save(update_fields=["warned_days"])
        sentence = (
            gettext_noop("%(mark)s, number %(number)s, of %(maker)s expires on %(day)s. Enter the renewed one in time.")
            if days
            else gettext_noop("%(mark)s, number %(number)s, of %(maker)s expired on %(day)s and counts no longer.")
        )
        _tell(sentence, certificate, by, now, day=day_in_both(certificate.expires_on))
    return len(due)


def _locked(certificate: Certificate) -> Certificate:
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("maker__added_by", "verified_by")
    certificate = rows.get(pk=certificate.pk)
    if certificate.withdrawn_at is not None:
        raise CertificateRefused(_("This certificate was withdrawn; nothing is left to do."))
    return certificate


def _write(wording: Wording, certificate: Certificate, upload: Upload | None, *, by: User, now: datetime) -> None:
    gather(_faults_of(wording, on=clock.local_day(now)), kind=CertificateRefused)
    for field in fields(Wording):
        setattr(certificate, field.name, getattr(wording, field.name))
    if upload is not None:
        certificate.file = _kept(upload, by=by, now=now)
    text = _("This certificate is on the list already. Change it there.")
    taken = CertificateRefused(Reason(text, "entered", "number"))
    with refusing(taken, on="a_certificate_is_entered_once"):
        certificate.save()


def _kept(upload: Upload, *, by: User, now: datetime) -> File:
    name, content = upload
    return keep_file(name=name, data=content, by=by, now=now)


def _faults_of(wording: Wording, *, on: date) -> list[Reason]:
    faults = []
    if not wording.number.strip():
        faults.append(Reason(_("A certificate counts only with its number. Copy it from the paper."), "none", "number"))
    if not wording.issuer.strip():
        faults.append(Reason(_("Say who issued it; it counts only with that."), "none", "issuer"))
    if wording.issued_on > on:
        faults.append(Reason(_("That day is still to come. Enter the day it was issued."), "future", "issued_on"))
    if wording.expires_on <= wording.issued_on:
        faults.append(Reason(_("It expires after it is issued. Check both days."), "backwards", "expires_on"))
    elif wording.expires_on < on:
        faults.append(Reason(_("It has expired. Enter the renewed one when you have it."), "expired", "expires_on"))
    return faults


def _faults_of_verdict(certificate: Certificate, seen: str | None, *, on: date) -> list[Reason]:
    if certificate.verified_at is not None:
        text = _("%(person)s has verified it already; nothing is left to do.") % {"person": certificate.verified_by}
        return [Reason(text, "verified")]
    if certificate.expires_on < on:
        return [Reason(_("It has expired, so there is nothing to verify."), "expired")]
    if seen is not None and seen != seen_of_certificate(certificate):
        text = _("It was changed while you looked at it. Read it again as it stands now, then decide.")
        return [Reason(text, "written_meanwhile")]
    return []


def _record(verb: str, sentence: str, certificate: Certificate, by: User, now: datetime, **values: str) -> None:
    mark = label_in_both(Mark.label_of(certificate.mark))
    record_of(certificate.maker, verb, sentence, by, now, mark=mark, number=certificate.number, **values)


def _tell(
    sentence: str, certificate: Certificate, by: User | None, now: datetime, **values: str | dict[str, str]
) -> None:
    mark = label_in_both(Mark.label_of(certificate.mark))
    tell(certificate.maker, sentence, by, now, mark=mark, number=certificate.number, **values)
