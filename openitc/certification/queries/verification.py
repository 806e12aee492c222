"""Whether a paper stands, for anyone who asks: only what is on the paper itself, and whether it still holds."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import QuerySet

from openitc.certification.models import Certificate, Report
from openitc.certification.rules import numbers
from openitc.certification.rules.codes import read_code
from openitc.shared import clock
from openitc.shared.search import searched

State = Literal["valid", "expired", "withdrawn"]
MOST = 8  # of one number: the same was renewed so often


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A paper as anyone may read it; nothing of who entered it, of its file, or of why it was withdrawn."""

    kind: Literal["certificate", "report"]
    state: State
    code: str
    title: str
    mark: str = ""
    number: str
    issuer: str
    scope: str = ""
    place: str = ""
    product: str = ""
    enterprise: str
    issued_on: date
    expires_on: date | None = None
    withdrawn_on: date | None = None
    passed: bool | None = None  # of a report: whether everything on it passed


def verified(code: str, on: date) -> Verified | None:
    """What the code names, as it stands that day; None for a code that nobody gave.

    Both tables are asked whatever the first one says, each by its unique index, so that an answer takes as long for a
    code that is none. A certificate that no second person has seen is none yet.
    """
    wanted = read_code(code)
    certificate = _certificates().filter(code=wanted).first()
    report = _reports().filter(code=wanted).first()
    if certificate is not None:
        return _of_certificate(certificate, on)
    return _of_report(report) if report is not None else None


def verified_by_number(typed: str, on: date) -> list[Verified]:
    """The certificates that bear the number, the latest first; it stands on labels, so anyone may ask by it.

    Reports are asked for by their code alone: their numbers count up, and would tell who has what tested.
    """
    forms = {numbers.written(kind, typed) for kind in (numbers.ANY, numbers.FOOD, numbers.COMMUNITY)} - {""}
    found = _certificates().filter(number__in=forms).order_by("-issued_on", "-pk")[:MOST]
    return [_of_certificate(certificate, on) for certificate in found]


def _certificates() -> QuerySet[Certificate]:
    rows = Certificate.objects.filter(seen_at__isnull=False).select_related("standard", "product", "enterprise")
    return rows.defer(*searched("product", "enterprise"))


def _reports() -> QuerySet[Report]:
    rows = Report.objects.select_related("request__center", "request__case__product", "request__case__enterprise")
    return rows.defer(*searched("request__case", "request__case__product", "request__case__enterprise"))


def _of_certificate(certificate: Certificate, on: date) -> Verified:
    ended = certificate.expires_on is not None and certificate.expires_on < on
    withdrawn_on = clock.local_day(certificate.withdrawn_at) if certificate.withdrawn_at else None
    return Verified(
        kind="certificate",
        state="withdrawn" if withdrawn_on else "expired" if ended else "valid",
        code=certificate.code,
        title=certificate.standard.name,
        mark=certificate.standard.mark,
        number=certificate.number,
        issuer=certificate.issuer,
        scope=certificate.scope,
        place=certificate.place,
        product=certificate.product.name if certificate.product else "",
        enterprise=certificate.enterprise.name,
        issued_on=certificate.issued_on,
        expires_on=certificate.expires_on,
        withdrawn_on=withdrawn_on,
    )


def _of_report(report: Report) -> Verified:
    request = report.request
    withdrawn_on = clock.local_day(report.withdrawn_at) if report.withdrawn_at else None
    return Verified(
        kind="report",
        state="withdrawn" if withdrawn_on else "valid",
        code=report.code,
        title="",
        number=str(report),
        issuer=request.center.name if request.center else request.laboratory,
        product=request.case.product.name,
        enterprise=request.case.enterprise.name,
        issued_on=clock.local_day(report.published_at),
        withdrawn_on=withdrawn_on,
        passed=report.passed,
    )
