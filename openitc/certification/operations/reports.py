"""Reports: verified results as a paper whose QR says whether it still stands."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.certification.models import LabRequest, Report
from openitc.certification.operations.certified import settle_certified
from openitc.certification.operations.requests import let_open_only
from openitc.certification.operations.telling import keep, lock_request, tell_sides
from openitc.certification.queries.requests import found_of, latest_of
from openitc.certification.rules.laboratory import may_publish
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.ids import public_code
from openitc.shared.refusals import Reason, Refused, gather


class ReportRefused(Refused):
    """A report cannot be published or withdrawn like that."""


@operation
def publish_report(*, request: LabRequest, by: User, now: datetime) -> Report:
    """Publish what was verified: all of it, or what is there once something verified has failed."""
    lock_request(request)
    let_open_only(request)
    tests = list(request.tests.prefetch_related("results"))
    found = [found_of(test) for test in tests]
    if not may_publish(found):
        text = _("Not every result is verified yet. Enter what is missing, and let a second person verify it.")
        raise ReportRefused(Reason(text, "not_verified"))
    verdicts = {"passed", "failed"}
    results = [latest_of(test) for test, verdict in zip(tests, found, strict=True) if verdict in verdicts]
    report = Report.objects.create(
        request=request,
        number=request.reports.count() + 1,
        code=public_code(),
        passed=set(found) == {"passed"},
        published_by=by,
        published_at=now,
    )
    report.results.set([result for result in results if result])
    if report.passed:
        sentence = gettext_noop("Report %(report)s of request %(number)s is published: lot %(lot)s passed.")
    else:
        sentence = gettext_noop("Report %(report)s of request %(number)s is published: lot %(lot)s did not pass.")
    words = {"report": str(report), "lot": request.lot.code}
    keep("published-report", sentence, request, by=by, now=now, also=[report, request.lot], **words)
    tell_sides(request, sentence, by=by, now=now, **words)
    settle_certified(case=request.case, by=by, now=now)
    return report


@operation
def withdraw_report(*, report: Report, reason: str, by: User, now: datetime) -> Report:
    """Say that the report stands no more, and why: from now on its QR says so."""
    request = report.request
    lock_request(request)
    report.refresh_from_db(from_queryset=Report.objects.select_for_update())
    report.request = request
    faults = []
    if report.withdrawn_at is not None:
        faults.append(Reason(_("This report is withdrawn already."), "withdrawn"))
    if not reason.strip():
        text = _("Say why: whoever checks the report reads it.")
        faults.append(Reason(text, "no_reason", "reason"))
    gather(faults, kind=ReportRefused)
    report.withdrawn_at, report.withdrawn_reason = now, reason.strip()
    report.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    words = {"report": str(report), "reason": report.withdrawn_reason}
    sentence = gettext_noop("Report %(report)s was withdrawn: %(reason)s")
    keep("withdrew-report", sentence, request, by=by, now=now, also=[report], **words)
    tell_sides(request, sentence, by=by, now=now, **words)
    settle_certified(case=request.case, by=by, now=now)
    return report
