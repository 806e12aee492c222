"""Laboratory requests with all that tells where they stand."""

from django.db.models import Prefetch, QuerySet

from openitc.certification.models import Custody, LabRequest, LabTest, Report, Result, Sample
from openitc.certification.rules.laboratory import Found, State, state_of


def latest_request(fiscal_year: int) -> str | None:
    """The highest number given in the fiscal year."""
    given = LabRequest.objects.filter(number__startswith=f"T{fiscal_year}-").order_by("-number")
    return given.values_list("number", flat=True).first()


def whole(requests: QuerySet[LabRequest]) -> QuerySet[LabRequest]:
    """The requests with their tests, results, samples, custody and reports; five more queries, however many."""
    related = requests.select_related("case__product", "case__center", "lot", "center", "booking")
    return related.defer("case__search_text", "case__product__search_text").prefetch_related(
        Prefetch("tests", LabTest.objects.select_related("method")),
        Prefetch("tests__results", Result.objects.select_related("verified_by").order_by("-attempt")),
        Prefetch("samples", Sample.objects.order_by("number")),
        Prefetch("samples__custody", Custody.objects.order_by("at", "pk")),
        Prefetch("reports", Report.objects.order_by("-number")),
    )


def latest_of(test: LabTest) -> Result | None:
    """The latest attempt; of a request that is whole, no query."""
    return max(test.results.all(), key=lambda result: result.attempt, default=None)


def found_of(test: LabTest) -> Found:
    """What the latest attempt says so far."""
    result = latest_of(test)
    if result is None:
        return "nothing"
    if result.sent_back_at is not None:
        return "sent_back"
    if result.verified_at is None:
        return "waiting"
    return "passed" if result.passed else "failed"


def last_of(sample: Sample) -> Custody | None:
    """The last link of its chain of custody."""
    return next(reversed(sample.custody.all()), None)


def report_of(request: LabRequest) -> Report | None:
    """The report that stands."""
    return next((report for report in request.reports.all() if report.withdrawn_at is None), None)


def state_of_request(request: LabRequest) -> State:
    """Where the request stands; of one that is whole, no query."""
    report = report_of(request)
    links = (last_of(sample) for sample in request.samples.all())
    return state_of(
        withdrawn=request.withdrawn_at is not None,
        verdict=report.passed if report else None,
        begun=request.began_at is not None,
        found=[found_of(test) for test in request.tests.all()],
        custody=[link.kind for link in links if link],
    )
