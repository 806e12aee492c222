"""Warnings before a certificate ends, each once, and what its end takes with it."""

from datetime import date, datetime, timedelta

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_noop

from openitc.cases.models import Case
from openitc.centers.operations.wording import day_in_both
from openitc.certification.models import Certificate, ExpiryWarning
from openitc.certification.operations.certificates import page_of, people_of
from openitc.certification.operations.certified import settle_certified
from openitc.certification.queries.certificates import is_renewed
from openitc.certification.queries.lead_times import LeadTimes
from openitc.certification.rules.certificates import ENDED, SOON, start_by, warning_due
from openitc.notices.operations import notify
from openitc.shared import clock
from openitc.shared.db import operation

LATE = gettext_noop(
    "%(standard)s, number %(number)s, ends on %(day)s. Its renewal had to begin by %(start)s: begin today."
)
SOON_TO_END = gettext_noop(
    "%(standard)s, number %(number)s, ends on %(day)s. Begin its renewal by %(start)s, so that nothing stands still."
)
HAS_ENDED = gettext_noop("%(standard)s, number %(number)s, ended on %(day)s and counts no longer.")


@operation
def warn_of_expiry(*, by: None, now: datetime) -> int:
    """Tell holders and officers of certificates that end within 180, 90 or 30 days, or have ended; say how many.

    Each is told once for each of these, however often and in however many places this runs: the rows are locked before
    what was given is read, and the table takes no warning twice.
    """
    on = clock.local_day(now)
    lead_times = LeadTimes(now)
    given = 0
    for certificate in _near_their_end(on):
        warned = {warning.days for warning in certificate.warnings.all()}
        assert certificate.expires_on is not None  # noqa: S101 - asked for above
        days = warning_due(expires_on=certificate.expires_on, given=warned, on=on)
        if days is None or is_renewed(certificate, _others(certificate)):
            continue
        _warn(certificate, days, lead_times, by=by, now=now)
        given += 1
    return given


@operation
def settle_all_certified(*, by: None, now: datetime) -> int:
    """Bring every open case in line with the certificates and reports of today; say how many were looked at."""
    cases = Case.objects.filter(closed_at=None, roadmaps__ended_at=None).distinct().order_by("pk")
    looked_at = list(cases.select_related("product", "enterprise", "officer", "opened_by"))
    for case in looked_at:
        settle_certified(case=case, by=by, now=now)
    return len(looked_at)


def _near_their_end(on: date) -> QuerySet[Certificate]:
    rows = Certificate.objects.filter(
        seen_at__isnull=False, withdrawn_at=None, expires_on__lte=on + timedelta(days=SOON)
    ).exclude(warnings__days=ENDED)
    locked = rows.select_for_update(of=("self",)).select_related("standard", "edition", "enterprise__province")
    methods = Prefetch("edition__methods")
    return locked.prefetch_related("warnings", methods, "edition__methods__capability").order_by("pk")


def _others(certificate: Certificate) -> QuerySet[Certificate]:
    return Certificate.objects.filter(enterprise=certificate.enterprise_id, standard=certificate.standard_id)


def _warn(certificate: Certificate, days: int, lead_times: LeadTimes, *, by: None, now: datetime) -> None:  # noqa: ARG001 - a machine's, as everywhere
    assert certificate.expires_on is not None  # noqa: S101 - asked for above
    on, edition = clock.local_day(now), certificate.edition
    laboratory_days = lead_times.days_for(edition, certificate.enterprise)
    begin = start_by(
        expires_on=certificate.expires_on,
        application_days=edition.most_days if edition else None,
        laboratory_days=laboratory_days,
    )
    ExpiryWarning.objects.create(
        certificate=certificate, days=days, start_by=begin, laboratory_days=laboratory_days, given_at=now
    )
    sentence = HAS_ENDED if days == ENDED else LATE if begin <= on else SOON_TO_END
    values = {"day": day_in_both(certificate.expires_on)} | ({} if days == ENDED else {"start": day_in_both(begin)})
    notify(
        to=people_of(certificate, on=on),
        sentence=sentence,
        link=page_of(certificate),
        now=now,
        standard=certificate.standard.names,
        number=certificate.number,
        **values,
    )
