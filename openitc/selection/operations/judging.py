"""Writes of judges: who judges, how they weigh the criteria, how they rate the ideas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases.operations.wholeness import keep, members
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.selection.models import Comparison, Criterion, Idea, Judge, PairJudgement, PointWeight, Rating
from openitc.selection.operations.comparisons import lock_comparison
from openitc.selection.queries.comparisons import criteria_of, ideas_of
from openitc.selection.queries.judgements import judgements_of
from openitc.selection.rules import ahp
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather

LOWEST, HIGHEST = 1, 5
FEWEST_POINTS, MOST_POINTS = 1, 100


class JudgingRefused(Refused):
    """Somebody cannot judge, or not like that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """How an idea does on a criterion, and what makes the judge say so."""

    idea: Idea
    criterion: Criterion
    level: int
    source: str = ""


@operation
def add_judge(
    *,
    comparison: Comparison,
    role: str,
    user: User | None = None,
    name: str = "",
    way: str = Judge.Way.PAIRS,
    by: User,
    now: datetime,
) -> Judge:
    """Let somebody judge: a person with an account by themself, another through whoever works on the case."""
    lock_comparison(comparison)
    faults = []
    name = name.strip() or (str(user) if user else "")
    if not name:
        faults.append(Reason(_("Choose a person, or write the name of one without an account."), "nobody", "name"))
    known = comparison.judges.filter(user=user).first() if user else None
    if known is not None and known.withdrawn_at is None:
        text = _("%(judge)s is a judge of these ideas already.") % {"judge": name}
        faults.append(Reason(text, "judges_already", "user"))
    gather(faults, kind=JudgingRefused)
    if known is None:
        known = Judge(comparison=comparison, user=user, joined_at=now)
    known.name, known.role, known.way, known.withdrawn_at = name, role, way, None
    known.save()
    keep("added-judge", gettext_noop("%(judge)s judges the ideas."), comparison.case, by=by, now=now, judge=name)
    if user is not None and user.pk != by.pk:
        asked = gettext_noop(
            "You are asked to judge the product ideas of case %(number)s: begin with what matters most."
        )
        _notify([user], asked, comparison, now=now)
    return known


@operation
def withdraw_judge(*, judge: Judge, by: User, now: datetime) -> None:
    """Let somebody judge no more; what they said no longer counts."""
    lock_comparison(judge.comparison)
    judge.withdrawn_at = now
    judge.save(update_fields=["withdrawn_at"])
    sentence = gettext_noop("%(judge)s no longer judges the ideas.")
    keep("withdrew-judge", sentence, judge.comparison.case, by=by, now=now, judge=judge.name)


@operation
def change_way(*, judge: Judge, way: str, by: User, now: datetime) -> Judge:  # house: who judges is on the judge's row
    """Let the judge weigh in pairs or by points; what was given the other way is kept."""
    _begin(judge)
    was_complete = _is_complete(judge)
    judge.way = way
    judge.save(update_fields=["way"])
    if not was_complete:
        _tell_if_complete(judge, by=by, now=now)
    return judge


@operation
def weigh_pair(
    *, judge: Judge, first: Criterion, second: Criterion, strength: int, by: User, now: datetime
) -> PairJudgement:
    """Say how much more one criterion matters than another; said again, the latest word stands."""
    _begin(judge)
    _refuse_strangers(judge.comparison, criteria=[first, second])
    if first.pk == second.pk or strength not in ahp.SCALE:
        raise JudgingRefused(Reason(_("Choose one of the seventeen steps."), "off_the_scale", "strength"))
    if first.pk > second.pk:  # a pair is kept one way round only, so that it is there once
        first, second, strength = second, first, strength if strength == 1 else -strength
    said, is_new = PairJudgement.objects.update_or_create(
        judge=judge, first=first, second=second, defaults={"strength": strength, "given_at": now}
    )
    if is_new:
        _tell_if_complete(judge, by=by, now=now)
    return said


@operation
def weigh_points(*, judge: Judge, points: Mapping[Criterion, int], by: User, now: datetime) -> None:
    """Give the criteria their weights directly."""
    _begin(judge)
    _refuse_strangers(judge.comparison, criteria=list(points))
    if any(not FEWEST_POINTS <= given <= MOST_POINTS for given in points.values()):
        raise JudgingRefused(Reason(_("Give each criterion between 1 and 100 points."), "off_the_scale"))
    known = judge.points.count()
    for criterion, given in points.items():
        PointWeight.objects.update_or_create(
            judge=judge, criterion=criterion, defaults={"points": given, "given_at": now}
        )
    if judge.points.count() > known:
        _tell_if_complete(judge, by=by, now=now)


@operation
def rate(*, judge: Judge, ratings: Sequence[Rated], by: User, now: datetime) -> None:
    """Rate ideas on criteria; a few at a time will do."""
    _begin(judge)
    criteria, ideas = [row.criterion for row in ratings], [row.idea for row in ratings]
    _refuse_strangers(judge.comparison, criteria=criteria, ideas=ideas)
    if any(not LOWEST <= row.level <= HIGHEST for row in ratings):
        raise JudgingRefused(Reason(_("Choose one of the five steps."), "off_the_scale"))
    known = judge.ratings.count()
    Rating.objects.bulk_create(
        [
            Rating(
                judge=judge,
                idea=row.idea,
                criterion=row.criterion,
                level=row.level,
                source=row.source.strip(),
                given_at=now,
            )
            for row in ratings
        ],
        update_conflicts=True,
        unique_fields=["judge", "idea", "criterion"],
        update_fields=["level", "source", "given_at"],
    )
    if judge.ratings.count() > known:
        _tell_if_complete(judge, by=by, now=now)


def _begin(judge: Judge) -> None:
    """Keep the comparison to ourselves, and refuse where it is over or the judge is none any more."""
    lock_comparison(judge.comparison)
    judge.refresh_from_db(fields=["way", "withdrawn_at"])
    if judge.withdrawn_at is not None:
        raise JudgingRefused(Reason(_("This person no longer judges these ideas."), "withdrawn"))


def _refuse_strangers(
    comparison: Comparison, *, criteria: Sequence[Criterion] = (), ideas: Sequence[Idea] = ()
) -> None:
    known = set(criteria_of(comparison).values_list("pk", flat=True))
    known_ideas = set(ideas_of(comparison).values_list("pk", flat=True)) if ideas else set()
    if any(row.pk not in known for row in criteria) or any(row.pk not in known_ideas for row in ideas):
        text = _("What is compared was changed meanwhile. Look at the page again; what you gave before is kept.")
        raise JudgingRefused(Reason(text, "changed_meanwhile"))


def _is_complete(judge: Judge) -> bool:
    return judgements_of(judge.comparison, only=judge)[0].complete


def _tell_if_complete(judge: Judge, *, by: User, now: datetime) -> None:
    """After something new was given: keep that a judge is done now, and once all are, tell who may decide."""
    if not _is_complete(judge):
        return
    case = judge.comparison.case
    sentence = gettext_noop("%(judge)s has judged all the ideas.")
    keep("judged-ideas", sentence, case, by=by, now=now, judge=judge.name)
    if all(row.complete for row in judgements_of(judge.comparison)):
        told = gettext_noop("All judges of the product ideas of case %(number)s are done. Now one can be chosen.")
        people = [case.officer, case.advisor, *members(case, now=now)]
        others = [person for person in people if person is not None and person.pk != by.pk]
        _notify(others, told, judge.comparison, now=now)


def _notify(people: Sequence[User], sentence: str, comparison: Comparison, *, now: datetime) -> None:
    if people:
        number = comparison.case.number
        notify(to=people, sentence=sentence, link=comparison.get_absolute_url(), now=now, number=number)
