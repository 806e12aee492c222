"""Laboratory requests with all that tells where they stand."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case as Either
from django.db.models import CharField, Count, OuterRef, Prefetch, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject

from openitc.cases.models import Round
from openitc.certification.models import Custody, LabRequest, LabTest, Lot, Report, Result, Sample
from openitc.certification.rules.laboratory import Found, State, state_of
from openitc.shared.models import in_language

TESTS_AND_RESULTS = (
    Prefetch("tests", LabTest.objects.select_related("method")),
    Prefetch("tests__results", Result.objects.select_related("verified_by").order_by("-attempt")),
)


def latest_request(fiscal_year: int) -> str | None:
    """The highest number given in the fiscal year."""
    given = LabRequest.objects.filter(number__startswith=f"T{fiscal_year}-").order_by("-number")
    return given.values_list("number", flat=True).first()


def whole(requests: QuerySet[LabRequest]) -> QuerySet[LabRequest]:
    """The requests with their tests, results, samples, custody and reports; five more queries, however many."""
    related = requests.select_related("case__product", "case__center", "lot", "center", "booking")
    return related.defer("case__search_text", "case__product__search_text").prefetch_related(
        *TESTS_AND_RESULTS,
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


def glanced(requests: QuerySet[LabRequest]) -> QuerySet[LabRequest]:
    """The requests with what tells where they stand, and no more: one query, for panels and desks.

    `round_now` is the present round of the case, `lots` how many lots it has.
    """
    of_request = {"request": OuterRef("pk")}
    tests = LabTest.objects.filter(**of_request).annotate(found=_found()).order_by("position")
    last = Custody.objects.filter(sample=OuterRef("pk")).order_by("-at", "-pk").values("kind")[:1]
    samples = Sample.objects.filter(**of_request).annotate(last=Subquery(last)).exclude(last=None)
    standing = Report.objects.filter(**of_request, withdrawn_at=None)
    rounds = Round.objects.filter(case=OuterRef("case")).order_by("-number").values("number")[:1]
    lots = Lot.objects.filter(case=OuterRef("case")).order_by().values("case")
    related = requests.select_related("case__product", "lot", "center", "booking")
    return related.defer("case__search_text", "case__product__search_text").annotate(
        glanced_tests=ArraySubquery(tests.values(told=JSONObject(th="name_th", en="name_en", found="found"))),
        glanced_custody=ArraySubquery(samples.values("last")),
        glanced_report=Subquery(standing.values(told=JSONObject(number="number", passed="passed"))[:1]),
        round_now=Coalesce(Subquery(rounds), Value(1)),
        lots=Subquery(lots.annotate(count=Count("pk")).values("count")),
    )


def _found() -> Coalesce:
    """As `found_of` says it."""
    words = Either(
        When(sent_back_at__isnull=False, then=Value("sent_back")),
        When(verified_at=None, then=Value("waiting")),
        When(passed=True, then=Value("passed")),
        default=Value("failed"),
        output_field=CharField(),
    )
    latest = Result.objects.filter(test=OuterRef("pk")).order_by("-attempt").annotate(word=words)
    return Coalesce(Subquery(latest.values("word")[:1]), Value("nothing"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A request, and where it stands."""

    request: LabRequest
    state: State
    tests: list[str]
    report: int | None  # the number of the one that stands
    round_now: int  # of the case
    lots: int  # of the case


def glance_of(request: LabRequest) -> Glance:
    """Where a request that was read by `glanced` stands; no query."""
    read: dict[str, Any] = vars(request)  # as the database told it
    tests, report = read["glanced_tests"], read["glanced_report"]
    state = state_of(
        withdrawn=request.withdrawn_at is not None,
        verdict=report["passed"] if report else None,
        begun=request.began_at is not None,
        found=[test["found"] for test in tests],
        custody=read["glanced_custody"],
    )
    return Glance(
        request=request,
        state=state,
        tests=[in_language(test["th"], test["en"]) for test in tests],
        report=report["number"] if report else None,
        round_now=read["round_now"],
        lots=read["lots"],
    )
