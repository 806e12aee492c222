"""Who may reach which laboratory request, and what they may do there.

Whoever sees the case sees its requests. Whoever works at the laboratory's center sees the request and nothing of the
case. Where the laboratory has no account, those who serve at the case's lead center enter and verify in its stead.
"""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from openitc.cases.access import case_to_see, cases_visible_to
from openitc.cases.models import Case
from openitc.centers.access import standing_of
from openitc.certification.models import LabRequest, LabTest, Lot, Report, Result, Sample
from openitc.certification.queries.requests import whole
from openitc.certification.queries.workbench import works_for
from openitc.people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A request, and what the person may do there."""

    request: LabRequest
    sees_case: bool  # of the asking side: staff of the case, or its enterprise
    answers: bool  # for the laboratory: receives, tests, enters
    verifies: bool  # vouches for what another entered, publishes, withdraws


def request_to_see(*, user: User, number: str, on: date) -> Sight:
    """A request that the person may look at, whole; for anyone else there is none."""
    request = whole(LabRequest.objects.filter(number=number)).first()
    if request is None:
        raise Http404
    standing = standing_of(user, on=on)
    sees_case = cases_visible_to(user, on=on).filter(pk=request.case_id).exists()
    answers = works_for(standing, request)
    if not sees_case and not answers:
        raise Http404
    return Sight(request=request, sees_case=sees_case, answers=answers, verifies=answers)


def asked_test(request: LabRequest, *, test_id: int) -> LabTest:
    """A test of that request and of no other."""
    test = next((test for test in request.tests.all() if test.pk == test_id), None)
    if test is None:
        raise Http404
    test.request = request
    return test


def result_of(request: LabRequest, *, result_id: int) -> Result:
    """A result of that request and of no other."""
    for test in request.tests.all():
        for result in test.results.all():
            if result.pk == result_id:
                test.request, result.test = request, test
                return result
    raise Http404


def report_of(request: LabRequest, *, number: int) -> Report:
    """A report of that request and of no other."""
    report = next((report for report in request.reports.all() if report.number == number), None)
    if report is None:
        raise Http404
    report.request = request
    return report


def sample_with(*, code: str) -> Sample:
    """The sample whose label says so; whoever reads a label may ask, and learns little."""
    rows = Sample.objects.select_related("request__case__center__province", "request__case__product", "request__lot")
    sample = rows.filter(code=code.upper()).first()
    if sample is None:
        raise Http404
    return sample


def lot_of(*, user: User, number: str, code: str, on: date) -> tuple[Case, Lot]:
    """A lot of a case that the person sees."""
    case = case_to_see(user=user, number=number, on=on)
    lot = case.lots.filter(code=code).first()
    if lot is None:
        raise Http404
    lot.case = case
    return case, lot
