"""The sample network's comparisons of product ideas: one decided, one that waits for a choice, one just begun.

They are costed before they are judged: what is decided stays as it is.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from openitc.cases.models import Case, CaseStage
from openitc.cases.operations import name_advisor
from openitc.cases.queries import advisors_for
from openitc.enterprises.operations import add_product
from openitc.people.models import User
from openitc.sample.costings import load_costings
from openitc.sample.files import DATA, Row, toml_rows
from openitc.sample.loading import Loading
from openitc.selection.models import Comparison, Judge
from openitc.selection.operations.comparisons import Contents, open_comparison
from openitc.selection.operations.decisions import decide
from openitc.selection.operations.judging import Rated, add_judge, rate, weigh_pair, weigh_points
from openitc.selection.queries.comparisons import criteria_of, ideas_of, usual_criteria
from openitc.selection.rules import ahp
from openitc.shared import clock

BEGINNING = (CaseStage.INTAKE, CaseStage.ANALYSIS)


@dataclass(frozen=True, slots=True)
class Begun:
    """A comparison with what the catalogue tells of it."""

    row: Row
    comparison: Comparison
    advisor: User | None


def load_ideas(loading: Loading) -> None:
    """Every comparison of the catalogue: opened, judged as far as it tells, and decided where it says so."""
    for begun in open_comparisons(loading):
        load_costings(loading, begun.comparison)
        judge(loading, begun)


def open_comparisons(loading: Loading) -> list[Begun]:
    """The comparisons as they are opened, with their ideas."""
    found = []
    for row in toml_rows(DATA / "ideas.toml", "comparison"):
        case = _case(loading, row)
        if case is not None:
            found.append(_open(loading, row, case))
    return found


def judge(loading: Loading, begun: Begun) -> None:
    """Let everyone judge, and the one who advises choose."""
    row, comparison = begun.row, begun.comparison
    for told in row.rows("judges"):
        _judge(loading, begun, told)
    if row.flag("decided"):
        idea = ideas_of(comparison)[0]
        reason = row.text("reason_th")
        decide(comparison=comparison, idea=idea, reason=reason, by=begun.advisor or loading.by, now=loading.now)


def _case(loading: Loading, row: Row) -> Case | None:
    """The case of a story, or the first at the beginning of a way to market with somebody near who may advise."""
    open_cases = Case.objects.filter(closed_at=None, stage__in=BEGINNING).select_related("enterprise", "product")
    if code := row.optional("story"):
        return open_cases.filter(product=loading.story_enterprises[code][1]).first()
    along = open_cases.filter(version__pathway__code=row.text("pathway"), comparisons=None)
    told = [product.pk for _enterprise, product in loading.story_enterprises.values()]
    waiting = list(along.exclude(product__in=told).select_related("center").order_by("pk")[:10])
    on = clock.local_day(loading.now)
    return next((case for case in waiting if advisors_for(case, on=on).exists()), None)


def _open(loading: Loading, row: Row, case: Case) -> Begun:
    opened = max(case.opened_at, loading.now - timedelta(days=row.whole("days_ago")))
    advisor = case.advisor or advisors_for(case, on=clock.local_day(opened)).first()
    if advisor is not None and case.advisor is None:
        name_advisor(case=case, advisor=advisor, by=loading.by, now=opened)
    by, theirs = loading.by, case.enterprise
    new = [
        add_product(enterprise=theirs, name_th=idea.text("th"), name_en=idea.text("en"), by=by, now=opened)
        for idea in row.rows("ideas")
    ]
    contents = Contents(products=[case.product, *new], keys=[criterion.key for criterion in usual_criteria()])
    comparison = open_comparison(case=case, contents=contents, by=advisor or loading.by, now=opened)
    return Begun(row, comparison, advisor)


def _judge(loading: Loading, begun: Begun, told: Row) -> None:
    user = None if told.optional("name_th") else begun.advisor
    if user is None and not told.optional("name_th"):
        return
    by, at = begun.advisor or loading.by, loading.now - timedelta(hours=5)
    judge = add_judge(
        comparison=begun.comparison,
        user=user,
        name=told.optional("name_th"),
        role=told.text("role"),
        way=told.text("way"),
        by=by,
        now=at,
    )
    criteria, ideas = list(criteria_of(begun.comparison)), list(ideas_of(begun.comparison))
    weights = [int(weight) for weight in told.values["weights"]]
    if judge.way == Judge.Way.POINTS:
        weigh_points(judge=judge, points=dict(zip(criteria, weights, strict=True)), by=by, now=at)
    else:
        pairs = list(combinations(range(len(criteria)), 2))
        for one, other in pairs if told.values["levels"] else pairs[: len(pairs) // 3]:
            strength = ahp.strength_of(weights[one] / weights[other])
            pair = {"first": criteria[one], "second": criteria[other]}
            weigh_pair(judge=judge, **pair, strength=strength, by=by, now=at)
    sources = begun.row.values["sources"]
    ratings = [
        Rated(idea=idea, criterion=criterion, level=int(level), source=sources.get(f"{place}-{column}", ""))
        for place, (idea, levels) in enumerate(zip(ideas, told.values["levels"], strict=False))
        for column, (criterion, level) in enumerate(zip(criteria, levels, strict=True))
    ]
    if ratings:
        rate(judge=judge, ratings=ratings, by=by, now=at)
