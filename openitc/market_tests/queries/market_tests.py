"""Reads of market tests: those of a case, their lots, and where each of them stands."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openitc.cases.models import Case
from openitc.certification.models import Lot
from openitc.certification.queries.lots import lots_for_sale, lots_to_taste
from openitc.market_tests.models import Answer, Decision, MarketTest, PilotSale
from openitc.market_tests.rules.planning import least_of
from openitc.shared import clock

TASTED = (MarketTest.Kind.LIKING, MarketTest.Kind.PILOT)
VERDICT_TONES = {Decision.Verdict.GO: "good", Decision.Verdict.CHANGE: "warn", Decision.Verdict.STOP: "bad"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a test stands, in a word and a colour."""

    state: str  # planned, early, open, over, decided, withdrawn
    words: str | Promise
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One test as a row of a list: how many answered or were sold, of how many wanted."""

    test: MarketTest
    standing: Standing
    counted: int
    decision: Decision | None

    @property
    def share(self) -> int:
        """How far it is, in per cent of what was wanted."""
        return min(100, 100 * self.counted // self.test.wanted)


def latest_number(fiscal_year: int) -> str | None:
    """The highest number given in the fiscal year."""
    given = MarketTest.objects.filter(number__startswith=f"M{fiscal_year}-").order_by("-number")
    return given.values_list("number", flat=True).first()


def lots_to_choose(case: Case, kind: str, *, on: date) -> QuerySet[Lot]:
    """The lots that a test of that kind may use: a sale takes only those for sale, a tasting any that is good."""
    return lots_for_sale(case, on) if kind == MarketTest.Kind.PILOT else lots_to_taste(case, on)


def tests_of(case: Case) -> QuerySet[MarketTest]:
    """The tests of the case, the latest first, each with how much came in and what was decided; two queries."""
    tests = case.market_tests.all()
    return with_what_came_in(tests)


def with_what_came_in(tests: QuerySet[MarketTest]) -> QuerySet[MarketTest]:
    """The tests with how many answers count, how many units were offered, and their standing decision."""
    standing = Decision.objects.filter(withdrawn_at=None)
    answers = Answer.objects.filter(test=OuterRef("pk"), set_aside_at=None).order_by().values("test")
    sales = PilotSale.objects.filter(test=OuterRef("pk"), withdrawn_at=None).order_by().values("test")
    return tests.annotate(
        answered=answers.annotate(count=Count("pk")).values("count"),
        offered=sales.annotate(units=Sum("offered")).values("units"),
    ).prefetch_related(Prefetch("decisions", standing, to_attr="standing_decisions"))


def row_of(test: MarketTest, *, now: datetime) -> Row:
    """A test that was fetched `with_what_came_in`, as a row."""
    decided: list[Decision] = test.standing_decisions  # type: ignore[attr-defined] # the prefetch puts it there
    decision = decided[0] if decided else None
    came = test.offered if test.kind == MarketTest.Kind.PILOT else test.answered  # type: ignore[attr-defined] # annotated
    return Row(test=test, standing=standing_of(test, decision, now=now), counted=came or 0, decision=decision)


def standing_of(test: MarketTest, decision: Decision | None, *, now: datetime) -> Standing:
    """Where the test stands now."""
    today = clock.local_day(now)
    if test.withdrawn_at is not None:
        return Standing(state="withdrawn", words=_("Withdrawn"), tone="")
    if decision is not None:
        words = Decision.Verdict.label_of(decision.verdict)
        return Standing(state="decided", words=words, tone=VERDICT_TONES[Decision.Verdict(decision.verdict)])
    if test.opened_at is None:
        return Standing(state="planned", words=_("Being planned"), tone="")
    if test.closed_at is not None or today > test.ends_on:
        return Standing(state="over", words=_("To be decided"), tone="warn")
    if today < test.begins_on:
        return Standing(state="early", words=_("Opens on its first day"), tone="info")
    return Standing(state="open", words=_("Answers come in"), tone="info")


def decision_of(test: MarketTest) -> Decision | None:
    """The decision that stands."""
    return test.decisions.filter(withdrawn_at=None).select_related("decided_by").first()


def has_enough(test: MarketTest, *, answered: int, offered: int = 0) -> bool:
    """Whether as many answered as the least that tells something; of a pilot sale, answers or units."""
    least = int(test.precision.get("least") or least_of(test.kind))
    if test.kind == MarketTest.Kind.PILOT:
        return offered >= least or answered >= least_of(MarketTest.Kind.LIKING)
    return answered >= least


def answered_and_offered(test: MarketTest) -> tuple[int, int]:
    """How many answers count, and how many units were offered; two queries at most."""
    answered = test.answers.filter(set_aside_at=None).count()
    if test.kind != MarketTest.Kind.PILOT:
        return answered, 0
    return answered, test.sales.filter(withdrawn_at=None).aggregate(units=Sum("offered"))["units"] or 0


def undecided(tests: QuerySet[MarketTest], *, now: datetime) -> QuerySet[MarketTest]:
    """Those that took answers, take no more, and wait for a decision."""
    today = clock.local_day(now)
    decided = Decision.objects.filter(test=OuterRef("pk"), withdrawn_at=None)
    over = Q(closed_at__isnull=False) | Q(ends_on__lt=today)
    return tests.filter(~Exists(decided), over, opened_at__isnull=False, withdrawn_at=None).order_by(
        F("closed_at").asc(nulls_last=True), "ends_on"
    )


def go_of(case: Case) -> Decision | None:
    """The decision on the case's tests that was made last and stands: it says how the case goes on."""
    made = Decision.objects.filter(test__case=case, withdrawn_at=None, test__withdrawn_at=None)
    return made.select_related("test").order_by("-decided_at", "-pk").first()
