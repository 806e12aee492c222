"""The sample network's readiness assessments: enterprises before support, a good part of them also after it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from openitc.diagnosis.models import Assessment, Goal, Question, Sector
from openitc.diagnosis.operations.assessments import About, answer, begin, take_down
from openitc.diagnosis.operations.first_version import begin_with_the_first_version
from openitc.diagnosis.queries.assessments import current_version, items_asked
from openitc.enterprises.models import Enterprise
from openitc.people.models import User
from openitc.sample.loading import Loading

COUNT, AFTER = 56, 22  # enterprises by chance, and how many of them are looked at again
SHARE_FULL, SHARE_SELLING, SHARE_NOT_APPLICABLE = 0.3, 0.85, 0.02
AFTER_DAYS = 330
SECTORS = {
    "coffee-drip-bag": Sector.FOOD, "freeze-dried-longan": Sector.FOOD, "ready-to-drink-tea": Sector.FOOD,
    "retort-ready-meal": Sector.FOOD, "spray-dried-herbal-drink": Sector.AGRO, "herbal-cosmetic": Sector.AGRO,
    "brocade-silk-souvenir": Sector.CRAFT, "ceramic-cup": Sector.CRAFT,
}  # fmt: skip
COSTS = ((50, 20, 10, 10, 10), (30, 40, 10, 5, 15), (40, 20, 20, 15, 5), ())
# What small makers of the north do well and badly, beside their own level; people's heads run ahead of their papers.
LEANING = {"D1": 0.5, "D2": 0.3, "D3": -0.2, "D4": -0.5, "D5": -0.4, "D6": -0.6, "D7": 0.6, "D11": -0.3, "D12": 0.2}
# The stories: goals, own level, whether with an adviser, and the level after support.
STORIES: Mapping[str, tuple[tuple[Goal, ...], float, bool, float | None]] = {
    "doi-coffee-lamphun": ((Goal.STANDARD, Goal.QUALITY), 1.6, True, 2.7),
    "longan-four-ideas": ((Goal.NEW_PRODUCT, Goal.QUALITY), 1.3, False, None),
    "longan-crisp": ((Goal.EXPORT, Goal.STANDARD, Goal.COST), 2.4, True, 3.1),
    "brocade-souvenir": ((Goal.NEW_PRODUCT, Goal.EXPORT), 1.5, True, None),
    "ceramic-cup": ((Goal.COST, Goal.PRODUCTIVITY), 2.1, False, 2.6),
}
BEGUN = "hill-coffee-japan"  # its check was left after the seventh question
BEGUN_ANSWERS = 7


class _Asked:
    """The questions of both forms, read once."""

    def __init__(self) -> None:
        version = current_version()
        self.of = {form: list(items_asked(Assessment(version=version, form=form))) for form in Assessment.Form.values}


def load_readiness(loading: Loading) -> None:
    """Those of the stories as they are told, the others by chance: levels, goals, sizes and what was gained."""
    begin_with_the_first_version(now=loading.now)  # a database that was emptied has lost it
    asked = _Asked()
    officer = loading.people.get("officer.chiangmai@example.go.th", loading.by)
    pathways = {enterprise.pk: pathway for enterprise, _product, pathway in loading.enterprises}
    for code, (goals, level, full, after) in STORIES.items():
        enterprise, _product = loading.story_enterprises[code]
        sector = Sector.CRAFT if code in ("brocade-souvenir", "ceramic-cup") else Sector.FOOD
        form = Assessment.Form.FULL if full else Assessment.Form.QUICK
        about = _about(loading, sector, goals)
        _take_down(loading, asked, enterprise, form=form, about=about, level=level, days_ago=88, by=officer)
        if after is not None:
            _take_down(
                loading, asked, enterprise, form=form, about=about, level=after, days_ago=6, by=officer, after=True
            )
    _leave_one_open(loading, asked)
    old_first = sorted(loading.enterprises, key=lambda row: row[0].registered_at)
    for place, (enterprise, _product, _pathway) in enumerate(old_first[:COUNT]):
        sector = SECTORS.get(pathways[enterprise.pk], Sector.OTHER)
        form = Assessment.Form.FULL if loading.chance.random() < SHARE_FULL else Assessment.Form.QUICK
        about = _about(loading, sector, tuple(loading.chance.sample(list(Goal), 3)))
        level = loading.chance.gauss(1.9, 0.6)
        days = loading.chance.randint(AFTER_DAYS + 30, AFTER_DAYS + 150)
        _take_down(loading, asked, enterprise, form=form, about=about, level=level, days_ago=days, by=loading.by)
        if place < AFTER:
            gained = level + loading.chance.uniform(0.0, 1.2)
            _take_down(
                loading,
                asked,
                enterprise,
                form=form,
                about=about,
                level=gained,
                days_ago=days - AFTER_DAYS,
                by=loading.by,
                after=True,
            )


def _about(loading: Loading, sector: Sector, goals: tuple[Goal, ...]) -> About:
    """Sizes lie where small makers lie: some micro, most small, a few medium."""
    chance = loading.chance
    employees = chance.choices((chance.randint(1, 5), chance.randint(6, 40), chance.randint(51, 120)), (30, 60, 10))[0]
    return About(
        sector=sector,
        goals=goals,
        cost_shares=chance.choice(COSTS),
        years_in_business=chance.randint(1, 18),
        sells_already=chance.random() < SHARE_SELLING,
        growth_percent=chance.choice((None, -4, 3, 8, 14)),
        employees=employees,
        revenue=employees * chance.randint(15, 60) * 1_000_000,
    )


def _take_down(
    loading: Loading,
    asked: _Asked,
    enterprise: Enterprise,
    *,
    form: str,
    about: About,
    level: float,
    days_ago: int,
    by: User,
    after: bool = False,
) -> None:
    when: datetime = loading.now - timedelta(days=days_ago)
    if after:
        about = replace(about, employees=None, revenue=None)  # stated before, and as good as the same
    take_down(
        enterprise=enterprise,
        form=form,
        about=about,
        levels={question: _level(loading, question, level) for question in asked.of[form]},
        round=Assessment.Round.T1 if after else Assessment.Round.T0,
        by=by,
        now=when,
    )


def _level(loading: Loading, question: Question, level: float) -> int | None:
    """Around the enterprise's own level; now and then a question does not apply."""
    if loading.chance.random() < SHARE_NOT_APPLICABLE:
        return None
    leaning = LEANING.get(question.dimension.key, 0.0)
    return min(5, max(0, round(loading.chance.gauss(level + leaning, 0.7))))


def _leave_one_open(loading: Loading, asked: _Asked) -> None:
    enterprise, _product = loading.story_enterprises[BEGUN]
    form = Assessment.Form.QUICK
    then = loading.now - timedelta(days=2)
    about = _about(loading, Sector.FOOD, (Goal.EXPORT, Goal.STANDARD))
    begun = begin(enterprise=enterprise, form=form, about=about, by=loading.by, now=then)
    for question in asked.of[form][:BEGUN_ANSWERS]:
        given = _level(loading, question, 2)
        answer(assessment=begun, question=question, level=given, by=loading.by, now=then)
