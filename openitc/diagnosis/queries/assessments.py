"""What an assessment asks, what was answered so far, and the assessments of an enterprise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case as Either
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

from openitc.cases.models import Case
from openitc.diagnosis.models import Answer, Assessment, Evidence, Pillar, Question, Version
from openitc.enterprises.models import Enterprise


@dataclass(frozen=True, slots=True)
class Item:
    """One question with what was answered to it, and what shows that it is so."""

    question: Question
    answer: Answer | None
    place: int  # from 1, in the order in which they are asked

    @property
    def evidence(self) -> list[Evidence]:
        """What stands behind the answer; fetched with it."""
        return list(self.answer.evidence.all()) if self.answer else []

    @property
    def level(self) -> str:
        """What was chosen, as the form has it: a level, `none` for not applicable, blank for not yet."""
        if self.answer is None:
            return ""
        return "none" if self.answer.level is None else str(self.answer.level)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a filling-in has come."""

    answered: int
    asked: int

    @property
    def percent(self) -> int:
        """How much of it is done."""
        return round(100 * self.answered / self.asked) if self.asked else 0

    @property
    def is_whole(self) -> bool:
        """Whether every question has its answer."""
        return self.answered == self.asked


@dataclass(frozen=True, slots=True)
class PillarPart:
    """One page of the full form: a pillar, its items, and how many of them are answered."""

    key: str
    name: str | Promise
    items: list[Item]

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        return progress_of(self.items)


def current_version() -> Version | None:
    """The version that a new assessment is made with."""
    return Version.objects.exclude(published_at=None).order_by("-number").first()


def items_asked(assessment: Assessment) -> QuerySet[Question]:
    """The questions of the assessment's form, in order."""
    questions = Question.objects.filter(dimension__version=assessment.version_id)
    if assessment.form == Assessment.Form.QUICK:
        questions = questions.filter(quick=True)
    return questions.select_related("dimension").order_by("dimension__position", "position")


def items_of(assessment: Assessment) -> list[Item]:
    """Every question with its answer and evidence; three queries."""
    standing = Evidence.objects.filter(withdrawn_at=None).select_related("file", "added_by").order_by("added_at", "pk")
    answers = assessment.answers.select_related("answered_by").prefetch_related(Prefetch("evidence", standing))
    given = {answer.question_id: answer for answer in answers}
    return [Item(question, given.get(question.pk), place) for place, question in enumerate(items_asked(assessment), 1)]


def progress_of(items: Sequence[Item]) -> Progress:
    """How many of the items are answered."""
    return Progress(sum(item.answer is not None for item in items), len(items))


def is_whole(assessment: Assessment) -> bool:
    """Whether every question has its answer; one query."""
    answered = Answer.objects.filter(assessment=assessment, question=OuterRef("pk"))
    return not items_asked(assessment).filter(~Exists(answered)).exists()


def next_place(items: Sequence[Item], *, after: int = 0) -> int | None:
    """The place of the first item without an answer, looking on from one and then from the beginning."""
    without = [item.place for item in items if item.answer is None]
    return next((place for place in without if place > after), without[0] if without else None)


def parts_of(items: Sequence[Item]) -> list[PillarPart]:
    """The items by pillar, in order."""
    keys = dict.fromkeys(item.question.dimension.pillar for item in items)
    return [
        PillarPart(key, Pillar.label_of(key), [item for item in items if item.question.dimension.pillar == key])
        for key in keys
    ]


def assessments_of(enterprise: Enterprise) -> QuerySet[Assessment]:
    """Every assessment of the enterprise that was not given up, the latest first, each with how far it came."""
    rows = Assessment.objects.filter(enterprise=enterprise, withdrawn_at=None)
    return with_progress(rows.select_related("version", "advisor", "started_by"))


def with_progress(assessments: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """The rows with `answered` and `asked` beside each."""
    questions = Question.objects.filter(dimension__version=OuterRef("version")).order_by().values("dimension__version")
    asked = Either(
        When(form=Assessment.Form.QUICK, then=_counted(questions.filter(quick=True))), default=_counted(questions)
    )
    answers = Answer.objects.filter(assessment=OuterRef("pk")).order_by().values("assessment")
    return assessments.annotate(answered=_counted(answers), asked=asked)


def _counted(rows: "QuerySet[Any, Any]") -> Coalesce:
    counts = rows.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counts), 0)


def open_assessment(enterprise: Enterprise, form: str) -> Assessment | None:
    """The one of that form that is being filled in."""
    return Assessment.objects.filter(enterprise=enterprise, form=form, finished_at=None, withdrawn_at=None).first()


def baseline_of(assessment: Assessment) -> Assessment | None:
    """The assessment before support that one after it is compared with: same enterprise, form and version."""
    if assessment.round == Assessment.Round.T0 or assessment.enterprise_id is None:
        return None
    return (
        Assessment.objects.filter(
            enterprise=assessment.enterprise_id,
            form=assessment.form,
            version=assessment.version_id,
            round=Assessment.Round.T0,
            finished_at__lte=assessment.started_at,
        )
        .order_by("-finished_at")
        .first()
    )


def rounds_open_to(enterprise: Enterprise, form: str) -> list[str]:
    """The rounds that may be begun now, the likeliest first: one after support needs one before it."""
    finished = set(
        Assessment.objects.filter(enterprise=enterprise, form=form, finished_at__isnull=False)
        .values_list("round", flat=True)
        .distinct()
    )
    if Assessment.Round.T0 not in finished:
        return [Assessment.Round.T0]
    if Assessment.Round.T1 not in finished:
        return [Assessment.Round.T1, Assessment.Round.T0]
    return [Assessment.Round.T2, Assessment.Round.T1, Assessment.Round.T0]


def only_open_case(enterprise: Enterprise) -> Case | None:
    """The case that an assessment belongs to: the open one, where there is exactly one."""
    cases = list(Case.objects.filter(enterprise=enterprise, closed_at=None)[:2])
    return cases[0] if len(cases) == 1 else None


@dataclass(frozen=True, slots=True)
class OwnCheck:
    """An enterprise of one's own with the quick check that is open, if one is."""

    enterprise: Enterprise
    running: Assessment | None


def open_checks_of(enterprises: Iterable[Enterprise]) -> list[OwnCheck]:
    """Each of the enterprises with its open quick check; two queries."""
    rows = list(enterprises)
    running = with_progress(
        Assessment.objects.filter(enterprise__in=rows, form=Assessment.Form.QUICK, finished_at=None, withdrawn_at=None)
    )
    by_enterprise = {row.enterprise_id: row for row in running} if rows else {}
    return [OwnCheck(enterprise, by_enterprise.get(enterprise.pk)) for enterprise in rows]
