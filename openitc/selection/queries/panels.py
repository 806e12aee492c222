"""What waits for whom, and where the ideas of a case stand, for the desk and the page of a case."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from openitc.cases.models import Case, CaseStage
from openitc.centers.access import Standing
from openitc.people.models import User
from openitc.selection.models import Comparison, Criterion, Idea, Judge, PairJudgement, PointWeight, Rating
from openitc.selection.queries.comparisons import current_comparison_of
from openitc.selection.queries.standings import Standings, standings_of
from openitc.ui.shapes import ToDo

MOST = 8
Row = TypeVar("Row", bound=Model)
BEGINNING = (CaseStage.INTAKE, CaseStage.ANALYSIS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An idea with its place, as the panel of a case shows it."""

    name: str
    rank: int
    closeness: float
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCase:
    """Where the ideas of a case stand, in few words, with the next thing to do."""

    comparison: Comparison | None
    ideas: int = 0
    judges: int = 0
    done: int = 0
    bars: tuple[Bar, ...] = ()
    waits: bool = False  # for the reader's own word
    url: str = ""
    action: str = ""


def of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> OfCase:  # noqa: ARG001 - the same for every package
    """Where the ideas of the case stand for this reader."""
    comparison = current_comparison_of(case)
    if comparison is None:
        return OfCase(comparison=None)
    comparison.case = case
    found = standings_of(comparison)
    reads = found.is_read_by(reader, staff=staff)
    todo = None if comparison.decided_at or case.closed_at else next(_of_comparison(found, reader, staff=staff), None)
    return OfCase(
        comparison=comparison,
        ideas=len(found.ideas),
        judges=len(found.judgements),
        done=len(found.complete),
        bars=tuple(_bars(found)) if reads else (),
        waits=not reads,
        url=todo.url if todo else "",
        action=todo.action if todo else "",
    )


def to_dos_of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> list[ToDo]:  # noqa: ARG001 - as above
    """What waits for this reader on the case."""
    if case.closed_at is not None:
        return []
    comparison = current_comparison_of(case)
    if comparison is None:
        return [_to_compare(case)] if case.stage in BEGINNING else []
    if comparison.decided_at is not None:
        return []
    comparison.case = case
    return list(_of_comparison(standings_of(comparison), reader, staff=staff))


def to_dos(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:  # noqa: ARG001 - the same for every package
    """What waits for this person on their desk: to give their word, to write down that of others, to choose."""
    rows = list(_judges_around(user, standing))
    own = [_to_judge(row) for row in rows if row.user_id == user.pk and not _is_done(row)]
    others = [row for row in rows if row.user_id is None and not _is_done(row) and row.comparison.case.officer == user]
    by_comparison = [list(group) for _key, group in groupby(rows, key=lambda row: row.comparison_id)]
    ready = [group[0].comparison for group in by_comparison if all(map(_is_done, group))]
    return [*own[:MOST], *map(_to_write_down, others[:MOST]), *map(_to_choose, ready[:MOST])]


def _judges_around(user: User, standing: Standing) -> QuerySet[Judge]:
    """The judges of comparisons under way that concern the person, with how much each has given; one query."""
    open_ones = Comparison.objects.filter(decided_at=None, withdrawn_at=None, case__closed_at=None)
    mine = Q(case__officer=user) | Q(case__advisor=user) | Q(case__enterprise__organisation__in=standing.member_of)
    judging = Judge.objects.filter(user=user, withdrawn_at=None).values("comparison")
    around = open_ones.filter(mine | Q(pk__in=judging)).order_by("opened_at")[: 4 * MOST]
    rows = Judge.objects.filter(withdrawn_at=None, comparison__in=around.values("pk"))
    of_comparison, of_judge = {"comparison": OuterRef("comparison")}, {"judge": OuterRef("pk")}
    pairs = PairJudgement.objects.filter(**of_judge, first__withdrawn_at=None, second__withdrawn_at=None)
    ratings = Rating.objects.filter(**of_judge, idea__withdrawn_at=None, criterion__withdrawn_at=None)
    return (
        rows.annotate(
            criteria=_count(Criterion.objects.filter(**of_comparison, withdrawn_at=None), by="comparison"),
            ideas=_count(Idea.objects.filter(**of_comparison, withdrawn_at=None), by="comparison"),
            pairs_given=_count(pairs, by="judge"),
            points_given=_count(PointWeight.objects.filter(**of_judge, criterion__withdrawn_at=None), by="judge"),
            ratings_given=_count(ratings, by="judge"),
        )
        .select_related("comparison__case__product", "comparison__case__officer", "comparison__case__enterprise")
        .order_by("comparison__opened_at", "comparison_id", "joined_at", "pk")
    )


def _count(rows: QuerySet[Row], *, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), Value(0))


def _is_done(judge: Any) -> bool:  # noqa: ANN401 - a judge with the counts of `_judges_around`
    pairs = judge.criteria * (judge.criteria - 1) // 2
    weighed = judge.pairs_given >= pairs if judge.way == Judge.Way.PAIRS else judge.points_given >= judge.criteria
    return bool(weighed and judge.ratings_given >= judge.criteria * judge.ideas)


def _of_comparison(found: Standings, reader: User, *, staff: bool) -> Iterator[ToDo]:
    """What waits for the reader on this comparison, the most pressing first."""
    waiting = [row.judge for row in found.judgements if not row.complete]
    for judge in waiting:
        judge.comparison = found.comparison
    yield from (_to_judge(judge) for judge in waiting if judge.user_id == reader.pk)
    yield from (_to_write_down(judge) for judge in waiting if staff and judge.user_id is None)
    if not found.judgements:
        yield _to_name_judges(found.comparison)
    elif found.all_are_done:
        yield _to_choose(found.comparison)


def _bars(found: Standings) -> Iterator[Bar]:
    for line in found.lines:
        chosen = line.idea.pk == found.comparison.chosen_id
        yield Bar(name=line.idea.product.name, rank=line.rank, closeness=line.closeness, chosen=chosen)


def _to_compare(case: Case) -> ToDo:
    url = reverse("selection:opening", args=[case.number])
    text = _("Say which product it shall be: put ideas side by side")
    return ToDo(text=text, url=url, action=_("Compare ideas"), detail=_told(case))


def _to_judge(judge: Judge) -> ToDo:
    case = judge.comparison.case
    url = reverse("selection:weights", args=[case.number, judge.pk])
    text = _("Give your own word on the product ideas")
    return ToDo(text=text, url=url, action=_("Judge"), detail=_told(case), tone="warn")


def _to_write_down(judge: Judge) -> ToDo:
    case = judge.comparison.case
    url = reverse("selection:weights", args=[case.number, judge.pk])
    text = _("Write down what %(judge)s says of the product ideas") % {"judge": judge.name}
    return ToDo(text=text, url=url, action=_("Write down"), detail=_told(case))


def _to_name_judges(comparison: Comparison) -> ToDo:
    url = reverse("selection:judges", args=[comparison.case.number])
    return ToDo(text=_("Name who judges the product ideas"), url=url, action=_("Name"), detail=_told(comparison.case))


def _to_choose(comparison: Comparison) -> ToDo:
    url = reverse("selection:decision", args=[comparison.case.number])
    text = _("Choose a product idea: all judges are done")
    return ToDo(text=text, url=url, action=_("Choose"), detail=_told(comparison.case), tone="good")


def _told(case: Case) -> str:
    return f"{case.number} · {case.product.name}"
