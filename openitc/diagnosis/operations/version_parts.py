"""Writes of the parts of a draft: a question, the numbers of a dimension, its remedies, a sector's table."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_noop

from openitc.diagnosis.models import Dimension, Question, Remedy, SectorTable
from openitc.diagnosis.operations.versions import changed, lock_draft
from openitc.diagnosis.rules.instrument import RemedyPlan
from openitc.people.models import User
from openitc.shared.db import operation


@operation
def change_question(
    *,
    question: Question,
    text_th: str,
    text_en: str,
    levels_th: Sequence[str],
    levels_en: Sequence[str],
    by: User,
    now: datetime,
) -> None:
    """Give a question other words."""
    draft = lock_draft(question.dimension.version)
    question.text_th, question.text_en = text_th, text_en
    question.levels_th, question.levels_en = list(levels_th), list(levels_en)
    question.save(update_fields=["text_th", "text_en", "levels_th", "levels_en"])
    sentence = gettext_noop("Question %(number)s of %(dimension)s was changed.")
    changed(draft, sentence, by=by, now=now, number=question.position, dimension=question.dimension.names)


@operation
def change_dimension(
    *,
    dimension: Dimension,
    name_th: str,
    name_en: str,
    about_th: str,
    about_en: str,
    quick: int,
    effort: float,
    cost_relations: Sequence[float],
    goal_relations: Sequence[float],
    by: User,
    now: datetime,
) -> None:
    """Give a dimension another name, another question for the quick check, or other numbers."""
    draft = lock_draft(dimension.version)
    dimension.name_th, dimension.name_en = name_th, name_en
    dimension.about_th, dimension.about_en = about_th, about_en
    dimension.effort = effort
    dimension.cost_relations, dimension.goal_relations = list(cost_relations), list(goal_relations)
    dimension.save()
    dimension.questions.filter(position=quick).update(quick=True)
    dimension.questions.exclude(position=quick).update(quick=False)
    sentence = gettext_noop("The numbers and names of %(dimension)s were changed.")
    changed(draft, sentence, by=by, now=now, dimension=dimension.names)


@operation
def change_remedies(*, dimension: Dimension, remedies: Sequence[RemedyPlan], by: User, now: datetime) -> None:
    """Say anew what helps in a dimension."""
    draft = lock_draft(dimension.version)
    dimension.remedies.all().delete()
    Remedy.objects.bulk_create(
        Remedy(
            dimension=dimension,
            kind=plan.kind,
            codes=list(plan.codes),
            text_th=plan.text_th,
            text_en=plan.text_en,
        )
        for plan in remedies
    )
    sentence = gettext_noop("What helps in %(dimension)s was changed.")
    changed(draft, sentence, by=by, now=now, dimension=dimension.names)


@operation
def change_sector(
    *, table: SectorTable, weights: Sequence[float], targets: Sequence[float], by: User, now: datetime
) -> None:
    """Give a sector other weights or targets."""
    draft = lock_draft(table.version)
    table.weights, table.targets = list(weights), list(targets)
    table.save(update_fields=["weights", "targets"])
    changed(draft, gettext_noop("The weights and targets of a sector were changed."), by=by, now=now)
